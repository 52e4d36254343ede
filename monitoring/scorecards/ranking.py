"""Municipalities in the order of their results, ties as ties (METHOD §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitoring import scoring
from monitoring.scorecards import readings
from monitoring.scorecards.readings import Reading


@dataclass(frozen=True)
class Places:
    """Rows that share the places from ``first`` to ``last``."""

    first: int
    last: int
    rows: list[Any]

    @property
    def is_tie(self) -> bool:
        return self.last > self.first


def in_places(rows: Sequence[Any], reading: Reading = readings.DEFAULT) -> list[Places]:
    """Rows with ``counts``, of one round and method, all with something assessed.

    A tie is between two, so a chain of ties has no end of its own: each group begins with the
    best row left and takes in every row that ties with that one. Within a group the given order
    stays, which is the alphabet's.
    """
    left = sorted(
        rows, key=lambda row: readings.share(scoring.score(row.counts), reading), reverse=True
    )
    groups, place = [], 1
    while left:
        best, level = left[0], [left[0]]
        level += [row for row in left[1:] if readings.is_tie(best.counts, row.counts, reading)]
        # By identity: two municipalities may have equal counts.
        ids = {id(row) for row in level}
        in_given_order = [row for row in rows if id(row) in ids]
        groups.append(Places(place, place + len(level) - 1, in_given_order))
        left = [row for row in left if id(row) not in ids]
        place += len(level)
    return groups
