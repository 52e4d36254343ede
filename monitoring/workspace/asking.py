"""Two steps to what cannot be taken back: say it, see what becomes public, confirm (WCAG 3.3.4)."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from monitoring.actions import Conflict, Incomplete, NotAllowed, Refused


@dataclass(frozen=True)
class Question:
    """What a page that asks for a decision says. ``name`` is the action's name in pages.

    ``shown_first``: what was typed is shown as it will be read before it is done.
    """

    name: str
    heading: Promise
    explanation: Promise
    button: Promise
    shown_first: bool = False


def sent(request: HttpRequest):
    """What a form was sent, or None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def is_confirmed(request: HttpRequest) -> bool:
    """The person saw what becomes public and said yes; "Change" leads back to the form."""
    return request.method == "POST" and request.POST.get("confirmed") == "yes"


def wants_to_change(request: HttpRequest) -> bool:
    return "change" in request.POST


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
    try:
        return act()
    except (NotAllowed, Conflict, Incomplete):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        _add(form, error)
    return None


def _add(form: forms.BaseForm, error: ValidationError) -> None:
    """Each error at its field; those of columns that the form does not have, at its head."""
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
