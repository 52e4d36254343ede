"""A term from its first to its last day: where rounds and mayors stand on it, in percent."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from contracts.models import Term
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import readings
from monitoring.scorecards.readings import Reading
from monitoring.scoring import percent
from municipalities.models import Mayor

# The height of the drawing that stands for 0 to 100 %.
TOP, HEIGHT = 16, 160


@dataclass(frozen=True)
class Point:
    """A published result; ``y`` is its ``figure`` in the chosen reading.

    The range, from ``y_low`` to ``y_high``, is one of fulfilment (METHOD §4).
    """

    scorecard: Scorecard
    figure: Fraction | None
    x: str
    y: int | None
    y_low: int | None
    y_high: int | None
    beside: "Beside"


class Beside(Enum):
    """Where the figure stands at its point, clear of the line: anchor and distances."""

    LEFT = ("end", -10, -8)
    RIGHT = ("start", 10, -8)
    BELOW = ("start", 10, 20)

    def __init__(self, anchor: str, dx: int, dy: int):
        self.anchor, self.dx, self.dy = anchor, dx, dy


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


def of_term(
    term: Term,
    scorecards: Sequence[Scorecard],
    mayors: Sequence[Mayor],
    reading: Reading = readings.DEFAULT,
) -> Timeline:
    """What can be drawn: own results with a date, and mayors as precisely as their source.

    The line of results is broken where a round has no single percentage. Nothing is computed
    from who was in office (METHOD §5).
    """
    begins = term.begins
    ends = term.ends or begins.replace(year=begins.year + 4)
    where = _Scale(begins, ends)
    drawn = [
        scorecard
        for scorecard in sorted(scorecards, key=lambda each: each.round.slug)
        if not scorecard.is_as_published and scorecard.counts.assessed
    ]
    figures = [_figure(scorecard, reading) for scorecard in drawn]
    heights = [None, *map(_y, figures), None]
    has_range = reading == Reading.FULFILMENT
    points = [
        _point(where, scorecard, figures[i], _beside(*heights[i : i + 3]), has_range=has_range)
        for i, scorecard in enumerate(drawn)
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


def _point(where: _Scale, scorecard, figure, beside: Beside, *, has_range: bool) -> Point:
    return Point(
        scorecard,
        figure,
        x=where(scorecard.evidence_until),
        y=_y(figure),
        y_low=_height(scorecard.score.low) if has_range else None,
        y_high=_height(scorecard.score.high) if has_range else None,
        beside=beside,
    )


def _figure(scorecard: Scorecard, reading: Reading) -> Fraction | None:
    score = scorecard.score
    return readings.share(score, reading) if score.has_headline else None


def _y(figure: Fraction | None) -> int | None:
    return None if figure is None else _height(figure)


def _beside(before: int | None, y: int | None, after: int | None) -> Beside:
    """Above the point on the side where no line leads upwards, or else below it."""
    if y is None or before is None or before >= y:
        return Beside.LEFT
    if after is None or after >= y:
        return Beside.RIGHT
    return Beside.BELOW


def _height(fraction) -> int:
    return TOP + HEIGHT - round(HEIGHT * percent(fraction) / 100)


def _office(where: _Scale, number: int, mayor: Mayor) -> Office:
    since = where.share(_first_day(mayor.since))
    until = where.share(_first_day(mayor.until)) if mayor.until else 100.0
    return Office(number, mayor, f"{since:.2f}", f"{until - since:.2f}", begins_within=since > 0)


def _first_day(partial: str) -> datetime.date:
    """A year or month stands at its beginning in the drawing; the list says it as it is known."""
    return datetime.date.fromisoformat(partial + "-01" * (2 - partial.count("-")))
