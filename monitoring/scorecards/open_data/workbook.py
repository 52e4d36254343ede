"""The scorecards as a workbook whose percentages are live formulas over the counts.

openpyxl makes the book with one empty row of scorecards; the rows are written into that sheet as
they are read, so that the first byte leaves at once and no more than a batch is in memory. Each
formula comes with its value, for programs that show and do not compute.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from monitoring.models.chain import LedgerEntry
from monitoring.models.rounds import AS_PUBLISHED
from monitoring.scorecards.open_data import citation
from monitoring.scorecards.open_data.columns import Kind
from monitoring.scorecards.open_data.reading import Part
from monitoring.scorecards.open_data.results import scorecards
from municipalities.sheets.cells import DANGEROUS, writable

TEXTS = (Kind.TEXT, Kind.DAY, Kind.MOMENT)
EPOCH = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl wants no zone)
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Below Excel's limit of 1,048,576, and so that no sheet passes 2 GB; further rows stand in further
# sheets.
ROWS_OF_A_SHEET = 250_000
READ_ME_SHEET, DICTIONARY_SHEET = "Lexo – Read me", "Kolonat – Columns"
DICTIONARY_HEADINGS = ("Kolona – Column", "Lloji – Kind", "Shqip", "English")
HEAD = PatternFill("solid", fgColor="DCE7E5")
LIVE = PatternFill("solid", fgColor="F0EEE8")
WRAPPED = Alignment(wrap_text=True, vertical="top")
# Of every part of the zip, so that the same data are the same bytes.
ALWAYS = (1980, 1, 1, 0, 0, 0)
ROWS = re.compile(rb'<row r="2".*</row>', re.DOTALL)
STYLE = re.compile(rb'<c r="[A-Z]+([23])" s="([0-9]+)"')

LETTERS = [get_column_letter(place) for place in range(1, len(scorecards.columns) + 1)]
LETTER_OF = dict(zip(scorecards.names, LETTERS, strict=True))
ASSESSED = "({full}{n}+{partial}{n}+{none}{n})"
TOTAL = "({full}{n}+{partial}{n}+{none}{n}+{unassessed}{n}+{unassessable}{n})"
CREDIT = "(2*{full}{n}+{partial}{n})"
OPEN = "({unassessed}{n}+{unassessable}{n})"
# Numerator, denominator, and what must be more than 0 (METHOD §4).
FIGURES = {
    "fulfilment": (CREDIT, f"(2*{ASSESSED})", ASSESSED),
    "coverage": (ASSESSED, TOTAL, TOTAL),
    "low": (CREDIT, f"(2*{TOTAL})", TOTAL),
    "high": (f"({CREDIT}+2*{OPEN})", f"(2*{TOTAL})", TOTAL),
    "strict": ("{full}{n}", TOTAL, ASSESSED),
    "at_least_partly": ("({full}{n}+{partial}{n})", TOTAL, ASSESSED),
}
FORMULAS = {
    name: (
        f'IF(OR({{method}}{{n}}="{AS_PUBLISHED}",{known}=0),"",ROUND(100*{above}/{below},0))'
    ).format(**LETTER_OF, n="{n}")
    for name, (above, below, known) in FIGURES.items()
}

NOTES: tuple[Promise, ...] = (
    _("The scorecards of the POP Network. One row per published revision; “superseded” says"
      " whether a newer one has taken its place."),
    _("The shaded percentages are formulas over the counts of their row: change a count, and they"
      " follow. They are the same as on the pages: rounded once, half up, to whole percents."),
    _("Empty is not zero: nothing was assessed, or the result was published before the portal"
      " existed and no percentage of ours is computed from it."),
    _("Retracted results are left out. Every row can be checked against the ledger by its entry."),
)  # fmt: skip


class _Passage:
    """A file that cannot go back: what is written is taken out and sent."""

    def __init__(self):
        self.written = bytearray()

    def write(self, content: bytes) -> int:
        self.written += content
        return len(content)

    def flush(self):
        """Nothing is held back."""

    def taken(self) -> bytes:
        found = bytes(self.written)
        self.written.clear()
        return found


def pieces(part: Part, head: LedgerEntry | None) -> Iterator[bytes]:
    """The workbook as it is made; the same bytes for the same data."""
    number = part.scorecards().count()
    sheets = max(1, -(-number // ROWS_OF_A_SHEET))
    to_be_filled = {f"xl/worksheets/sheet{place}.xml" for place in range(2, 2 + sheets)}
    rows = scorecards.rows(part)
    passage = _Passage()
    with (
        zipfile.ZipFile(_book(head, number, sheets)) as made,
        zipfile.ZipFile(passage, "w") as sent,
    ):
        for name in made.namelist():
            part_of_zip = zipfile.ZipInfo(name, ALWAYS)
            part_of_zip.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(name)
            with sent.open(part_of_zip, "w") as out:
                for piece in _filled(content, rows) if name in to_be_filled else [content]:
                    out.write(piece)
                    if passage.written:
                        yield passage.taken()
    yield passage.taken()


def _filled(content: bytes, rows: Iterator[list[Any]]) -> Iterator[bytes]:
    """The sheet, with rows of scorecards where the two empty rows show their styles."""
    empty = ROWS.search(content)
    yield content[: empty.start()]
    styles: dict[bytes, list[str]] = {b"2": [], b"3": []}
    for row, style in STYLE.findall(empty[0]):
        styles[row].append(style.decode())
    for number, row in enumerate(islice(rows, ROWS_OF_A_SHEET), start=2):
        yield _row(number, row, styles[b"2"], styles[b"3"]).encode()
    yield content[empty.end() :]


def _row(number: int, values: Sequence[Any], plain: list[str], quoted: list[str]) -> str:
    cells = [
        _cell(f"{LETTERS[place]}{number}", value, plain[place], quoted[place], name, number)
        for place, (name, value) in enumerate(zip(scorecards.names, values, strict=True))
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(where: str, value: Any, plain: str, quoted: str, name: str, number: int) -> str:
    """A text is a text, whatever it begins with (QUALITY S-46); a number stays a number."""
    if name in FORMULAS:
        formula = escape(FORMULAS[name].format(n=number))
        if value is None:
            return f'<c r="{where}" s="{plain}" t="str"><f>{formula}</f><v></v></c>'
        return f'<c r="{where}" s="{plain}"><f>{formula}</f><v>{value}</v></c>'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{where}" s="{plain}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int):
        return f'<c r="{where}" s="{plain}"><v>{value}</v></c>'
    words = writable(value)
    style = quoted if DANGEROUS.match(words) else plain
    inside = f'<is><t xml:space="preserve">{escape(words)}</t></is>'
    return f'<c r="{where}" s="{style}" t="inlineStr">{inside}</c>'


def _book(head: LedgerEntry | None, number: int, sheets: int) -> io.BytesIO:
    """The book with its styles; each sheet of scorecards has two empty rows to copy them from."""
    book = openpyxl.Workbook()
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    moment = head.at.astimezone(datetime.UTC).replace(tzinfo=None) if head else EPOCH
    book.properties.created = book.properties.modified = moment
    book.properties.creator = citation.PUBLISHER
    book.properties.title = citation.TITLE
    book.active.title = READ_ME_SHEET
    _explain(book.active, head)
    for place in range(sheets):
        page = book.create_sheet("Scorecards" if sheets == 1 else f"Scorecards {place + 1}")
        _lay_out(page, min(ROWS_OF_A_SHEET, number - place * ROWS_OF_A_SHEET))
    _describe(book.create_sheet(DICTIONARY_SHEET))
    book.active = 1
    book.worksheets[0].sheet_view.tabSelected = False
    out = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()
    out.seek(0)
    return out


def _explain(page: Worksheet, head: LedgerEntry | None) -> None:
    """What this is, how to cite it and under which licence, in both languages side by side."""
    for column, language in (("A", "sq"), ("B", "en")):
        page.column_dimensions[column].width = 70
        with override(language):
            said = [citation.of(head), str(citation.LICENCE_PATH), *map(str, NOTES)]
        for row, words in enumerate(said, start=1):
            page[f"{column}{row}"].value = words
            page[f"{column}{row}"].alignment = WRAPPED


def _lay_out(page: Worksheet, number: int) -> None:
    for letter, column in zip(LETTERS, scorecards.columns, strict=True):
        top = page[f"{letter}1"]
        top.value, top.font, top.fill = column.name, Font(bold=True), HEAD
        page.column_dimensions[letter].width = max(11, len(column.name) + 4)
        for row in (2, 3):
            cell = page[f"{letter}{row}"]
            cell.number_format = "@" if column.kind in TEXTS else "0"
            cell.alignment = Alignment(vertical="top")
            cell.quotePrefix = row == 3
            if column.name in FORMULAS:
                cell.fill = LIVE
    page.freeze_panes = "E2"
    page.auto_filter.ref = f"A1:{LETTERS[-1]}{number + 1}"


def _describe(page: Worksheet) -> None:
    for letter, width in zip("ABCD", (20, 22, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    for letter, words in zip("ABCD", DICTIONARY_HEADINGS, strict=True):
        page[f"{letter}1"].value, page[f"{letter}1"].font = words, Font(bold=True)
        page[f"{letter}1"].fill = HEAD
    page.freeze_panes = "A2"
    for row, column in enumerate(scorecards.columns, start=2):
        said = [column.name, column.kind.value]
        for language in ("sq", "en"):
            with override(language):
                said.append(str(column.meaning))
        for letter, words in zip("ABCD", said, strict=True):
            page[f"{letter}{row}"].value = words
            page[f"{letter}{row}"].alignment = WRAPPED
