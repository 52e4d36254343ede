"""Three readings of the same counts; a reader chooses one by a plain link (METHOD §4)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from monitoring import scoring
from monitoring.templatetags.figures import credits, touched


class Reading(StrEnum):
    STRICT = "strict"
    FULFILMENT = "fulfilment"
    AT_LEAST_PARTLY = "at_least_partly"

    @property
    def word(self) -> str:
        return {
            Reading.STRICT: _("Strict"),
            Reading.FULFILMENT: _("Fulfilment"),
            Reading.AT_LEAST_PARTLY: _("At least partly"),
        }[self]

    @property
    def counted(self) -> str:
        """What it counts, as a whole line."""
        return {
            Reading.STRICT: _("Strict: only what is fully addressed"),
            Reading.FULFILMENT: _("Fulfilment: what is partially addressed counts half"),
            Reading.AT_LEAST_PARTLY: _("At least partly addressed"),
        }[self]

    @property
    def anchor(self) -> str:
        """Its place on a page of working."""
        return self.replace("_", "-")

    @property
    def asked(self) -> str:
        """How an address asks for it; the default is not asked for."""
        return "" if self == DEFAULT else f"reading={self}"

    @property
    def query(self) -> str:
        """What follows an address so that the next page keeps the reading."""
        return self.asked and f"?{self.asked}"


DEFAULT = Reading.FULFILMENT


@dataclass(frozen=True)
class Choice:
    """One entry of the switch: a reading and the address of this page in it."""

    reading: Reading
    address: str
    is_current: bool


def chosen(request) -> Reading:
    """The reading that the address names; fulfilment where it names none or another word."""
    sent = request.GET.get("reading", "")
    return Reading(sent) if sent in set(Reading) else DEFAULT


def switch(request, *, place: str = "") -> list[Choice]:
    """This page in each reading; what else its address says is kept, but for the page number.

    ``place`` is the id of what the reading changes, so that a long page opens there again.
    """
    current = chosen(request)
    found = []
    for reading in Reading:
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("reading", None)
        if reading != DEFAULT:
            query["reading"] = reading
        asked = query.urlencode()
        address = f"{request.path}?{asked}" if asked else request.path
        address += f"#{place}" if place else ""
        found.append(Choice(reading, address, reading == current))
    return found


def share(score: scoring.Score, reading: Reading) -> Fraction | None:
    """The figure of this reading; None where nothing was assessed, whatever the formula says."""
    return getattr(score, reading) if score.counts.assessed else None


def fraction(score: scoring.Score, reading: Reading) -> str:
    """'5½ of 9': what this reading counts, of how many (METHOD §4)."""
    counts = score.counts
    part, whole = {
        Reading.STRICT: (counts.full, counts.total),
        Reading.FULFILMENT: (credits(counts), counts.assessed),
        Reading.AT_LEAST_PARTLY: (touched(counts), counts.total),
    }[reading]
    return _("%(k)s of %(n)s") % {"k": part, "n": whole}


def is_tie(one: scoring.Counts, other: scoring.Counts, reading: Reading = DEFAULT) -> bool:
    """Whether two differ by no more than one commitment, 1 / smaller A, in this reading.

    METHOD §4 says it of the fulfilment, for which this is `scoring.is_tie`; the other readings
    are held to the same measure.
    """
    if not one.assessed or not other.assessed:
        return False
    return are_level(measured(one, reading), measured(other, reading))


class Measured(NamedTuple):
    """A share as whole numbers, with the number assessed that a tie is measured by."""

    part: int
    whole: int
    assessed: int


@lru_cache(maxsize=4096)
def measured(counts: scoring.Counts, reading: Reading) -> Measured:
    """Of counts with something assessed."""
    exact = share(scoring.score(counts), reading)
    return Measured(exact.numerator, exact.denominator, counts.assessed)


def are_level(one: Measured, other: Measured) -> bool:
    """`is_tie` of what was measured: |a/b - c/d| <= 1/A, in whole numbers."""
    difference = abs(one.part * other.whole - other.part * one.whole)
    return difference * min(one.assessed, other.assessed) <= one.whole * other.whole
