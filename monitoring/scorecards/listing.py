"""The commitments of a scorecard or a contract, by sector, points under their commitment."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts.models import Commitment, Sector
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards.changes import Change, since_the_round_before
from monitoring.scorecards.listed_lines import Line, SectorOfLine


@dataclass
class Entry:
    """One commitment as a list shows it."""

    of: Line | ScorecardLine | Commitment
    status: str = ""
    own_items: int = 0
    own_reply: bool = False
    replies: list = field(default_factory=list)
    points: list["Entry"] = field(default_factory=list)

    @property
    def change(self) -> Change | None:
        """None where nothing can be compared."""
        return since_the_round_before(getattr(self.of, "previous", ""), self.status)

    @property
    def items_of_evidence(self) -> int:
        """A bundle is shown by the evidence of its points."""
        return self.own_items + sum(point.own_items for point in self.points)

    @property
    def has_reply(self) -> bool:
        return self.own_reply or any(point.own_reply for point in self.points)


@dataclass
class SectorGroup:
    sector: Sector | SectorOfLine
    entries: list[Entry] = field(default_factory=list)


def of_lines(lines: Iterable[Line | ScorecardLine], replies: Iterable = ()) -> list[SectorGroup]:
    """Published lines; ``replies`` are the municipality's, each put beside its finding."""
    entries = {
        line.pk: Entry(
            line,
            status=line.status,
            own_items=line.items_of_evidence,
            own_reply=line.has_reply,
        )
        for line in lines
    }
    for reply in replies:
        if reply.line_id in entries:
            entries[reply.line_id].replies.append(reply)
    return _by_sector(entries, {pk: entry.of.parent_id for pk, entry in entries.items()})


def of_commitments(commitments: Iterable[Commitment]) -> list[SectorGroup]:
    """What a contract promises, before anything of it was published as assessed."""
    entries = {commitment.pk: Entry(commitment) for commitment in commitments}
    return _by_sector(entries, {pk: entry.of.parent_id for pk, entry in entries.items()})


def as_numbered(sectors: Iterable[SectorGroup]) -> list[Entry]:
    """The published commitments of all sectors in the order of the contract."""
    entries = [entry for sector in sectors for entry in sector.entries]
    return sorted(entries, key=lambda entry: entry.of.position)


def _by_sector(entries: dict[int, Entry], parents: dict[int, int | None]) -> list[SectorGroup]:
    """Sectors in Albanian order; within each, commitments as they are numbered."""
    groups: dict[int, SectorGroup] = {}
    for pk, entry in entries.items():
        parent = parents[pk]
        if parent:
            entries[parent].points.append(entry)
        else:
            group = groups.setdefault(entry.of.sector_id, SectorGroup(entry.of.sector))
            group.entries.append(entry)
    return sorted(groups.values(), key=lambda group: group.sector.sort_key)
