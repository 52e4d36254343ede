"""One round of the whole network on paper: every municipality, every sector, how it was coded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from contracts.models import Sector, SocialContract
from monitoring import scoring
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import headline, ranking
from monitoring.scorecards.headline import Headline, State
from monitoring.scorecards.pooled import Pooled


@dataclass(frozen=True)
class Row:
    """One municipality's result; ``place`` is None where no percentage may stand."""

    scorecard: Scorecard
    headline: Headline
    place: ranking.Places | None = None

    @property
    def counts(self) -> scoring.Counts:
        return self.scorecard.counts


def pooled(round: Round) -> Pooled | None:
    """None while nothing of the round stands."""
    sums = next(iter(Scorecard.objects.standing().filter(round=round).sums_by_round()), None)
    if sums is None:
        return None
    counts = scoring.Counts(*(sums[f"sum_{status}"] for status in scoring.STATUSES))
    return Pooled(round, counts, sums["sum_excluded"], sums["results"])


def rows(scorecards: Sequence[Scorecard], *, is_whole: bool) -> list[Row]:
    """Those with a place first, best first and ties together; then the others by the alphabet.

    Of a list that is not whole nobody can know the places.
    """
    found = [Row(scorecard, headline.of_scorecard(scorecard)) for scorecard in scorecards]
    if not is_whole:
        return found
    comparable = [row for row in found if row.headline.state in (State.RESULT, State.ZERO)]
    placed = [
        Row(row.scorecard, row.headline, group)
        for group in ranking.in_places(comparable)
        for row in group.rows
    ]
    return placed + [row for row in found if row not in comparable]


def middle(rows: Sequence[Row]) -> list[Row]:
    """The median municipality by fulfilment, or the two in the middle (METHOD §4)."""
    assessed = [row for row in rows if row.counts.assessed]
    ranked = sorted(assessed, key=lambda row: row.scorecard.score.fulfilment)
    return ranked[(len(ranked) - 1) // 2 : len(ranked) // 2 + 1] if ranked else []


def by_sector(round: Round) -> list[tuple[Sector, scoring.Counts]]:
    """The commitments that count, pooled by sector, in Albanian order."""
    tally = defaultdict(dict)
    lines = ScorecardLine.objects.standing_in([round]).counted()
    for sector, status, number in lines.tallied("sector", "status"):
        tally[sector][status] = number
    sectors = Sector.objects.in_bulk(tally)
    return [
        (sector, scoring.Counts(*(tally[sector.pk].get(status, 0) for status in scoring.STATUSES)))
        for sector in sorted(sectors.values(), key=lambda sector: sector.sort_key)
    ]


def double_codes(round: Round) -> list[tuple[str, str]]:
    """Author's and reviewer's status of every doubly coded finding that stands (METHOD §6)."""
    lines = ScorecardLine.objects.standing_in([round]).doubly_coded()
    return [
        codes
        for first, second, number in lines.tallied("first_code", "second_code")
        for codes in repeat((first, second), number)
    ]


def without_result(round: Round, scorecards: Iterable[Scorecard]) -> list[SocialContract]:
    """Contracts of the term of which nothing stands in this round."""
    there = {scorecard.contract_id for scorecard in scorecards}
    contracts = SocialContract.objects.of_the_term(round.term).select_related("municipality")
    return [
        contract
        for contract in contracts.order_by("municipality__sort_key")
        if contract.pk not in there
    ]
