"""The rows of a report's spreadsheet as they leave the portal, for every format."""

from django.utils.translation import gettext as _

from contracts.models import Commitment
from monitoring.completeness import needs_assessment
from monitoring.models.showcase import Scorecard
from monitoring.models.vocabulary import Status
from monitoring.models.workshop import Finding, Report
from monitoring.needs import MEANINGS, NEEDS
from monitoring.spreadsheets.columns import BY_NAME, OF_FINDING, version_of
from municipalities.languages import in_this_language
from municipalities.sheets.columns import label_of


def rows_of(report: Report) -> list[dict[str, str | int]]:
    """One row per finding in the order of the contract, in the language of the page.

    Columns for new evidence have no key: they leave the portal empty.
    """
    before = _statuses_before(report)
    findings = report.findings.with_what_is_needed().in_order()
    return [_row(finding, report, before) for finding in findings]


def file_name(report: Report, ending: str) -> str:
    return f"{report.contract.code}-{report.round.slug}-r{report.revision}.{ending}"


def _row(finding: Finding, report: Report, before: dict[int, str]) -> dict[str, str | int]:
    commitment = finding.commitment
    title, text = (in_this_language(commitment, name).text for name in ("title", "text"))
    return {
        "number": commitment.number,
        "reference": commitment.reference,
        "wording": f"{title}\n{text}" if text else title,
        "kind": commitment.get_kind_display(),
        "full_needs": _needs(commitment, Status.FULL, report),
        "partial_needs": _needs(commitment, Status.PARTIAL, report),
        "before": label_of(BY_NAME["status"], before.get(commitment.pk, "")),
        "items": len(finding.evidence.all()),
        "version": version_of(finding),
        **{name: label_of(BY_NAME[name], getattr(finding, name)) for name in OF_FINDING},
    }


def _needs(commitment: Commitment, status: Status, report: Report) -> str:
    """What the status needs for this kind of commitment (METHOD §2)."""
    if not needs_assessment(commitment, report.round):
        return _("This commitment needs no assessment in this round.")
    needs = NEEDS.get(commitment.kind)
    return str(getattr(needs, status.value) if needs else MEANINGS[status])


def _statuses_before(report: Report) -> dict[int, str]:
    """Status by commitment in what was published of the round before."""
    before = Scorecard.objects.of_the_round_before(report.contract, report.round)
    return dict(before.lines.values_list("commitment", "status")) if before else {}
