"""History: what happened to a report, and field by field who changed what in a finding."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from monitoring import permissions
from monitoring.workspace import past, reading
from monitoring.workspace.doors import may_read, takes
from municipalities.signing_in.guard import signed_in

STEPS_ON_A_PAGE = 50


@signed_in
@takes("GET")
@may_read
def of_report(request, report):
    """Every event; the findings' own histories only for who need not rate them blind."""
    found = permissions.relations(request.user, report)
    must_rate = permissions.must_rate_blind(found, report)
    seen = reading.entries(request.user, report, blind=must_rate)
    blind = reading.is_blind(found, report, seen)
    page = _page_of(request, past.of_report(report))
    context = {
        "report": report,
        "term": report.contract.term,
        "page": page,
        "events": [past.event(row, blind=blind) for row in page],
        "entries": [] if must_rate else seen,
    }
    return render(request, "workspace/history.html", context)


@signed_in
@takes("GET")
@may_read
def of_finding(request, finding):
    """404 for whoever must rate blind: every step tells what the author thought (METHOD §6)."""
    report = finding.report
    if permissions.must_rate_blind(permissions.relations(request.user, report), report):
        raise Http404
    context = {
        "report": report,
        "term": report.contract.term,
        "finding": finding,
        "commitment": finding.commitment,
        "page": _page_of(request, past.of_finding(finding)),
    }
    return render(request, "workspace/finding_history.html", context)


def _page_of(request, steps):
    return Paginator(steps, STEPS_ON_A_PAGE).get_page(request.GET.get("page"))
