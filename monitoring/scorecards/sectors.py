"""One field of work across municipalities: where it stands, and what moved since the round before.

Counts are of the commitments of a sector alone. Progress is only what was assessed in both
rounds; who moved most stands first, and a difference of at most one commitment is a tie.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from contracts.models import Sector
from monitoring import scoring
from monitoring.models.rounds import Round
from monitoring.scorecards import changes_since, trend
from monitoring.scorecards.changes_since import Direction, Movement
from monitoring.scorecards.lines_of_sector import LineOfSector, TownOfLine
from monitoring.scorecards.ranking import Places
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.rounds_compared import Compared

ONE_COMMITMENT = 2  # in halves


@dataclass(frozen=True)
class Row:
    """One commitment in both rounds; a line is None where it was not in the list then."""

    before: LineOfSector | None
    now: LineOfSector | None

    @property
    def line(self) -> LineOfSector:
        return self.now or self.before

    @property
    def direction(self) -> Direction:
        return changes_since.direction(_status(self.before), _status(self.now))


@dataclass(frozen=True)
class Town:
    """One municipality's part of a sector."""

    municipality: TownOfLine
    rows: list[Row]

    @cached_property
    def movement(self) -> Movement:
        return changes_since.movement((_status(row.before), _status(row.now)) for row in self.rows)

    @cached_property
    def counts(self) -> scoring.Counts:
        return scoring.Counts.of(_status(row.now) for row in self.rows if _status(row.now))


@dataclass(frozen=True)
class SectorAtAGlance:
    """One line of the list of all sectors."""

    sector: Sector
    counts: scoring.Counts
    municipalities: int
    movement: Movement


@dataclass
class Across:
    """The municipalities of a sector in their places, then those without anything to compare."""

    places: list[Places] = field(default_factory=list)
    unplaced: list[Town] = field(default_factory=list)

    @property
    def in_order(self) -> list[tuple[Places | None, Town]]:
        """Every municipality once, with the places that it shares, or None."""
        placed = [(group, town) for group in self.places for town in group.rows]
        return placed + [(None, town) for town in self.unplaced]

    @property
    def compared(self) -> list[Town]:
        return [town for group in self.places for town in group.rows]

    @property
    def up(self) -> list[tuple[TownOfLine, int]]:
        return self._moved("up")

    @property
    def down(self) -> list[tuple[TownOfLine, int]]:
        return self._moved("down")

    def _moved(self, way: str) -> list[tuple[TownOfLine, int]]:
        """(municipality, commitments that moved this way) where any did, most first."""
        found = [
            (town.municipality, getattr(town.movement, way))
            for town in self.compared
            if getattr(town.movement, way)
        ]
        return sorted(found, key=lambda each: -each[1])


def at_a_glance(
    sectors: Iterable[Sector], lines: Iterable[tuple], compared: Compared
) -> list[SectorAtAGlance]:
    """From (sector, round, municipality, commitment, status) by their keys, in the sectors' order.

    A sector without a commitment in the compared round has no line.
    """
    statuses: dict[Hashable, dict[Hashable, dict]] = defaultdict(lambda: defaultdict(dict))
    towns: dict[Hashable, set] = defaultdict(set)
    for sector, round, municipality, commitment, status in lines:
        statuses[sector][round][commitment] = status
        if round == compared.round.pk:
            towns[sector].add(municipality)
    found = []
    for sector in sectors:
        now = statuses[sector.pk][compared.round.pk]
        before = statuses[sector.pk][compared.before.pk] if compared.before else {}
        if now:
            movement = changes_since.movement(changes_since.pairs(before, now))
            counts = scoring.Counts.of(now.values())
            found.append(SectorAtAGlance(sector, counts, len(towns[sector.pk]), movement))
    return found


def towns(lines: Iterable[LineOfSector], compared: Compared) -> list[Town]:
    """The municipalities of these lines of one sector, in their order, in the two rounds."""
    found: dict[int, tuple[TownOfLine, dict[int, dict[int, LineOfSector]]]] = {}
    for line in lines:
        _municipality, rows = found.setdefault(line.municipality.pk, (line.municipality, {}))
        rows.setdefault(line.commitment_id, {})[line.round_id] = line
    before = compared.before.pk if compared.before else None
    return [
        Town(
            municipality,
            [
                Row(by_round.get(before), by_round.get(compared.round.pk))
                for by_round in rows.values()
                if {before, compared.round.pk} & by_round.keys()
            ],
        )
        for municipality, rows in found.values()
        if any({before, compared.round.pk} & by_round.keys() for by_round in rows.values())
    ]


def across(found: Sequence[Town], reading: Reading) -> Across:
    """Most progress first; a municipality with nothing assessed in both rounds has no place."""
    compared = [town for town in found if town.movement.compared]
    unplaced = [town for town in found if not town.movement.compared]
    return Across(_in_places(compared, lambda town: gain(town.movement, reading)), unplaced)


def gain(movement: Movement, reading: Reading) -> int:
    """What was gained or lost, in halves of a commitment, as this reading counts (METHOD §4)."""
    before, after = movement.before, movement.after
    if reading == Reading.STRICT:
        return 2 * (after.full - before.full)
    if reading == Reading.AT_LEAST_PARTLY:
        return 2 * (after.full + after.partial - before.full - before.partial)
    return movement.gain


def results(lines: Iterable[LineOfSector], rounds: Iterable[Round]) -> list[trend.Result]:
    """What each round says of each municipality in the sector of these lines."""
    methods = {round.pk: round.method_version for round in rounds}
    statuses = defaultdict(list)
    for line in lines:
        statuses[line.round_id, line.municipality.pk].append(_status(line))
    return [
        trend.Result(
            round,
            municipality,
            scoring.Counts.of(filter(None, theirs)),
            theirs.count(""),
            methods[round],
        )
        for (round, municipality), theirs in statuses.items()
    ]


def _in_places(rows: Sequence[Town], gained: Callable[[Town], int]) -> list[Places]:
    """As `ranking.in_places` does with results: the best row left takes in all that tie with it.

    Within a group the given order stays, which is the alphabet's.
    """
    ordered = sorted(enumerate(rows), key=lambda each: -gained(each[1]))
    groups, start = [], 0
    while start < len(ordered):
        least = gained(ordered[start][1]) - ONE_COMMITMENT
        end = next(
            (i for i in range(start, len(ordered)) if gained(ordered[i][1]) < least), len(ordered)
        )
        level = sorted(ordered[start:end], key=lambda each: each[0])
        groups.append(Places(start + 1, end, [row for _place, row in level]))
        start = end
    return groups


def _status(line: LineOfSector | None) -> str:
    return "" if line is None or line.excluded_on else line.status
