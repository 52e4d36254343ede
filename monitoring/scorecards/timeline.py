"""A term from its first to its last day: where rounds and mayors stand on it, in percent."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.models import Term
from monitoring.models.showcase import Scorecard
from monitoring.scoring import percent
from municipalities.models import Mayor

# The height of the drawing that stands for 0 to 100 %.
TOP, HEIGHT = 16, 160


@dataclass(frozen=True)
class Point:
    """A published result; ``y`` is its fulfilment, from ``y_low`` to ``y_high`` its range."""

    scorecard: Scorecard
    x: str
    y: int | None
    y_low: int
    y_high: int


@dataclass(frozen=True)
class Office:
    """A mayor's part of the term; ``begins_within`` marks a change since the term began."""

    number: int
    mayor: Mayor
    x: str
    width: str
    begins_within: bool


@dataclass(frozen=True)
class Timeline:
    points: list[Point]
    offices: list[Office]
    years: list[tuple[int, str]]

    @property
    def links(self) -> list[tuple[Point, Point]]:
        """Neighbours that both have one percentage: only these are joined by a line."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [(one, two) for one, two in pairs if one.y is not None and two.y is not None]


def of_term(term: Term, scorecards: Sequence[Scorecard], mayors: Sequence[Mayor]) -> Timeline:
    """What can be drawn: own results with a date, and mayors as precisely as their source.

    The line of results is broken where a round has no single percentage. Nothing is computed
    from who was in office (METHOD §5).
    """
    begins = term.begins
    ends = term.ends or begins.replace(year=begins.year + 4)
    where = _Scale(begins, ends)
    points = [
        _point(where, scorecard)
        for scorecard in sorted(scorecards, key=lambda each: each.round.slug)
        if not scorecard.is_as_published and scorecard.counts.assessed
    ]
    offices = [_office(where, number, mayor) for number, mayor in enumerate(mayors, start=1)]
    years = [
        (year, where(datetime.date(year, 1, 1))) for year in range(begins.year + 1, ends.year + 1)
    ]
    return Timeline(points, offices, years)


class _Scale:
    """Days to percents of the term, kept within it."""

    def __init__(self, begins: datetime.date, ends: datetime.date):
        self.begins, self.days = begins, (ends - begins).days

    def share(self, day: datetime.date) -> float:
        return min(100.0, max(0.0, 100 * (day - self.begins).days / self.days))

    def __call__(self, day: datetime.date) -> str:
        return f"{self.share(day):.2f}"


def _point(where: _Scale, scorecard: Scorecard) -> Point:
    score = scorecard.score
    return Point(
        scorecard,
        x=where(scorecard.evidence_until),
        y=_height(score.fulfilment) if score.has_headline else None,
        y_low=_height(score.low),
        y_high=_height(score.high),
    )


def _height(fraction) -> int:
    return TOP + HEIGHT - round(HEIGHT * percent(fraction) / 100)


def _office(where: _Scale, number: int, mayor: Mayor) -> Office:
    since = where.share(_first_day(mayor.since))
    until = where.share(_first_day(mayor.until)) if mayor.until else 100.0
    return Office(number, mayor, f"{since:.2f}", f"{until - since:.2f}", begins_within=since > 0)


def _first_day(partial: str) -> datetime.date:
    """A year or month stands at its beginning in the drawing; the list says it as it is known."""
    return datetime.date.fromisoformat(partial + "-01" * (2 - partial.count("-")))
