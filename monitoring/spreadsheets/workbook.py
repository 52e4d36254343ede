"""The workbook of a report: instructions in both languages, then one row per finding."""

import io

import openpyxl
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.models.workshop import Report
from monitoring.spreadsheets import cells, sheet
from monitoring.spreadsheets.columns import COLUMNS, in_both_languages

INSTRUCTIONS, FINDINGS = "Udhëzime – Instructions", "Gjetjet – Findings"
TEXT = "@"
SUNK = PatternFill("solid", fgColor="F0EEE8")
HEAD = PatternFill("solid", fgColor="DCE7E5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
FIRST_COLUMN_THAT_SCROLLS = "D"
# Below the sentences: the words that the drop-down lists offer, which Excel reads from cells.
ROW_OF_WORDS = 14

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
    book = openpyxl.Workbook()
    book.properties.creator = "POP"
    book.properties.title = sheet.file_name(report, "xlsx")
    instructions = book.active
    instructions.title = INSTRUCTIONS
    lists = _instruct(instructions)
    findings = book.create_sheet(FINDINGS)
    last_row = _fill(findings, report)
    _offer_lists(findings, lists, last_row)
    book.active = findings
    instructions.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _instruct(page: Worksheet) -> dict[str, str]:
    """The sentences, and below them the words of each list. Returns where each list stands."""
    for row, sentence in enumerate(HOW_TO, start=1):
        for column, words in enumerate(in_both_languages(sentence), start=1):
            _put(page, row, column, words)
    lists = {}
    for place, column in enumerate((each for each in COLUMNS if each.words), start=1):
        _put(page, ROW_OF_WORDS, place, column.heading).font = Font(bold=True)
        labels = [str(label) for label in column.words.labels]
        for row, label in enumerate(labels, start=ROW_OF_WORDS + 1):
            _put(page, row, place, label)
        letter = get_column_letter(place)
        end = ROW_OF_WORDS + len(labels)
        lists[column.name] = f"'{page.title}'!${letter}${ROW_OF_WORDS + 1}:${letter}${end}"
        page.column_dimensions[letter].width = 60
    page.protection.sheet = True
    return lists


def _fill(page: Worksheet, report: Report) -> int:
    """Headings and rows; returns the number of the last row."""
    for place, column in enumerate(COLUMNS, start=1):
        head = _put(page, 1, place, column.heading)
        head.font, head.fill = Font(bold=True), HEAD
        page.column_dimensions[get_column_letter(place)].width = column.width
    last_row = 1
    for last_row, row in enumerate(sheet.rows_of(report), start=2):
        for place, column in enumerate(COLUMNS, start=1):
            cell = _put(page, last_row, place, row.get(column.name, ""))
            cell.protection = Protection(locked=not column.is_taken)
            if not column.is_taken:
                cell.fill = SUNK
    _set_up(page, last_row)
    return last_row


def _set_up(page: Worksheet, last_row: int) -> None:
    """Headings stay in sight; locked is what is for reading, without a password."""
    page.freeze_panes = f"{FIRST_COLUMN_THAT_SCROLLS}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last_row}"
    protection = page.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # False: not forbidden
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _put(page: Worksheet, row: int, column: int, value: str | int):
    """A text is a text, whatever it begins with (QUALITY S-46); a number stays a number."""
    cell = page.cell(row, column)
    cell.alignment = WRAPPED
    if isinstance(value, str):
        text = cells.writable(value)
        cell.number_format = TEXT
        if text:
            cell.value, cell.data_type = text, "s"
            cell.quotePrefix = bool(cells.DANGEROUS.match(text))
    else:
        cell.value = value
    return cell


def _offer_lists(page: Worksheet, lists: dict[str, str], last_row: int) -> None:
    """Drop-down lists; another word is warned about, not forbidden: both languages are taken."""
    for place, column in enumerate(COLUMNS, start=1):
        if column.name in lists and last_row > 1:
            letter = get_column_letter(place)
            offered = DataValidation(
                type="list", formula1=lists[column.name], allow_blank=True, showErrorMessage=True,
                errorStyle="warning", sqref=f"{letter}2:{letter}{last_row}",
            )  # fmt: skip
            page.add_data_validation(offered)
