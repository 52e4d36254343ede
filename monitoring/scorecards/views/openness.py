"""How open the municipalities are, side by side."""

from django.shortcuts import render
from django.urls import reverse

from monitoring.scorecards import openness, terms
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.openness import openness_pages
from monitoring.scorecards.paging import number_asked
from monitoring.scorecards.parameters import PAGE

# As on the home page: one page holds all of the network, and of the country.
ON_A_PAGE = 100


@fresh(scope=openness_pages, parameters=(PAGE,))
def default_term(request):
    return _page(request, None)


@fresh(scope=openness_pages, parameters=(PAGE,))
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:openness-term", args=[term.slug])
    )
    shown = openness.of_term(found["term"], number_asked(request), ON_A_PAGE)
    return render(
        request,
        "scorecards/openness.html",
        found | {"known": shown.page, "plans": shown.plans},
    )
