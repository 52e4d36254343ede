"""Albanian order and Albanian letters, the same on every database.

SQLite knows no collation and folds only ASCII; PostgreSQL's collations differ by machine. Names
are therefore stored with a key whose plain order is the Albanian one, and texts with a folded
copy in which "shkoder", "SHKODËR" and "Shkodër" are the same.
"""

import re
import unicodedata

from django.db import models

ALPHABET = (
    "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh"
).split()
# Digits only: every collation orders them alike. 00 is a gap, 01-10 are the digits.
LETTER_KEYS = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=11)}
DIGIT_KEYS = {str(digit): f"{digit + 1:02d}" for digit in range(10)}
WORD = re.compile("[a-z0-9]+")
LETTERS = re.compile("|".join(sorted(ALPHABET, key=len, reverse=True)) + "|[0-9]|.", re.DOTALL)


def fold(text: str) -> str:
    """The text in lower case without diacritics: 'Çorovodë' -> 'corovode'."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in their order: 'Rr. "Çajupi", 7' -> rr cajupi 7."""
    return WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """A string of digits in whose plain order names stand as in an Albanian list."""
    composed = unicodedata.normalize("NFC", text.lower().strip())
    return "".join(_key(letter) for letter in LETTERS.findall(composed))


def _key(letter: str) -> str:
    return LETTER_KEYS.get(letter) or DIGIT_KEYS.get(letter) or LETTER_KEYS.get(fold(letter), "00")


class SortKeyField(models.CharField):
    """Holds the Albanian order of another column; filled whenever the row is saved."""

    def __init__(self, *, source, **kwargs):
        self.source = source
        kwargs = {"max_length": 400, "editable": False, "db_index": True, "default": ""} | kwargs
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, instance, add):
        value = sort_key(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, value)
        return value


class FoldedTextField(models.TextField):
    """Holds the words of other columns, folded and one space apart, for search.

    Filled whenever the row is saved. Every database parts such a text into the same words.
    """

    def __init__(self, *, sources, **kwargs):
        self.sources = tuple(sources)
        super().__init__(**({"editable": False, "default": ""} | kwargs))

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}

    def pre_save(self, instance, add):
        value = " ".join(words(" ".join(getattr(instance, source) for source in self.sources)))
        setattr(instance, self.attname, value)
        return value
