"""What changed between two rounds of one municipality, split by cause (METHOD §4, §5).

Pure: statuses by commitment go in. From the earlier result as it was first published to the later
one as it stands there are four steps, each with one cause: corrections of the earlier round, the
changed list, new findings about the same commitments, corrections of the later round. Their
differences add up to the whole, so no change is left without a cause and none counts twice.
Results by different methods are not compared at all.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitoring import scoring

Statuses = Mapping[Hashable, str]

RANK = {scoring.NONE: 0, scoring.PARTIAL: 1, scoring.FULL: 2}


class Cause(StrEnum):
    CORRECTION_BEFORE = "correction-before"
    CHANGED_LIST = "changed-list"
    NEW_FINDING = "new-finding"
    CORRECTION = "correction"


class Direction(StrEnum):
    """Where a status moved; only between two assessed ones is it progress or regression."""

    PROGRESS = "progress"
    REGRESSION = "regression"
    SAME = "same"
    NEWLY_ASSESSED = "newly-assessed"
    NOT_ASSESSED = "not-assessed"
    ADDED = "added"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Told:
    """What one round says of a municipality: as first published, and as it stands.

    Only counted commitments are in the mappings: neither points nor what was left out.
    """

    first: Statuses
    standing: Statuses
    method: str


@dataclass(frozen=True)
class Step:
    """One commitment that changed for one cause; "" is a commitment that is not in the list."""

    cause: Cause
    commitment: Hashable
    before: str
    after: str

    @property
    def direction(self) -> Direction:
        return direction(self.before, self.after)


@dataclass(frozen=True)
class Stand:
    """The counts after everything of one cause; ``cause`` is None for the beginning."""

    cause: Cause | None
    counts: scoring.Counts


@dataclass(frozen=True)
class Movement:
    """Commitments that were assessed in both rounds: the only ones that can show progress."""

    before: scoring.Counts
    after: scoring.Counts
    up: int
    down: int

    @property
    def compared(self) -> int:
        return self.after.assessed

    @property
    def same(self) -> int:
        return self.compared - self.up - self.down

    @property
    def gain(self) -> int:
        """In halves of a commitment, as METHOD §4 counts credit; negative where it was lost."""
        return _halves(self.after) - _halves(self.before)


def direction(before: str, after: str) -> Direction:
    """How a reader should call this change; regression is a word like progress, no verdict."""
    if before == after:
        return Direction.SAME
    if not before:
        return Direction.ADDED
    if not after:
        return Direction.LEFT_OUT
    if after not in RANK:
        return Direction.NOT_ASSESSED
    if before not in RANK:
        return Direction.NEWLY_ASSESSED
    return Direction.PROGRESS if RANK[after] > RANK[before] else Direction.REGRESSION


def movement(pairs: Iterable[tuple[str, str]]) -> Movement:
    """Of (status before, status after), those assessed both times."""
    both = [(one, two) for one, two in pairs if one in RANK and two in RANK]
    directions = [direction(one, two) for one, two in both]
    return Movement(
        before=scoring.Counts.of(one for one, _two in both),
        after=scoring.Counts.of(two for _one, two in both),
        up=directions.count(Direction.PROGRESS),
        down=directions.count(Direction.REGRESSION),
    )


def pairs(earlier: Statuses, later: Statuses) -> list[tuple[str, str]]:
    """(before, after) of every commitment that either of the two lists."""
    return [(earlier.get(each, ""), later.get(each, "")) for each in _all(earlier, later)]


def steps(earlier: Told, later: Told) -> list[Step] | None:
    """Every change with its cause, cause by cause; None where the method changed."""
    if earlier.method != later.method:
        return None
    return [
        *_steps(Cause.CORRECTION_BEFORE, earlier.first, earlier.standing),
        *_steps(Cause.CHANGED_LIST, earlier.standing, _on_the_later_list(earlier, later)),
        *_steps(Cause.NEW_FINDING, _on_the_later_list(earlier, later), later.first),
        *_steps(Cause.CORRECTION, later.first, later.standing),
    ]


def stands(earlier: Told, later: Told) -> list[Stand] | None:
    """The counts from the first publication of the earlier round to what stands of the later."""
    if earlier.method != later.method:
        return None
    return [
        Stand(None, _counts(earlier.first)),
        Stand(Cause.CORRECTION_BEFORE, _counts(earlier.standing)),
        Stand(Cause.CHANGED_LIST, _counts(_on_the_later_list(earlier, later))),
        Stand(Cause.NEW_FINDING, _counts(later.first)),
        Stand(Cause.CORRECTION, _counts(later.standing)),
    ]


def _on_the_later_list(earlier: Told, later: Told) -> Statuses:
    """The earlier statuses of what the later list holds; what is new there brings its first."""
    return {each: earlier.standing.get(each, status) for each, status in later.first.items()}


def _steps(cause: Cause, before: Statuses, after: Statuses) -> list[Step]:
    found = (
        Step(cause, each, before.get(each, ""), after.get(each, "")) for each in _all(before, after)
    )
    return [step for step in found if step.before != step.after]


def _all(before: Statuses, after: Statuses) -> list[Hashable]:
    return list(dict.fromkeys([*after, *before]))


def _counts(statuses: Statuses) -> scoring.Counts:
    return scoring.Counts.of(statuses.values())


def _halves(counts: scoring.Counts) -> int:
    return 2 * counts.full + counts.partial


@dataclass(frozen=True)
class Tally:
    """How many commitments went each way for one cause."""

    cause: Cause
    directions: Mapping[Direction, int]

    @property
    def total(self) -> int:
        return sum(self.directions.values())


def tally(found: Iterable[Step]) -> list[Tally]:
    """One row per cause, in the order in which the steps follow each other, empty ones too."""
    numbers = Counter((step.cause, step.direction) for step in found)
    return [
        Tally(cause, {way: numbers[cause, way] for way in Direction if way != Direction.SAME})
        for cause in Cause
    ]


def told(lines: Iterable[tuple], methods: Mapping) -> dict[tuple[Hashable, Hashable], Told]:
    """What each round says, by (round, municipality), of those of which a result stands.

    From (round, municipality, what superseded it, revision, commitment, status); ``methods`` is
    the method of each round. Where the first revision was retracted, nothing was corrected.
    """
    first: dict[tuple, dict] = {}
    standing: dict[tuple, dict] = {}
    for round, municipality, superseded_by, revision, commitment, status in lines:
        key = (round, municipality)
        if revision == 1:
            first.setdefault(key, {})[commitment] = status
        if superseded_by is None:
            standing.setdefault(key, {})[commitment] = status
    return {
        key: Told(first.get(key, statuses), statuses, methods[key[0]])
        for key, statuses in standing.items()
    }
