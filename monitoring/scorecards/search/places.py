"""Municipalities, units and organisations that words name; and what a search can be narrowed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, Q, Value

from contracts.models import Sector, Term
from monitoring.models.rounds import Round
from monitoring.scorecards.one_statement import rows_of
from monitoring.scorecards.search.question import Question
from municipalities.albanian import words
from municipalities.models import AdministrativeUnit, Municipality, Organisation
from municipalities.word_search import SHORTEST_BEGINNING, is_found_in

# More municipalities than this are no choice in a list; the country has 61.
CHOICES = 100
LOOKED_AT = 60
SHOWN = 8
# So many municipalities can be meant by the words of one search.
MEANT = 4


@dataclass
class Named:
    """A sector, round, municipality or organisation by its names.

    ``through``: names of units or places by which a municipality was found.
    """

    slug: str
    name_sq: str
    name_en: str
    sort_key: str
    through: list[str] = field(default_factory=list)


@dataclass
class Places:
    """What words name: ``found``, ``fields`` and ``organisations``; the others are choices.

    ``meant``: municipalities that some of the words name, with the words that are left;
    none are where the question is narrowed by a choice, and means all commitments of it.
    """

    sectors: list[Named]
    rounds: list[Named]
    municipalities: list[Named]
    found: list[Named]
    fields: list[Named]
    organisations: list[Named]
    meant: list[tuple[Named, list[str]]]

    def add_named_in_commitments(self, named: Iterable[tuple[Named, str]]) -> None:
        """Municipalities whose commitments name the place that is looked for: a village has no
        row of its own.
        """
        known = {each.slug: each for each in self.found}
        for municipality, place in named:
            found = known.setdefault(municipality.slug, municipality)
            if place not in found.through and len(found.through) < SHOWN:
                found.through.append(place)
        self.found = sorted(known.values(), key=lambda each: each.sort_key)[:SHOWN]


def of_the_question(question: Question, term: Term) -> Places:
    """All of it in one statement, whatever is asked."""
    shown = Municipality.objects.shown_in(demonstration=term.is_demonstration)
    in_term = shown.filter(contracts__term=term)
    asked = [
        _rows("sector", Sector.objects.order_by("sort_key")),
        _rows("round", Round.objects.of_the_term(term), sort_key="slug"),
        _rows("municipality", in_term)[: CHOICES + 1],
    ]
    # A name is looked for by three letters at least: "e re" is in too many.
    looked_for = [word for word in question.words if len(word) >= SHORTEST_BEGINNING]
    if looked_for:
        units = AdministrativeUnit.objects.shown_in(demonstration=term.is_demonstration)
        asked += [
            _rows("found", shown.filter(search_text__has_any_word=looked_for))[:LOOKED_AT],
            _rows(
                "unit",
                units.filter(search_text__has_any_word=looked_for),
                of="municipality__",
                further="name",
            )[:LOOKED_AT],
            _rows(
                "organisation",
                Organisation.objects.members().filter(_any_of(looked_for)),
                further="search_text",
            )[:LOOKED_AT],
        ]
    return _sorted_out(question, rows_of(asked))


def _rows(kind: str, rows, *, of: str = "", sort_key: str = "sort_key", further: str = ""):
    return rows.values_list(
        Value(kind, CharField()),
        f"{of}slug",
        f"{of}name_sq",
        f"{of}name_en",
        f"{of}{sort_key}",
        further or Value("", CharField()),
    )


def _any_of(looked_for: Sequence[str]) -> Q:
    """Organisations, few, that one of the words may name; that it does is seen with the rows."""
    any_of = Q()
    for word in looked_for:
        any_of |= Q(search_text__contains=word)
    return any_of


def _sorted_out(question: Question, rows: list[tuple]) -> Places:
    kinds: dict[str, list] = {}
    for kind, *names, further in sorted(rows, key=lambda row: (row[4], row[1], row[5])):
        kinds.setdefault(kind, []).append((Named(*names), further))
    choices = [each for each, _further in kinds.get("municipality", [])]
    found: dict[str, Named] = {}
    meant = []
    for municipality, _ in kinds.get("found", []):
        left = _left(question.words, municipality.name_sq, municipality.name_en)
        if left == []:
            found[municipality.slug] = municipality
        if left or (left == [] and question.is_narrowed):
            meant.append((municipality, left))
    for municipality, unit in kinds.get("unit", []):
        if _left(question.words, unit) == []:
            it = found.setdefault(municipality.slug, municipality)
            it.through += [unit] if unit != it.name_sq else []
    return Places(
        sectors=[each for each, _ in kinds.get("sector", [])],
        rounds=[each for each, _ in kinds.get("round", [])],
        municipalities=choices if len(choices) <= CHOICES else [],
        found=sorted(found.values(), key=lambda each: each.sort_key)[:SHOWN],
        fields=_with_all_words(question.words, kinds.get("sector", [])),
        organisations=_with_all_words(question.words, kinds.get("organisation", [])),
        meant=meant[:MEANT],
    )


def _with_all_words(asked: Sequence[str], rows: list[tuple[Named, str]]) -> list[Named]:
    """Those whose names, or what else was folded with them, have every word."""
    named = [
        each
        for each, further in rows
        if asked
        and all(
            is_found_in(word, words(f"{each.name_sq} {each.name_en} {further}")) for word in asked
        )
    ]
    return named[:SHOWN]


def _left(asked: Sequence[str], *names: str) -> list[str] | None:
    """The words that are left when one of the names is taken out of them; None: not named.

    Words that only begin the name, such as "shko", name it where nothing else is asked.
    """
    for name in names:
        its_words = words(name)
        left = [word for word in asked if not is_found_in(word, its_words)]
        said = [word for word in asked if is_found_in(word, its_words)]
        if said and (not left or set(its_words) <= set(said)):
            return left
    return None
