"""How statuses become figures: METHOD §2 (points roll up) and §4 (the figures).

Pure and exact: integers and fractions go in and come out, and `percent` rounds once, at
display. Statuses are plain words; an enum of strings with the same words may be passed.
A change to a rule here is a new method version, never an edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from fractions import Fraction
from functools import lru_cache

FULL = "full"
PARTIAL = "partial"
NONE = "none"
UNASSESSED = "unassessed"
UNASSESSABLE = "unassessable"
STATUSES = (FULL, PARTIAL, NONE, UNASSESSED, UNASSESSABLE)

HEADLINE_COVERAGE = Fraction(80, 100)
HEADLINE_ASSESSED = 5


@dataclass(frozen=True)
class Counts:
    """How many top-level commitments have each status; the only source of any percentage."""

    full: int
    partial: int
    none: int
    unassessed: int
    unassessable: int

    def __post_init__(self) -> None:
        for status in STATUSES:
            count = getattr(self, status)
            # bool is an int to Python; True commitments is a mistake in the caller.
            if type(count) is not int or count < 0:
                raise ValueError(
                    f"The count of {status} commitments must be a whole number from 0 up, "
                    f"not {count!r}."
                )

    @classmethod
    def of(cls, statuses: Iterable[str]) -> Counts:
        """Counts of a list of statuses; an unknown word is a ValueError."""
        tally = Counter(_known(statuses))
        return cls(*(tally[status] for status in STATUSES))

    @property
    def assessed(self) -> int:
        return self.full + self.partial + self.none

    @property
    def total(self) -> int:
        return self.assessed + self.unassessed + self.unassessable


@dataclass(frozen=True)
class Score:
    """The figures of METHOD §4 as exact fractions.

    `fulfilment` is None when nothing was assessed (never 0 for what nobody looked at); every
    figure is None when there are no commitments at all. With nothing assessed `strict` and
    `at_least_partly` are 0 by the formula, and the page does not print them.
    """

    counts: Counts
    fulfilment: Fraction | None
    coverage: Fraction | None
    low: Fraction | None
    high: Fraction | None
    strict: Fraction | None
    at_least_partly: Fraction | None

    @property
    def has_headline(self) -> bool:
        """Whether the fulfilment may be shown as one number (METHOD §4)."""
        return (
            self.coverage is not None
            and self.coverage >= HEADLINE_COVERAGE
            and self.counts.assessed >= HEADLINE_ASSESSED
        )


@lru_cache(maxsize=4096)
def score(counts: Counts) -> Score:
    """All figures that follow from the counts (METHOD §4)."""
    credits_in_halves = 2 * counts.full + counts.partial
    open_in_halves = 2 * (counts.unassessed + counts.unassessable)
    assessed, total = counts.assessed, counts.total
    return Score(
        counts=counts,
        fulfilment=_ratio(credits_in_halves, 2 * assessed),
        coverage=_ratio(assessed, total),
        low=_ratio(credits_in_halves, 2 * total),
        high=_ratio(credits_in_halves + open_in_halves, 2 * total),
        strict=_ratio(counts.full, total),
        at_least_partly=_ratio(counts.full + counts.partial, total),
    )


def percent(fraction: Fraction | int) -> int:
    """A fraction as a whole percent, half up: 5/8 is 63. Floats are refused, not rounded."""
    if isinstance(fraction, bool) or not isinstance(fraction, Fraction | int):
        raise TypeError(f"A percentage is rounded from an exact fraction, not from {fraction!r}.")
    exact = Fraction(fraction)
    return (200 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def shares(counts: Counts) -> tuple[int, int, int, int, int]:
    """Whole percents for a bar, in the order of STATUSES, that sum to 100 (METHOD §4).

    Largest remainders; equal remainders go to the earlier status. All zero if there is nothing.
    """
    parts, total = astuple(counts), counts.total
    if total == 0:
        return (0, 0, 0, 0, 0)
    whole = [100 * part // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(100 * parts[i] % total), i))
    for i in by_remainder[: 100 - sum(whole)]:
        whole[i] += 1
    return tuple(whole)


def roll_up(statuses: Iterable[str]) -> str:
    """The status of a commitment from the statuses of its points (METHOD §2)."""
    words = _known(statuses)
    if not words:
        raise ValueError("A commitment without points has no status to roll up.")
    testable = [word for word in words if word != UNASSESSABLE]
    if not testable:
        return UNASSESSABLE
    if all(word == FULL for word in testable):
        return FULL
    if all(word == NONE for word in testable):
        return NONE
    if any(word == UNASSESSED for word in testable):
        return UNASSESSED
    return PARTIAL


def is_tie(a: Counts, b: Counts) -> bool:
    """Whether two fulfilments differ by no more than one commitment, 1 / smaller A (METHOD §4).

    Where nothing was assessed there is no fulfilment, hence nothing that could be equal: False.
    Such a municipality is listed apart, not ranked. A tie is between two: a may tie with b and
    b with c while a and c differ.
    """
    if not a.assessed or not b.assessed:
        return False
    difference = abs(score(a).fulfilment - score(b).fulfilment)
    return difference <= Fraction(1, min(a.assessed, b.assessed))


def pool(many: Iterable[Counts]) -> Counts:
    """The counts of several scorecards together; percentages are never averaged (METHOD §4)."""
    columns = zip(*map(astuple, many), strict=True)
    return Counts(*([sum(column) for column in columns] or [0] * len(STATUSES)))


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _known(statuses: Iterable[str]) -> list[str]:
    words = list(statuses)
    for word in words:
        if word not in STATUSES:
            raise ValueError(f"{word!r} is not a status; known are {', '.join(STATUSES)}.")
    return words
