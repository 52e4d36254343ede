"""A file of facts: reading it, and everything that its records can have wrong.

A shape says what a record must look like. Checking never stops at the first fault, and whatever
the file holds, the answer is a list of sentences, each naming the record and the reason.
"""

import datetime
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_slug

from municipalities.addresses import REFERENCE_PATTERN
from municipalities.partial_dates import validate_partial_date

LARGEST_FILE = 5_000_000  # bytes; the record itself has less than a fiftieth
LONGEST_NAME = 300  # characters of a record's name in a message
LONGEST_VALUE = 60
Fault = tuple[str, str]  # (the record, the reason)


class FactsRefused(Exception):
    """Nothing was loaded; ``reasons`` has one sentence for every fault that was found."""

    def __init__(self, reasons: list[str]):
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def refuse(faults: list[Fault]) -> None:
    """Raise FactsRefused if there are any."""
    if faults:
        raise FactsRefused([f"{where}: {reason}" for where, reason in faults])


def read(path: Path) -> Any:
    """The content of a JSON file, fractions as Decimal; FactsRefused if it is none."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise FactsRefused([f"{path} is larger than {LARGEST_FILE} bytes"])
        return json.loads(
            content.decode(),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_no_key_twice,
        )
    except OSError as error:
        raise FactsRefused([f"{path} cannot be read: {error.strerror}"]) from None
    except (ValueError, RecursionError) as error:
        raise FactsRefused([f"{path} is not JSON in UTF-8: {error}"]) from None


def _no_number(word: str):
    raise ValueError(f"{word} is no number")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(k for k in keys if keys.count(k) > 1)!a} stands twice")
    return found


def shown(value: Any) -> str:
    """The value as it can stand in a message: short, and without what a terminal obeys."""
    if value is None:
        return "nothing"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


# --- Shapes -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """A single value: ``is_right`` tells whether it is one, ``words`` say what it must be."""

    is_right: Callable[[Any], bool]
    words: str

    def faults(self, value: Any, where: str) -> Iterator[Fault]:
        if not self.is_right(value):
            yield where, f"must be {self.words}, and is {shown(value)}"


@dataclass(frozen=True)
class OrNull:
    """What ``shape`` says, or null for what nobody knows."""

    shape: Any

    def faults(self, value: Any, where: str) -> Iterator[Fault]:
        if value is not None:
            yield from self.shape.faults(value, where)


@dataclass(frozen=True)
class Record:
    """An object with exactly these keys."""

    parts: dict[str, Any]

    def faults(self, value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield where, f"must be an object, and is {shown(value)}"
            return
        for key in sorted(value.keys() - self.parts.keys()):
            yield where, f"has an unknown key {shown(key)}"
        for key, shape in self.parts.items():
            if key in value:
                yield from shape.faults(value[key], f"{where}, {key}")
            else:
                yield where, f"lacks the key '{key}'"


@dataclass(frozen=True)
class Several:
    """A list in which nothing stands twice; ``known_by`` are the keys that tell records apart."""

    shape: Any
    known_by: tuple[str, ...] = ()

    def faults(self, value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield where, f"must be a list, and is {shown(value)}"
            return
        seen = set()
        for place, item in enumerate(value, start=1):
            name = self.name(item, place)
            yield from self.shape.faults(item, f"{where} {name}")
            if name in seen:
                yield f"{where} {name}", "stands twice"
            seen.add(name)

    def name(self, item: Any, place: int) -> str:
        """What a message calls the item: what it is known by, else its place in the list."""
        parts = [item]
        if self.known_by:
            item = item if isinstance(item, dict) else {}
            parts = [item.get(key) for key in self.known_by]
        known = [str(part) for part in parts if _is_text(part) or type(part) is int]
        name = " ".join(known)
        return name if 0 < len(name) <= LONGEST_NAME else f"no. {place}"


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value == value.strip() != ""
        and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") for letter in value)
    )


def _is_day(value: Any) -> bool:
    try:
        return _is_text(value) and str(datetime.date.fromisoformat(value)) == value
    except ValueError:
        return False


def one_of(words) -> Value:
    words = tuple(words)
    return Value(
        lambda value: isinstance(value, str) and value in words, "one of " + ", ".join(words)
    )


def whole(lowest: int, highest: int) -> Value:
    return Value(
        lambda value: type(value) is int and lowest <= value <= highest,
        f"a whole number from {lowest} to {highest}",
    )


def number(lowest: Any, highest: Any) -> Value:
    return Value(
        lambda value: type(value) in (int, Decimal) and lowest <= value <= highest,
        f"a number from {lowest} to {highest}",
    )


def text_that_passes(validate: Callable[[str], None], words: str) -> Value:
    """A text that a validator of Django lets through."""

    def is_right(value):
        try:
            return _is_text(value) and validate(value) is None
        except ValidationError:
            return False

    return Value(is_right, words)


TEXT = Value(_is_text, "text in composed Unicode without control characters or blanks around it")
FLAG = Value(lambda value: isinstance(value, bool), "true or false")
SLUG = text_that_passes(validate_slug, "a slug of letters, digits and hyphens")
REFERENCE = text_that_passes(RegexValidator(REFERENCE_PATTERN), "a reference like vlore-2023-7")
DAY = Value(_is_day, "a day like 2019-06-30")
PARTIAL_DATE = text_that_passes(validate_partial_date, "a year, month or day like 2019-06")
WEB_ADDRESS = text_that_passes(URLValidator(["http", "https"]), "a web address")


# --- The file ---------------------------------------------------------------------------------


class FactsFile:
    """The well-formed records of a file by section, and what is wrong with it (``faults``)."""

    def __init__(self, content: Any, sections: dict[str, Any]):
        shape = Record(sections)
        self.faults: list[Fault] = [
            (where.removeprefix("the file, "), reason)
            for where, reason in shape.faults(content, "the file")
        ]
        content = content if isinstance(content, dict) else {}
        self._sections: dict[str, list[dict]] = {}
        self._by_name: dict[tuple[str, str], Any] = {}
        for section, several in sections.items():
            if isinstance(several, Several):
                items = content.get(section)
                self._take(section, several, items if isinstance(items, list) else [])

    def _take(self, section: str, several: Several, items: list) -> None:
        self._sections[section] = []
        for place, item in enumerate(items, start=1):
            self._by_name.setdefault((section, several.name(item, place)), item)
            if not any(several.shape.faults(item, "")):
                self._sections[section].append(item)

    def __getitem__(self, section: str) -> list[dict]:
        return self._sections[section]

    def named(self, section: str, *name: str) -> dict:
        """The record that is known by ``name``; {} if there is none or it is malformed."""
        item = self._by_name.get((section, " ".join(name)))
        return item if item in self._sections[section] else {}

    def fault(self, where: str, reason: str) -> None:
        self.faults.append((where, reason))

    def refer(self, where: str, section: str, *name: str) -> None:
        """A confirmed record must refer to one that stands in the file and is confirmed itself."""
        item = self._by_name.get((section, " ".join(name)))
        if item is None:
            self.fault(where, f"refers to unknown {section} {shown(' '.join(name))}")
        elif isinstance(item, dict) and item.get("confirmed", True) is not True:
            self.fault(where, f"refers to {section} {' '.join(name)}, which is not confirmed")
