"""The published lines of a scorecard as its list needs them: plain values, asked in one query."""

from datetime import date
from typing import NamedTuple

from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards.composed import composed_once


class SectorOfLine(NamedTuple):
    slug: str
    name_sq: str
    name_en: str
    sort_key: str


class Line(NamedTuple):
    """Where a line stands, and then what is printed of it."""

    pk: int
    commitment_id: int
    parent_id: int | None
    position: int
    sector_id: int
    sector__slug: str
    sector__name_sq: str
    sector__name_en: str
    sector__sort_key: str
    # From here on: what is printed.
    number: str
    reference: str
    title_sq: str
    title_en: str
    status: str
    stage: str
    previous: str
    rationale_sq: str
    rationale_en: str
    reason_sq: str
    reason_en: str
    excluded_on: date | None
    exclusion_sq: str
    exclusion_en: str
    withdrawn_on: date | None
    items_of_evidence: int
    has_reply: bool

    @property
    def sector(self) -> SectorOfLine:
        return SectorOfLine._make(self[5:9])

    @property
    def printed(self) -> tuple:
        return self[PRINTED_FROM:]

    @classmethod
    def to_be_printed(cls, values: tuple) -> "Line":
        """The other way round: a line of which only that is known."""
        return cls._make((None,) * PRINTED_FROM + values)


PRINTED_FROM = Line._fields.index("number")


def lines_of(scorecard: int) -> list[Line]:
    return [Line._make(row) for row in _asked(scorecard)]


@composed_once
def _asked(scorecard: int):
    lines = ScorecardLine.objects.filter(scorecard=scorecard).with_what_a_list_shows()
    return lines.in_order().values_list(*Line._fields)
