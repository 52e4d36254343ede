"""Where the words were found: a passage of the text, with the words that were asked for marked."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from municipalities.albanian import words
from municipalities.languages import in_this_language
from municipalities.word_search import is_found_in

LETTERS = re.compile(r"\w+")
# Letters before and after the first word that was found.
BEFORE, AFTER = 60, 140


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool


@dataclass(frozen=True)
class Passage:
    """``of`` says what it is a part of; ``language`` is that of its words."""

    of: str
    language: str
    pieces: list[Piece]

    @property
    def is_foreign(self) -> bool:
        return self.language != (get_language() or "sq")[:2]


def marked(text: str, asked: list[str]) -> list[Piece]:
    """The text in pieces; marked are the words that a search for ``asked`` finds."""
    pieces, end = [], 0
    for found in LETTERS.finditer(text):
        if any(is_found_in(word, words(found.group())) for word in asked):
            pieces += [Piece(text[end : found.start()], False), Piece(found.group(), True)]
            end = found.end()
    return [piece for piece in [*pieces, Piece(text[end:], False)] if piece.text]


def of_commitment(commitment, asked: list[str]) -> Passage | None:
    """The first text beyond the title that has one of the words that the title lacks."""
    title = in_this_language(commitment, "title").text
    missing = [word for word in asked if not is_found_in(word, words(title))]
    if not missing:
        return None
    for of, language, text in _texts(commitment):
        if any(is_found_in(word, words(text)) for word in missing):
            return Passage(of, language, marked(_cut(text, missing), asked))
    return None


def _texts(commitment):
    """(what, language, text) of everything that is shown of it, nearest first."""
    line = commitment.finding
    here = (get_language() or "sq")[:2]
    for language in sorted(("sq", "en"), key=lambda each: each != here):
        yield gettext("Title"), language, getattr(commitment, f"title_{language}")
        yield gettext("Wording"), language, getattr(commitment, f"text_{language}")
    yield gettext("Place"), "sq", commitment.places
    if line is None:
        return
    for language in sorted(("sq", "en"), key=lambda each: each != here):
        yield gettext("Finding"), language, getattr(line, f"rationale_{language}")
        yield gettext("Reason"), language, getattr(line, f"reason_{language}")
        yield gettext("Reason"), language, getattr(line, f"exclusion_{language}")
    for item in commitment.items:
        for text in (item.title, item.publisher, item.place, item.shows):
            yield gettext("Evidence"), item.language, text


def _cut(text: str, asked: list[str]) -> str:
    """Whole words around the first one that was asked for."""
    at = next(
        found.start()
        for found in LETTERS.finditer(text)
        if any(is_found_in(word, words(found.group())) for word in asked)
    )
    start = 0 if at <= BEFORE else text.find(" ", at - BEFORE) + 1
    end = len(text) if len(text) <= at + AFTER else text.rfind(" ", at, at + AFTER)
    end = at + AFTER if end <= at else end
    start = min(start, at)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
