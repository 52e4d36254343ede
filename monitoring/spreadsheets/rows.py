"""What a spreadsheet says, once it is read: rows of texts under the names of columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.refusals import Refused


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
