"""My account: the language of mail, the password, and what was typed before a sign-in."""

from django.conf import settings
from django.contrib import auth, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from municipalities import audit
from municipalities.asking import sent
from municipalities.signing_in import carrying, factors, sessions
from municipalities.signing_in.forms import ChangePasswordForm, LanguageForm
from municipalities.signing_in.guard import open_to, signed_in, takes, typed_page
from municipalities.signing_in.lockout import seconds_to_wait, wait_first
from municipalities.signing_in.passwords import set_password


@signed_in
@takes("GET", "POST")
@open_to("somebody")
def page(request):
    """Who I am here; takes the language of mail."""
    form = LanguageForm(
        sent(request), instance=request.user
    )  # fmt: skip
    if form.is_valid():
        form.save()
        messages.success(request, _("The language of your mail is changed."))
        return redirect("account:page")
    context = {
        "form": form,
        "memberships": request.user.memberships.in_force().select_related("organisation"),
        "second_factor": settings.SECOND_FACTOR,
        "recovery_codes_left": factors.recovery_codes_left(request.user),
        "sessions": sessions.open_sessions(request.user, this_key=request.session.session_key),
    }
    return render(request, "registration/account.html", context)


@signed_in
@takes("GET", "POST")
@open_to("somebody")
@sensitive_post_parameters("old_password", "new_password")
def password(request):
    """A new password; every other session of hers ends, this one gets a new id (S-11, S-15)."""
    user = request.user
    form = ChangePasswordForm(sent(request), user=user)
    if request.method == "POST" and (wait := seconds_to_wait(request, user.email)):
        return wait_first(request, wait)
    if form.is_valid():
        old, new = form.cleaned_data["old_password"], form.cleaned_data["new_password"]
        if auth.authenticate(request, username=user.email, password=old) is None:
            form.add_error("old_password", _("This is not your password."))
        else:
            _change(request, new)
            messages.success(request, _("Your password is changed. You are signed out elsewhere."))
            return redirect("account:page")
    return render(request, "registration/password.html", {"form": form})


@signed_in
@takes("POST")
@open_to("somebody")
def sign_out_elsewhere(request):
    sessions.end_sessions(request.user, except_key=request.session.session_key)
    audit.record(audit.Event.SESSIONS_ENDED, by=request.user, person=request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account:page")


@signed_in
@takes("POST")
@open_to("somebody")
def sign_out_there(request):
    """Ends one of her sessions; one that has ended already has ended."""
    if sessions.end_session(request.user, request.POST.get("session", "")):
        audit.record(audit.Event.SESSIONS_ENDED, by=request.user, person=request.user)
    messages.success(request, _("You are signed out there."))
    return redirect("account:page")


@signed_in
@takes("POST")
@open_to("somebody")
def stay(request):
    """Says that somebody is still there; how many seconds that holds, as plain text."""
    sessions.touch(request.session)
    return HttpResponse(str(request.session.seconds_left), content_type="text/plain; charset=utf-8")


@signed_in
@takes("GET", "POST")
@open_to("somebody")
def typed(request):
    """What you typed is still here: sends it again to its address, or lets it go by POST."""
    if request.method == "POST":
        carrying.let_go(request.session)
        return redirect("workspace:dashboard")
    waiting = carrying.kept(request.session)
    return typed_page(request, waiting) if waiting else redirect("workspace:dashboard")


def _change(request, new: str) -> None:
    with transaction.atomic():
        set_password(user=request.user, password=new, except_key=request.session.session_key)
    auth.update_session_auth_hash(request, request.user)
