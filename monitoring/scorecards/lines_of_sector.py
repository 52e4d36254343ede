"""The published lines of one sector over municipalities and rounds: plain values, in one query.

There are as many as the network is large, and a page shows few of them.
"""

from datetime import date
from typing import NamedTuple

from contracts.models import Sector
from monitoring.models.showcase import ScorecardLine

TOWN = "scorecard__municipality"


class TownOfLine(NamedTuple):
    pk: int
    slug: str
    name_sq: str
    name_en: str
    sort_key: str


class LineOfSector(NamedTuple):
    """One commitment of the sector as one round found it in one municipality."""

    municipality: TownOfLine
    round_id: int
    commitment_id: int
    number: str
    reference: str
    title_sq: str
    title_en: str
    status: str
    excluded_on: date | None


def lines_of_sector(sector: Sector, rounds) -> list[LineOfSector]:
    """Top-level lines of these rounds as they stand, by municipality in Albanian order."""
    asked = (
        ScorecardLine.objects.standing_in(rounds)
        .top_level()
        .filter(sector=sector)
        .order_by(f"{TOWN}__sort_key", TOWN, "position")
        .values_list(
            *(f"{TOWN}__{name}" for name in TownOfLine._fields),
            "scorecard__round_id",
            *LineOfSector._fields[2:],
        )
    )
    towns: dict[int, TownOfLine] = {}
    found = []
    for pk, slug, name_sq, name_en, sort_key, *line in asked:
        town = towns.setdefault(pk, TownOfLine(pk, slug, name_sq, name_en, sort_key))
        found.append(LineOfSector(town, *line))
    return found
