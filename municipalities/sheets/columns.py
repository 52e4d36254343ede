"""Columns of a spreadsheet and the words that stand in them, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import override

from municipalities import partial_dates
from municipalities.albanian import fold


@dataclass(frozen=True)
class Column:
    """``is_taken``: the importer takes what stands there; all others are for reading only."""

    name: str
    label: Promise
    width: int
    is_taken: bool = True
    words: type[TextChoices] | None = None
    is_date: bool = False

    @property
    def heading(self) -> str:
        """In both languages, whatever the page's is: 'Statusi / Status'."""
        return " / ".join(in_both_languages(self.label))


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of spreadsheet. ``key`` is the column that every row needs.

    ``no_headings`` and ``too_many_rows`` are what the sender of another file reads.
    """

    columns: tuple[Column, ...]
    key: str
    no_headings: Promise
    too_many_rows: Promise

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return MappingProxyType({column.name: column for column in self.columns})

    def are_headings(self, names: list[str]) -> bool:
        """A row is headings if it has the key and something else to take."""
        taken = {column.name for column in self.columns if column.is_taken} - {self.key}
        return self.key in names and bool(taken & {*names})

    def names_by_heading(self) -> dict[str, str]:
        """Folded heading in either language, or in both, or the stored name -> the name."""
        known = {}
        for column in self.columns:
            for heading in (column.name, column.heading, *in_both_languages(column.label)):
                known[folded(heading)] = column.name
        return known


def in_both_languages(label: Promise) -> list[str]:
    """The Albanian and the English words; one where they are the same."""
    said = []
    for language in ("sq", "en"):
        with override(language):
            said.append(str(label))
    return list(dict.fromkeys(said))


def named(heading: str, known: dict[str, str]) -> str:
    """The column with this heading; one half is enough, should a translation have changed."""
    halves = (known.get(folded(half)) for half in (heading, *heading.split("/")))
    return next(filter(None, halves), "")


def stored_words(choices: type[TextChoices]) -> dict[str, str]:
    """Folded word in either language, or the stored one -> the stored word."""
    known = {"": ""}
    for choice in choices:
        for word in (choice.value, *in_both_languages(choice.label)):
            known[folded(word)] = choice.value
    return known


def label_of(column: Column, stored: str) -> str:
    """The stored word or date as the page says it; any other text is itself."""
    if column.words and stored:
        return str(column.words(stored).label)
    return partial_dates.in_words(stored) if column.is_date else stored


def folded(heading: str) -> str:
    """Without case, diacritics and superfluous space: people retype headings and words."""
    return " ".join(fold(heading).split())
