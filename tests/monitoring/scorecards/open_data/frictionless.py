"""Does a Frictionless Data Package (version 1) describe its CSV files truly?

As much of the standard as our package uses; a word that is not known here is a fault, so that
nothing in it goes unchecked.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable

READ = {
    "string": str,
    "integer": lambda cell: int(matching("-?[0-9]+", cell)),
    "number": lambda cell: float(matching(r"-?[0-9]+(\.[0-9]+)?", cell)),
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "date": datetime.date.fromisoformat,
    "datetime": lambda cell: datetime.datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ"),  # noqa: DTZ007
}
CONSTRAINTS: dict[str, Callable] = {
    "required": lambda value, wanted: value is not None or not wanted,
    "enum": lambda value, wanted: value is None or value in wanted,
    "pattern": lambda value, wanted: value is None or re.fullmatch(wanted, value),
    "minimum": lambda value, wanted: value is None or value >= wanted,
    "maximum": lambda value, wanted: value is None or value <= wanted,
}
OF_PACKAGE = {"profile", "name", "title", "licenses", "resources"}
OF_RESOURCE = {"profile", "name", "path", "format", "mediatype", "encoding", "dialect", "schema"}


def matching(pattern: str, cell: str) -> str:
    if not re.fullmatch(pattern, cell):
        raise ValueError(cell)
    return cell


def faults(package: dict, fetch: Callable[[str], bytes]) -> list[str]:
    """What is wrong with the package or with the files that ``fetch`` gives by their paths."""
    found = [f"the package lacks {name}" for name in OF_PACKAGE - package.keys()]
    tables = {}
    for resource in package["resources"]:
        name = resource["name"]
        found += [f"{name} lacks {part}" for part in OF_RESOURCE - resource.keys()]
        tables[name], wrong = _table(resource, fetch(resource["path"]))
        found += [f"{name}: {fault}" for fault in wrong]
    for resource in package["resources"]:
        found += _of_references(resource, tables)
    return found


def _table(resource: dict, content: bytes) -> tuple[list[dict], list[str]]:
    schema, dialect = resource["schema"], resource["dialect"]
    fields = schema["fields"]
    text = content.decode(resource["encoding"])
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=dialect["delimiter"],
        doublequote=dialect["doubleQuote"], strict=True,
    )  # fmt: skip
    head = next(lines)
    found = []
    if head != [field["name"] for field in fields]:
        found.append(f"the header is {head}")
    if not text.endswith(dialect["lineTerminator"]):
        found.append("the last line has another end")
    rows = []
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(fields):
            found.append(f"row {number} has {len(cells)} cells")
            continue
        row = {}
        for field, cell in zip(fields, cells, strict=True):
            where = f"row {number}, {field['name']}"
            row[field["name"]], wrong = _value(field, cell, schema["missingValues"])
            found += [f"{where}: {fault}" for fault in wrong]
        rows.append(row)
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
    found += [f"key {key} stands twice" for key in set(keys) if keys.count(key) > 1]
    found += [f"key {key} is not whole" for key in keys if None in key]
    return rows, found


def _value(field: dict, cell: str, missing: list[str]):
    try:
        value = None if cell in missing else READ[field["type"]](cell)
    except (ValueError, KeyError):
        return None, [f"{cell!r} is no {field['type']}"]
    return value, [
        f"{cell!r} is against {name} {wanted}"
        for name, wanted in field.get("constraints", {}).items()
        if not CONSTRAINTS[name](value, wanted)
    ]


def _of_references(resource: dict, tables: dict[str, list[dict]]) -> list[str]:
    found = []
    for reference in resource["schema"]["foreignKeys"]:
        other = reference["reference"]
        known = {tuple(row[name] for name in other["fields"]) for row in tables[other["resource"]]}
        for row in tables[resource["name"]]:
            named = tuple(row[name] for name in reference["fields"])
            if named not in known and named != (None,) * len(named):
                found.append(f"{resource['name']}: {named} is not in {other['resource']}")
    return found
