"""Signing in by e-mail and password, and signing out so that nothing stays behind."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.views import LogoutView
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from municipalities import audit
from municipalities.signing_in import carrying, sessions
from municipalities.signing_in.forms import SignInForm
from municipalities.signing_in.guard import onward, open_to, takes
from municipalities.signing_in.lockout import seconds_to_wait, wait_first

# What a browser forgets at sign-out (QUALITY S-16).
FORGET = '"cache", "cookies", "storage"'


@takes("GET", "POST")
@open_to("anybody")
@sensitive_post_parameters("password")
def login(request):
    going_to = request.POST.get("next", request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return onward(request, going_to)
        return _page(request, SignInForm(request), going_to)
    typed = request.POST.get("typed", "")
    if wait := seconds_to_wait(request, request.POST.get("username", "")):
        return wait_first(request, wait, typed=typed, next=going_to)
    form = SignInForm(request, request.POST)
    if not form.is_valid():
        return _page(request, form, going_to, typed)
    auth.login(request, form.get_user())
    sessions.begin(request.session)
    if not settings.SECOND_FACTOR:
        audit.record(audit.Event.SIGNED_IN, by=request.user, person=request.user)
    _take_along(request, typed, going_to)
    return onward(request, going_to)


@takes("POST")
@open_to("anybody")
def logout(request):
    """Ends the session on the server: a copy of its cookie opens nothing any more."""
    if request.user.is_authenticated:
        audit.record(audit.Event.SIGNED_OUT, by=request.user, person=request.user)
    response = LogoutView.as_view()(request)
    response.headers["Clear-Site-Data"] = FORGET
    return response


def _page(request, form, going_to, typed=""):
    context = {"form": form, "next": going_to, "typed": typed}
    return render(request, "registration/login.html", context)


def _take_along(request, text: str, going_to: str) -> None:
    """What she had typed before she was asked to sign in waits in her session now."""
    if not text:
        return
    if typed := carrying.read(text, by=request.user, to=going_to):
        carrying.keep(request.session, typed)
    else:
        messages.error(
            request, _("What had been typed before belongs to another sign-in and was left out.")
        )
