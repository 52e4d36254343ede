"""The trend of a municipality, a sector or the network as a page shows it: rounds, names, marks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.core.paginator import Page

from contracts.models import Sector
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import paging, readings, trend, trend_chart
from monitoring.scorecards.headline import Headline, of_counts
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.rounds_compared import Compared
from monitoring.scorecards.trend import Point
from municipalities.models import Municipality

# Longer lists of names are cut, and say how many more there are.
NAMES = 12


@dataclass(frozen=True)
class Names:
    """Municipalities in Albanian order, as many as a sentence can hold, and how many more."""

    shown: list[Municipality]
    more: int

    @property
    def number(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True)
class RoundInTrend:
    """One row of the table; ``figure`` and ``constant`` are None where none may stand alone.

    ``working`` is the address of the arithmetic where the row is of one scorecard.
    """

    number: int
    round: Round
    point: Point
    headline: Headline | None
    figure: Fraction | None
    fraction: str
    constant: Fraction | None
    constant_fraction: str
    joined: Names
    gone: Names
    working: str = ""
    is_enough: bool = True


@dataclass(frozen=True)
class Trend:
    rounds: list[RoundInTrend]
    chart: trend_chart.Chart
    group: Names
    reading: Reading

    @property
    def constant_differs(self) -> bool:
        """Whether the constant group is another one than all, in any round."""
        return any(
            each.point.constant and each.point.constant != each.point.counts for each in self.rounds
        )


def of_results(
    compared: Compared,
    results: Sequence[trend.Result],
    municipalities: Mapping[int, Municipality],
    reading: Reading,
) -> Trend:
    """The constant group has a result in every round up to the compared one.

    Of a round that too few municipalities have a result of, counts are shown and no percentage:
    it does not speak for the network yet.
    """
    group = trend.constant_group(results, [round.pk for round in compared.until_now])
    points = trend.points([round.pk for round in compared.rounds], results, group)
    by_key = {round.pk: round for round in compared.rounds}

    def names(keys) -> Names:
        return in_order(municipalities[key] for key in keys)

    return Trend(
        [
            in_trend(
                number,
                by_key[point.round],
                point,
                reading,
                names,
                is_enough=point.is_as_published or point.round in compared.enough,
            )
            for number, point in enumerate(points, start=1)
        ],
        trend_chart.of_points(points, reading, compared.enough),
        names(group),
        reading,
    )


def in_trend(
    number: int,
    round: Round,
    point: Point,
    reading: Reading,
    names: Callable[[Iterable], Names],
    *,
    working: str = "",
    is_enough: bool = True,
) -> RoundInTrend:
    is_own = not point.is_as_published
    constant = point.constant_score
    return RoundInTrend(
        number=number,
        round=round,
        point=point,
        headline=of_counts(point.counts, excluded=point.excluded) if is_own else None,
        figure=trend_chart.figure(point.score, reading) if is_own and is_enough else None,
        fraction=readings.fraction(point.score, reading) if is_own else "",
        constant=trend_chart.figure(constant, reading),
        constant_fraction=readings.fraction(constant, reading) if constant else "",
        joined=names(point.marks.joined),
        gone=names(point.marks.gone),
        working=working,
        is_enough=is_enough,
    )


def in_order(municipalities: Iterable[Municipality]) -> Names:
    ordered = sorted(municipalities, key=lambda each: (each.sort_key, each.pk))
    return Names(ordered[:NAMES], len(ordered[NAMES:]))


def names_of(round: Round | None) -> Names:
    """Who has a standing result of the round, which brings along how many these are."""
    if round is None:
        return Names([], 0)
    first = _standing_in(round)[:NAMES]
    return Names([each.municipality for each in first], max(0, round.results - NAMES))


def page_of_municipalities(round: Round | None, number: int, size: int) -> Page:
    """Those with a standing result of the round, a page of them."""
    if round is None:
        return paging.page_of_found([], number, size, 0)
    found = _standing_in(round)[(number - 1) * size : number * size]
    return paging.page_of_found([each.municipality for each in found], number, size, round.results)


def names_without(round: Round | None, sector: Sector, number_with: int) -> Names:
    """Whose standing result of the round has no commitment in the sector, so many having one."""
    if round is None:
        return Names([], 0)
    there = ScorecardLine.objects.standing_in([round]).top_level().filter(sector=sector)
    first = _standing_in(round).exclude(pk__in=there.values("scorecard"))[:NAMES]
    return Names([each.municipality for each in first], max(0, round.results - number_with - NAMES))


def _standing_in(round: Round):
    standing = Scorecard.objects.standing().filter(round=round).with_their_municipality()
    return standing.order_by("municipality__sort_key", "municipality_id")
