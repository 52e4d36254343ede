"""The review by another organisation: blind first, then both ratings side by side (METHOD §6)."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.actions.reviewing import what_approval_lacks
from monitoring.models import Finding
from monitoring.workspace import offers, preview, reading
from monitoring.workspace.asking import Question, ask, attempt, confirm, sent
from monitoring.workspace.doors import done, may, refused, takes
from monitoring.workspace.forms.review import (
    AssignForm,
    RatingForm,
    ReturnForm,
    SettlementForm,
    TakeReviewForm,
)
from municipalities.models import Organisation
from municipalities.permissions import organisations_of
from municipalities.signing_in.guard import signed_in

RETURN = Question(
    "return",
    gettext_lazy("Return to the author"),
    gettext_lazy(
        "The report becomes a draft again. The author reads your note; you stay reviewer."
    ),
    gettext_lazy("Return"),
)
APPROVE = Question(
    "approve",
    gettext_lazy("Approve the report"),
    gettext_lazy(
        "You confirm that every status follows from its evidence. Next the municipality can "
        "reply; then a network admin publishes this:"
    ),
    gettext_lazy("Approve"),
)
ASSIGN = Question(
    "assign-review",
    gettext_lazy("Assign a reviewer"),
    gettext_lazy("The reviewer comes from another organisation and wrote nothing in the report."),
    gettext_lazy("Assign"),
)


@signed_in
@takes("POST")
@may("take_review")
def take(request, report):
    mine = Organisation.objects.filter(pk__in=organisations_of(request.user))
    form = TakeReviewForm(request.POST, organisations=mine)
    if not form.is_valid():
        raise Http404
    actions.take_review(report=report, by=request.user, **form.cleaned_data)
    return redirect("workspace:review", report.pk)


@signed_in
@takes("GET", "POST")
@may("assign_review")
def assign(request, report):
    form = AssignForm(sent(request), report=report)
    if form.is_valid():
        chosen = form.cleaned_data["membership"]
        assigned = attempt(
            form,
            lambda: actions.assign_review(
                report=report,
                reviewer=chosen.user,
                organisation=chosen.organisation,
                by=request.user,
            ),
        )
        if assigned:
            return done(request, report, _("The review is assigned."))
    return ask(request, report, ASSIGN, form)


@signed_in
@takes("GET", "POST")
@may("code_blind")
def rate(request, report):
    """Every finding that is not rated yet, without anything that tells the author's status."""
    entries = reading.entries(request.user, report, blind=True)
    forms = [RatingForm(sent(request), entry=entry) for entry in entries if entry.needs_rating]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        _code(forms, by=request.user)
        messages.success(request, _("Your ratings are saved."))
        return redirect("workspace:review", report.pk)
    return _page(request, report, entries, ratings=forms)


@transaction.atomic
def _code(forms, *, by) -> None:
    for form in forms:
        if form.cleaned_data["status"]:
            actions.code_blind(
                finding=Finding.objects.select_related("report").get(pk=form.entry.pk),
                by=by,
                **form.cleaned_data,
            )


@signed_in
@takes("GET", "POST")
@may("code_blind")
def settle(request, report):
    """Keep or give up each difference, with a sentence."""
    if request.method != "POST":
        return redirect("workspace:review", report.pk)
    entries = reading.entries(request.user, report, blind=True)
    forms = [SettlementForm(request.POST, entry=entry) for entry in entries if entry.differs]
    if not all(form.is_valid() for form in forms):
        return _page(request, report, entries, settlements=forms)
    with transaction.atomic():
        for form in forms:
            if form.cleaned_data["outcome"]:
                actions.settle_difference(
                    code=form.entry.code, by=request.user, **form.cleaned_data
                )
    messages.success(request, _("Your decisions are saved."))
    return redirect("workspace:review", report.pk)


def _page(request, report, entries, *, ratings=(), settlements=None):
    """Differences are settled when everything is rated, so that no unsaved rating gets lost."""
    unrated = any(entry.needs_rating for entry in entries)
    if settlements is None:
        settlements = [] if unrated else [SettlementForm(entry=e) for e in entries if e.differs]
    refusals = any(form.is_bound and form.errors for form in [*ratings, *settlements])
    context = {
        "report": report,
        "term": report.contract.term,
        "rows": _rows(entries, ratings, settlements),
        "has_ratings": bool(ratings),
        "has_settlements": bool(settlements),
        "forms_with_errors": [form for form in [*ratings, *settlements] if form.errors],
        "unrated": sum(entry.needs_rating for entry in entries),
        "assessed": sum(entry.has_status for entry in entries),
        "offers": offers.after_review(request.user, report),
    }
    return render(request, "workspace/review.html", context, status=422 if refusals else 200)


def _rows(entries, ratings, settlements):
    """Each finding with the form that it waits for, if any."""
    waiting = {form.entry.pk: form for form in [*ratings, *settlements]}
    return [(entry, waiting.get(entry.pk)) for entry in entries if entry.has_status]


@signed_in
@takes("GET", "POST")
@may("return_to_author")
def return_to_author(request, report):
    form = ReturnForm(sent(request))
    if form.is_valid():
        returned = attempt(
            form,
            lambda: actions.return_to_author(report=report, by=request.user, **form.cleaned_data),
        )
        if returned:
            return done(request, report, _("Returned to the author with your note."))
    return ask(request, report, RETURN, form)


@signed_in
@takes("GET", "POST")
@may("approve")
def approve(request, report):
    if request.method == "POST":
        actions.approve(report=report, by=request.user)
        return done(request, report, _("Approved. The municipality can now be invited to reply."))
    if lacks := what_approval_lacks(report, request.user):
        return refused(request, report, actions.Refused(lacks), status=422)
    return confirm(request, report, APPROVE, preview=preview.of(report))
