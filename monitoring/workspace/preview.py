"""The scorecard that publishing a report would make, as rows that are never saved."""

from dataclasses import dataclass, field

from contracts.models import Sector
from monitoring import payloads, publishing, scoring
from monitoring.models import Reply, Report, ScorecardEvidence, ScorecardLine


@dataclass(frozen=True)
class PreviewLine:
    """One commitment or point as it would stand in public, with its evidence."""

    of: ScorecardLine
    sector: Sector
    evidence: list[ScorecardEvidence]
    replies: list[Reply]
    points: list["PreviewLine"] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    report: Report
    score: scoring.Score
    excluded: int
    lines: list[PreviewLine]
    replies: list[Reply]

    @property
    def counts(self) -> scoring.Counts:
        return self.score.counts


def of(report: Report) -> Preview:
    """What would become public, from the very payload that would be sealed (METHOD §7).

    Only for a report without gaps: a commitment without status has no place in the counts.
    """
    payload = publishing.payload_of_report(report)
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    about: dict[str, list[Reply]] = {}
    for reply in report.replies.select_related("finding__commitment"):
        reference = reply.finding.commitment.reference if reply.finding else ""
        about.setdefault(reference, []).append(reply)
    return Preview(
        report=report,
        score=scoring.score(scoring.Counts(**payload["counts"])),
        excluded=payload["excluded"],
        lines=[_line(line, sectors, about) for line in payload["lines"]],
        replies=about.get("", []),
    )


def _line(line: dict, sectors: dict[str, Sector], about: dict[str, list[Reply]]) -> PreviewLine:
    return PreviewLine(
        of=ScorecardLine(**publishing.line_columns(line)),
        sector=sectors[line["sector"]],
        evidence=[
            ScorecardEvidence(**payloads.evidence_columns(item)) for item in line["evidence"]
        ],
        replies=about.get(line["reference"], []),
        points=[_line(point, sectors, about) for point in line.get("points", [])],
    )
