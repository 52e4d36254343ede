"""The pages of one organisation that ask for something: how they look, and where they lead."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from municipalities.asking import Question
from municipalities.models import Organisation


def organisation_of(organisation: str, **others) -> Organisation | None:
    """The organisation that the address names, or None."""
    return Organisation.objects.filter(slug=organisation).first()


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
