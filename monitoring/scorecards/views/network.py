"""The network at a glance: the home page, and the same for any term."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from contracts.models import Term
from monitoring.models.claims import Claim
from monitoring.scorecards import map_of_albania, overview, readings, terms, working_out
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.joined import beside
from monitoring.scorecards.paging import page_in_one_query
from monitoring.scorecards.parameters import PAGE, READING
from municipalities.albanian import sort_key
from municipalities.models import Municipality

# The network has twelve members' towns, the country 61 municipalities: one page holds them all.
ON_A_PAGE = 100


@fresh(scope=network_pages, parameters=(READING, PAGE))
def home(request):
    return _page(request, None)


@fresh(scope=network_pages, parameters=(READING, PAGE))
def term(request, term):
    return _page(request, term)


def _page(request, slug):
    among = Claim.objects.beside_the_terms(Term.objects.newest_first())
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:term", args=[term.slug]), among=among
    )
    shown, reading = found["term"], readings.chosen(request)
    pooled = overview.pooled(shown)
    compared = pooled and pooled.round
    page = page_in_one_query(
        overview.municipalities_of(shown, compared),
        request,
        ON_A_PAGE,
        among=Municipality.objects.shown_in(demonstration=shown.is_demonstration),
    )
    rows = [overview.row_of(municipality, shown, reading) for municipality in page]
    return render(
        request,
        "scorecards/network.html",
        found
        | {
            "page": page,
            "rows": rows,
            "pooled": pooled,
            "steps": working_out.steps(pooled.counts) if pooled else [],
            "shares": working_out.bar_shares(pooled.counts) if pooled else [],
            "parts": overview.in_parts(
                rows, compared, is_whole=not page.has_other_pages(), reading=reading
            ),
            "reading": reading,
            "readings": readings.switch(request, place="pooled"),
            "counties": _by_county(rows),
            "dots": map_of_albania.dots(rows),
            "claims": _claims(among, shown),
        },
    )


def _by_county(rows):
    """(county, rows) in Albanian order of the counties."""
    ordered = sorted(rows, key=lambda row: sort_key(row.municipality.get_county_display()))
    return [
        (county, list(theirs))
        for county, theirs in groupby(ordered, lambda row: row.municipality.get_county_display())
    ]


def _claims(among, shown):
    return [
        claim for term in among if term == shown for claim in [beside(term, "claim_there")] if claim
    ]
