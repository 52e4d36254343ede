"""A table as CSV or JSON, row by row, in pieces that are worth sending."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from monitoring.scorecards.open_data.columns import cell
from monitoring.scorecards.open_data.reading import Part
from monitoring.scorecards.open_data.table import Table

PIECE = 64 * 1024


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(table: Table, part: Part) -> Iterator[str]:
    """RFC 4180: commas, double quotes, CR LF, and the names of the columns first."""
    write = csv.writer(_Echo()).writerow
    yield write(table.names)
    for row in table.rows(part):
        yield write([cell(value) for value in row])


def as_json(table: Table, part: Part) -> Iterator[str]:
    """One object whose one list has the name of the table; one row a line."""
    names = table.names
    yield f'{{"{table.name}": ['
    separator = "\n"
    for row in table.rows(part):
        yield separator + as_text(dict(zip(names, row, strict=True)))
        separator = ",\n"
    yield "\n]}\n"


def as_text(value: Any, **how) -> str:
    return json.dumps(value, ensure_ascii=False, **how)


def in_pieces(texts: Iterable[str], size: int = PIECE) -> Iterator[bytes]:
    """The same bytes in pieces that are worth sending; the very first text goes at once."""
    piece = bytearray()
    is_first = True
    for text in texts:
        piece += text.encode()
        if is_first or len(piece) >= size:
            yield bytes(piece)
            piece.clear()
            is_first = False
    if piece:
        yield bytes(piece)
