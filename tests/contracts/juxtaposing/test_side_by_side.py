"""Equal treatment: nothing but the ballot or the alphabet decides who stands where."""

import itertools

import pytest

from contracts.juxtaposing import side_by_side
from contracts.models import Candidate, Juxtaposition, Need, Pillar, Position

NAMES = ["Çela", "Cani", "Dhima", "Duka", "Ësma", "Elezi", "Shehu", "Sula", "Xhafa", "Zeqo"]
ALPHABET = ["Cani", "Çela", "Duka", "Dhima", "Elezi", "Ësma", "Sula", "Shehu", "Xhafa", "Zeqo"]


def names(juxtaposition, candidates):
    return [each.name for each in side_by_side.in_order(juxtaposition, candidates)]


def test_the_order_is_the_albanian_alphabet():
    candidates = [Candidate(name=name) for name in NAMES]
    assert names(Juxtaposition(order="alphabet"), candidates) == ALPHABET


@pytest.mark.parametrize("order", ["alphabet", "ballot"])
def test_neither_party_nor_result_nor_the_order_of_recording_moves_anybody(order):
    juxtaposition = Juxtaposition(order=order)
    for elected, party in itertools.product((None, True, False), ("", "Parti e sajuar")):
        candidates = [
            Candidate(name="B", place_on_ballot=1),
            Candidate(name="A", place_on_ballot=2, elected=elected, party=party),
        ]
        expected = ["A", "B"] if order == "alphabet" else ["B", "A"]
        assert names(juxtaposition, candidates) == expected
        assert names(juxtaposition, reversed(candidates)) == expected


def test_who_has_no_place_on_the_ballot_comes_last_by_the_alphabet():
    candidates = [Candidate(name="B"), Candidate(name="A"), Candidate(name="Z", place_on_ballot=9)]
    assert names(Juxtaposition(order="ballot"), candidates) == ["Z", "A", "B"]


def test_every_need_has_a_cell_for_every_candidate_in_the_same_order():
    ana, ben = Candidate(pk=1, name="Ana"), Candidate(pk=2, name="Ben")
    roads = Need(pk=1, number=2, pillar=Pillar.INFRASTRUCTURE)
    water = Need(pk=2, number=1, pillar=Pillar.INFRASTRUCTURE)
    school = Need(pk=3, number=3, pillar=Pillar.SOCIAL)
    said = Position(candidate_id=2, need_id=1, answer="declines")

    groups = side_by_side.by_pillar([ana, ben], [roads, school, water], [said])

    assert [(group.pillar, [row.need for row in group.rows]) for group in groups] == [
        (Pillar.INFRASTRUCTURE, [water, roads]), (Pillar.SOCIAL, [school]),
    ]  # fmt: skip
    assert [row.answers for group in groups for row in group.rows] == [
        ((ana, None), (ben, None)), ((ana, None), (ben, said)), ((ana, None), (ben, None)),
    ]  # fmt: skip
