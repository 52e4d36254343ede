"""What is made to be printed: a sheet for the public forum, and the report of a round."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from contracts.models import Commitment
from monitoring.models.chain import LedgerEntry
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import listing, round_report, terms
from monitoring.scorecards.freshness import fresh, municipality_pages, network_pages
from monitoring.scorecards.media import sheet as sheets
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE
from monitoring.scorecards.views.media import said_of
from monitoring.scorecards.views.municipality import trail_to
from monitoring.scorecards.views.rounds import agreement_of
from monitoring.scorecards.views.standing import standing
from municipalities.languages import in_this_language

# A report of a whole country is printed a hundred municipalities at a time.
ON_A_PAGE = 100


@fresh(scope=municipality_pages)
def sheet(request, slug, term):
    found = standing(slug, term)
    return render(
        request,
        "scorecards/sheet.html",
        found
        | {
            "trail": trail_to(found["municipality"], found["term"]),
            "statement": said_of(found),
            "listed": sheets.listed(_entries(found["scorecard"], found["contract"])),
        },
    )


@fresh(scope=network_pages, parameters=(PAGE,))
def report(request, term, round):
    found = terms.of_page(
        term, address=lambda other: reverse("scorecards:rounds-term", args=[other.slug])
    )
    shown = Round.objects.of_the_term(found["term"]).filter(slug=round).first()
    if shown is None:
        raise Http404
    shown.term = found["term"]
    results = Scorecard.objects.standing().filter(round=shown).with_their_municipality()
    page = page_of(results, request, ON_A_PAGE)
    is_whole = not page.has_other_pages()
    rows = round_report.rows(list(page), is_whole=is_whole)
    return render(
        request,
        "scorecards/report.html",
        found
        | {
            "round": shown,
            "trail": _trail(shown),
            "together": round_report.pooled(shown),
            "page": page,
            "rows": rows,
            "middle": round_report.middle(rows) if is_whole else [],
            "without": round_report.without_result(shown, page) if is_whole else [],
            "by_sector": round_report.by_sector(shown),
            "agreement": agreement_of(round_report.double_codes(shown)),
            "checkpoint": LedgerEntry.objects.checkpoint(),
            "today": localdate(),
        },
    )


def _entries(scorecard, contract) -> list[listing.Entry]:
    """The commitments as last published, or else as promised, as they are numbered."""
    if scorecard is not None:
        lines = ScorecardLine.objects.filter(scorecard=scorecard)
        return listing.as_numbered(listing.of_lines(lines.with_what_a_list_shows().in_order()))
    if contract is None:
        return []
    commitments = Commitment.objects.filter(contract=contract).select_related("sector")
    sectors = listing.of_commitments(commitments.in_order())
    return [entry for sector in sectors for entry in sector.entries]


def _trail(round: Round) -> list[tuple[str, str]]:
    term = round.term
    return [
        (
            in_this_language(term, "label").text,
            reverse("scorecards:rounds-term", args=[term.slug]),
        )
    ]
