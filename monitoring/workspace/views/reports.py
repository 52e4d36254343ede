"""A report: its page, opening it, its summary, handing it to review and taking it back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import SocialContract
from monitoring import actions, permissions
from monitoring.completeness import gaps
from monitoring.models import KeptFile, Report, Round
from monitoring.workspace import preview, reading
from monitoring.workspace.asking import ask, confirm
from monitoring.workspace.doors import (
    done,
    insist_on_version,
    may,
    may_read,
    open_to,
    refused,
    takes,
)
from monitoring.workspace.forms.findings import SummaryForm
from municipalities.asking import Question, sent
from municipalities.models import Organisation
from municipalities.signing_in.guard import signed_in

SUMMARY = Question(
    "summary",
    gettext_lazy("Summary of the report"),
    gettext_lazy("A few sentences on the whole; they open the public page of the scorecard."),
    gettext_lazy("Save the summary"),
)
SUBMIT = Question(
    "submit",
    gettext_lazy("Submit for review"),
    gettext_lazy(
        "A colleague of another organisation rates every finding before seeing yours. Until "
        "somebody takes the review you can withdraw it. After review and the municipality’s "
        "reply this becomes public:"
    ),
    gettext_lazy("Submit"),
)


@signed_in
@takes("GET")
@may_read
def page(request, report):
    return render(request, "workspace/report.html", reading.report_page(request.user, report))


@signed_in
@takes("GET")
@may_read
def as_published(request, report):
    """The scorecard as it would be now, for whoever need not rate it blind any more."""
    if not reading.can_be_shown(request.user, report):
        raise actions.Refused(_("What would be published is shown to you once you have rated it."))
    context = {"report": report, "term": report.contract.term, "preview": preview.of(report)}
    return render(request, "workspace/preview.html", context)


@signed_in
@takes("POST")
@open_to("open_report")
def open_report(request, contract, round, organisation):
    """A new draft; pressed twice, it leads to the draft that the first press opened."""
    contract = get_object_or_404(SocialContract, pk=contract)
    round = get_object_or_404(Round, pk=round)
    organisation = get_object_or_404(Organisation, pk=organisation)
    try:
        report = actions.open_report(
            contract=contract, round=round, by=request.user, organisation=organisation
        )
    except actions.NotAllowed:
        raise Http404 from None
    except actions.Conflict as conflict:
        report = Report.objects.with_its_names().open_one(contract, round)
        if report and permissions.may_read(request.user, report):
            return redirect("workspace:report", report.pk)
        return _not_opened(request, conflict, status=409)
    except actions.Refused as refusal:
        return _not_opened(request, refusal, status=422)
    return done(request, report, _("The draft is open. Each commitment waits for its finding."))


def _not_opened(request, refusal, *, status):
    context = {"refusal": refusal, "this_page": None}
    return render(request, "workspace/refused.html", context, status=status)


@signed_in
@takes("GET", "POST")
@may("write_summary")
def write_summary(request, report):
    initial = {"version": report.lock_version}
    form = SummaryForm(sent(request), instance=report, initial=initial)
    if form.is_valid():
        words = form.cleaned_data
        try:
            actions.write_summary(
                report=report,
                by=request.user,
                version=words["version"],
                sq=words["summary_sq"],
                en=words["summary_en"],
            )
        except actions.Conflict:
            report.refresh_from_db()
            if report.status != Report.Status.DRAFT:
                raise
            if form.differs_from(report):
                return _both_summaries(request, report, form)
        return done(request, report, _("The summary is saved."))
    return ask(request, report, SUMMARY, form)


def _both_summaries(request, report, form):
    """One's own words stay in the form, ready to be saved over what stands (QUALITY R-07)."""
    data = form.data.copy()
    data["version"] = report.lock_version
    again = SummaryForm(data)
    return ask(request, report, SUMMARY, again, standing=report, status=409)


@signed_in
@takes("GET", "POST")
@may("submit")
def submit(request, report):
    """Shows what will be public in the end, then hands the report to review (QUALITY A-10)."""
    insist_on_version(request, report)
    if request.method == "POST":
        actions.submit(report=report, by=request.user)
        return done(request, report, _("Submitted. The report waits for its reviewer."))
    if missing := gaps(report):
        return refused(request, report, actions.Incomplete(missing), status=422)
    waiting = KeptFile.objects.of_report(report).count()
    return confirm(request, report, SUBMIT, preview=preview.of(report), waiting=waiting)


@signed_in
@takes("POST")
@may("withdraw")
def withdraw(request, report):
    insist_on_version(request, report)
    actions.withdraw(report=report, by=request.user)
    return done(request, report, _("Withdrawn. The report is a draft again."))
