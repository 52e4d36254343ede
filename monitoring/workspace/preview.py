"""The scorecard that publishing a report would make, as rows that are never saved."""

from dataclasses import dataclass, field

from contracts.models import Sector
from monitoring import payloads, publishing, scoring
from monitoring.models import Reply, Report, Scorecard, ScorecardEvidence, ScorecardLine, Status

# From less to more; to and from "not assessed" is neither.
ORDER = (Status.NONE.value, Status.PARTIAL.value, Status.FULL.value)


@dataclass(frozen=True)
class PreviewLine:
    """One commitment or point as it would stand in public, with its evidence."""

    of: ScorecardLine
    sector: Sector
    evidence: list[ScorecardEvidence]
    replies: list[Reply]
    points: list["PreviewLine"] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """One commitment or point beside what was published of it before.

    ``was`` is its published line, None if there is none; ``direction`` one of: up, down, same,
    changed, new, and open where a finding has no status yet.
    """

    of: ScorecardLine
    was: ScorecardLine | None
    direction: str


@dataclass(frozen=True)
class Preview:
    """``before`` is the corrected scorecard, else that of the round before, or None.

    ``undecided``: findings without a status; they are counted as not assessed. Without them the
    payload is the very one that would be sealed.
    """

    report: Report
    score: scoring.Score
    excluded: int
    lines: list[PreviewLine]
    replies: list[Reply]
    undecided: int
    before: Scorecard | None
    changes: list[Change]

    @property
    def counts(self) -> scoring.Counts:
        return self.score.counts

    @property
    def changed(self) -> list[Change]:
        return [each for each in self.changes if each.direction not in ("same", "open")]

    @property
    def unchanged(self) -> int:
        return sum(each.direction == "same" for each in self.changes)


def of(report: Report) -> Preview:
    """What would become public, from the very payload that would be sealed (METHOD §7)."""
    payload = publishing.payload_of_report(report, undecided=Status.UNASSESSED.value)
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    about: dict[str, list[Reply]] = {}
    for reply in report.replies.select_related("finding__commitment").prefetch_related("letters"):
        reference = reply.finding.commitment.reference if reply.finding else ""
        about.setdefault(reference, []).append(reply)
    lines = [_line(line, sectors, about) for line in payload["lines"]]
    before = compared_with(report)
    undecided = report.findings.undecided(report.round.evidence_until)
    open_ones = set(undecided.values_list("commitment__reference", flat=True))
    return Preview(
        report=report,
        score=scoring.score(scoring.Counts(**payload["counts"])),
        excluded=payload["excluded"],
        lines=lines,
        replies=about.get("", []),
        undecided=len(open_ones),
        before=before,
        changes=_changes(lines, before, open_ones),
    )


def compared_with(report: Report) -> Scorecard | None:
    """The published result that this one would stand beside."""
    if report.corrects_id:
        return Scorecard.objects.filter(pk=report.corrects.scorecard_id).first()
    return Scorecard.objects.of_the_round_before(report.contract, report.round)


def _changes(lines: list[PreviewLine], before: Scorecard | None, open_ones) -> list[Change]:
    """Every line and point in order; empty where there is nothing to compare with."""
    if before is None:
        return []
    then = {line.reference: line for line in before.lines.all()}
    changes = []
    for top in lines:
        its_own = {line.of.reference for line in (top, *top.points)}
        for line in (top.of, *(point.of for point in top.points)):
            asked = its_own if line is top.of else {line.reference}
            was = then.get(line.reference)
            direction = "open" if asked & open_ones else _direction(was, line)
            changes.append(Change(line, was, direction))
    return changes


def _direction(was: ScorecardLine | None, now: ScorecardLine) -> str:
    if was is None:
        return "new"
    if (was.status, was.stage) == (now.status, now.stage):
        return "same"
    if was.status in ORDER and now.status in ORDER and was.status != now.status:
        return "up" if ORDER.index(was.status) < ORDER.index(now.status) else "down"
    return "changed"


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
