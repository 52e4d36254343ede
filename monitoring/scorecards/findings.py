"""The findings about one commitment over the rounds, with those about its points."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts.models import Commitment
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards.changes import Change, since_the_round_before


@dataclass
class FindingOnShow:
    """What a standing scorecard says of the commitment; ``points`` are lines of its points."""

    line: ScorecardLine
    change: Change | None
    points: list[ScorecardLine] = field(default_factory=list)

    @property
    def scorecard(self) -> Scorecard:
        return self.line.scorecard

    @property
    def items_of_evidence(self) -> int:
        return sum(len(line.items) for line in [self.line, *self.points])

    @property
    def replies(self) -> list:
        """To the finding itself; those to a point stand with the point."""
        return self.line.answers


def history(commitment: Commitment, lines: Iterable[ScorecardLine]) -> list[FindingOnShow]:
    """One finding per scorecard, in the order of the lines (newest first).

    ``lines`` are those of the commitment and of its points, each with ``items`` of evidence and
    the ``answers`` of the municipality. is numbered through a finding, so that "Evidence 3" is one
    thing on a page.
    """
    found: dict[int, FindingOnShow] = {}
    points: dict[int, list[ScorecardLine]] = {}
    for line in lines:
        if line.commitment_id == commitment.pk:
            change = since_the_round_before(line.previous, line.status)
            found[line.scorecard_id] = FindingOnShow(line, change)
        else:
            points.setdefault(line.scorecard_id, []).append(line)
    for scorecard_id, finding in found.items():
        finding.points = points.get(scorecard_id, [])
        _number(finding)
    return list(found.values())


def _number(finding: FindingOnShow) -> None:
    number = 0
    for line in [finding.line, *finding.points]:
        for item in line.items:
            number += 1
            item.number = number
