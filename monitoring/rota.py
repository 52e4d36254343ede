"""Who reviews whom: pure, standard library only, the same proposal for the same question.

Three rules are never broken: nobody reviews her own, no two organisations review each other, and
nobody reviews where every one of her people has a tie (QUALITY S-09). Within them the load is as
even as the search finds it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

# So many places are tried; then the best proposal that was found stands. Twelve need under 100.
MOST_STEPS = 20_000


@dataclass(frozen=True)
class Question:
    """``writes``: which organisation writes on each contract. ``reviewers``: who can review.

    ``barred``: pairs (organisation, contract) that are out of the question. ``settled``: what
    stays as it is, contract by contract. Keys are ids; their order decides where nothing else
    does, not the order in which they are given.
    """

    writes: Mapping[int, int]
    reviewers: Iterable[int]
    barred: Set[tuple[int, int]] = frozenset()
    settled: Mapping[int, int] = field(default_factory=dict)


def why_not(question: Question, duties: Mapping[int, int], contract: int, organisation: int) -> str:
    """'own', 'barred' or 'mutual': the rule that the duty would break beside all the others; ''
    if none."""
    author = question.writes[contract]
    if organisation == author:
        return "own"
    if (organisation, contract) in question.barred:
        return "barred"
    others = (other for other in duties if other != contract)
    if any(
        duties[other] == author and question.writes.get(other) == organisation for other in others
    ):
        return "mutual"
    return ""


def propose(question: Question) -> dict[int, int]:
    """Contract -> organisation that reviews it. A contract that is missing has nobody left who
    could review it without breaking a rule."""
    search = _Search(question)
    search.go_on(dict(question.settled), search.open_contracts)
    return search.best


class _Search:
    """Depth first, least loaded first; ends with the first proposal that cannot be evened out."""

    def __init__(self, question: Question):
        self.question = question
        self.reviewers = sorted(set(question.reviewers))
        settled = question.settled
        self.open_contracts = tuple(sorted(c for c in question.writes if c not in settled))
        self.best: dict[int, int] = {}
        self.best_cost: tuple | None = None
        self.steps = 0
        whole = len(question.writes)
        self.even = -(-whole // len(self.reviewers)) if self.reviewers else 0

    def go_on(self, duties: dict[int, int], contracts: tuple[int, ...]) -> None:
        if self._is_done():
            return
        self.steps += 1
        if not contracts:
            self._keep_if_better(duties)
            return
        possible = {c: self._possible(duties, c) for c in contracts}
        scarcest = min(contracts, key=lambda c: (len(possible[c]), c))
        rest = tuple(c for c in contracts if c != scarcest)
        if not possible[scarcest]:
            self.go_on(duties, rest)
        for organisation in possible[scarcest]:
            self.go_on(duties | {scarcest: organisation}, rest)

    def _possible(self, duties, contract) -> list[int]:
        load = Counter(duties.values())
        free = [o for o in self.reviewers if not why_not(self.question, duties, contract, o)]
        return sorted(free, key=lambda o: (load[o], self._distance(contract, o)))

    def _distance(self, contract, organisation) -> tuple[bool, int]:
        """Around the circle from whoever writes: with nothing in the way it is one large ring."""
        return (organisation < self.question.writes[contract], organisation)

    def _is_done(self) -> bool:
        if self.best_cost is None:
            return False
        missing, most, _squares = self.best_cost
        return self.steps >= MOST_STEPS or (not missing and most <= self.even)

    def _keep_if_better(self, duties: dict[int, int]) -> None:
        load = Counter(duties.values())
        missing = len(self.question.writes) - len(duties)
        squares = sum(number * number for number in load.values())
        cost = (missing, max(load.values(), default=0), squares)
        if self.best_cost is None or cost < self.best_cost:
            self.best, self.best_cost = duties, cost
