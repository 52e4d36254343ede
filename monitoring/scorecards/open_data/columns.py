"""What a column of the open data is: its name, its kind, its meaning, and what it is made from."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities import partial_dates
from municipalities.sheets.cells import guarded


class Kind(StrEnum):
    """The kinds of Frictionless Table Schema that occur."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    YES_OR_NO = "boolean"
    DAY = "date"
    MOMENT = "datetime"


KIND_WORDS = {
    Kind.TEXT: _("text"),
    Kind.INTEGER: _("whole number"),
    Kind.NUMBER: _("number"),
    Kind.YES_OR_NO: _("true or false"),
    Kind.DAY: _("date"),
    Kind.MOMENT: _("date and time, UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``reads``: the lookups that it is made from; ``made``: what makes its value from them, by
    default the one thing read. ``words``: the only words that it may hold. ``least``, ``most``:
    bounds of a number. ``pattern``: the form of a text.
    """

    name: str
    meaning: Promise
    reads: tuple[str, ...]
    kind: Kind = Kind.TEXT
    made: Callable[..., Any] | None = None
    words: type[TextChoices] | None = None
    required: bool = False
    least: int | None = None
    most: int | None = None
    pattern: str = ""

    @property
    def kind_in_words(self) -> Promise:
        return KIND_WORDS[self.kind]

    def value(self, *read: Any) -> Any:
        """What stands in JSON: None for what is not known or does not apply, dates in ISO form."""
        found = self.made(*read) if self.made else read[0]
        if found is None or found == "" and self.kind is Kind.TEXT:
            return None
        return _PLAIN[self.kind](found)


def cell(value: Any) -> str | int | float:
    """The value in CSV: empty for None; a text that looks like a formula gets a quote (S-46)."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else value


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_PLAIN: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.YES_OR_NO: bool,
    Kind.DAY: datetime.date.isoformat,
    Kind.MOMENT: _moment,
}


# --- The columns that occur again and again ------------------------------------------------------


def text(name: str, meaning: Promise, reads: str = "", **more) -> Column:
    return Column(name, meaning, (reads or name,), **more)


def in_two(name: str, albanian: Promise, english: Promise) -> tuple[Column, ...]:
    """A text in both languages, as two columns; the Albanian one is the original."""
    return text(f"{name}_sq", albanian), text(f"{name}_en", english)


def count(name: str, meaning: Promise, reads: str = "", **more) -> Column:
    return Column(
        name, meaning, (reads or name,), Kind.INTEGER, required=True, **({"least": 0} | more)
    )


def yes_or_no(name: str, meaning: Promise, *reads: str, made=None) -> Column:
    return Column(name, meaning, reads or (name,), Kind.YES_OR_NO, made, required=True)


def day(name: str, meaning: Promise, reads: str = "") -> Column:
    return Column(name, meaning, (reads or name,), Kind.DAY)


def partial_day(name: str, meaning: Promise, reads: str = "") -> Column:
    """A year, a month or a day, as precise as the source."""
    return Column(name, meaning, (reads or name,), pattern=partial_dates.PATTERN.strip("^$"))
