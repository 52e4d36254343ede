"""The workbook of a report: instructions in both languages, then one row per finding."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from monitoring.models.workshop import Report
from monitoring.spreadsheets import sheet
from monitoring.spreadsheets.columns import LAYOUT
from municipalities.sheets import workbook

FINDINGS = "Gjetjet – Findings"

HOW_TO: tuple[Promise, ...] = (
    gettext_lazy("Fill in the white columns. The grey ones say what the row is about."),
    gettext_lazy(
        "Rows may be left out; what is left out stays as it is in the portal. An emptied cell "
        "empties the field."
    ),
    gettext_lazy("Status, stage and class are chosen from the lists, in either language."),
    gettext_lazy(
        "The columns “New evidence” add one piece of evidence without a file: a link, or a search "
        "without result. Files are added in the portal, on the page of the commitment."
    ),
    gettext_lazy("Dates are written 7.8.2026, 8.2026 or 2026."),
    gettext_lazy(
        "Leave the last column as it is: by it the portal knows whether somebody changed the same "
        "commitment meanwhile."
    ),
    gettext_lazy(
        "Send the file in the portal. You first see what would change; nothing is saved before "
        "you say so, and either everything is taken or nothing."
    ),
)


def written(report: Report) -> bytes:
    """The bytes of the workbook, in the language of the page."""
    return workbook.written(
        LAYOUT, sheet.rows_of(report), title=sheet.file_name(report, "xlsx"), sheet=FINDINGS,
        how_to=HOW_TO, first_that_scrolls="D",
    )  # fmt: skip
