"""The rounds of a term: periods and deadlines, who is published, how well two coders agree."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import repeat

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contracts.models import SocialContract
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import addresses, headline, round_record, terms
from monitoring.scorecards.freshness import fresh, network_pages, round_pages
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE
from monitoring.scorecards.round_record import Agreement, agreement_of

ON_A_PAGE = 100


@dataclass(frozen=True)
class RoundOnShow:
    """``named`` are the first of the ``published`` results in the order of the alphabet."""

    round: Round
    stage: str
    published: int
    named: list[tuple[Scorecard, str]]
    contracts: int
    agreement: Agreement

    @property
    def is_as_published(self) -> bool:
        return self.round.method_version == AS_PUBLISHED


@fresh(scope=network_pages)
def default_term(request):
    return _page(request, None)


@fresh(scope=network_pages)
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:rounds-term", args=[term.slug])
    )
    rounds = rounds_on_show(found["term"], on=localdate())
    return render(request, "scorecards/rounds.html", found | {"rounds": rounds})


@fresh(scope=round_pages, parameters=(PAGE,))
def of_round(request, term, round):
    """One round: what it covered, whether its dates were kept, how far its coders agreed."""
    found = terms.of_page(
        term, address=lambda term: reverse("scorecards:rounds-term", args=[term.slug])
    )
    shown = get_object_or_404(Round, term=found["term"], slug=round)
    contracts = SocialContract.objects.of_the_term(found["term"]).count()
    course = round_record.course_of(shown, contracts=contracts)
    page = page_of(round_record.standing_of(shown).with_their_municipality(), request, ON_A_PAGE)
    agreed, sectors, kinds = round_record.coding_of(shown)
    return render(
        request,
        "scorecards/round.html",
        found
        | {
            "trail": [(_("Rounds"), reverse("scorecards:rounds-term", args=[term]))],
            "round": shown,
            "stage": stage_of(shown, on=localdate()),
            "contracts": contracts,
            "course": course,
            "possible_from": round_record.possible_from(shown),
            "extensions": shown.extensions.all(),
            "reopenings": shown.reopenings.all(),
            "page": page,
            "results": [_result(scorecard, shown) for scorecard in page],
            "agreement": agreed,
            "sectors": sectors,
            "kinds": kinds,
            "furthest": round_record.furthest_apart(shown),
        },
    )


def _result(scorecard: Scorecard, round: Round) -> dict:
    """A line of the list; ``days`` from the last day of evidence to the publication."""
    first_published = localdate(scorecard.first_published)
    return {
        "scorecard": scorecard,
        "headline": headline.of_scorecard(scorecard),
        "first_published": first_published,
        "days": (first_published - round.evidence_until).days if round.evidence_until else None,
    }


def rounds_on_show(term, *, on: datetime.date) -> list[RoundOnShow]:
    """Every round of the term, newest first, with what is published of it on that day."""
    contracts = SocialContract.objects.of_the_term(term).count()
    named, codes = defaultdict(list), defaultdict(list)
    standing = Scorecard.objects.standing().of_the_term(term)
    for scorecard in standing.first_of_each_round(ON_A_PAGE).with_their_municipality():
        named[scorecard.round_id].append((scorecard, addresses.of_scorecard(scorecard)))
    coded = ScorecardLine.objects.doubly_coded().filter(scorecard__in=standing)
    for round_id, first, second, times in coded.values_list(
        "scorecard__round_id", "first_code", "second_code"
    ).annotate(Count("pk")):
        codes[round_id].extend(repeat((first, second), times))
    return [
        RoundOnShow(
            round=round,
            stage=stage_of(round, on=on),
            published=round.results,
            named=named[round.pk],
            contracts=contracts,
            agreement=agreement_of(codes[round.pk]),
        )
        for round in Round.objects.of_the_term(term).reverse().with_number_of_results()
    ]


def stage_of(round: Round, *, on: datetime.date) -> str:
    """Where a round stands on a day, as a sentence that follows from its dates alone."""
    if round.method_version == AS_PUBLISHED:
        return _("Published before this portal existed; shown as published, with the source.")
    if on < round.begins:
        return _("The period has not begun yet.")
    if on <= round.evidence_until:
        return _("The period is running; evidence is being collected.")
    if on <= round.submit_by:
        return _("Evidence no longer counts; the reports are being written.")
    if round.closed_at:
        return _("The round is closed; what was submitted is reviewed and published one by one.")
    return _("The reports were due; they are reviewed, replied to and published one by one.")
