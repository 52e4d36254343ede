"""CSV out and in: semicolons and a byte order mark, as Excel in Albania opens it."""

import codecs
import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from municipalities.sheets import cells
from municipalities.sheets.columns import Layout
from municipalities.sheets.rows import Unreadable

SEPARATORS = ";,\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def written(layout: Layout, rows: Iterable[Mapping[str, str | int]]) -> bytes:
    """The rows below their headings; a cell that begins like a formula has a quote before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(cells.guarded(column.heading) for column in layout.columns)
    for row in rows:
        writer.writerow(_cell(row.get(column.name, "")) for column in layout.columns)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _cell(value: str | int) -> str | int:
    return cells.guarded(cells.writable(value)) if isinstance(value, str) else value


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of a CSV file, and what the reader should know about how it was read."""
    try:
        if content.startswith(UTF_16):
            return content.decode("utf-16"), []
        if b"\0" in content:
            raise Unreadable(
                _("This is neither an Excel workbook (.xlsx) nor a text file (CSV UTF-8).")
            )
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _as_old_windows_wrote_it(content)


def _as_old_windows_wrote_it(content: bytes) -> tuple[str, list[str]]:
    """Excel's plain "CSV": ë and ç are the same in every code page used in Albania."""
    notice = _(
        "The file is not in Unicode; it was read as Windows text. Look whether ë and ç are right, "
        "or save it as “CSV UTF-8”."
    )
    try:
        return content.decode("cp1252"), [notice]
    except UnicodeDecodeError:
        raise Unreadable(
            _("The letters in this file cannot be read. Save it as “CSV UTF-8” and send it again.")
        ) from None


def records(text: str, separator: str):
    """Row by row, cells as texts without the protecting quote; Unreadable for a torn file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for record in reader:
            yield [cells.unguarded(cell) for cell in record]
    except csv.Error:
        raise Unreadable(
            _("Near row %(row)s the file is damaged: a quotation mark or a line end is missing.")
            % {"row": reader.line_num}
        ) from None
