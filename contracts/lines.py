"""What a line of a draft says, and how it is told that somebody changed it meanwhile."""

import hashlib
import json
from collections.abc import Iterable

from contracts import numbers
from contracts.models import DraftCommitment
from contracts.models.drafts import Testable
from contracts.testability import Line

WORDS = ("number", "title_sq", "title_en", "text_sq", "text_en")
FACTS = ("sector", "pillar", "kind", "places", "competence", "due_on", "citizens_priority")
CHECK = (*Testable.QUESTIONS, "indicator_sq", "indicator_en")
COLUMNS = (*WORDS, *FACTS, *CHECK)


def version_of(line: DraftCommitment) -> str:
    """A fingerprint of everything that the line says (QUALITY R-07)."""
    said = [getattr(line, line._meta.get_field(name).attname) for name in COLUMNS]
    units = sorted(unit.pk for unit in line.units.all())
    return hashlib.sha256(json.dumps([said, units]).encode()).hexdigest()[:16]


def bundle_of(number: str) -> str:
    """'1' for the point 1.5; empty for what is no point."""
    whole, point, _rest = number.partition(".")
    return whole if point else ""


def without_their_bundle(there: Iterable[str]) -> list[str]:
    """The points among these numbers whose bundle is not among them, in order."""
    there = set(there)
    lost = [each for each in there if bundle_of(each) and bundle_of(each) not in there]
    return sorted(lost, key=numbers.place_in_list)


def to_test(lines: Iterable[DraftCommitment]) -> list[Line]:
    """The lines as `testability.share` counts them."""
    return [Line(line.number, bundle_of(line.number) or None, line) for line in lines]
