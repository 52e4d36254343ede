"""How much of a contract can be tested: two people who look at the evidence find the same.

Six questions per commitment (one action, place, quantity, date, competence, indicator; see
`models/drafts.py`). A bundle is testable when all its points are, as it takes its status from them
(METHOD §1).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from contracts.models.drafts import Testable


class Line(NamedTuple):
    """A commitment or a point: its key, the key of its bundle or None, and its check or None."""

    key: Hashable
    bundle: Hashable | None
    check: Testable | None


@dataclass(frozen=True)
class Share:
    """Of ``all`` commitments that count, how many were looked at and how many can be tested."""

    testable: int
    checked: int
    all: int


def share(lines: Iterable[Line]) -> Share:
    """Count the commitments of a list; points count through their bundle alone."""
    lines = list(lines)
    leaves: dict[Hashable, list[Testable | None]] = {}
    for line in lines:
        leaves.setdefault(line.key if line.bundle is None else line.bundle, [])
    bundles = {line.bundle for line in lines} - {None}
    for line in lines:
        if line.bundle is not None:
            leaves[line.bundle].append(line.check)
        elif line.key not in bundles:
            leaves[line.key].append(line.check)
    return Share(
        testable=sum(all(c is not None and c.is_testable for c in of) for of in leaves.values()),
        checked=sum(all(c is not None and c.is_checked for c in of) for of in leaves.values()),
        all=len(leaves),
    )


class Point(NamedTuple):
    """One of the six in words, and whether the commitment names it."""

    words: str
    is_named: bool


def points(check: Testable | None) -> list[Point]:
    """The six points of the check, in its order; where nobody looked, none is named."""
    asked = {
        "has_one_action": _("one action"),
        "has_place": _("a place"),
        "has_quantity": _("a quantity"),
        "has_date": _("a date"),
        "has_competence": _("the municipality’s competence"),
        "indicator_sq": _("an indicator"),
    }
    return [Point(words, bool(getattr(check, name, None))) for name, words in asked.items()]


def lacks(check: Testable | None) -> list[str]:
    """What keeps a commitment from being testable, each in words; empty if nothing does."""
    return [point.words for point in points(check) if not point.is_named]
