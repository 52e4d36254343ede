"""How results went over the rounds, and where two neighbours cannot simply be compared.

Pure: counts go in. Beside the counts of all municipalities of a round stand those of the constant
group, which has a result in every round: only its line is free of who came and went.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitoring import scoring
from monitoring.models.rounds import AS_PUBLISHED


@dataclass(frozen=True)
class Result:
    """What one round says of one municipality; of a whole contract or of one sector."""

    round: Hashable
    municipality: Hashable
    counts: scoring.Counts
    excluded: int
    method: str


@dataclass(frozen=True)
class Marks:
    """What differs from the round before besides the findings; all empty where nothing does.

    ``coverage`` and ``method`` are (before, now) or None; ``lists`` are the municipalities whose
    list of commitments changed.
    """

    joined: frozenset = frozenset()
    gone: frozenset = frozenset()
    coverage: tuple[scoring.Counts, scoring.Counts] | None = None
    method: tuple[str, str] | None = None
    lists: frozenset = frozenset()

    @property
    def any(self) -> bool:
        return bool(self.joined or self.gone or self.coverage or self.method or self.lists)

    @property
    def of_coverage(self) -> bool:
        return bool(self.joined or self.gone or self.coverage)


@dataclass(frozen=True)
class Point:
    """One round: pooled counts of all, and of the constant group where it is complete."""

    round: Hashable
    method: str
    municipalities: frozenset
    counts: scoring.Counts
    excluded: int
    constant: scoring.Counts | None
    marks: Marks

    @property
    def is_as_published(self) -> bool:
        return self.method == AS_PUBLISHED

    @property
    def score(self) -> scoring.Score:
        return scoring.score(self.counts)

    @property
    def constant_score(self) -> scoring.Score | None:
        return self.constant and scoring.score(self.constant)


def points(rounds: Sequence[Hashable], results: Iterable[Result], group: frozenset) -> list[Point]:
    """One point per round with results, in the order of ``rounds``; ``group`` is the constant one.

    What others published (method 0) has a point of its own and no part in any line.
    """
    by_round = _by_round(results)
    found: list[Point] = []
    before: dict = {}
    for round in rounds:
        now = by_round.get(round)
        if not now:
            continue
        method = next(iter(now.values())).method
        is_own = method != AS_PUBLISHED
        theirs = [result.counts for name, result in now.items() if name in group]
        is_whole = is_own and bool(group) and len(theirs) == len(group)
        found.append(
            Point(
                round=round,
                method=method,
                municipalities=frozenset(now),
                counts=scoring.pool(result.counts for result in now.values()),
                excluded=sum(result.excluded for result in now.values()),
                constant=scoring.pool(theirs) if is_whole else None,
                marks=marks(before, now),
            )
        )
        before = now
    return found


def constant_group(results: Iterable[Result], rounds: Iterable[Hashable]) -> frozenset:
    """The municipalities with a result by the portal's own method in every one of the rounds."""
    by_round = _by_round(result for result in results if result.method != AS_PUBLISHED)
    groups = [frozenset(by_round.get(round, ())) for round in rounds]
    return frozenset.intersection(*groups) if groups else frozenset()


def constant_list(rounds: Iterable[Mapping[Hashable, str]]) -> list[scoring.Counts]:
    """Counts of the commitments that every one of these rounds counts, round by round.

    From the status of each counted commitment: what a constant group is to the network, the
    constant list is to one municipality.
    """
    told = list(rounds)
    always = set.intersection(*(set(each) for each in told)) if told else set()
    return [scoring.Counts.of(each[commitment] for commitment in always) for each in told]


def marks(before: dict[Hashable, Result], now: dict[Hashable, Result]) -> Marks:
    """What a reader must know before comparing two rounds; nothing stands before the first.

    A list changed where the number of commitments in it, or of those left out as obsolete, did:
    commitments never leave a contract without being left out.
    """
    if not before:
        return Marks()
    methods = tuple(next(iter(each.values())).method for each in (before, now))
    both = before.keys() & now.keys()
    counts = tuple(scoring.pool(r.counts for r in each.values()) for each in (before, now))
    coverage = [scoring.score(each).coverage for each in counts]
    return Marks(
        joined=frozenset(now.keys() - before.keys()),
        gone=frozenset(before.keys() - now.keys()),
        coverage=counts if coverage[0] != coverage[1] else None,
        method=methods if methods[0] != methods[1] else None,
        lists=frozenset(name for name in both if _size(before[name]) != _size(now[name])),
    )


def _size(result: Result) -> tuple[int, int]:
    return result.counts.total, result.excluded


def _by_round(results: Iterable[Result]) -> dict[Hashable, dict[Hashable, Result]]:
    found: dict[Hashable, dict[Hashable, Result]] = {}
    for result in results:
        found.setdefault(result.round, {})[result.municipality] = result
    return found
