"""Elections: what citizens needed, what each candidate said to it, and what came of a need."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.juxtaposing import side_by_side
from contracts.models import Election, Juxtaposition, Need
from monitoring.scorecards import offers, terms
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.views.municipality import trail_to
from municipalities.languages import in_this_language


@fresh(scope=offers.every_election)
def default_term(request):
    return _every(request, None)


@fresh(scope=offers.every_election)
def of_term(request, term):
    return _every(request, term)


def _every(request, slug):
    found = _term(slug)
    published = Juxtaposition.objects.published().select_related("municipality")
    elections = (
        Election.objects.shown()
        .filter(term=found["term"])
        .prefetch_related(
            Prefetch(
                "juxtapositions", published.order_by("municipality__sort_key"), to_attr="shown_here"
            )
        )
    )
    return render(request, "scorecards/elections.html", found | {"elections": elections})


@fresh(scope=offers.one_election)
def one(request, election):
    """The municipalities of one election whose offers are public."""
    shown = get_object_or_404(Election.objects.shown().select_related("term"), slug=election)
    juxtapositions = (
        Juxtaposition.objects.published()
        .filter(election=shown)
        .with_its_numbers()
        .order_by("municipality__sort_key")
    )
    return render(
        request,
        "scorecards/election.html",
        _term(shown.term.slug)
        | {
            "election": shown,
            "juxtapositions": juxtapositions,
            "trail": [_to_elections(shown)],
        },
    )


@fresh(scope=offers.offers_of_municipality)
def side_by_side_of(request, election, slug):
    """All candidates of one municipality beside each need, with equal room."""
    juxtaposition = _juxtaposition(election, slug)
    shown = juxtaposition.election
    return render(
        request,
        "scorecards/offers.html",
        _term(shown.term.slug)
        | side_by_side.of_juxtaposition(juxtaposition)
        | {
            "juxtaposition": juxtaposition,
            "election": shown,
            "municipality": juxtaposition.municipality,
            "forum": _if_public(juxtaposition.forum),
            "events": juxtaposition.events.all(),
            "documents": juxtaposition.documents.public(),
            "trail": [_to_elections(shown), _to_election(shown)],
        },
    )


@fresh(scope=offers.needs_of_municipality)
def need(request, election, slug, number):
    """The whole chain of one need: voiced, scored, answered, promised, found."""
    juxtaposition = _juxtaposition(election, slug)
    shown = get_object_or_404(
        Need.objects.select_related("voiced_at", "sector"),
        juxtaposition=juxtaposition, number=number,
    )  # fmt: skip
    page = side_by_side.of_juxtaposition(juxtaposition, only=shown)
    return render(
        request,
        "scorecards/need.html",
        _term(juxtaposition.election.term.slug)
        | page
        | {
            "juxtaposition": juxtaposition,
            "election": juxtaposition.election,
            "municipality": juxtaposition.municipality,
            "need": shown,
            "units": list(shown.units.all()),
            "voiced_at": _if_public(shown.voiced_at),
            "came_of_it": offers.came_of(shown),
            "trail": trail_to(
                juxtaposition.municipality, juxtaposition.election.term,
                (in_this_language(juxtaposition.election, "name").text, _address(juxtaposition)),
            ),
        },
    )  # fmt: skip


def _term(slug) -> dict:
    return terms.of_page(
        slug, address=lambda term: reverse("scorecards:elections-term", args=[term.slug])
    )


def _juxtaposition(election: str, slug: str) -> Juxtaposition:
    found = offers.published_juxtaposition(election, slug)
    if found is None:
        raise Http404
    return found


def _if_public(activity):
    """An activity that is not in the public calendar is named nowhere."""
    return activity if activity and activity.is_public else None


def _to_elections(election: Election) -> tuple[str, str]:
    return _("Elections"), reverse("scorecards:elections-term", args=[election.term.slug])


def _to_election(election: Election) -> tuple[str, str]:
    address = reverse("scorecards:election", args=[election.slug])
    return in_this_language(election, "name").text, address


def _address(juxtaposition: Juxtaposition) -> str:
    return reverse(
        "scorecards:offers", args=[juxtaposition.election.slug, juxtaposition.municipality.slug]
    )
