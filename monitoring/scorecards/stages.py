"""How far commitments got that are not in use yet (METHOD §2). Pure: counted rows go in.

A stage belongs to what is assessed one by one: a commitment, or each point of a bundle.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.models.vocabulary import ASSESSED, Stage, Status

# Money was set aside or a contract signed, and nothing can be used yet.
BUDGETED_NOT_BUILT = (Stage.BUDGETED, Stage.CONTRACTED)


@dataclass(frozen=True)
class StageRow:
    """One stage, with how many findings of each assessed status reached it."""

    stage: str
    full: int
    partial: int
    none: int

    @property
    def total(self) -> int:
        return self.full + self.partial + self.none


@dataclass(frozen=True)
class Stages:
    """All stages in their order, then those assessed findings that name none (``stage`` "")."""

    rows: list[StageRow]
    not_assessed: int
    budgeted_not_built: int

    @property
    def full(self) -> int:
        return sum(row.full for row in self.rows)

    @property
    def partial(self) -> int:
        return sum(row.partial for row in self.rows)

    @property
    def none(self) -> int:
        return sum(row.none for row in self.rows)

    @property
    def assessed(self) -> int:
        return self.full + self.partial + self.none


def of_tallies(tallies: Iterable[tuple[str, str, int]]) -> Stages:
    """From (stage, status, how many); several rows of the same words add up."""
    numbers = Counter()
    for stage, status, number in tallies:
        numbers[stage, status] += number
    rows = [
        StageRow(stage, *(numbers[stage, status] for status in ASSESSED)) for stage in (*Stage, "")
    ]
    return Stages(
        rows,
        not_assessed=numbers.total() - sum(row.total for row in rows),
        budgeted_not_built=sum(numbers[stage, Status.NONE] for stage in BUDGETED_NOT_BUILT),
    )
