"""Which two rounds a page about change compares (METHOD §4): one method, enough results."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.models import Term
from monitoring.models.rounds import AS_PUBLISHED, Round


@dataclass(frozen=True)
class Compared:
    """``round`` is the one that the network is compared in; ``before`` the last one before it.

    ``enough`` are the keys of the rounds by the portal's own method that have at least half as many
    results as the fullest: no other speaks for the network.
    ``before`` is None for the first round and where the method changed, which
    ``method_changed`` tells apart. ``rounds`` are all of the term, oldest first, with ``results``.
    """

    rounds: list[Round]
    round: Round | None
    before: Round | None
    method_changed: bool
    enough: frozenset = frozenset()

    @property
    def two(self) -> list[Round]:
        """The compared round and the one before it, as far as there are any."""
        return [each for each in (self.before, self.round) if each]

    @property
    def until_now(self) -> list[Round]:
        """The rounds by the portal's own method up to the compared one."""
        return [
            each
            for each in self.rounds
            if self.round and each.slug <= self.round.slug and is_own(each)
        ]


def of_term(term: Term) -> Compared:
    return choose(list(Round.objects.of_the_term(term).with_number_of_results()))


def choose(rounds: Sequence[Round]) -> Compared:
    """The newest round with at least half as many results as the fullest, as on the home page."""
    in_order = sorted(rounds, key=lambda each: each.slug)
    own = [each for each in in_order if is_own(each)]
    fullest = max((each.results for each in own), default=0)
    enough = [each for each in own if 2 * each.results >= fullest]
    if not enough:
        return Compared(in_order, None, None, method_changed=False)
    newest = enough[-1]
    earlier = [each for each in own if each.slug < newest.slug]
    before = earlier[-1] if earlier else None
    changed = before is not None and before.method_version != newest.method_version
    return Compared(
        in_order,
        newest,
        None if changed else before,
        method_changed=changed,
        enough=frozenset(each.pk for each in enough),
    )


def is_own(round: Round) -> bool:
    """Whether the round has results by the portal's own method."""
    return bool(round.results) and round.method_version != AS_PUBLISHED
