"""What the views of this room share: which thing an address names, and trying what a form asks."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from contracts.juxtaposing.changing import Meanwhile, why_closed
from contracts.models import Candidate, Juxtaposition, Need
from municipalities.refusals import attempt

# What says how a form is sent, and nothing of the fact itself.
PASSING = ("version", "reason_sq", "reason_en")
PLACE = ("municipality", "election__term")
WHOSE = tuple(f"juxtaposition__{name}" for name in PLACE)


def juxtaposition_of(juxtaposition: int) -> Juxtaposition | None:
    return Juxtaposition.objects.select_related(*PLACE).filter(pk=juxtaposition).first()


def need_of(need: int) -> Need | None:
    return Need.objects.select_related(*WHOSE).filter(pk=need).first()


def candidate_of(candidate: int) -> Candidate | None:
    return Candidate.objects.select_related(*WHOSE).filter(pk=candidate).first()


def is_done(form, act: Callable, *, rows=(), twin: Callable | None = None) -> bool:
    """Whether ``act`` did what the form asks.

    Where somebody was faster with the very same words, the person herself most of all, it is done
    as well (R-09): ``twin`` finds the form of a row that is stored since. Otherwise the refusal
    stands in the form, beside what was typed (R-07).
    """

    def noted():
        try:
            act()
        except Meanwhile:
            compared = [(twin and twin()) or form, *rows]
            if _says_something(compared) and not any(changes_of(each) for each in compared):
                return True
            form.show_version_of_now()
            form.meanwhile = True
            raise
        return True

    return bool(attempt(form, noted))


def _says_something(forms) -> bool:
    """A form without fields of its own asks for a deed, and no stored word says it was done."""
    return any(name not in PASSING for form in forms for name in form.fields)


def changes_of(form) -> list[tuple[str, str]]:
    """(label, what is stored) for each field whose stored value is not what was typed."""
    return [
        (field.label, _shown(field, form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
        if name not in PASSING and name in form.changed_data
    ]


def _shown(field, value) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = dict(getattr(field, "choices", None) or {})
    return str(choices.get(value, value)) if value not in (None, "") else "–"


def page_of_form(request, template: str, juxtaposition, form, *, rows=(), **more) -> HttpResponse:
    """The form with its errors; 422 if something has to be mended, 409 if somebody was faster.

    ``closed`` says why this person can only look; the form takes nothing then.
    """
    faulty = [row for row in rows if row.errors]
    status = 409 if getattr(form, "meanwhile", False) else 422 if form.errors or faulty else 200
    context = {
        "juxtaposition": juxtaposition,
        "term": juxtaposition.election.term,
        "form": form,
        "closed": why_closed(request.user, juxtaposition),
        "rows": rows,
        "forms_with_errors": faulty,
        "stored_now": [each for one in (form, *rows) for each in changes_of(one)]
        if status == 409
        else [],
    }
    return render(request, template, context | more, status=status)


def back_to(request, juxtaposition: Juxtaposition, sentence: str) -> HttpResponse:
    """To the page of the juxtaposition, which says once what happened."""
    messages.success(request, sentence)
    return redirect("offers:juxtaposition", juxtaposition.pk)
