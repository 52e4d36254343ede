"""Ties are ties, in words and in order (METHOD §4)."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from monitoring.scorecards.ranking import in_places
from monitoring.scoring import Counts, is_tie, score


@dataclass(frozen=True)
class Row:
    name: str
    counts: Counts


def row(name, full, partial, none):
    return Row(name, Counts(full, partial, none, 0, 0))


def places(*rows):
    return [(p.first, p.last, [row.name for row in p.rows]) for p in in_places(rows)]


def test_a_difference_of_one_commitment_shares_a_place():
    assert places(row("Fier", 5, 0, 5), row("Vlorë", 6, 0, 4)) == [(1, 2, ["Fier", "Vlorë"])]


def test_a_difference_of_more_than_one_commitment_does_not():
    assert places(row("Fier", 5, 0, 5), row("Vlorë", 6, 1, 3)) == [
        (1, 1, ["Vlorë"]),
        (2, 2, ["Fier"]),
    ]


def test_within_a_place_the_given_order_stays():
    tied = [row("Durrës", 3, 4, 4), row("Fier", 4, 2, 5), row("Korçë", 3, 5, 3)]

    assert places(*tied) == [(1, 3, ["Durrës", "Fier", "Korçë"])]


def test_a_chain_of_ties_is_cut_where_the_best_of_the_group_no_longer_ties():
    chain = [row("a", 8, 0, 2), row("b", 7, 0, 3), row("c", 6, 0, 4), row("d", 5, 0, 5)]

    assert places(*chain) == [(1, 2, ["a", "b"]), (3, 4, ["c", "d"])]


def test_equal_counts_are_two_rows():
    assert places(row("Kamëz", 5, 5, 1), row("Tiranë", 5, 5, 1)) == [(1, 2, ["Kamëz", "Tiranë"])]


def test_nobody_stands_nowhere():
    assert in_places([]) == []


COUNTS = st.builds(
    Counts, st.integers(0, 9), st.integers(0, 9), st.integers(1, 9), st.just(0), st.just(0)
)


@given(st.lists(COUNTS, max_size=12))
def test_everybody_has_a_place_and_every_tie_with_the_best_shares_it(many):
    rows = [Row(str(number), counts) for number, counts in enumerate(many)]

    groups = in_places(rows)

    assert sorted(row.name for group in groups for row in group.rows) == sorted(
        row.name for row in rows
    )
    assert [place for group in groups for place in range(group.first, group.last + 1)] == list(
        range(1, len(rows) + 1)
    )
    best = [max(group.rows, key=lambda row: score(row.counts).fulfilment) for group in groups]
    for group, leader in zip(groups, best, strict=True):
        assert all(row is leader or is_tie(leader.counts, row.counts) for row in group.rows)
    for higher, lower in zip(best, best[1:], strict=False):
        assert not is_tie(higher.counts, lower.counts)
