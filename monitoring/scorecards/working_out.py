"""The arithmetic of a scorecard, line by line, as a reader can check it by hand (METHOD §4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring import scoring
from monitoring.templatetags.figures import percent, status_word

CREDITS = {scoring.FULL: "1", scoring.PARTIAL: "½", scoring.NONE: "0"}


@dataclass(frozen=True)
class Step:
    """One figure: its formula in letters, with the numbers put in, and what comes out.

    ``exact`` is empty where the result is a whole number; ``anchor`` is its place on the page.
    """

    anchor: str
    name: str
    formula: str
    with_numbers: str
    exact: str
    result: str


@dataclass(frozen=True)
class BarShare:
    """How wide a status is in the bar: exactly, and in whole percents that sum to 100."""

    status: str
    count: int
    exact: str
    share: int


def credit(status: str) -> str:
    """'1', '½', '0'; a dash for what is not assessed or was left out."""
    return CREDITS.get(status, "–")


def counted(statuses: Iterable[str]) -> scoring.Counts:
    """The counts that follow from the lines; one that was left out has no status."""
    found = Counter(statuses)
    return scoring.Counts(*(found[status] for status in scoring.STATUSES))


def steps(counts: scoring.Counts) -> list[Step]:
    """Every figure of METHOD §4 in the order in which one follows from the other."""
    f, p, n = counts.full, counts.partial, counts.none
    u, x = counts.unassessed, counts.unassessable
    a, s = counts.assessed, counts.total
    score = scoring.score(counts)
    found = [
        Step("assessed", _("Assessed"), "A = f + p + n", f"{f} + {p} + {n}", "", str(a)),
        Step("total", _("Counted in all"), "S = A + u + x", f"{a} + {u} + {x}", "", str(s)),
    ]
    if not s:
        return found
    found.append(_step("coverage", _("Coverage"), "A / S", f"{a} / {s}", score.coverage))
    if a:
        found += [
            _step(
                "fulfilment",
                _("Fulfilment"),
                "(2f + p) / 2A",
                f"(2 × {f} + {p}) / (2 × {a}) = {2 * f + p} / {2 * a}",
                score.fulfilment,
            ),
            _step("strict", _("Only fully addressed"), "f / S", f"{f} / {s}", score.strict),
            _step(
                "at-least-partly",
                _("At least partly addressed"),
                "(f + p) / S",
                f"({f} + {p}) / {s} = {f + p} / {s}",
                score.at_least_partly,
            ),
        ]
    return [
        *found,
        _step(
            "low",
            _("Range, from"),
            "(2f + p) / 2S",
            f"(2 × {f} + {p}) / (2 × {s}) = {2 * f + p} / {2 * s}",
            score.low,
        ),
        _step(
            "high",
            _("Range, to"),
            "(2f + p + 2(u + x)) / 2S",
            f"(2 × {f} + {p} + 2 × ({u} + {x})) / (2 × {s}) = {2 * (f + u + x) + p} / {2 * s}",
            score.high,
        ),
    ]


def bar_shares(counts: scoring.Counts) -> list[BarShare]:
    """The shares of the bar by largest remainders; empty where nothing is counted."""
    if not counts.total:
        return []
    return [
        BarShare(
            status_word(status),
            getattr(counts, status),
            _decimals(Fraction(100 * getattr(counts, status), counts.total), 2),
            share,
        )
        for status, share in zip(scoring.STATUSES, scoring.shares(counts), strict=True)
    ]


def _step(anchor, name, formula, with_numbers, fraction) -> Step:
    return Step(anchor, name, formula, with_numbers, _decimals(fraction, 4), percent(fraction))


def _decimals(fraction: Fraction, places: int) -> str:
    """'0,6111…': cut off, not rounded, so that the one rounding of METHOD §4 stays the only one."""
    scaled, left = divmod(fraction.numerator * 10**places, fraction.denominator)
    whole, decimals = divmod(scaled, 10**places)
    text = f"{whole}.{decimals:0{places}d}"
    return number_format(text, decimal_pos=places) + ("…" if left else "")
