"""What a spreadsheet says, once it is read: rows of texts under the names of columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from municipalities.refusals import Refused


class Unreadable(Refused):
    """The file was not taken; the sentence says why and what to do."""


@dataclass(frozen=True)
class Row:
    """``number`` is the one that the spreadsheet shows; a column that is missing has no cell."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """``letters``: where each column stands ("F"); ``notices``: what the reader should know."""

    rows: list[Row]
    letters: Mapping[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def cell(self, row: Row, name: str) -> str:
        """The cell of this row as the spreadsheet names it, "F7"; empty without such a column."""
        letter = self.letters.get(name, "")
        return f"{letter}{row.number}" if letter else ""


class Problem(NamedTuple):
    """Why nothing is imported: in which row and cell, and what to do."""

    row: int
    cell: str
    heading: str
    sentence: str


class Difference(NamedTuple):
    """One field before and after, in words. ``language`` of the words, where it is known."""

    heading: str
    before: str
    after: str
    language: str
