"""The three readings of the same counts, and the cells of a comparison, for templates."""

from dataclasses import dataclass
from fractions import Fraction

from django import template

from monitoring import scoring
from monitoring.scorecards import readings
from monitoring.scorecards.readings import Reading
from monitoring.templatetags.figures import range_of

register = template.Library()


@dataclass(frozen=True)
class Read:
    """One reading of a score: a figure with its fraction, or a range, or neither."""

    reading: Reading
    figure: Fraction | None
    fraction: str
    range: str = ""


@register.filter
def three_readings(score: scoring.Score) -> list[Read]:
    """Strict, fulfilment, at least partly; the headline rule is about fulfilment (METHOD §4)."""
    return [_read(score, reading) for reading in Reading]


def _read(score: scoring.Score, reading: Reading) -> Read:
    if not score.counts.assessed:
        return Read(reading, None, "")
    if reading == Reading.FULFILMENT and not score.has_headline:
        return Read(reading, None, "", range_of(score))
    return Read(reading, readings.share(score, reading), readings.fraction(score, reading))


register.filter("share_in", readings.share)
register.filter("fraction_in", readings.fraction)


@register.filter
def not_assessed(counts: scoring.Counts) -> int:
    """How many have no status of the three, for whatever reason."""
    return counts.unassessed + counts.unassessable
