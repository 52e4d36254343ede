"""datapackage.json: what every file and column is, for programs (Frictionless Data Package 1)."""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from monitoring.models.chain import LedgerEntry
from monitoring.scorecards.open_data import citation
from monitoring.scorecards.open_data.columns import Column
from monitoring.scorecards.open_data.reading import Part
from monitoring.scorecards.open_data.table import Table
from monitoring.scorecards.open_data.tables import TABLES


def of(part: Part, head: LedgerEntry | None) -> dict[str, Any]:
    """The package of one record or term; its files lie beside it.

    Tables that do not depend on the term are in the package of the whole record only.
    """
    described = [table for table in TABLES if table.is_of_terms or not part.term]
    names = frozenset(table.name for table in described)
    with override("en"):
        cited = citation.of(head)
    return {
        "profile": "tabular-data-package",
        "name": f"pop-{part.term.slug}" if part.term else "pop",
        **_in_both("title", gettext_lazy(citation.TITLE)),
        "homepage": f"{settings.PUBLIC_ORIGIN}/data/",
        "version": "1",
        "demonstration": part.demonstration,
        "checkpoint": LedgerEntry.objects.checkpoint().text(),
        "citation": cited,
        "licenses": [
            {
                "name": citation.LICENCE_NAME,
                "title": citation.LICENCE_TITLE,
                "path": citation.LICENCE_PATH,
            }
        ],
        "sources": [{"title": citation.PUBLISHER, "path": settings.PUBLIC_ORIGIN}],
        "resources": [_resource(table, names) for table in described],
    }


def _resource(table: Table, tables: frozenset[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n"},
        **_in_both("title", table.title),
        **_in_both("description", table.about),
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(reference.columns),
                    "reference": {"resource": reference.table, "fields": list(reference.key)},
                }
                for reference in table.refers
                if reference.table in tables
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.least is not None:
        constraints["minimum"] = column.least
    if column.most is not None:
        constraints["maximum"] = column.most
    return {
        "name": column.name,
        "type": str(column.kind),
        **_in_both("description", column.meaning),
        **({"constraints": constraints} if constraints else {}),
    }


def _in_both(name: str, words: Promise) -> dict[str, str]:
    """The standard knows one language; the Albanian words stand beside it."""
    said = {}
    for key, language in ((name, "en"), (f"{name}_sq", "sq")):
        with override(language):
            said[key] = str(words)
    return said
