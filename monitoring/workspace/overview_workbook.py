"""The overview of a round as a workbook for donors, every heading in both languages."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from monitoring.models import Report
from monitoring.workspace.round_overview import Overview, Row
from municipalities.sheets import workbook
from municipalities.sheets.columns import Column, Layout, in_both_languages


def _column(name, label, width=14) -> Column:
    return Column(name, label, width, is_taken=False)


LAYOUT = Layout(
    columns=(
        _column("municipality", _("Municipality"), 22),
        _column("organisation", _("Organisation"), 34),
        _column("reviewing", _("Reviewed by"), 34),
        _column("state", _("State"), 30),
        _column("submitted", _("Submitted on")),
        _column("days_late", _("Days late")),
        _column("published", _("Published on")),
        _column("full", _("Fully addressed")),
        _column("partial", _("Partially addressed")),
        _column("none", _("Not addressed")),
        _column("unassessed", _("Not yet assessed")),
        _column("unassessable", _("Cannot be assessed")),
        _column("excluded", _("Left out as obsolete")),
        _column("fulfilment", _("Fulfilment in percent")),
        _column("coverage", _("Coverage in percent")),
        _column("evidence_until", _("Evidence until")),
        _column("method", _("Method")),
        _column("revision", _("Revision")),
    ),
    key="municipality",
    no_headings=_("This workbook is for reading."),
    too_many_rows=_("This workbook is for reading."),
)
HOW_TO = (
    _("Every municipality with a Social Contract of this term, in Albanian alphabetical order."),
    _("Counts are those of the scorecard that stands; empty is not nought: nothing is published."),
    _("A percentage stands only where at least 80 per cent of the commitments and at least five "
      "were assessed."),
    _("Each scorecard opens on the portal down to its evidence, and can be checked in its ledger."),
)  # fmt: skip


def of(overview: Overview) -> bytes:
    return workbook.written(
        LAYOUT, _rows(overview), title=f"POP {overview.round.name_sq}",
        sheet="Raundi – Round", how_to=HOW_TO, first_that_scrolls="B",
    )  # fmt: skip


def _rows(overview: Overview) -> Iterator[dict]:
    """What is not known is an empty cell."""
    for row in overview.rows:
        yield {name: value for name, value in _told(row).items() if value is not None}


def _told(row: Row) -> dict:
    report, scorecard = row.report, row.scorecard
    told = {
        "municipality": row.contract.municipality.name_sq,
        "organisation": report and report.organisation.name_sq,
        "reviewing": report and report.reviewing_organisation and
                     report.reviewing_organisation.name_sq,
        "state": " / ".join(in_both_languages(
            Report.Status(report.status).label if report else _("no report yet"))),
        "submitted": row.submitted and row.submitted.isoformat(),
        "days_late": row.days_late,
        "published": row.published and row.published.isoformat(),
        "fulfilment": row.fulfilment,
    }  # fmt: skip
    if scorecard:
        names = ("full", "partial", "none", "unassessed", "unassessable")
        told |= {name: getattr(row.counts, name) for name in names}
        told |= {
            "excluded": scorecard.excluded, "revision": scorecard.revision,
            "coverage": row.coverage, "method": scorecard.method_version,
            "evidence_until": scorecard.evidence_until and scorecard.evidence_until.isoformat(),
        }  # fmt: skip
    return told
