"""Three readings of the same counts; a reader chooses one by a plain link (METHOD §4)."""

from enum import StrEnum
from fractions import Fraction

from monitoring import scoring


class Reading(StrEnum):
    STRICT = "strict"
    FULFILMENT = "fulfilment"
    AT_LEAST_PARTLY = "at_least_partly"


DEFAULT = Reading.FULFILMENT


def chosen(request) -> Reading:
    """The reading that the address names; fulfilment where it names none or another word."""
    sent = request.GET.get("reading", "")
    return Reading(sent) if sent in set(Reading) else DEFAULT


def share(score: scoring.Score, reading: Reading) -> Fraction | None:
    """The figure of this reading; None where nothing was assessed, whatever the formula says."""
    return getattr(score, reading) if score.counts.assessed else None
