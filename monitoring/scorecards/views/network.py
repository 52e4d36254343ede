"""The network at a glance: the home page, and the same for any term."""

from django.shortcuts import render

from contracts.models import Term
from monitoring.models.claims import Claim
from monitoring.scorecards import overview, readings, terms, towns, working_out
from monitoring.scorecards.composed import composed_once
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.joined import beside
from monitoring.scorecards.paging import number_asked
from monitoring.scorecards.parameters import PAGE, READING
from monitoring.scorecards.printed import address_of_page

# The network has twelve members' towns, the country 61 municipalities: one page holds them all.
ON_A_PAGE = 100


@fresh(scope=network_pages, parameters=(READING, PAGE))
def home(request):
    return _page(request, None)


@fresh(scope=network_pages, parameters=(READING, PAGE))
def term(request, term):
    return _page(request, term)


def _page(request, slug):
    number = number_asked(request)
    among = _terms_with_claims()
    found = terms.of_page(
        slug, address=lambda term: address_of_page("scorecards:term", term.slug), among=among
    )
    shown, reading = found["term"], readings.chosen(request)
    pooled = overview.pooled(shown)
    compared = pooled and pooled.round
    page = towns.page_of(shown, compared, number, ON_A_PAGE)
    about = towns.About.page(shown, reading)
    printed = towns.printed(about, page, compared)
    is_whole = not page.has_other_pages()
    return render(
        request,
        "scorecards/network.html",
        found
        | {
            "page": page,
            "pooled": pooled,
            "steps": working_out.steps(pooled.counts) if pooled else [],
            "shares": working_out.bar_shares(pooled.counts) if pooled else [],
            "lists": towns.in_lists(about, printed, compared, is_whole=is_whole),
            "reading": reading,
            "readings": readings.switch(request, place="pooled"),
            "counties": towns.by_county(printed),
            "dots": towns.dots(about, printed),
            "claims": _claims(among, shown),
        },
    )


@composed_once
def _terms_with_claims():
    return Claim.objects.beside_the_terms(Term.objects.newest_first())


def _claims(among, shown):
    return [
        claim for term in among if term == shown for claim in [beside(term, "claim_there")] if claim
    ]
