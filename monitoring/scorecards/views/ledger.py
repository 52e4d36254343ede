"""The ledger for readers: what it shows, how to check it, and its newest entries (METHOD §7)."""

from dataclasses import dataclass

from django.shortcuts import render

from monitoring.models.chain import LedgerEntry
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE

ON_A_PAGE = 25


@dataclass(frozen=True)
class Line:
    """One entry with the scorecard that it is about, if it is about one."""

    entry: LedgerEntry
    scorecard: Scorecard | None
    address: str


@fresh(scope=network_pages, parameters=(PAGE,))
def page(request):
    entries = LedgerEntry.objects.newest_first_with_what_they_seal()
    shown = page_of(entries, request, ON_A_PAGE)
    return render(
        request,
        "scorecards/ledger.html",
        {
            "checkpoint": LedgerEntry.objects.checkpoint(),
            "page": shown,
            "lines": [_line(entry) for entry in shown],
        },
    )


def _line(entry: LedgerEntry) -> Line:
    scorecard = getattr(entry, "scorecard", None)
    for what in ("reply", "retraction"):
        sealed = getattr(entry, what, None)
        scorecard = sealed.scorecard if sealed else scorecard
    return Line(entry, scorecard, addresses.of_scorecard(scorecard) if scorecard else "")
