"""How often two coders agree: METHOD §6.

Both functions take pairs of status words, (author, reviewer), and return an exact Fraction,
or None where the figure is undefined. Pairs in which either coder said `unassessed` or
`unassessable` are left out: there is no order between those words and the other three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

ORDER = ("none", "partial", "full")
LEFT_OUT = ("unassessed", "unassessable")


def comparable(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs that both figures rest on; their number is published beside them."""
    kept = []
    for pair in pairs:
        first, second = pair
        for word in (first, second):
            if word not in ORDER + LEFT_OUT:
                raise ValueError(f"{word!r} is not a status that a coder can give.")
        if first in ORDER and second in ORDER:
            kept.append((first, second))
    return kept


def raw_agreement(pairs: Iterable[tuple[str, str]]) -> Fraction | None:
    """The share of pairs in which both gave the same status; None without any pair."""
    kept = comparable(pairs)
    if not kept:
        return None
    return Fraction(sum(first == second for first, second in kept), len(kept))


def alpha_ordinal(pairs: Iterable[tuple[str, str]]) -> Fraction | None:
    """Krippendorff's alpha with the ordinal distance; 1 is agreement, 0 what chance gives.

    None without any pair, and None if every code is the same word: without variation chance
    alone would agree as well, so there is nothing that alpha could tell.
    """
    kept = comparable(pairs)
    codes = [ORDER.index(word) for pair in kept for word in pair]
    used = Counter(codes)
    if len(used) < 2:
        return None

    def distance(a: int, b: int) -> Fraction:
        low, high = min(a, b), max(a, b)
        between = sum(used[code] for code in range(low, high + 1))
        return (between - Fraction(used[low] + used[high], 2)) ** 2

    observed = 2 * sum(
        times * distance(ORDER.index(first), ORDER.index(second))
        for (first, second), times in Counter(kept).items()
    )
    expected = sum(used[a] * used[b] * distance(a, b) for a in used for b in used)
    return 1 - (len(codes) - 1) * observed / expected
