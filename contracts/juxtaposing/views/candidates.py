"""Candidates, and what each of them said to each need."""

from django.utils.translation import gettext as _

from contracts.juxtaposing.asking import (
    back_to,
    candidate_of,
    is_done,
    juxtaposition_of,
    page_of_form,
)
from contracts.juxtaposing.forms import CandidateForm, ChangeFields, ResultForm
from contracts.juxtaposing.recording import (
    record_candidate,
    record_positions,
    record_result,
    remove,
)
from contracts.juxtaposing.rows import ForAllForm, positions_of
from contracts.models import Candidate
from municipalities.asking import sent
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def add(request, juxtaposition):
    return _write(request, Candidate(juxtaposition=juxtaposition), _("A candidate"))


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=candidate_of)
def edit(request, candidate):
    return _write(request, candidate, candidate.name)


def _write(request, candidate: Candidate, heading: str):
    juxtaposition = candidate.juxtaposition
    form = CandidateForm(sent(request), instance=candidate, juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form,
        lambda: record_candidate(candidate=form.instance, by=request.user, **form.change()),
        twin=lambda: _stored_since(form),
    ):
        return back_to(request, juxtaposition, _("The candidate is recorded."))
    return page_of_form(
        request, "workspace/offers/form.html", juxtaposition, form, heading=heading,
        candidate=candidate if candidate.pk else None,
    )  # fmt: skip


def _stored_since(form: CandidateForm) -> CandidateForm | None:
    """The same button pressed twice: the candidate of this name, if the first press recorded it."""
    found = Candidate.objects.filter(
        juxtaposition=form.juxtaposition, name=form.cleaned_data["name"]
    ).first()
    return found and CandidateForm(form.data, instance=found, juxtaposition=form.juxtaposition)


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=candidate_of)
def remove_it(request, candidate):
    juxtaposition = candidate.juxtaposition
    form = ChangeFields(sent(request), juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form, lambda: remove(row=candidate, by=request.user, **form.change())
    ):
        return back_to(request, juxtaposition, _("The candidate is taken out."))
    return page_of_form(request, "workspace/offers/remove.html", juxtaposition, form, row=candidate)


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def result(request, juxtaposition):
    """After the election: who was elected, of all candidates."""
    form = ResultForm(sent(request), juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form,
        lambda: record_result(
            juxtaposition=juxtaposition, by=request.user, **form.known(), **form.change()
        ),
    ):
        return back_to(request, juxtaposition, _("The result is recorded."))
    return page_of_form(
        request, "workspace/offers/form.html", juxtaposition, form, heading=_("The result")
    )


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=candidate_of)
def positions(request, candidate):
    """Every need with this candidate's answer; one source and date may stand for all."""
    juxtaposition = candidate.juxtaposition
    form = ForAllForm(sent(request), juxtaposition=juxtaposition)
    is_valid = form.is_valid()
    rows = positions_of(candidate, sent(request), for_all=form.for_all())
    if all([is_valid, *(row.is_valid() for row in rows)]) and is_done(
        form,
        lambda: record_positions(
            candidate=candidate, by=request.user, said=[row.instance for row in rows],
            **form.change(),
        ),
        rows=rows,
    ):  # fmt: skip
        return back_to(request, juxtaposition, _("The answers are recorded."))
    return page_of_form(
        request, "workspace/offers/positions.html", juxtaposition, form, rows=rows,
        candidate=candidate,
    )  # fmt: skip
