"""The second factor: giving a code at sign-in, setting it up, replacing it (QUALITY S-20)."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from municipalities import audit
from municipalities.asking import sent
from municipalities.signing_in import factors, proof
from municipalities.signing_in.forms import CodeForm
from municipalities.signing_in.guard import onward, open_to, password_given, signed_in, takes


@password_given
@takes("GET", "POST")
@open_to("somebody")
def give(request):
    """The second step of signing in."""
    _insist_on_second_factor()
    going_to = request.POST.get("next", request.GET.get("next", ""))
    if not factors.is_missing(request):
        return onward(request, going_to)
    if not factors.has_one(request.user):
        return redirect("account:set-up")
    form = _code_of(request)
    if form.is_valid():
        if (answer := proof.first_proof(request, form)) is not None:
            return answer
        if not form.errors:
            _note_sign_in(request)
            return onward(request, going_to)
    context = {"form": form, "next": going_to}
    return render(request, "registration/second_factor.html", context)


@password_given
@takes("GET", "POST")
@open_to("somebody")
def set_up(request):
    """An app on the phone reads the secret; its first code confirms it.

    Who has a second factor already proves it first, and afresh.
    """
    _insist_on_second_factor()
    if factors.has_one(request.user):
        if factors.is_missing(request):
            return redirect("account:second-factor")
        if not factors.is_proved_freshly(request):
            return redirect("account:page")  # its button asks for a code
    going_to = request.POST.get("next", request.GET.get("next", ""))
    form = _code_of(request)
    if form.is_valid():
        signs_in = factors.is_missing(request)
        codes = factors.confirm(request, form.cleaned_data[proof.FIELD])
        if codes and signs_in:
            _note_sign_in(request)
        if codes:
            return _recovery_codes(request, codes, going_to)
        form.add_error(
            proof.FIELD, _("This is not the code that the app shows now for this secret.")
        )
    key = factors.new_key(request)
    context = {
        "form": form,
        "next": going_to,
        "secret": [key[start : start + 4] for start in range(0, len(key), 4)],
        "qr": factors.qr_of(key, request.user),
        "replaces": factors.has_one(request.user),
    }
    return render(request, "registration/set_up_second_factor.html", context)


@signed_in
@takes("POST")
@open_to("somebody")
def recovery_codes(request):
    """Ten new recovery codes; the old ones are dead."""
    _insist_on_second_factor()
    if (page := proof.asked_again(request)) is not None:
        return page
    return _recovery_codes(request, factors.replace_recovery_codes(request.user), "")


@signed_in
@takes("POST")
@open_to("somebody")
def replace(request):
    """Leads to setting up another app, after a fresh code."""
    _insist_on_second_factor()
    if (page := proof.asked_again(request)) is not None:
        return page
    return redirect("account:set-up")


def _note_sign_in(request) -> None:
    """Password and code were both right."""
    audit.record(audit.Event.SIGNED_IN, by=request.user, person=request.user)


def _insist_on_second_factor() -> None:
    if not settings.SECOND_FACTOR:
        raise Http404


def _code_of(request) -> CodeForm:
    return CodeForm(sent(request))


def _recovery_codes(request, codes, going_to):
    # No other language leads back here: they are shown once.
    context = {"codes": codes, "next": going_to, "this_page": None}
    return render(request, "registration/recovery_codes.html", context)
