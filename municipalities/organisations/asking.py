"""The pages of one organisation that ask for something: how they look, and where they lead."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from municipalities.models import Organisation


@dataclass(frozen=True)
class Question:
    """What a page that asks says; ``name`` is the action's name in pages."""

    name: str
    heading: Promise
    explanation: Promise
    button: Promise


def organisation_of(organisation: str, **others) -> Organisation | None:
    """The organisation that the address names, or None."""
    return Organisation.objects.filter(slug=organisation).first()


def sent(request):
    """What a form was sent, or None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(
    request, question: Question, form: forms.BaseForm, organisation=None, **more
) -> HttpResponse:
    """The form; 422 if it was sent and something in it has to be mended, 409 if somebody was
    faster and what is ``standing`` now is shown beside it."""
    context = {"question": question, "form": form, "organisation": organisation} | more
    status = 409 if more.get("standing") else 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/organisations/ask.html", context, status=status)


def done(request, organisation: Organisation, sentence: str) -> HttpResponse:
    """Back to the organisation, which says once what happened."""
    messages.success(request, sentence)
    return redirect("organisations:page", organisation.slug)
