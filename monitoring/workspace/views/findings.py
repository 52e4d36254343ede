"""One finding, as its author enters it."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from monitoring import actions
from monitoring.models import Scorecard
from monitoring.workspace.asking import attempt, sent
from monitoring.workspace.doors import done, may, takes
from monitoring.workspace.forms.findings import FindingForm
from municipalities.signing_in.guard import signed_in


@signed_in
@takes("GET", "POST")
@may("save_finding")
def edit(request, finding):
    initial = {"version": finding.lock_version}
    form = FindingForm(sent(request), instance=finding, initial=initial)
    if form.is_valid():
        try:
            saved = attempt(form, lambda: _save(request, finding, form))
        except actions.StaleFinding as stale:
            if differences := form.beside(stale.theirs):
                return _both_texts(request, finding, form, stale, differences)
            saved = stale.theirs
        if saved:
            return _onward(request, finding)
    return _page(request, finding, form, status=422 if form.errors else 200)


def _save(request, finding, form):
    return actions.save_finding(
        finding=finding, by=request.user, version=form.cleaned_data["version"], **form.words()
    )


def _onward(request, finding):
    if "then_evidence" in request.POST:
        return redirect("workspace:evidence", finding.pk)
    return done(request, finding.report, _("Saved: %(name)s.") % {"name": finding.commitment})


def _both_texts(request, finding, form, stale, differences):
    """One's own text stays in the form, ready to be saved over the other's (QUALITY R-07)."""
    data = form.data.copy()
    data["version"] = stale.theirs.lock_version
    again = FindingForm(data, instance=finding)
    return _page(request, finding, again, status=409, stale=stale, differences=differences)


def _page(request, finding, form, *, status=200, **more):
    report = finding.report
    before = Scorecard.objects.of_the_round_before(report.contract, report.round)
    context = {
        "report": report,
        "term": report.contract.term,
        "finding": finding,
        "commitment": finding.commitment,
        "form": form,
        "before": before and before.lines.filter(commitment=finding.commitment).first(),
        "round_before": before and before.round,
        "evidence": list(finding.evidence.all()),
    }
    return render(request, "workspace/finding.html", context | more, status=status)
