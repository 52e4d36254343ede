"""Stages across the network: how much is announced, planned, budgeted, and how much is in use."""

from django.shortcuts import render
from django.urls import reverse

from monitoring.models.showcase import ScorecardLine
from monitoring.models.vocabulary import Status
from monitoring.scorecards import over_time, rounds_compared, stages, terms
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE

ON_A_PAGE = 50


@fresh(scope=network_pages, parameters=(PAGE,))
def default_term(request):
    return _page(request, None)


@fresh(scope=network_pages, parameters=(PAGE,))
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:stages-term", args=[term.slug])
    )
    compared = rounds_compared.of_term(found["term"])
    round_ = compared.round
    lines = ScorecardLine.objects.standing_in([round_] if round_ else []).assessed_one_by_one()
    waiting = lines.filter(status=Status.NONE, stage__in=stages.BUDGETED_NOT_BUILT)
    return render(
        request,
        "scorecards/stages.html",
        found
        | {
            "compared": compared,
            "stages": stages.of_tallies(lines.tallied("stage", "status")),
            "page": page_of(
                waiting.with_what_names_them().order_by(
                    "scorecard__municipality__sort_key", "scorecard__municipality", "position"
                ),
                request,
                ON_A_PAGE,
            ),
            "names": over_time.names_of(round_),
        },
    )
