"""Municipalities side by side: two to six, or all, within one round and one method."""

from collections import Counter
from functools import wraps

from django.shortcuts import render

from monitoring.scorecards import overview, readings, terms
from monitoring.scorecards.compare import choice, comparison, over_rounds
from monitoring.scorecards.compare.standings import joined, name_of
from monitoring.scorecards.freshness import PUBLIC, fresh, network_pages
from monitoring.scorecards.paging import page_in_one_query
from monitoring.scorecards.parameters import known_of
from municipalities.models import Municipality

# As on the home page: one page holds all of the network, and of the country.
ON_A_PAGE = 100


def one_address(view):
    """Whatever is spelled otherwise than the page itself would spell it is led there (P-11).

    Only such an address costs a look-up here: the right spelling goes straight to what is kept.
    """
    page = fresh(scope=network_pages, parameters=choice.PARAMETERS)(view)

    @wraps(page)
    def answer(request, term=None):
        asked = known_of(request.GET, choice.PARAMETERS).urlencode()
        if request.META.get("QUERY_STRING", "") == asked:
            return page(request, term=term)
        named = choice.names(request.GET)
        found = _of_term(term, named)
        shown = Municipality.objects.shown_in(demonstration=found["term"].is_demonstration)
        existing = shown.filter(slug__in=named).values_list("slug", flat=True)
        return choice.moved_to(request.path, _canonical(request, existing, found["rounds"]))

    answer.policy = PUBLIC
    return answer


@one_address
def default_term(request, term):
    return _page(request, term)


@one_address
def of_term(request, term):
    return _page(request, term)


def _page(request, term_slug):
    slugs = choice.names(request.GET)
    found = _of_term(term_slug, slugs)
    if slugs == [choice.EVERYBODY]:
        return _everybody(request, found)
    if len(slugs) < choice.AT_LEAST:
        return _choosing(request, found, slugs)
    return _chosen(request, found, slugs)


def _of_term(slug, slugs) -> dict:
    """``term`` with its switch, which keeps who is compared, and the ``rounds`` of the term."""
    found = terms.of_page(slug, address=lambda term: choice.address(term, slugs))
    return found | {"rounds": list(comparison.rounds_of(found["term"].pk))}


def _canonical(request, existing, rounds) -> str:
    return choice.canonical(
        request.GET, existing=existing, rounds=[round_.slug for round_ in rounds]
    )


def _chosen(request, found, slugs):
    term, rounds, reading = found["term"], found["rounds"], readings.chosen(request)
    results = comparison.results_of(term, slugs)
    round_ = _round(request, rounds, Counter(each.round_id for each in results), choice.AT_LEAST)
    rows = comparison.rows_of(term, slugs, round_, reading)
    canonical = _canonical(request, [row.municipality.slug for row in rows], rounds)
    if canonical != request.META["QUERY_STRING"]:
        return choice.moved_to(request.path, canonical)
    compared = comparison.of_chosen(
        term, rows, round_,
        rounds=rounds,
        results=results,
        pooled=comparison.pooled_by_round(term, rounds, reading),
        reading=reading,
    )  # fmt: skip
    return _shown(
        request,
        found,
        compared,
        slugs=slugs,
        names=joined([name_of(row) for row in rows]),
        others=comparison.first_with_a_result(
            term.pk, demonstration=term.is_demonstration, number=ON_A_PAGE
        ),
    )


def _everybody(request, found):
    term, rounds, reading = found["term"], found["rounds"], readings.chosen(request)
    canonical = _canonical(request, [], rounds)
    if canonical != request.META["QUERY_STRING"]:
        return choice.moved_to(request.path, canonical)
    pooled = comparison.pooled_by_round(term, rounds, reading)
    round_ = _round(request, rounds, {each.round.pk: each.municipalities for each in pooled}, 1)
    page = page_in_one_query(
        overview.municipalities_of(term, round_),
        request,
        ON_A_PAGE,
        among=Municipality.objects.shown_in(demonstration=term.is_demonstration),
    )
    compared = comparison.of_everybody(
        term, [overview.row_of(each, term, reading) for each in page], round_,
        pooled=pooled, is_whole=not page.has_other_pages(), reading=reading,
    )  # fmt: skip
    return _shown(request, found, compared, slugs=[choice.EVERYBODY], page=page)


def _shown(request, found, compared, *, slugs, **further):
    return render(
        request,
        "scorecards/compare.html",
        found
        | further
        | {
            "compared": compared,
            "readings": readings.switch(request),
            "query": _without_page(request),
            "slugs": slugs,
            "round_switch": _round_switch(compared, slugs),
        },
    )


def _choosing(request, found, slugs):
    """The form: fewer than two are named."""
    shown = Municipality.objects.shown_in(demonstration=found["term"].is_demonstration)
    with_results = comparison.municipalities_with_a_result(found["term"])
    page = page_in_one_query(with_results, request, ON_A_PAGE, among=with_results)
    named = next(iter(shown.filter(slug__in=slugs)), None) if slugs else None
    canonical = _canonical(request, [named.slug] if named else [], found["rounds"])
    if canonical != request.META["QUERY_STRING"]:
        return choice.moved_to(request.path, canonical)
    return render(
        request,
        "scorecards/compare_choose.html",
        found
        | {
            "page": page,
            "named": named,
            "slugs": slugs,
            "reading": readings.chosen(request),
            "query": _without_page(request),
        },
    )


def _round(request, rounds, results, at_least):
    """The round that the address names, or else the one that `over_rounds.which` finds."""
    asked = request.GET.get(choice.ROUND.name)
    named = next((round_ for round_ in rounds if round_.slug == asked), None)
    return named or over_rounds.which(rounds, results, at_least=at_least)


def _without_page(request):
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _round_switch(compared, slugs):
    """(round, address, is current) of each round in which anything of this stands, oldest first."""
    there = [each.round for each in compared.rounds or compared.rounds_pooled]
    keep = {} if compared.reading == readings.DEFAULT else {"reading": compared.reading}
    return [
        (
            round_,
            choice.address(compared.term, slugs, round=round_.slug, **keep),
            round_ == compared.round,
        )
        for round_ in reversed(there)
    ]
