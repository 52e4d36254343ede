"""Findings side by side: what each municipality promised in a sector or a kind of place.

Counts only. In one sector a municipality has a handful of commitments, and of fewer than five no
percentage is given (METHOD §4); all municipalities pooled have enough.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from monitoring import scoring
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards import readings
from monitoring.scorecards.compare.urban_rural import Where, where
from monitoring.scorecards.overview import Row
from monitoring.scorecards.printed import printed_once, rendered
from monitoring.scorecards.readings import Reading


class Town(NamedTuple):
    name_sq: str
    name_en: str


class Promise(NamedTuple):
    """What is printed of a line where the commitments themselves stand side by side."""

    reference: str
    number: str
    title_sq: str
    title_en: str
    status: str
    stage: str

    @classmethod
    def of(cls, line: ScorecardLine) -> "Promise":
        return cls._make(getattr(line, name) for name in cls._fields)


@dataclass(frozen=True)
class Cell:
    """The findings under one heading of one municipality, or of all where ``row`` is None."""

    row: Row | None
    lines: list[ScorecardLine]
    counts: scoring.Counts
    reading: Reading

    @property
    def marks(self) -> list[str]:
        """A status for each commitment, the best first."""
        return sorted((line.status for line in self.lines), key=scoring.STATUSES.index)

    @property
    def printed(self) -> SafeString:
        """A mark for each commitment, under the municipality's name."""
        return _marks(_town(self.row), self.counts, tuple(self.marks))

    @property
    def promises(self) -> SafeString:
        """The commitments themselves, each with its status and stage."""
        return _promises(_town(self.row), tuple(Promise.of(line) for line in self.lines))

    @property
    def score(self) -> scoring.Score:
        return scoring.score(self.counts)

    @property
    def figure(self) -> Fraction | None:
        """The share of the chosen reading, by the headline rule."""
        return readings.share(self.score, self.reading) if self.score.has_headline else None

    @property
    def fraction(self) -> str:
        return readings.fraction(self.score, self.reading)


@dataclass(frozen=True)
class Across:
    """One line of the matrix: a heading (a sector, or a kind of place) and a cell per column."""

    heading: Any
    cells: list[Cell]


def _town(row: Row) -> Town:
    return Town(row.municipality.name_sq, row.municipality.name_en)


@printed_once
def _marks(town: Town, counts: scoring.Counts, marks: tuple[str, ...]) -> SafeString:
    return rendered("scorecards/compare/cell.html", town=town, counts=counts, marks=marks)


@printed_once
def _promises(town: Town, promises: tuple[Promise, ...]) -> SafeString:
    return rendered("scorecards/compare/promised.html", town=town, promises=promises)


# What stands in one column: whose findings, and the findings.
Column = tuple[Row | None, Iterable[ScorecardLine]]


def by_sector(columns: Sequence[Column], reading: Reading) -> list[Across]:
    """Sectors in Albanian order."""
    rows = _across(columns, lambda line: line.sector, reading)
    return sorted(rows, key=lambda row: (row.heading.sort_key, row.heading.slug))


def by_place(
    columns: Sequence[Column],
    characters: dict[int, set[str]],
    reading: Reading,
) -> list[Across]:
    """Urban, rural, both, not recorded, no place; ``characters`` of each commitment's units."""

    def its_place(line):
        return where(characters.get(line.commitment_id, ()), line.places)

    rows = _across(columns, its_place, reading)
    return sorted(rows, key=lambda row: list(Where).index(row.heading))


def _across(columns, heading_of: Callable[[ScorecardLine], Any], reading) -> list[Across]:
    found: dict[Any, list[list[ScorecardLine]]] = {}
    for number, (_row, lines) in enumerate(columns):
        for line in lines:
            cells = found.setdefault(heading_of(line), [[] for _column in columns])
            cells[number].append(line)
    return [
        Across(
            heading,
            [
                Cell(row, lines, scoring.Counts.of(line.status for line in lines), reading)
                for (row, _all), lines in zip(columns, cells, strict=True)
            ],
        )
        for heading, cells in found.items()
    ]
