"""A file that somebody sends becomes rows of texts, or a sentence that says why not (S-40, S-41).

Nothing in it is computed: a formula is the text of the formula.
"""

import datetime
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from municipalities.sheets import archive, cells, delimited
from municipalities.sheets.columns import Layout, named
from municipalities.sheets.rows import Row, Table, Unreadable

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 5_000
LAST_ROW_OF_EXCEL = 1_048_576
MOST_COLUMNS = 60
LONGEST_HEADING = 200
# The headings stand below whatever somebody wrote on top of them.
HEADINGS_WITHIN = 20
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# What openpyxl may raise over XML that is no workbook.
NO_WORKBOOK = (
    *archive.DAMAGED, SyntaxError, InvalidFileException, ArithmeticError, AssertionError,
    AttributeError, TypeError,
)  # fmt: skip


def read(file: BinaryIO, layout: Layout, *, size: int) -> Table:
    """The rows of an XLSX or CSV file, told apart by content. Raises Unreadable."""
    if size > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 20 MB. Send the rows alone."))
    beginning = file.read(8)
    file.seek(0)
    if not beginning:
        raise Unreadable(_("The file is empty."))
    if beginning.startswith(OLD_EXCEL):
        raise Unreadable(
            _("This workbook is in the old format .xls or has a password. Save it as .xlsx.")
        )
    if beginning.startswith(ZIP):
        return _workbook(file, layout)
    return _text(file.read(), layout)


def _text(content: bytes, layout: Layout) -> Table:
    """The separator is the one with which the headings are ours."""
    text, notices = delimited.decoded(content)
    found = {each: _headings(_numbered(text, each), layout) for each in delimited.SEPARATORS}
    separator = max(found, key=lambda each: len(found[each]))
    table = _table(_numbered(text, separator), layout, notices)
    if table is None:
        raise Unreadable(str(layout.no_headings))
    return table


def _numbered(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    return enumerate(delimited.records(text, separator), start=1)


def _workbook(file: BinaryIO, layout: Layout) -> Table:
    archive.refuse_unfit(file)
    file.seek(0)
    try:
        with closing(openpyxl.load_workbook(file, read_only=True, keep_links=False)) as book:
            return _first_table(book, layout)
    except NO_WORKBOOK:
        raise Unreadable(
            _("This workbook is damaged. Open it, save it as .xlsx again and send that.")
        ) from None


def _first_table(book: openpyxl.Workbook, layout: Layout) -> Table:
    """The first visible sheet with our headings; hidden ones are not looked at."""
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    notices = [
        _("The hidden sheet “%(title)s” was not read.") % {"title": title} for title in hidden
    ]
    for each in book.worksheets:
        if each.title in hidden:
            continue
        formulas: list[str] = []
        table = _table(_records(each, formulas, layout), layout, notices)
        if table:
            _refuse_merged(book, each)
            return Table(table.rows, table.letters, [*table.notices, *_about(formulas)])
    raise Unreadable(str(layout.no_headings))


def _records(worksheet, formulas: list[str], layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Number and texts of each row. ``formulas`` collects the cells that hold one."""
    worksheet.reset_dimensions()
    last, texts = None, []
    for number, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > LAST_ROW_OF_EXCEL:
            raise Unreadable(str(layout.too_many_rows))
        if row is not last:  # for rows that are missing in the file it is the same one again
            last, texts = row, [_as_text(cell.value) for cell in row]
            formulas += [
                f"{get_column_letter(place)}{number}"
                for place, cell in enumerate(row, start=1)
                if cell.data_type == "f"
            ]
        yield number, texts if any(texts) else []


def _as_text(value) -> str:
    """What stands in a cell, as somebody would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time.min:
            return value.date().isoformat()
        case ArrayFormula():
            return value.text or ""
        case DataTableFormula():
            return "="
    return str(value)


def _table(
    numbered: Iterator[tuple[int, list[str]]], layout: Layout, notices: list[str]
) -> Table | None:
    """What stands below the headings; None where there are none."""
    places = _headings(numbered, layout)
    if not places:
        return None
    rows = []
    for number, record in numbered:
        taken = {
            name: cells.read(record[place])
            for place, name in places.items()
            if place < len(record)
        }  # fmt: skip
        if any(taken.values()):
            rows.append(Row(number, taken))
        if len(rows) > MOST_ROWS:
            raise Unreadable(str(layout.too_many_rows))
    letters = {name: get_column_letter(place + 1) for place, name in places.items()}
    return Table(rows, letters, list(notices))


def _headings(numbered: Iterator[tuple[int, list[str]]], layout: Layout) -> dict[int, str]:
    """Place -> column of the first row that is headings; what follows it is left to be read."""
    known = layout.names_by_heading()
    for _number, record in islice(numbered, HEADINGS_WITHIN):
        if places := _places(record, known, layout):
            return places
    return {}


def _places(record: list[str], known: dict[str, str], layout: Layout) -> dict[int, str]:
    found = {
        place: name
        for place, cell in enumerate(record[:MOST_COLUMNS])
        if len(cell) < LONGEST_HEADING and (name := named(cell, known))
    }
    names = list(found.values())
    if not layout.are_headings(names):
        return {}
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise Unreadable(
            _("Two columns have the heading “%(heading)s”. Keep one of them.")
            % {"heading": layout.by_name[twice].heading}
        )
    return found


def _refuse_merged(book: openpyxl.Workbook, worksheet) -> None:
    """All but the first of merged cells look empty and would empty what is there."""
    with book._archive.open(worksheet._worksheet_path) as source:
        found = MERGED.findall(source.read())
    for area in found:
        raise Unreadable(
            _("The cells %(area)s are merged. Split them, so that each row says its own.")
            % {"area": area.decode()}
        )


def _about(formulas: list[str]) -> list[str]:
    if not formulas:
        return []
    shown = ", ".join(formulas[:10]) + ("…" if len(formulas) > 10 else "")
    return [
        _("Formulas are taken as their text, not as their result. Look at: %(cells)s.")
        % {"cells": shown}
    ]
