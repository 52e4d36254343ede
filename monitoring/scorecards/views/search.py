"""Search: one question, in one term, answered in the order of municipalities."""

from django.shortcuts import render
from django.urls import reverse

from monitoring.models.vocabulary import Stage, Status
from monitoring.scorecards import terms
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.search import hits, passages, places
from monitoring.scorecards.search.question import PARAMETERS, Question

ON_A_PAGE = 20


def _asks_nothing(request) -> bool:
    """Answers to what people type are not kept: they would be without number (QUALITY V-02)."""
    return not request.GET


@fresh(scope=network_pages, parameters=PARAMETERS, kept_if=_asks_nothing)
def default_term(request):
    return _page(request, None)


@fresh(scope=network_pages, parameters=PARAMETERS, kept_if=_asks_nothing)
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    question = Question.of(request.GET)
    only_words = Question(question.text).as_query()
    found = terms.of_page(
        slug,
        address=lambda term: "?".join(
            filter(None, [reverse("scorecards:search-term", args=[term.slug]), only_words])
        ),
    )
    named = places.of_the_question(question, found["term"])
    hit = hits.of_the_question(question, found["term"], named)
    named.add_named_in_commitments(hit.named)
    page = page_of(hit.commitments, request, ON_A_PAGE)
    commitments = hits.shown(list(page), question) if page.object_list else []
    return render(
        request,
        "scorecards/search.html",
        found
        | {
            "question": question,
            "places": named,
            "number": len(hit.commitments),
            "are_more": hit.are_more,
            "page": page,
            "found": [_shown(each, question) for each in commitments],
            "statuses": Status.choices,
            "stages": Stage.choices,
            "query": question.as_query(),
        },
    )


def _shown(commitment, question):
    return {
        "commitment": commitment,
        "passage": passages.of_commitment(commitment, question.words),
    }
