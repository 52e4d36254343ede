"""How open the municipalities are, side by side."""

from django.shortcuts import render
from django.urls import reverse

from monitoring.scorecards import openness, terms
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.openness import openness_pages


@fresh(scope=openness_pages)
def default_term(request):
    return _page(request, None)


@fresh(scope=openness_pages)
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:openness-term", args=[term.slug])
    )
    known = openness.of_term(found["term"])
    return render(
        request,
        "scorecards/openness.html",
        found | {"known": known, "plans": openness.plans_by_state(known)},
    )
