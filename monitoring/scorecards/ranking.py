"""Municipalities in the order of their results, ties as ties (METHOD §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

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
    measured = [readings.measured(row.counts, reading) for row in rows]
    # Places in the given list: two municipalities may have equal counts.
    left = sorted(
        range(len(rows)), key=lambda i: Fraction(measured[i].part, measured[i].whole), reverse=True
    )
    groups, place = [], 1
    while left:
        best = measured[left[0]]
        level = {i for i in left if readings.are_level(best, measured[i])}
        groups.append(Places(place, place + len(level) - 1, [rows[i] for i in sorted(level)]))
        left = [i for i in left if i not in level]
        place += len(level)
    return groups
