"""Spreadsheets as people, their programs and their enemies make them."""

import io
import zipfile

import openpyxl

from monitoring.spreadsheets import workbook
from monitoring.spreadsheets.columns import BY_NAME, COLUMNS, LAYOUT
from municipalities.sheets import reading
from municipalities.sheets.rows import Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PLACE = {column.name: place for place, column in enumerate(COLUMNS, start=1)}


def table_of(content: bytes) -> Table:
    return reading.read(io.BytesIO(content), LAYOUT, size=len(content))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(report, *changes) -> bytes:
    """The report's workbook with cells changed: (row, name of the column, value)."""
    book = opened(workbook.written(report))
    page = book[workbook.FINDINGS]
    for row, name, value in changes:
        page.cell(row, PLACE[name]).value = value
    return saved(book)


def heading(name: str) -> str:
    return BY_NAME[name].heading


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def by_hand(rows: str, *, before: str = "", after: str = "", **more: bytes | str) -> bytes:
    """The smallest workbook: sheet data as XML, as another program would write it."""
    return zipped({
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Fletë" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    } | more)  # fmt: skip


def inline_rows(*rows: tuple[str, ...]) -> str:
    """Cells with their texts inside, as LibreOffice and Google write them."""
    return "".join(
        f'<row r="{number}">'
        + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{t}</t></is></c>' for t in row)
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
