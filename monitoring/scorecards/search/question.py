"""What somebody asks the search: words and filters, cleaned into one spelling each."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from monitoring.models.vocabulary import STAGE_WORDS, STATUS_WORDS
from monitoring.scorecards.parameters import PAGE, Parameter, one_of
from municipalities.addresses import SLUG_PATTERN
from municipalities.albanian import words
from municipalities.word_search import asked_for


def _in_one_line(sent: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in sent).split())


def _slug(sent: str) -> str:
    return sent if re.fullmatch(SLUG_PATTERN, sent) else ""


# Of more words the longest are looked for. Each is met in a list of all texts that have it, and
# that eight stand in one by chance is rare, unless they are what everybody writes.
LOOKED_FOR = 8
TYPED = re.compile(r"\w+")

FILTERS = (
    Parameter("municipality", _slug),
    Parameter("sector", _slug),
    Parameter("status", one_of(*STATUS_WORDS)),
    Parameter("stage", one_of(*STAGE_WORDS)),
    Parameter("round", _slug),
)
PARAMETERS = (Parameter("q", _in_one_line), *FILTERS, PAGE)


@dataclass(frozen=True)
class Question:
    """``text`` as typed; every filter a slug or a word of METHOD §2, or empty."""

    text: str = ""
    municipality: str = ""
    sector: str = ""
    status: str = ""
    stage: str = ""
    round: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Question":
        return cls(query.get("q", ""), *(query.get(each.name, "") for each in FILTERS))

    @cached_property
    def words(self) -> list[str]:
        """What is looked for: all words that were typed, or the longest of them."""
        return asked_for(self.text)[:LOOKED_FOR]

    @property
    def words_of_many(self) -> list[str]:
        """What is looked for of more words than that, as it was typed; else nothing."""
        if len(asked_for(self.text)) <= LOOKED_FOR:
            return []
        typed = {word: each for each in TYPED.findall(self.text) for word in words(each)}
        return [typed.get(word, word) for word in self.words]

    @property
    def is_narrowed(self) -> bool:
        return any((self.municipality, self.sector, self.status, self.stage, self.round))

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words) or (not self.text and self.is_narrowed)

    def as_query(self, **instead) -> str:
        """The same question behind "?", without its page; ``instead`` changes filters."""
        query = QueryDict(mutable=True)
        for name, value in {"q": self.text, **self._filters, **instead}.items():
            if value:
                query[name] = value
        return query.urlencode()

    @property
    def _filters(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in FILTERS}
