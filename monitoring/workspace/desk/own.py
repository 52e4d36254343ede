"""My organisation's reports under way, and for each exactly what is missing."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.completeness import Gap, gaps_of, needs_assessment
from monitoring.deadlines import Deadline
from monitoring.models import Finding, Report
from monitoring.workspace.desk.turns import TO_WRITERS, Turn, deadline_of, turn_of

# What findings lack, by the field that is to be filled; in the order in which one fills them.
WITHOUT: dict[str, Promise] = {
    "status": _("%(some)s of %(all)s without a status"),
    "stage": _("%(some)s of %(all)s without a stage"),
    "rationale_sq": _("%(some)s of %(all)s without a sentence in Albanian"),
    "reason_sq": _("%(some)s of %(all)s without a reason in Albanian"),
    "evidence": _("%(some)s of %(all)s without evidence"),
    "better evidence": _("%(some)s of %(all)s with evidence that does not carry the status"),
}


@dataclass(frozen=True)
class Lack:
    """One thing that several findings lack: in words, and where the first of them is mended."""

    words: str
    first: Gap


@dataclass(frozen=True)
class OwnReport:
    """``findings`` counts those that need an assessment, ``complete`` those that lack nothing."""

    report: Report
    turn: Turn
    deadline: Deadline | None
    findings: int = 0
    complete: int = 0
    lacks: list[Lack] = field(default_factory=list)
    next: Finding | None = None

    @property
    def is_our_turn(self) -> bool:
        return self.turn in (Turn.WRITERS, Turn.INVITATION)

    @property
    def whose_turn(self) -> str | Promise:
        if self.turn == Turn.WRITERS and self.report.reviewer_id:
            return gettext("Came back from the review. Your turn: mend it and submit it again.")
        return TO_WRITERS[self.turn]


def with_what_is_missing(reports: list[Report], at) -> list[OwnReport]:
    """Each with what it lacks (METHOD §3), all findings in one go."""
    drafts = [report for report in reports if report.status == Report.Status.DRAFT]
    findings: dict[int, list[Finding]] = {report.pk: [] for report in reports}
    for each in Finding.objects.of_reports(drafts).with_what_gaps_look_at().in_order():
        findings[each.report_id].append(each)
    return [_own(report, findings[report.pk], at) for report in reports]


def _own(report: Report, findings: list[Finding], at) -> OwnReport:
    turn = turn_of(report, at)
    gaps = {finding.pk: gaps_of(finding, report.round) for finding in findings}
    needed = [finding for finding in findings if needs_assessment(finding.commitment, report.round)]
    incomplete = [finding for finding in needed if gaps[finding.pk]]
    return OwnReport(
        report=report,
        turn=turn,
        deadline=deadline_of(report, turn, at),
        findings=len(needed),
        complete=len(needed) - len(incomplete),
        lacks=_grouped([gap for found in gaps.values() for gap in found], len(needed)),
        next=incomplete[0] if incomplete else None,
    )


def _grouped(gaps: list[Gap], of: int) -> list[Lack]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        has_some = gap.field == "evidence" and len(gap.finding.evidence.all())
        found.setdefault("better evidence" if has_some else gap.field, []).append(gap)
    return [
        Lack(gettext(str(words)) % {"some": len(those), "all": of}, those[0])
        for name, words in WITHOUT.items()
        if (those := found.get(name))
    ]
