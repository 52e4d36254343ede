"""Figures of a reading, and what moved between two rounds, as a page prints them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from monitoring import scoring
from monitoring.scorecards import headline, readings, sectors, trend_chart
from monitoring.scorecards.changes_since import Cause, Direction
from monitoring.templatetags import figures

register = template.Library()


@register.filter
def figure_in(counts: scoring.Counts, reading):
    """The share in this reading, or None where no percentage may stand alone (METHOD §4)."""
    return trend_chart.figure(scoring.score(counts), reading)


@register.filter
def range_in(counts: scoring.Counts, reading) -> str:
    """'31–56 %': where a figure lies that may not stand alone."""
    low, high = (scoring.percent(each) for each in trend_chart.range_in(counts, reading))
    return f"{number_format(low)}–{figures.whole_percent(high)}"


@register.filter
def fraction_in(counts: scoring.Counts, reading) -> str:
    return readings.fraction(scoring.score(counts), reading)


@register.filter
def headline_brief(counts: scoring.Counts) -> str:
    return headline.of_counts(counts).brief


@register.filter
def gain_in(movement, reading) -> str:
    """'+1½', '−½', '0': what moved, in commitments, as this reading counts them."""
    halves = sectors.gain(movement, reading)
    whole, half = divmod(abs(halves), 2)
    sign = "+" if halves > 0 else "−" if halves else ""
    number = number_format(whole) if whole or not half else ""
    return f"{sign}{number}{'½' if half else ''}"


@register.filter
def cause_words(cause) -> str:
    return {
        Cause.CORRECTION_BEFORE: gettext("Correction of the earlier round"),
        Cause.CHANGED_LIST: gettext("Changed list of commitments"),
        Cause.NEW_FINDING: gettext("New finding"),
        Cause.CORRECTION: gettext("Correction of this round"),
    }[cause]


@register.filter
def direction_words(direction) -> str:
    return {
        Direction.PROGRESS: gettext("progress"),
        Direction.REGRESSION: gettext("regression"),
        Direction.SAME: gettext("unchanged"),
        Direction.NEWLY_ASSESSED: gettext("newly assessed"),
        Direction.NOT_ASSESSED: gettext("no longer assessed"),
        Direction.ADDED: gettext("added to the list"),
        Direction.LEFT_OUT: gettext("left out of the list"),
    }[direction]


@register.filter
def commitments_in_words(number: int) -> str:
    return ngettext("%(n)s commitment", "%(n)s commitments", number) % {"n": number}


@register.filter
def fulfilment(counts: scoring.Counts):
    return trend_chart.figure(scoring.score(counts), readings.DEFAULT)


@register.filter
def credits_of(counts: scoring.Counts) -> str:
    """'5½ of 9': the fraction that the fulfilment is."""
    return readings.fraction(scoring.score(counts), readings.DEFAULT)


@register.filter
def part_of(number: int, whole: int) -> int:
    """How wide a decoration is, in whole percents; nothing of nothing is nothing."""
    return 100 * number // whole if whole else 0
