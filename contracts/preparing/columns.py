"""The columns of a draft's spreadsheet, and its rows as they leave the portal."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts import lines
from contracts.models import Commitment, ContractDraft, DraftCommitment, Pillar
from municipalities import partial_dates
from municipalities.languages import in_this_language
from municipalities.sheets import workbook
from municipalities.sheets.columns import Column, Layout, label_of

SHEET = "Prioritetet – Commitments"
EMPTY_ROWS = 60


class Answer(TextChoices):
    """An answer of the testability check."""

    YES = "yes", _("yes")
    NO = "no", _("no")


STORED = {Answer.YES: True, Answer.NO: False, "": None}
SAID = {stored: str(answer) for answer, stored in STORED.items()}

LAYOUT = Layout(
    (
        Column("number", _("Number"), 9),
        Column("title_sq", _("Title in Albanian"), 48),
        Column("title_en", _("Title in English"), 48),
        Column("text_sq", _("Wording in Albanian"), 48),
        Column("text_en", _("Wording in English"), 48),
        Column("sector", _("Sector"), 24),
        Column("pillar", _("Pillar, where not that of the sector"), 24, words=Pillar),
        Column("kind", _("Kind"), 18, words=Commitment.Kind),
        Column("units", _("Administrative units"), 24),
        Column("places", _("Places"), 24),
        Column("competence", _("Competence"), 14, words=Commitment.Competence),
        Column("due_on", _("Due"), 12),
        Column("citizens_priority", _("Citizens’ priority, 1 to 3"), 12),
        Column("has_one_action", _("Names one action"), 12, words=Answer),
        Column("has_place", _("Names a place"), 12, words=Answer),
        Column("has_quantity", _("Names a quantity"), 12, words=Answer),
        Column("has_date", _("Names a date"), 12, words=Answer),
        Column("has_competence", _("Lies in the municipality’s competence"), 14, words=Answer),
        Column("indicator_sq", _("Indicator in Albanian"), 32),
        Column("indicator_en", _("Indicator in English"), 32),
    ),
    key="number",
    no_headings=_(
        "No visible sheet has the headings of a contract. Download the spreadsheet of this draft "
        "and fill that in."
    ),
    too_many_rows=_("The file has more than 5,000 rows. Send the rows of one contract."),
)

HOW_TO: Sequence[Promise] = (
    _("One row per commitment, one more for each numbered point: 1.5 is the fifth point of 1."),
    _("Number, title in Albanian and sector are needed in every row."),
    _(
        "Rows may be left out; what is left out stays as it is in the portal. An emptied cell "
        "empties the field."
    ),
    _("Kind, pillar, competence, yes and no are chosen from the lists, in either language."),
    _("Several administrative units stand in one cell, with semicolons in between."),
    _("Dates are written 7.8.2026, 8.2026 or 2026."),
    _(
        "Send the file in the portal. You first see what would change; nothing is saved before "
        "you say so, and either everything is taken or nothing."
    ),
)


def rows_of(draft: ContractDraft) -> list[dict[str, str | int]]:
    """One row per line, in the language of the page."""
    there = draft.commitments.in_order().select_related("sector").prefetch_related("units")
    return [row_of(line) for line in there]


def row_of(line: DraftCommitment) -> dict[str, str | int]:
    row = {name: as_text(line, name) for name in lines.COLUMNS}
    row["units"] = "; ".join(sorted(unit.name for unit in line.units.all()))
    if line.citizens_priority:
        row["citizens_priority"] = line.citizens_priority
    return row


def as_text(line: DraftCommitment, name: str) -> str:
    """What a cell says of this column."""
    value = getattr(line, name)
    if name == "sector":
        return in_this_language(value, "name").text
    if name == "due_on":
        return partial_dates.as_written(value)
    if name in lines.CHECK and not isinstance(value, str):
        value = SAID[value]
    return label_of(LAYOUT.by_name[name], "" if value is None else str(value))


def file_name(draft: ContractDraft, ending: str) -> str:
    return f"{draft.code}.{ending}"


def as_workbook(draft: ContractDraft) -> bytes:
    """The workbook, with empty rows below for commitments that are still to be written."""
    return workbook.written(
        LAYOUT, rows_of(draft), title=file_name(draft, "xlsx"), sheet=SHEET, how_to=HOW_TO,
        first_that_scrolls="C", more_rows=EMPTY_ROWS,
    )  # fmt: skip
