"""What a sheet for the public forum lists: it has one page, whatever the contract has."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitoring import scoring
from monitoring.scorecards.listing import Entry

# As many commitments as fit on one sheet of A4 beside the result, with their words, even in
# DejaVu Sans, the widest letters that a reader's machine is likely to have.
WITH_WORDS = 20


@dataclass(frozen=True)
class Group:
    """The commitments with one status; ``status`` is "" for what was left out as obsolete."""

    status: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Listed:
    """``entries`` with their words while they fit; beyond that their numbers by status."""

    entries: Sequence[Entry]
    groups: Sequence[Group]


def listed(entries: Sequence[Entry]) -> Listed:
    """Top-level commitments in the order of the contract."""
    if len(entries) <= WITH_WORDS:
        return Listed(entries, [])
    groups = [
        Group(status, [entry for entry in entries if entry.status == status])
        for status in (*scoring.STATUSES, "")
    ]
    return Listed([], [group for group in groups if group.entries])
