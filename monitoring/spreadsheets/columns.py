"""The columns of a report's spreadsheet."""

from django.utils.translation import gettext_lazy

from monitoring.models.vocabulary import EvidenceClass, Stage, Status
from municipalities.sheets.columns import Column, Layout

COLUMNS = (
    Column("number", gettext_lazy("Number"), 9, is_taken=False),
    Column("reference", gettext_lazy("Reference"), 18, is_taken=False),
    Column("wording", gettext_lazy("Commitment"), 48, is_taken=False),
    Column("kind", gettext_lazy("Kind"), 16, is_taken=False),
    Column("full_needs", gettext_lazy("“Fully addressed” needs"), 32, is_taken=False),
    Column("partial_needs", gettext_lazy("“Partially addressed” needs"), 32, is_taken=False),
    Column("before", gettext_lazy("Status of the round before"), 20, is_taken=False),
    Column("items", gettext_lazy("Pieces of evidence there"), 12, is_taken=False),
    Column("status", gettext_lazy("Status"), 22, words=Status),
    Column("stage", gettext_lazy("Stage reached"), 18, words=Stage),
    Column("rationale_sq", gettext_lazy("Rationale in Albanian"), 48),
    Column("rationale_en", gettext_lazy("Rationale in English"), 48),
    Column("reason_sq", gettext_lazy("Reason in Albanian"), 32),
    Column("reason_en", gettext_lazy("Reason in English"), 32),
    Column("evidence_class", gettext_lazy("New evidence: class"), 22, words=EvidenceClass),
    Column("title", gettext_lazy("New evidence: title"), 32),
    Column("publisher", gettext_lazy("New evidence: publisher"), 24),
    Column("dated", gettext_lazy("New evidence: date"), 14, is_date=True),
    Column("place", gettext_lazy("New evidence: place or office"), 20),
    Column("page", gettext_lazy("New evidence: page"), 10),
    Column("shows", gettext_lazy("New evidence: what it shows"), 40),
    Column("link", gettext_lazy("New evidence: link"), 40),
    Column("version", gettext_lazy("Version (leave it as it is)"), 16, is_taken=False),
)
KEY, VERSION = "reference", "version"
OF_FINDING = (
    "status", "stage", "rationale_sq", "rationale_en", "reason_sq", "reason_en",
)  # fmt: skip
OF_EVIDENCE = (
    "evidence_class", "title", "publisher", "dated", "place", "page", "shows", "link",
)  # fmt: skip

LAYOUT = Layout(
    COLUMNS,
    key=KEY,
    no_headings=gettext_lazy(
        "No visible sheet has the headings of a report. Download the spreadsheet of this "
        "report and fill that in."
    ),
    too_many_rows=gettext_lazy("The file has more than 5,000 rows. Send the rows of one report."),
)
BY_NAME = LAYOUT.by_name


def version_of(finding) -> str:
    """What a row remembers of its origin; text that no program takes for a number or a date."""
    return f"r{finding.report_id}v{finding.lock_version}"
