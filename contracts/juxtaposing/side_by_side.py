"""Candidates side by side: the same room for each, in an order that nobody chose for anybody.

By the ballot where the network says so, otherwise by the Albanian alphabet of their names. Party,
result and answers play no part in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.models import Candidate, Juxtaposition, Need, Pillar, Position
from municipalities.albanian import sort_key


@dataclass(frozen=True)
class Row:
    """One need with a cell for every candidate in order; a position may be None: not recorded."""

    need: Need
    answers: tuple[tuple[Candidate, Position | None], ...]


@dataclass(frozen=True)
class Group:
    """The needs of one of the four pillars."""

    pillar: str
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        return Pillar(self.pillar).label


def in_order(juxtaposition: Juxtaposition, candidates: Iterable[Candidate]) -> list[Candidate]:
    """As on the ballot, or by the Albanian alphabet; who has no place on the ballot comes last."""

    def place(candidate: Candidate):
        alphabet = (sort_key(candidate.name), candidate.name)
        if juxtaposition.order == Juxtaposition.Order.BALLOT:
            on_ballot = candidate.place_on_ballot
            return (on_ballot is None, on_ballot or 0, alphabet)
        return alphabet

    return sorted(candidates, key=place)


def by_pillar(
    candidates: list[Candidate], needs: Iterable[Need], positions: Iterable[Position]
) -> list[Group]:
    """The needs in the order of the four pillars and their numbers, each with all candidates."""
    said = {(position.need_id, position.candidate_id): position for position in positions}
    rows: dict[str, list[Row]] = {pillar: [] for pillar in Pillar.values}
    for need in sorted(needs, key=lambda need: need.number):
        cells = tuple((each, said.get((need.pk, each.pk))) for each in candidates)
        rows[need.pillar].append(Row(need, cells))
    return [Group(pillar, tuple(theirs)) for pillar, theirs in rows.items() if theirs]


def of_juxtaposition(juxtaposition: Juxtaposition, *, only: Need | None = None) -> dict:
    """What a page shows: ``candidates`` in order, ``groups`` of needs, who was ``asked``.

    Of all needs, or of ``only`` one. As many statements whatever the number of rows.
    """
    candidates = in_order(juxtaposition, juxtaposition.candidates.all())
    needs = [only] if only else juxtaposition.needs.all()
    positions = Position.objects.filter(candidate__juxtaposition=juxtaposition, need__in=needs)
    return {
        "candidates": candidates,
        "groups": by_pillar(candidates, needs, positions),
        "asked": list(juxtaposition.participation.select_related("unit")),
    }
