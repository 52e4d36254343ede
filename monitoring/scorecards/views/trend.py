"""Over the rounds: the network, one municipality, and what findings rest on."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.models.showcase import Scorecard, ScorecardEvidence, ScorecardLine
from monitoring.scorecards import (
    changes_since,
    one_municipality,
    over_time,
    readings,
    rounds_compared,
    terms,
    trend,
)
from monitoring.scorecards.freshness import fresh, municipality_pages, network_pages
from monitoring.scorecards.paging import number_asked, page_of
from monitoring.scorecards.parameters import PAGE, READING
from monitoring.scorecards.views.municipality import of_the_municipality, trail_to
from monitoring.scoring import Counts
from municipalities.languages import in_this_language
from municipalities.models import Municipality

ON_A_PAGE = 100


@fresh(scope=network_pages, parameters=(READING, PAGE))
def default_term(request):
    return _network(request, None)


@fresh(scope=network_pages, parameters=(READING, PAGE))
def of_term(request, term):
    return _network(request, term)


@fresh(scope=municipality_pages, parameters=(READING,))
def of_municipality(request, slug, term):
    """One municipality in one term: every round, and what changed from each to the next."""
    found = of_the_municipality(slug, term)
    municipality, term_ = found["municipality"], found["term"]
    found["term_switch"] = [
        replace(each, address=reverse("scorecards:trend-municipality", args=[each.term.slug, slug]))
        for each in found["term_switch"]
    ]
    scorecards = list(
        Scorecard.objects.standing()
        .filter(municipality=municipality)
        .of_the_term(term_)
        .in_round_order()
        .with_its_page()
    )
    lines = list(
        ScorecardLine.objects.counted()
        .of_every_revision(municipality, term_)
        .with_what_names_them()
    )
    reading = readings.chosen(request)
    return render(
        request,
        "scorecards/trend_of_municipality.html",
        found
        | {
            "trail": trail_to(municipality, term_),
            "trend": one_municipality.its_trend(scorecards, lines, reading),
            "passages": one_municipality.passages(scorecards, lines),
            "rests": one_municipality.rests(scorecards),
            "reading": reading,
            "readings": readings.switch(request),
        },
    )


@fresh(scope=network_pages, parameters=(PAGE,))
def evidence_default_term(request):
    return _evidence(request, None)


@fresh(scope=network_pages, parameters=(PAGE,))
def evidence_of_term(request, term):
    return _evidence(request, term)


def _network(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:trend-term", args=[term.slug])
    )
    compared, reading = rounds_compared.of_term(found["term"]), readings.chosen(request)
    rows = Scorecard.objects.standing().of_the_term(found["term"]).as_counts()
    results = [
        trend.Result(round, municipality, Counts(*counts), excluded, method)
        for round, municipality, method, excluded, *counts in rows
    ]
    names = {
        each.pk: each
        for each in Municipality.objects.shown_in(demonstration=found["term"].is_demonstration)
    }
    changed = _changed(compared)
    page = page_of(
        [(municipality, changed[key]) for key, municipality in names.items() if key in changed],
        request,
        ON_A_PAGE,
    )
    return render(
        request,
        "scorecards/trend.html",
        found
        | {
            "compared": compared,
            "trend": over_time.of_results(compared, results, names, reading),
            "tallies": changes_since.tally(step for steps in changed.values() for step in steps),
            "page": page,
            "rows": [(each, changes_since.tally(steps)) for each, steps in page],
            "reading": reading,
            "readings": readings.switch(request),
        },
    )


def _changed(compared) -> dict[int, list[changes_since.Step]]:
    """The steps of each municipality that has a result in both rounds, by its key."""
    if not compared.before:
        return {}
    told = changes_since.told(
        ScorecardLine.objects.first_and_standing_in(compared.two),
        {round.pk: round.method_version for round in compared.two},
    )
    before, now = compared.before.pk, compared.round.pk
    both = [key for round, key in told if round == now and (before, key) in told]
    return {key: changes_since.steps(told[before, key], told[now, key]) for key in both}


def _evidence(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:evidence-profile-term", args=[term.slug])
    )
    compared = rounds_compared.of_term(found["term"])
    own = [round for round in compared.rounds if rounds_compared.is_own(round)]
    page = over_time.page_of_municipalities(compared.round, number_asked(request), ON_A_PAGE)
    items = ScorecardEvidence.objects.standing_in(own)
    of_the_page = ScorecardEvidence.objects.standing_in(compared.two[-1:]).filter(
        line__scorecard__municipality__in=[each.pk for each in page]
    )
    return render(
        request,
        "scorecards/evidence_profile.html",
        found
        | {
            "trail": [
                (
                    _("Over time, %(term)s")
                    % {"term": in_this_language(found["term"], "label").text},
                    reverse("scorecards:trend-term", args=[found["term"].slug]),
                )
            ],
            "compared": compared,
            "rounds": one_municipality.rests_of(own, items, one_municipality.ROUND),
            "page": page,
            "municipalities": one_municipality.rests_of(
                page, of_the_page, "line__scorecard__municipality"
            ),
        },
    )
