"""Commitments that a search finds: by their wording, and by all that stands published of them."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from contracts.models import Commitment, Term
from monitoring.models.published_words import marks
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards.joined import beside, together
from monitoring.scorecards.one_statement import rows_of
from monitoring.scorecards.search.places import Named, Places
from monitoring.scorecards.search.question import Question
from municipalities.albanian import words
from municipalities.word_search import is_found_in, with_words

# Nobody reads further; so many rows at most are put in order.
MOST = 500


@dataclass(frozen=True)
class Hits:
    """``commitments`` are ids in the order of the page: by municipality, then as numbered."""

    commitments: list[int]
    are_more: bool
    named: list[tuple[Named, str]]


def of_the_question(question: Question, term: Term, places: Places) -> Hits:
    """In one statement. Only this term is looked through, so nothing invented is mixed in."""
    if not question.is_asked:
        return Hits([], are_more=False, named=[])
    narrowed = _narrowed(Commitment.objects.filter(contract__term=term), question)
    marked = marks(round=question.round, status=question.status, stage=question.stage)
    ways = _ways(narrowed, question.words, marked, are_few=bool(question.municipality))
    if question.words:
        for municipality, left in places.meant:
            of_it = narrowed.filter(contract__municipality__slug=municipality.slug)
            ways += _ways(of_it, left, marked, are_few=True)
    municipality = "contract__municipality__"
    columns = (
        "pk", "place_in_list", "places",
        *(f"{municipality}{name}" for name in ("slug", "name_sq", "name_en", "sort_key")),
    )  # fmt: skip
    rows = rows_of(way.values_list(*columns)[: MOST + 1] for way in ways)
    kept = sorted(rows)[:MOST]
    kept.sort(key=lambda row: (row[6], row[3], row[1], row[0]))
    return Hits(
        [row[0] for row in kept],
        are_more=len(rows) > MOST,
        named=[
            (Named(*row[3:]), place)
            for row in kept
            for place in _places_named(row[2], question.words)
        ],
    )


def shown(commitments: list[int], question: Question) -> list[Commitment]:
    """These commitments in this order, each with its finding as ``line_there``, or None.

    The finding is that of the round which is asked for, or the newest; its evidence is the list
    ``items``. One statement.
    """
    finding = _finding(question).values("pk")[:1]
    rows = (
        Commitment.objects.filter(pk__in=commitments)
        .annotate(
            line_there=FilteredRelation("lines", condition=Q(lines__pk=Subquery(finding))),
            item_there=FilteredRelation("line_there__evidence"),
        )
        .select_related(
            "sector", "contract__municipality", "line_there__scorecard__round", "item_there"
        )
        .order_by("pk", "item_there__position")
    )
    found = {each.pk: each for each in together(rows, items="item_there")}
    for each in found.values():
        each.finding = beside(each, "line_there")
    return [found[pk] for pk in commitments if pk in found]


def _ways(
    commitments: QuerySet, asked: list[str], marked: list[str], *, are_few: bool
) -> list[QuerySet]:
    """Commitments with these words and marks, in the order of their keys.

    Few of them are read, of many the index is asked.
    """
    wording, published = "search_text", "published_words__words"
    reading = f"{published}__spells_words" if are_few else f"{published}__has_words"
    narrowed = commitments.filter(**{reading: marked}) if marked else commitments
    if not asked:
        return [narrowed.order_by("pk")]
    if are_few:
        return [
            narrowed.filter(**{f"{wording}__spells_words": asked}).order_by("pk"),
            commitments.filter(**{reading: [*asked, *marked]}).order_by("pk"),
        ]
    return [
        with_words(narrowed, wording, asked),
        with_words(commitments, published, [*asked, *marked]),
    ]


def _narrowed(commitments: QuerySet, question: Question) -> QuerySet:
    if question.municipality:
        commitments = commitments.filter(contract__municipality__slug=question.municipality)
    if question.sector:
        commitments = commitments.filter(sector__slug=question.sector)
    return commitments


def _finding(question: Question) -> QuerySet:
    """The standing finding of the round that is asked for, or the newest one."""
    lines = ScorecardLine.objects.filter(
        commitment=OuterRef("pk"), scorecard__superseded_by=None, scorecard__retraction=None
    )
    if question.round:
        lines = lines.filter(scorecard__round__slug=question.round)
    return lines.order_by("-scorecard__round__slug")


def _places_named(places: str, asked: list[str]) -> list[str]:
    """Those of 'Bërzhitë; Ibë, Krrabë' that the words name."""
    if not asked or not places:
        return []
    each = [place.strip() for place in places.replace(";", ",").split(",")]
    return [place for place in each if all(is_found_in(word, words(place)) for word in asked)]
