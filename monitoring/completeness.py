"""What a report still lacks before it can be submitted (METHOD §3): no status without evidence.

Asked by actions.submit, which refuses, and by every page that says what is missing.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.models.proof import Evidence
from monitoring.models.vocabulary import (
    EVIDENCE_THAT_CARRIES,
    NEEDS_REASON,
    EvidenceClass,
    Status,
)
from monitoring.models.workshop import Finding, Report

WHAT_IS_MISSING = {
    "status": gettext_lazy("status"),
    "stage": gettext_lazy("stage"),
    "rationale_sq": gettext_lazy("why this status"),
    "reason_sq": gettext_lazy("why not assessed"),
    "evidence": gettext_lazy("evidence"),
}


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: in which finding, in which field, said as a sentence."""

    finding: Finding
    field: str
    sentence: str

    @property
    def words(self) -> str:
        """What is missing in a word or two, where its finding is named beside it."""
        return str(WHAT_IS_MISSING[self.field])


def gaps(report: Report) -> list[Gap]:
    """Every gap of the report, in the order of its commitments; empty when it may be submitted."""
    findings = report.findings.with_what_is_needed().in_order()
    return [gap for finding in findings for gap in gaps_of(finding, report.round)]


def gaps_of(finding: Finding, round) -> list[Gap]:
    """The gaps of one finding."""
    commitment = finding.commitment
    if not needs_assessment(commitment, round):
        return []
    name = commitment.number or commitment.title_sq
    if not finding.status:
        return [Gap(finding, "status", _("%(name)s: choose a status.") % {"name": name})]
    if finding.status in NEEDS_REASON:
        if finding.reason_sq:
            return []
        sentence = _("%(name)s: say in Albanian why it was not, or cannot be, assessed.")
        return [Gap(finding, "reason_sq", sentence % {"name": name})]
    found = []
    if not finding.stage:
        found.append(Gap(finding, "stage", _("%(name)s: choose a stage.") % {"name": name}))
    if not finding.rationale_sq:
        sentence = _("%(name)s: say in a sentence in Albanian why it has this status.")
        found.append(Gap(finding, "rationale_sq", sentence % {"name": name}))
    missing = _missing_evidence(finding, round)
    if missing:
        found.append(Gap(finding, "evidence", f"{name}: {missing}"))
    return found


def needs_assessment(commitment, round) -> bool:
    """Excluded and withdrawn commitments need none (METHOD §5)."""
    until = round.evidence_until
    return not (commitment.is_excluded_on(until) or commitment.is_withdrawn_on(until))


def counts_in(item: Evidence, round) -> bool:
    """Evidence dated after the round's date does not count; undated evidence does."""
    return item.dated <= round.evidence_until.isoformat()


def _missing_evidence(finding: Finding, round) -> str:
    """The sentence that says which evidence is missing, or '' (METHOD §3)."""
    items = list(finding.evidence.all())
    in_time = [item for item in items if counts_in(item, round)]
    carrying = EVIDENCE_THAT_CARRIES[Status(finding.status)]
    if any(item.evidence_class in carrying for item in in_time):
        return ""
    late = len(items) - len(in_time)
    if finding.status == Status.NONE:
        sentence = _(
            "add at least one piece of evidence; a search without result is evidence, too."
        )
    else:
        classes = [str(c.label) for c in EvidenceClass if c in carrying]
        sentence = _("“%(status)s” needs evidence of one of these classes: %(classes)s.") % {
            "status": Status(finding.status).label,
            "classes": ", ".join(classes),
        }
    if late:
        sentence += " " + ngettext(
            "%(number)s piece is dated after the day until which evidence counts.",
            "%(number)s pieces are dated after the day until which evidence counts.",
            late,
        ) % {"number": late}
    return sentence
