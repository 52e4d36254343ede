"""Publishing, correcting and retracting: each shows first what becomes public."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.actions.publication import what_publication_awaits
from monitoring.models import LedgerEntry
from monitoring.workspace import preview
from monitoring.workspace.asking import ask, attempt, confirm
from monitoring.workspace.doors import (
    done,
    insist_on_version,
    may,
    may_read,
    refused,
    takes,
)
from monitoring.workspace.forms.publication import CauseForm, RetractionForm
from municipalities.asking import Question, is_confirmed, sent, wants_to_change
from municipalities.signing_in.guard import signed_in

PUBLISH = Question(
    "publish",
    gettext_lazy("Publish"),
    gettext_lazy(
        "From now on everybody can read this, and it is sealed in the ledger. It cannot be "
        "changed or deleted any more, only corrected in public:"
    ),
    gettext_lazy("Publish now"),
)
CORRECT = Question(
    "correct",
    gettext_lazy("Open a correction"),
    gettext_lazy(
        "A new draft begins as a copy of this report and takes the whole way again. The published "
        "scorecard stays until the correction is published; then the cause is public."
    ),
    gettext_lazy("Open the correction"),
    shown_first=True,
)
RETRACT = Question(
    "retract",
    gettext_lazy("Retract the scorecard"),
    gettext_lazy(
        "The scorecard leaves all totals and lists at once. Its address stays and shows the "
        "reason. A retraction cannot be taken back."
    ),
    gettext_lazy("Retract"),
    shown_first=True,
)


@signed_in
@takes("GET", "POST")
@may("publish")
def publish(request, report):
    """Every figure that changes and every word that becomes public; then it is done, once."""
    insist_on_version(request, report)
    if request.method == "POST":
        actions.publish(report=report, by=request.user)
        return redirect("workspace:published", report.pk)
    if awaits := what_publication_awaits(report):
        return refused(request, report, actions.Refused(awaits), status=422)
    return confirm(request, report, PUBLISH, preview=preview.of(report), changes=True)


@signed_in
@takes("GET")
@may_read
def published(request, report):
    """The address of the public page, and the checkpoint that somebody should keep (METHOD §7)."""
    if report.scorecard is None:
        raise Http404
    context = {
        "report": report,
        "term": report.contract.term,
        "scorecard": report.scorecard,
        "checkpoint": LedgerEntry.objects.checkpoint(),
    }
    return render(request, "workspace/published.html", context)


@signed_in
@takes("GET", "POST")
@may("open_correction")
def correct(request, report):
    form = CauseForm(sent(request))
    if not form.is_valid() or wants_to_change(request):
        return ask(request, report, CORRECT, form)
    if not is_confirmed(request):
        return confirm(request, report, CORRECT, form, words=form.cleaned_data)
    draft = attempt(
        form,
        lambda: actions.open_correction(report=report, by=request.user, **form.cleaned_data),
    )
    if draft:
        return redirect("workspace:report", draft.pk)
    return ask(request, report, CORRECT, form)


@signed_in
@takes("GET", "POST")
@may("retract")
def retract(request, report):
    form = RetractionForm(sent(request))
    if not form.is_valid() or wants_to_change(request):
        return ask(request, report, RETRACT, form)
    if not is_confirmed(request):
        return confirm(request, report, RETRACT, form, words=form.cleaned_data)
    retraction = attempt(
        form, lambda: actions.retract(report=report, by=request.user, **form.cleaned_data)
    )
    if retraction:
        return done(request, report, _("Retracted. Its address shows the reason."))
    return ask(request, report, RETRACT, form)
