"""Where the points of a trend stand in its drawing; the table beside it says the same in words."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction

from monitoring.scorecards import readings
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.trend import Point
from monitoring.scoring import Counts, Score, percent, score

# The height of the drawing that stands for 0 to 100 %.
TOP, HEIGHT = 16, 160


@dataclass(frozen=True)
class Drawn:
    """One round; ``y`` and ``constant_y`` are None where no percentage may stand alone.

    Then ``y_low`` and ``y_high`` are the ends of its range.
    """

    number: int
    point: Point
    x: str
    y: int | None
    constant_y: int | None
    figure: Fraction | None
    y_low: int | None = None
    y_high: int | None = None
    is_enough: bool = True

    @property
    def range_middle(self) -> int:
        return (self.y_low + self.y_high) // 2 + 4

    @property
    def is_same(self) -> bool:
        return self.point.constant == self.point.counts

    @property
    def figure_y(self) -> int:
        """Above the point, but below it where another line passes closely above."""
        is_under_another = self.constant_y is not None and 0 < self.y - self.constant_y < 34
        return self.y + 24 if is_under_another else self.y - 11


@dataclass(frozen=True)
class Chart:
    rounds: list[Drawn]
    reading: Reading

    @property
    def links(self) -> list[tuple[str, int, str, int]]:
        """Neighbours of one method with one percentage each: only these are joined by a line."""
        return _joined((each, each.y) for each in self.rounds)

    @property
    def constant_links(self) -> list[tuple[str, int, str, int]]:
        return (
            _joined((each, each.constant_y) for each in self.rounds) if self.shows_constant else []
        )

    @property
    def shows_constant(self) -> bool:
        """Where the constant group is everybody its line would only hide the other."""
        return any(each.constant_y is not None and not each.is_same for each in self.rounds)

    @property
    def is_drawn(self) -> bool:
        """One point is no trend."""
        return sum(each.y is not None or each.y_low is not None for each in self.rounds) > 1


def of_points(points: Sequence[Point], reading: Reading, enough: Container | None = None) -> Chart:
    """``enough`` are the rounds that may be drawn, or None for all."""
    return Chart(
        [
            _drawn(i, len(points), point, reading, enough is None or point.round in enough)
            for i, point in enumerate(points)
        ],
        reading,
    )


def range_in(counts: Counts, reading: Reading) -> tuple[Fraction, Fraction]:
    """What the figure can become, if all that is open turns out not, or fully, addressed."""
    still_open = counts.unassessed + counts.unassessable
    least = Counts(counts.full, counts.partial, counts.none + still_open, 0, 0)
    most = Counts(counts.full + still_open, counts.partial, counts.none, 0, 0)
    return tuple(getattr(score(each), reading) for each in (least, most))


def figure(score: Score | None, reading: Reading) -> Fraction | None:
    """The percentage of a reading where METHOD §4 lets one stand alone."""
    return readings.share(score, reading) if score and score.has_headline else None


def _drawn(i: int, rounds: int, point: Point, reading: Reading, is_enough: bool) -> Drawn:
    is_own = is_enough and not point.is_as_published
    own = figure(point.score, reading) if is_own else None
    constant = figure(point.constant_score, reading) if is_own else None
    low, high = (None, None)
    if is_own and own is None and point.counts.assessed:
        low, high = range_in(point.counts, reading)
    return Drawn(
        number=i + 1,
        point=point,
        x=f"{100 * (2 * i + 1) / (2 * rounds):.2f}",
        y=_y(own),
        constant_y=_y(constant),
        figure=own,
        y_low=_y(low),
        y_high=_y(high),
        is_enough=is_enough,
    )


def _y(fraction: Fraction | None) -> int | None:
    return None if fraction is None else TOP + HEIGHT - round(HEIGHT * percent(fraction) / 100)


def _joined(heights) -> list[tuple[str, int, str, int]]:
    placed = list(heights)
    return [
        (one.x, one_y, two.x, two_y)
        for (one, one_y), (two, two_y) in zip(placed, placed[1:], strict=False)
        if one_y is not None and two_y is not None and one.point.method == two.point.method
    ]
