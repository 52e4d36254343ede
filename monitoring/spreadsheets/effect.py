"""What a report's figures and gaps would be with other findings (METHOD §2, §4)."""

import copy
from dataclasses import dataclass

from contracts.models import Commitment
from monitoring import scoring
from monitoring.completeness import Gap, gaps_of
from monitoring.models.proof import Evidence
from monitoring.models.workshop import Finding, Report


@dataclass(frozen=True)
class Standing:
    """The figures of a draft. ``undecided`` leaf commitments count as not yet assessed in them."""

    score: scoring.Score
    undecided: int
    gaps: list[Gap]


def standing(report: Report, findings: list[Finding]) -> Standing:
    """How the report stands with these findings, which need not be saved."""
    until = report.round.evidence_until
    by_commitment = {finding.commitment_id: finding.status for finding in findings}
    tops = (
        report.contract.commitments.top_level()
        .in_order()
        .select_related("exclusion")
        .prefetch_related("points__exclusion")
    )
    statuses = [_status(each, by_commitment, until) for each in tops]
    gaps = [gap for finding in findings for gap in gaps_of(finding, report.round)]
    return Standing(
        score=scoring.score(scoring.Counts.of(status for status in statuses if status)),
        undecided=sum(gap.field == "status" for gap in gaps),
        gaps=gaps,
    )


def with_changes(finding: Finding, words: dict[str, str], item: Evidence | None) -> Finding:
    """A copy that says the words and has one more item of evidence; never saved."""
    changed = copy.copy(finding)
    for name, text in words.items():
        setattr(changed, name, text)
    items = [*finding.evidence.all(), *([item] if item else [])]
    # What `evidence.all()` answers for a finding that was read with its evidence.
    changed._prefetched_objects_cache = {"evidence": items}
    return changed


def _status(commitment: Commitment, by_commitment: dict[int, str], until) -> str:
    """The status of one that counts, '' if it is left out as obsolete (METHOD §5)."""
    if commitment.is_excluded_on(until):
        return ""
    if commitment.is_withdrawn_on(until):
        return scoring.NONE
    points = list(commitment.points.all())
    if not points:
        return by_commitment.get(commitment.pk) or scoring.UNASSESSED
    statuses = [_status(point, by_commitment, until) for point in points]
    counted = [status for status in statuses if status]
    return scoring.roll_up(counted) if counted else ""
