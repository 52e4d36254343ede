"""Figures and statuses as a page prints them: rounded once, in the page's language."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from monitoring import scoring
from monitoring.models.vocabulary import Stage, Status

register = template.Library()

# Up to here one notch per commitment can be told apart on a phone.
NOTCHES_UP_TO = 40


@dataclass(frozen=True)
class Part:
    """One status of a stacked bar; ``x``, ``share`` and ``notches`` in percent of its width."""

    status: str
    count: int
    share: int
    x: int
    notches: tuple[str, ...]

    @property
    def is_assessed(self) -> bool:
        return self.status in (scoring.FULL, scoring.PARTIAL, scoring.NONE)


@register.filter
@lru_cache(maxsize=1024)
def bar(counts: scoring.Counts) -> tuple[Part, ...]:
    """The parts of a stacked bar, in the order of METHOD §2; shares sum to 100 (METHOD §4)."""
    parts, x = [], 0
    for status, share in zip(scoring.STATUSES, scoring.shares(counts), strict=True):
        count = getattr(counts, status)
        parts.append(Part(status, count, share, x, _notches(counts.total, count, share, x)))
        x += share
    return tuple(parts)


def _notches(total: int, count: int, share: int, x: int) -> tuple[str, ...]:
    """Where the commitments within one status are divided: one field, one commitment."""
    if total > NOTCHES_UP_TO:
        return ()
    return tuple(f"{x + share * place / count:.2f}" for place in range(1, count))


@register.filter
def percent(fraction) -> str:
    """A fraction of METHOD §4 as '61 %'; an undefined figure is no figure but a dash."""
    return "–" if fraction is None else whole_percent(scoring.percent(fraction))


def range_of(score: scoring.Score) -> str:
    """'50–68 %': between what would be if all that is open turned out not, or fully, addressed."""
    low, high = scoring.percent(score.low), scoring.percent(score.high)
    return f"{number_format(low)}–{whole_percent(high)}"


register.filter("range_of", range_of)


@register.filter
def whole_percent(number) -> str:
    return f"{number_format(number)}\u00a0%"


@register.filter
def claimed_percent(figure) -> str:
    """Somebody else's figure, as it was claimed: '74,5 %'; never rounded by us."""
    return f"{number_format(figure.normalize())}\u00a0%"


@register.filter
def share(fraction: Fraction) -> int:
    """Where a fraction stands on a ruler from 0 to 100, as an attribute of a drawing wants it."""
    return scoring.percent(fraction)


@register.filter
def share_until(low: Fraction, high: Fraction) -> int:
    return scoring.percent(high) - scoring.percent(low)


@register.filter
def credits(counts: scoring.Counts) -> str:
    """What fulfilment counts: '5½' for 3 fully and 5 partially addressed."""
    whole, half = divmod(2 * counts.full + counts.partial, 2)
    return f"{number_format(whole)}½" if half and whole else "½" if half else number_format(whole)


@register.filter
def touched(counts: scoring.Counts) -> int:
    """How many are at least partly addressed."""
    return counts.full + counts.partial


@register.filter
def status_word(status: str) -> str:
    """'partial' -> 'Partially addressed'; a commitment without status was left out as obsolete."""
    return Status(status).label if status else gettext("Left out as obsolete")


@register.filter
def stage_word(stage: str) -> str:
    return Stage(stage).label if stage else ""
