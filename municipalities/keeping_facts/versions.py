"""How a fact came to say what it says: every version with who, when, and what it changed."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from municipalities.keeping_facts.kinds import Kind, in_words


@dataclass(frozen=True)
class Version:
    """``changes``: name of the column, what it said before, what it says since."""

    at: datetime.datetime
    by: str
    changes: list[tuple[str, str, str]]


def of(kind: Kind, fact: models.Model) -> list[Version]:
    """Newest first; the first version has changed everything from nothing. Takes one query."""
    rows = list(fact.history.select_related("history_user").order_by("history_id"))
    befores = [None, *rows]
    return [
        Version(row.history_date, _who(row), _changes(kind, before, row))
        for before, row in zip(befores, rows, strict=False)
    ][::-1]


def _who(row) -> str:
    """A person, or the file of facts that `load_network` brings in."""
    return row.history_user.name if row.history_user else _("the record of the network")


def _changes(kind: Kind, before, row) -> list[tuple[str, str, str]]:
    found = []
    for name in kind.fields:
        old, new = (in_words(each, name) if each else "" for each in (before, row))
        if old != new:
            found.append((kind.model._meta.get_field(name).verbose_name, old, new))
    return found
