"""The review by another organisation: blind first, then both ratings side by side (METHOD §6)."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.actions.reviewing import public_pictures, what_approval_lacks
from monitoring.models import Finding
from monitoring.workspace import offers, preview, review_sheet
from monitoring.workspace.asking import ask, attempt
from monitoring.workspace.doors import done, insist_on_version, may, refused, takes
from monitoring.workspace.forms.review import (
    ApproveForm,
    AssignForm,
    ReturnForm,
    TakeReviewForm,
)
from municipalities.asking import Question, sent
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
    if request.method != "POST":
        return _page(request, report, review_sheet.of(request.user, report))
    sheet = review_sheet.of(request.user, report, asks="rate", data=request.POST)
    if sheet.forms_with_errors:
        return _page(request, report, sheet)
    with transaction.atomic():
        for row in sheet.filled("status"):
            actions.code_blind(
                finding=_finding(row), by=request.user, status=row.form.cleaned_data["status"]
            )
        _comment(sheet, by=request.user)
    if otherwise := sheet.rated_otherwise(request.POST):
        names = ", ".join(entry.commitment.number or str(entry.commitment) for entry in otherwise)
        messages.warning(
            request, _("A rating is given once; these stay as you rated them: %(names)s.")
            % {"names": names},
        )  # fmt: skip
    messages.success(request, _("Your ratings and comments are saved."))
    return redirect("workspace:review", report.pk)


@signed_in
@takes("GET", "POST")
@may("code_blind")
def settle(request, report):
    """Keep or give up each difference, with a sentence."""
    if request.method != "POST":
        return redirect("workspace:review", report.pk)
    sheet = review_sheet.of(request.user, report, asks="settle", data=request.POST)
    if sheet.forms_with_errors:
        return _page(request, report, sheet)
    with transaction.atomic():
        for row in sheet.filled("outcome"):
            actions.settle_difference(code=row.entry.code, by=request.user, **row.form.cleaned_data)
        _comment(sheet, by=request.user)
    messages.success(request, _("Your decisions and comments are saved."))
    return redirect("workspace:review", report.pk)


@signed_in
@takes("GET", "POST")
@may("comment")
def comment(request, report):
    """Comments alone, once everything is rated and settled."""
    if request.method != "POST":
        return redirect("workspace:review", report.pk)
    sheet = review_sheet.of(request.user, report, asks="comment", data=request.POST)
    if sheet.forms_with_errors:
        return _page(request, report, sheet)
    with transaction.atomic():
        _comment(sheet, by=request.user)
    messages.success(request, _("Your comments are saved."))
    return redirect("workspace:review", report.pk)


def _comment(sheet, *, by) -> None:
    for row in sheet.commented():
        actions.comment(finding=_finding(row), by=by, **row.comment.words())


def _finding(row):
    return Finding.objects.select_related("report").get(pk=row.entry.pk)


def _page(request, report, sheet):
    context = {
        "report": report,
        "term": report.contract.term,
        "sheet": sheet,
        "forms_with_errors": sheet.forms_with_errors,
        "offers": offers.after_review(request.user, report),
    }
    status = 422 if sheet.forms_with_errors else 200
    return render(request, "workspace/review.html", context, status=status)


@signed_in
@takes("GET", "POST")
@may("return_to_author")
def return_to_author(request, report):
    insist_on_version(request, report)
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
    """What becomes public, and what the reviewer says of the persons in its pictures."""
    insist_on_version(request, report)
    if lacks := what_approval_lacks(report, request.user):
        return refused(request, report, actions.Refused(lacks), status=422)
    pictures = list(public_pictures(report).select_related("finding__commitment"))
    form = ApproveForm(sent(request), has_pictures=bool(pictures))
    if form.is_valid():
        approved = attempt(
            form, lambda: actions.approve(report=report, by=request.user, **form.cleaned_data)
        )
        if approved:
            return done(
                request, report, _("Approved. The municipality can now be invited to reply.")
            )
    return ask(
        request, report, APPROVE, form, page="workspace/approve.html", pictures=pictures,
        preview=preview.of(report),
    )  # fmt: skip
