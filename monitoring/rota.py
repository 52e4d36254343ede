"""Who reviews whom: pure, standard library only, the same proposal for the same question.

Three rules are never broken: nobody reviews her own, no two organisations review each other, and
nobody reviews where every one of her people has a tie (QUALITY S-09). Within them the load is as
even as the search finds it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

# So many pairs are looked at, then the best proposal so far stands. Twelve need under a thousand.
MOST_LOOKED_AT = 500_000


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
    could review it without breaking a rule.

    Depth first, the scarcest contract and the least loaded organisation first; ends with the
    first proposal that cannot be evened out further, or once enough has been looked at.
    """
    reviewers = sorted(set(question.reviewers))
    even = -(-len(question.writes) // max(len(reviewers), 1))
    best, best_cost, looked_at = dict(question.settled), None, 0
    waiting = [_Proposal.of_what_is_settled(question)]
    while waiting and (best_cost is None or looked_at < MOST_LOOKED_AT):
        proposal = waiting.pop()
        looked_at += len(proposal.open_contracts) * len(reviewers)
        if proposal.open_contracts:
            waiting += proposal.next_ones(reviewers)
        elif best_cost is None or proposal.cost < best_cost:
            best, best_cost = proposal.duties, proposal.cost
            missing, heaviest, _uneven = best_cost
            if not missing and heaviest <= even:
                break
    return best


@dataclass(frozen=True)
class _Proposal:
    """What is given out so far. ``pairs``: who reviews whom, as (organisation, author)."""

    question: Question
    duties: dict[int, int]
    pairs: frozenset[tuple[int, int]]
    load: Counter
    open_contracts: tuple[int, ...]

    @classmethod
    def of_what_is_settled(cls, question: Question) -> "_Proposal":
        settled, writes = dict(question.settled), question.writes
        pairs = frozenset((who, writes[contract]) for contract, who in settled.items())
        still_open = tuple(sorted(contract for contract in writes if contract not in settled))
        return cls(question, settled, pairs, Counter(settled.values()), still_open)

    @property
    def cost(self) -> tuple[int, int, int]:
        """How many contracts are left out, the heaviest load, and how uneven it is."""
        missing = len(self.question.writes) - len(self.duties)
        uneven = sum(number * number for number in self.load.values())
        return missing, max(self.load.values(), default=0), uneven

    def next_ones(self, reviewers: list[int]) -> list["_Proposal"]:
        """The scarcest open contract given to each who can have it; the best of them last."""
        possible = {
            contract: [each for each in reviewers if self._can_review(each, contract)]
            for contract in self.open_contracts
        }
        scarcest = min(
            self.open_contracts, key=lambda contract: (len(possible[contract]), contract)
        )
        rest = tuple(contract for contract in self.open_contracts if contract != scarcest)
        if not possible[scarcest]:
            return [_Proposal(self.question, self.duties, self.pairs, self.load, rest)]
        author = self.question.writes[scarcest]
        # Around the circle from whoever writes: with nothing in the way it is one large ring.
        order = sorted(possible[scarcest], key=lambda o: (self.load[o], o < author, o))
        return [
            _Proposal(
                self.question, self.duties | {scarcest: organisation},
                self.pairs | {(organisation, author)}, self.load + Counter([organisation]), rest,
            )
            for organisation in reversed(order)
        ]  # fmt: skip

    def _can_review(self, organisation: int, contract: int) -> bool:
        author = self.question.writes[contract]
        return (
            organisation != author
            and (author, organisation) not in self.pairs
            and (organisation, contract) not in self.question.barred
        )
