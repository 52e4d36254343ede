"""Bringing a file of facts into the database; doing it twice is doing it once.

A plan lists the rows that the file speaks of. Loading compares each with what is stored and saves
only what differs, so that neither a row nor its history changes without a reason. The file is
the source of the columns it names; other columns, and rows that it does not know, are people's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from municipalities.facts_file import Fault, shown


@dataclass(eq=False)
class Row:
    """One row as the file has it; a value may be another Row, saved before this one.

    ``identity`` finds the stored row. ``columns`` are brought up to date. ``fixed`` cannot be
    brought up to date: if they are stored differently, the load is refused. A row with
    ``confirmed=False`` is never saved; a stored one is only reported.
    """

    model: type[models.Model]
    where: str
    identity: dict[str, Any]
    columns: dict[str, Any] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    confirmed: bool = True
    instance: models.Model | None = None

    def faults(self) -> Iterator[Fault]:
        """What the model itself refuses in these values; asks the database nothing."""
        values = self.identity | self.columns | self.fixed
        single = {name: value for name, value in values.items() if not self._is_reference(name)}
        unset = {f.name for f in self.model._meta.get_fields()} - single.keys()
        yield from _faults_of(self.where, self.model(**single).clean_fields, exclude=unset)

    def is_ready(self) -> bool:
        """Are the rows that this one refers to saved?"""
        values = (self.identity | self.columns | self.fixed).values()
        return all(value.is_saved for value in values if isinstance(value, Row))

    @property
    def is_saved(self) -> bool:
        return self.instance is not None and self.instance.pk is not None

    def stored(self) -> models.Model | None:
        return self.model._default_manager.filter(**_instances(self.identity)).first()

    def _is_reference(self, name: str) -> bool:
        return self.model._meta.get_field(name).is_relation


def known(**columns: Any) -> dict[str, Any]:
    """The columns of which the file knows the value; the others stay as people entered them."""
    return {name: value for name, value in columns.items() if value is not None}


class Plan:
    """The rows of a file in the order of saving, found again by model and name."""

    def __init__(self):
        self._rows: list[Row] = []
        self._by_name: dict[tuple, Row] = {}

    def add(self, model: type[models.Model], *name: str, where: str, **parts: Any) -> Row:
        row = Row(model, where, **parts)
        self._rows.append(row)
        if name:
            self._by_name[model, *name] = row
        return row

    def find(self, model: type[models.Model], *name: str | None) -> Row | None:
        return self._by_name.get((model, *name))

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Loading:
    """One run inside the caller's transaction: what it did, and why it must be undone."""

    def __init__(self):
        self.done: dict[str, Counter] = {}
        self.changes: list[str] = []
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.at_work_on = "the file"

    def save(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.at_work_on = row.where
            stored = row.stored() if row.is_ready() else None
            if row.confirmed and row.is_ready():
                self._save(row, stored)
            elif stored:
                self.notes.append(f"{row.where}: stored, though the file does not confirm it")

    def count(self, model: type[models.Model], outcome: str) -> None:
        kind = str(model._meta.verbose_name_plural)
        self.done.setdefault(kind, Counter())[outcome] += 1

    def fault(self, where: str, reason: str) -> None:
        self.faults.append((where, reason))

    def _save(self, row: Row, stored: models.Model | None) -> None:
        if stored is None:
            row.instance = row.model(**_instances(row.identity | row.fixed | row.columns))
            if self._write(row):
                self.count(row.model, "added")
            return
        row.instance = stored
        for name, (old, new) in _differences(stored, row.fixed).items():
            self.fault(row.where, f"{name} is stored as {old} for good, the file says {new}")
        changed = _differences(stored, row.columns)
        for name, value in _instances(row.columns).items():
            setattr(stored, name, value)
        if not changed:
            self.count(row.model, "unchanged")
        elif self._write(row):
            self.count(row.model, "changed")
            words = "; ".join(f"{name} {old} → {new}" for name, (old, new) in changed.items())
            self.changes.append(f"{row.where}: {words}")

    def _write(self, row: Row) -> bool:
        faults = list(_faults_of(row.where, row.instance.full_clean))
        self.faults += faults
        if not faults:
            row.instance._change_reason = "load_network"
            row.instance.save()
        return not faults


def _instances(values: dict[str, Any]) -> dict[str, Any]:
    return {n: value.instance if isinstance(value, Row) else value for n, value in values.items()}


def _differences(instance: models.Model, values: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Column -> (stored, new) for every value that is stored otherwise."""
    found = {}
    for name, new in _instances(values).items():
        column = instance._meta.get_field(name).attname
        if getattr(instance, column) != (new.pk if isinstance(new, models.Model) else new):
            found[name] = shown(getattr(instance, name)), shown(new)
    return found


def _faults_of(where: str, clean, **options: Any) -> Iterator[Fault]:
    try:
        clean(**options)
    except ValidationError as error:
        for name, reasons in error.message_dict.items():
            prefix = "" if name == NON_FIELD_ERRORS else f"{name}: "
            for reason in reasons:
                yield where, prefix + reason
