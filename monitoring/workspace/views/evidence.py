"""The evidence of a finding: adding, removing, and the files themselves."""

import re

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from monitoring import actions
from monitoring.completeness import gaps_of
from monitoring.evidence import matches, name_for, public_path
from monitoring.models import Evidence
from monitoring.workspace.asking import attempt, sent
from monitoring.workspace.doors import may, may_read, takes
from monitoring.workspace.forms.findings import EvidenceForm
from municipalities.signing_in.guard import signed_in

IS_SHA256 = re.compile("[0-9a-f]{64}").fullmatch
SHOWN_IN_THE_BROWSER = {"image/jpeg", "image/png", "image/webp"}


@signed_in
@takes("GET", "POST")
@may("save_finding")
def of_finding(request, finding):
    """The items there are, and a form for one more."""
    form = EvidenceForm(sent(request), request.FILES or None, finding=finding, by=request.user)
    if form.is_valid():
        item = attempt(
            form,
            lambda: actions.add_evidence(finding=finding, by=request.user, **form.words()),
        )
        if item:
            messages.success(request, _("Added: %(title)s.") % {"title": item.title})
            return redirect("workspace:evidence", finding.pk)
    context = {
        "report": finding.report,
        "term": finding.report.contract.term,
        "finding": finding,
        "commitment": finding.commitment,
        "evidence": list(finding.evidence.all()),
        "gaps": gaps_of(finding, finding.report.round),
        "form": form,
    }
    return render(request, "workspace/evidence.html", context, status=422 if form.errors else 200)


@signed_in
@takes("GET", "POST")
@may("save_finding")
def remove(request, item):
    """Asks once, then takes the item out of the draft."""
    finding = item.finding
    if request.method == "POST":
        title = item.title
        actions.remove_evidence(evidence=item, by=request.user)
        messages.success(request, _("Removed: %(title)s.") % {"title": title})
        return redirect("workspace:evidence", finding.pk)
    context = {"report": finding.report, "term": finding.report.contract.term, "item": item}
    return render(request, "workspace/remove_evidence.html", context)


@signed_in
@takes("GET")
@may_read
def file(request, report, sha256):
    """The cleaned copy of a file that this report cites, for whoever may read the report."""
    return stored_file(Evidence.objects.filter(finding__report=report), sha256)


def stored_file(items, sha256: str) -> FileResponse:
    """The file with this hash if one of the items is it and it is what was stored; else 404."""
    item = items.filter(sha256=sha256).first() if IS_SHA256(sha256) else None
    if item is None or not matches(item.sha256, item.size):
        raise Http404
    return FileResponse(
        public_path(item.sha256).open("rb"),
        as_attachment=item.content_type not in SHOWN_IN_THE_BROWSER,
        filename=name_for(item.title, item.content_type),
        content_type=item.content_type,
        headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
    )
