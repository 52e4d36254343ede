"""The invented words. Each begins with a mark, so that none can be quoted as if it were true."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

MARK_SQ, MARK_EN = "Shembull: ", "Example: "

# How far something got that still is not addressed, by kind (METHOD §2): works and services can be
# contracted, a rule cannot.
STAGES_OF_NONE = {
    "works": ("no_step", "announced", "planned", "budgeted", "contracted"),
    "service": ("no_step", "announced", "planned", "budgeted", "contracted"),
    "budget": ("no_step", "announced", "planned"),
    "rule": ("no_step", "announced"),
    "participation": ("no_step", "announced"),
}
STAGES_OF_PARTIAL = {"works": ("under_way", "partly_in_use")}


@dataclass(frozen=True)
class Two:
    """A text in Albanian and, if somebody has translated it, in English."""

    sq: str
    en: str = ""

    def marked(self, **parts) -> "Two":
        sq, en = self.sq.strip().format(**parts), self.en.strip().format(**parts)
        return Two(MARK_SQ + sq, MARK_EN + en if en else "")

    def columns(self, name: str) -> dict[str, str]:
        return {f"{name}_sq": self.sq, f"{name}_en": self.en}

    def in_albanian_only(self) -> "Two":
        return Two(self.sq)

    def __add__(self, other: "Two") -> "Two":
        return Two(f"{self.sq} {other.sq}", f"{self.en} {other.en}")


@dataclass(frozen=True)
class Wording:
    """One invented commitment: its words, and what is seen of it by status."""

    sector: str
    kind: str
    title: Two
    text: Two
    seen: dict[str, Two] = field(hash=False)
    places: str = ""
    competence: str = "municipal"
    points: tuple[Two, ...] = ()

    def stage(self, status: str, choice: Random) -> str:
        if status == "full":
            return "in_use"
        if status == "partial":
            return choice.choice(STAGES_OF_PARTIAL.get(self.kind, ("partly_in_use",)))
        return choice.choice(STAGES_OF_NONE[self.kind])

    def rationale(self, status: str, stage: str) -> Two:
        """What was seen, and how far it got where that says more than the status."""
        seen, says_more = self.seen[status], status == "none" or stage == "under_way"
        return (seen + two(sentences()["stages"][stage]) if says_more else seen).marked()

    def evidence(self, evidence_class: str) -> list[dict]:
        """What there is of this class that goes with this kind of commitment."""
        kinds = sentences()["evidence"][evidence_class]
        return [kind for kind in kinds if self.kind in kind.get("of", [self.kind])]


def two(table: dict[str, str]) -> Two:
    return Two(table["sq"], table.get("en", ""))


def one(text: str) -> str:
    """A text that exists in Albanian only, such as the title of a piece of evidence."""
    return MARK_SQ + text


@cache
def commitments() -> list[Wording]:
    """Those that any contract may have."""
    return [_wording(table) for table in _file("commitments")["commitments"]]


@cache
def vague() -> list[Wording]:
    """Those that cannot be assessed."""
    return [_wording(table) for table in _file("special")["vague"]]


@cache
def longest() -> Wording:
    return _wording(_file("special")["long"])


@cache
def bundle(name: str) -> Wording:
    return _wording(_file("special")["bundles"][name])


@cache
def sentences() -> dict:
    return _file("sentences")


@cache
def words_of(topic: str) -> dict:
    """The texts of one topic that has a file of its own."""
    return _file(topic)


def _file(name: str) -> dict:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def _wording(table: dict) -> Wording:
    return Wording(
        sector=table["sector"],
        kind=table["kind"],
        title=two(table["title"]),
        text=two(table["text"]),
        seen={status: two(table[status]) for status in table.keys() & {"full", "partial", "none"}},
        places=table.get("places", ""),
        competence=table.get("competence", "municipal"),
        points=tuple(two(point) for point in table.get("points", ())),
    )
