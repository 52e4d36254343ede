"""A workbook: instructions in both languages, then the rows below their headings."""

import io
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
from django.utils.functional import Promise
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from municipalities.sheets import cells
from municipalities.sheets.columns import Layout, in_both_languages

INSTRUCTIONS = "Udhëzime – Instructions"
TEXT = "@"
SUNK = PatternFill("solid", fgColor="F0EEE8")
HEAD = PatternFill("solid", fgColor="DCE7E5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
# Below the sentences: the words that the drop-down lists offer, which Excel reads from cells.
ROW_OF_WORDS = 14


def written(
    layout: Layout, rows: Iterable[Mapping[str, str | int]], *, title: str, sheet: str,
    how_to: Sequence[Promise], first_that_scrolls: str, more_rows: int = 0,
) -> bytes:  # fmt: skip
    """The bytes of the workbook. ``sheet`` is the name of the page with the rows.

    ``first_that_scrolls`` is the letter of the first column that does not stay in sight;
    ``more_rows`` are empty ones below, to be filled in.
    """
    book = openpyxl.Workbook()
    book.properties.creator = "POP"
    book.properties.title = title
    instructions = book.active
    instructions.title = INSTRUCTIONS
    lists = _instruct(instructions, layout, how_to)
    page = book.create_sheet(sheet)
    last_row = _fill(page, layout, [*rows, *({} for _ in range(more_rows))])
    _set_up(page, layout, last_row, first_that_scrolls)
    _offer_lists(page, layout, lists, last_row)
    book.active = page
    instructions.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _instruct(page: Worksheet, layout: Layout, how_to: Sequence[Promise]) -> dict[str, str]:
    """The sentences, and below them the words of each list. Returns where each list stands."""
    for row, sentence in enumerate(how_to, start=1):
        for column, words in enumerate(in_both_languages(sentence), start=1):
            _put(page, row, column, words)
    lists = {}
    for place, column in enumerate((each for each in layout.columns if each.words), start=1):
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


def _fill(page: Worksheet, layout: Layout, rows: list[Mapping[str, str | int]]) -> int:
    """Headings and rows; returns the number of the last row."""
    for place, column in enumerate(layout.columns, start=1):
        head = _put(page, 1, place, column.heading)
        head.font, head.fill = Font(bold=True), HEAD
        page.column_dimensions[get_column_letter(place)].width = column.width
    last_row = 1
    for last_row, row in enumerate(rows, start=2):
        for place, column in enumerate(layout.columns, start=1):
            cell = _put(page, last_row, place, row.get(column.name, ""))
            cell.protection = Protection(locked=not column.is_taken)
            if not column.is_taken:
                cell.fill = SUNK
    return last_row


def _set_up(page: Worksheet, layout: Layout, last_row: int, first_that_scrolls: str) -> None:
    """Headings stay in sight; locked is what is for reading, without a password."""
    page.freeze_panes = f"{first_that_scrolls}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(layout.columns))}{last_row}"
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


def _offer_lists(page: Worksheet, layout: Layout, lists: dict[str, str], last_row: int) -> None:
    """Drop-down lists; another word is warned about, not forbidden: both languages are taken."""
    for place, column in enumerate(layout.columns, start=1):
        if column.name in lists and last_row > 1:
            letter = get_column_letter(place)
            offered = DataValidation(
                type="list", formula1=lists[column.name], allow_blank=True, showErrorMessage=True,
                errorStyle="warning", sqref=f"{letter}2:{letter}{last_row}",
            )  # fmt: skip
            page.add_data_validation(offered)
