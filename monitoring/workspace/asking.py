"""Two steps to what cannot be taken back: say it, see what becomes public, confirm (WCAG 3.3.4)."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from monitoring.refusals import Conflict, Incomplete, NotAllowed
from municipalities import refusals
from municipalities.asking import Question


def ask(
    request, report, question: Question, form: forms.BaseForm, *, status=200,
    page="workspace/ask.html", **more
) -> HttpResponse:  # fmt: skip
    """The form of an action; 422 if it was sent and something in it has to be mended."""
    if form.is_bound and form.errors:
        status = 422
    context = _context(report, question) | {"form": form} | more
    return render(request, page, context, status=status)


def confirm(request, report, question: Question, form=None, **more) -> HttpResponse:
    """What would become public, with the button that does it; ``form`` is carried along hidden."""
    context = _context(report, question) | {"form": form} | more
    return render(request, "workspace/confirm.html", context)


def _context(report, question: Question) -> dict:
    return {"report": report, "term": report.contract.term, "question": question}


def attempt(form: forms.BaseForm, act: Callable):
    """What ``act`` returns; a refusal that other words would mend becomes an error of the form.

    Returns None then. What no words can mend goes on to the doors.
    """
    return refusals.attempt(form, act, beyond=(NotAllowed, Conflict, Incomplete))
