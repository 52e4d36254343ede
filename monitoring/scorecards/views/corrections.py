"""What was corrected or taken back after it had been published, in public (METHOD §5)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from monitoring.models.chain import LedgerEntry
from monitoring.models.responses import Retraction
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses, headline, terms
from monitoring.scorecards.freshness import correction_pages, fresh
from monitoring.scorecards.headline import Headline
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE

ON_A_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """One revision with its address; no headline where it was retracted."""

    scorecard: Scorecard
    address: str
    headline: Headline | None


@dataclass(frozen=True)
class Change:
    """One line of the log: a correction has an old and a new revision, a retraction one."""

    now: Shown
    before: Shown | None = None
    retraction: Retraction | None = None


@fresh(scope=correction_pages, parameters=(PAGE,))
def default_term(request):
    return _page(request, None)


@fresh(scope=correction_pages, parameters=(PAGE,))
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:corrections-term", args=[term.slug])
    )
    page = page_of(LedgerEntry.objects.changes_in(found["term"]), request, ON_A_PAGE)
    changes = [_change(entry) for entry in page]
    return render(
        request, "scorecards/corrections.html", found | {"page": page, "changes": changes}
    )


def _change(entry: LedgerEntry) -> Change:
    if entry.kind == LedgerEntry.Kind.RETRACT:
        return Change(_shown(entry.retraction.scorecard), retraction=entry.retraction)
    return Change(_shown(entry.scorecard), before=_shown(entry.scorecard.supersedes))


def _shown(scorecard: Scorecard) -> Shown:
    retracted = hasattr(scorecard, "retraction")
    words = None if retracted else headline.of_scorecard(scorecard)
    return Shown(scorecard, addresses.of_scorecard(scorecard), words)
