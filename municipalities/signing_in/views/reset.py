"""A forgotten password: asking for a link, and setting a new one with it."""

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from municipalities.asking import sent
from municipalities.signing_in import resetting
from municipalities.signing_in.forms import LinkForm, NewPasswordForm
from municipalities.signing_in.guard import open_to, takes
from municipalities.signing_in.lockout import wait_first


@takes("GET", "POST")
@open_to("anybody")
def ask(request):
    form = LinkForm(sent(request))
    if form.is_valid():
        if wait := resetting.seconds_to_wait(request):
            return wait_first(request, wait)
        resetting.ask_for_link(email=form.cleaned_data["email"])
        return redirect("password-reset-sent")
    return render(request, "registration/password_reset.html", {"form": form})


@takes("GET")
@open_to("anybody")
def link_sent(request):
    return render(request, "registration/password_reset_sent.html")


@takes("GET", "POST")
@open_to("anybody")
@sensitive_post_parameters("new_password")
def new_password(request, person, token):
    found = resetting.person_of_link(person, token)
    if found is None:
        return _dead(request)
    form = NewPasswordForm(sent(request), user=found)
    if form.is_valid():
        if not resetting.use_link(person=found, password=form.cleaned_data["new_password"]):
            return _dead(request)
        return redirect("password-set")
    return render(request, "registration/new_password.html", {"form": form})


@takes("GET")
@open_to("anybody")
def done(request):
    return render(request, "registration/password_set.html")


def _dead(request):
    return render(request, "registration/link_is_dead.html", status=404)
