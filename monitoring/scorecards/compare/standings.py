"""Who is ahead of whom, in words: a difference of at most one commitment is a tie (METHOD §4).

A tie is between two. Fier may tie with Vlorë and Vlorë with Korçë while Fier is ahead of Korçë;
so everybody is held against everybody, and no list pretends to an order that is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from monitoring.scorecards import readings
from monitoring.scorecards.overview import Row
from monitoring.scorecards.readings import Reading
from monitoring.templatetags.figures import percent
from municipalities.languages import in_this_language


@dataclass(frozen=True)
class Standing:
    """One municipality against each of the others, these in the order given."""

    row: Row
    ahead_of: list[Row]
    level_with: list[Row]
    behind: list[Row]


def standings(rows: Sequence[Row], reading: Reading) -> list[Standing]:
    """``rows`` are of one round and method, each with a percentage that may stand."""
    return [_standing(row, rows, reading) for row in rows]


def _standing(row: Row, rows: Sequence[Row], reading: Reading) -> Standing:
    found = Standing(row, [], [], [])
    for other in rows:
        if other is row:
            continue
        if readings.is_tie(row.counts, other.counts, reading):
            found.level_with.append(other)
        elif row.figure > other.figure:
            found.ahead_of.append(other)
        else:
            found.behind.append(other)
    return found


def in_words(found: Sequence[Standing]) -> str:
    """The answer in one sentence; empty where fewer than two can be held against each other."""
    if len(found) < 2:
        return ""
    if all(len(each.level_with) == len(found) - 1 for each in found):
        return _("%(names)s are level: no two of them differ by more than one commitment.") % {
            "names": listed(each.row for each in found)
        }
    first = next((each for each in found if len(each.ahead_of) == len(found) - 1), None)
    if first:
        others = [each.row for each in found if each is not first]
        return _(
            "%(first)s is ahead of %(others)s: the difference is larger than one commitment."
        ) % {"first": named(first.row), "others": listed(others)}
    best = max(found, key=lambda each: each.row.figure)
    if len(best.level_with) == 1:
        return _(
            "Nobody stands alone in front: %(names)s are level, no more than one commitment apart."
        ) % {"names": listed([best.row, *best.level_with])}
    return _(
        "Nobody stands alone in front: no more than one commitment lies between %(best)s and each"
        " of %(others)s."
    ) % {"best": named(best.row), "others": listed(best.level_with)}


def name_of(row: Row) -> str:
    return in_this_language(row.municipality, "name").text


def named(row: Row) -> str:
    """'Fier (5 of 11, 45 %)': no percentage without its fraction."""
    return _("%(name)s (%(fraction)s, %(percent)s)") % {
        "name": name_of(row),
        "fraction": row.fraction,
        "percent": percent(row.figure),
    }


def listed(rows) -> str:
    """'Fier (…), Korçë (…) and Vlorë (…)'."""
    return joined([named(row) for row in rows])


def joined(words: Sequence[str]) -> str:
    """'Fier', 'Fier and Korçë', 'Fier, Korçë and Vlorë'."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
