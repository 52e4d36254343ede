"""The places of municipalities in a sector: most progress first, ties as ties; worked by hand."""

from types import SimpleNamespace

import pytest

from monitoring.scorecards import sectors
from monitoring.scorecards.changes_since import movement
from monitoring.scorecards.readings import Reading


def placed(*moves, reading=Reading.FULFILMENT):
    """The places of municipalities whose commitments moved like this, named by letters."""
    towns = [
        SimpleNamespace(name=chr(ord("a") + i), movement=movement(pairs))
        for i, pairs in enumerate(moves)
    ]
    found = sectors.across(towns, reading)
    return [(g.first, g.last, [t.name for t in g.rows]) for g in found.places], [
        t.name for t in found.unplaced
    ]


UP = ("none", "full")  # a whole commitment gained
HALF = ("none", "partial")
LOST = ("full", "none")
STILL = ("partial", "partial")


def test_a_difference_of_one_commitment_is_a_tie_and_of_more_is_none():
    assert placed([UP, UP], [UP, STILL], [HALF, STILL]) == (
        [(1, 2, ["a", "b"]), (3, 3, ["c"])],
        [],
    )


def test_most_progress_stands_first_and_a_tie_keeps_the_alphabet():
    assert placed([LOST], [HALF], [UP, UP, UP], [UP]) == (
        [(1, 1, ["c"]), (2, 3, ["b", "d"]), (4, 4, ["a"])],
        [],
    )


def test_who_has_nothing_assessed_in_both_rounds_has_no_place():
    assert placed([("unassessed", "full")], [STILL]) == ([(1, 1, ["b"])], ["a"])


@pytest.mark.parametrize(
    ("reading", "gained"),
    [(Reading.STRICT, 2), (Reading.FULFILMENT, 3), (Reading.AT_LEAST_PARTLY, 4)],
)
def test_each_reading_counts_what_was_gained_in_its_own_way(reading, gained):
    """none→full and none→partial: strictly one commitment, half of them 1½, at least partly 2."""
    assert sectors.gain(movement([UP, HALF]), reading) == gained
