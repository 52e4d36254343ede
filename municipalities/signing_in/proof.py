"""A fresh code before what weighs most, without losing the form that was prepared (S-21)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from municipalities.signing_in import factors
from municipalities.signing_in.forms import CodeForm
from municipalities.signing_in.lockout import wait_first

FIELD = "proof_code"


def asked_again(request) -> HttpResponse | None:
    """The page that asks for a code and carries the form; None if the way is free.

    For forms sent by POST where the last proof is older than ten minutes. The page sends the same
    fields to the same address, with a code: if that is right, what was prepared goes on.
    """
    if request.method != "POST" or factors.is_proved_freshly(request):
        return None
    form = CodeForm(request.POST if FIELD in request.POST else None)
    if form.is_valid():
        proof = factors.prove(request, form.cleaned_data[FIELD])
        if proof.is_right:
            return None
        if proof.wait:
            return wait_first(request, proof.wait, carried=_fields(request), going_to=request.path)
        form.add_error(FIELD, _("This code is not right, or was used already."))
    context = {"form": form, "carried": _fields(request), "this_page": None}
    return render(request, "registration/prove_again.html", context, status=403)


def first_proof(request, form: CodeForm) -> HttpResponse | None:
    """Looks at the code of somebody who is signing in; None if it was right."""
    proof = factors.prove(request, form.cleaned_data[FIELD])
    if proof.wait:
        return wait_first(request, proof.wait)
    if not proof.is_right:
        form.add_error(FIELD, _("This code is not right, or was used already."))
    return None


def _fields(request) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", FIELD)
    ]
