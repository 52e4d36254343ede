"""What a table of the open data is: its columns, its key, what it refers to, how it is read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from monitoring.scorecards.freshness import Scope
from monitoring.scorecards.open_data.columns import Column
from monitoring.scorecards.open_data.reading import Part


@dataclass(frozen=True)
class Reference:
    """These columns name a row of another table by its key, or no row if they are empty."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``read(part, lookups)`` gives a tuple per row that begins with what the lookups name."""

    name: str
    title: Promise
    about: Promise
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    scope: Scope
    read: Callable[[Part, Sequence[str]], Iterator[tuple]]
    is_of_terms: bool = True
    refers: tuple[Reference, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def _lookups(self) -> list[str]:
        return list(dict.fromkeys(lookup for each in self.columns for lookup in each.reads))

    def rows(self, part: Part) -> Iterator[list[Any]]:
        """The values of each row as in JSON, in the order of the columns."""
        return self._values(self.read(part, self._lookups))

    def object_of(self, found: QuerySet) -> dict[str, Any] | None:
        """The first of these rows by the names of the columns, or None."""
        read = found.values_list(*self._lookups)[:1]
        row = next(self._values(read), None)
        return row and dict(zip(self.names, row, strict=True))

    def _values(self, read_rows: Iterable[tuple]) -> Iterator[list[Any]]:
        makers = self._makers
        for read in read_rows:
            yield [value(*(read[place] for place in places)) for value, places in makers]

    @cached_property
    def _makers(self) -> list[tuple[Callable[..., Any], tuple[int, ...]]]:
        place = {lookup: number for number, lookup in enumerate(self._lookups)}
        return [
            (column.value, tuple(place[lookup] for lookup in column.reads))
            for column in self.columns
        ]
