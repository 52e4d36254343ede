"""The method in numbers: METHOD §2 (roll-up) and §4 (figures, test table)."""

from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitoring.scoring import (
    STATUSES,
    Counts,
    is_tie,
    percent,
    pool,
    roll_up,
    score,
    shares,
)

statuses = st.sampled_from(STATUSES)
counts = st.builds(Counts, *[st.integers(0, 300)] * 5)

# full, partial, none, unassessed + unassessable; fulfilment, coverage, low, high, strict,
# at least partly; headline. None stands for "undefined".
METHOD_TABLE = [
    ((3, 5, 1, 0), (61, 100, 61, 61, 33, 89), True),
    ((3, 5, 1, 2), (61, 82, 50, 68, 27, 73), True),
    ((4, 4, 1, 2), (67, 82, 55, 73, 36, 73), True),
    ((0, 0, 0, 11), (None, 0, 0, 100, 0, 0), False),
    ((17, 59, 25, 0), (46, 100, 46, 46, 17, 75), True),
    ((0, 3, 2, 0), (30, 100, 30, 30, 0, 60), True),
    ((1, 3, 0, 0), (63, 100, 63, 63, 25, 100), False),
    # Beyond METHOD: nothing at all; exactly on both limits; just below each.
    ((0, 0, 0, 0), (None, None, None, None, None, None), False),
    ((5, 0, 0, 0), (100, 100, 100, 100, 100, 100), True),
    ((4, 0, 0, 1), (100, 80, 80, 100, 80, 80), False),
    ((8, 0, 0, 2), (100, 80, 80, 100, 80, 80), True),
    ((159, 0, 0, 41), (100, 80, 80, 100, 80, 80), False),
    ((0, 0, 5, 0), (0, 100, 0, 0, 0, 0), True),
]


def in_percent(result):
    figures = (
        result.fulfilment,
        result.coverage,
        result.low,
        result.high,
        result.strict,
        result.at_least_partly,
    )
    return tuple(None if figure is None else percent(figure) for figure in figures)


@pytest.mark.parametrize("unassessable_part", ["none of it", "all of it", "half of it"])
@pytest.mark.parametrize(("given_counts", "expected", "headline"), METHOD_TABLE)
def test_score_of_a_table_row_gives_the_printed_figures(
    given_counts, expected, headline, unassessable_part
):
    full, partial, none, unknown = given_counts
    unassessable = {"none of it": 0, "all of it": unknown, "half of it": unknown // 2}
    x = unassessable[unassessable_part]

    result = score(Counts(full, partial, none, unknown - x, x))

    assert in_percent(result) == expected
    assert result.has_headline is headline


def test_score_keeps_exact_fractions_until_display():
    result = score(Counts(3, 5, 1, 1, 1))

    assert result.counts == Counts(3, 5, 1, 1, 1)
    assert result.fulfilment == Fraction(11, 18)
    assert result.coverage == Fraction(9, 11)
    assert (result.low, result.high) == (Fraction(1, 2), Fraction(15, 22))
    assert (result.strict, result.at_least_partly) == (Fraction(3, 11), Fraction(8, 11))


@given(counts)
def test_fulfilment_lies_within_the_range(some):
    result = score(some)
    assume(result.fulfilment is not None)

    assert 0 <= result.low <= result.fulfilment <= result.high <= 1
    assert result.strict <= result.low
    assert result.low <= result.at_least_partly


@given(counts, st.sampled_from(["partial", "none", "unassessed", "unassessable"]))
def test_one_more_full_in_place_of_another_status_never_lowers_a_figure(before, other):
    assume(getattr(before, other) > 0)
    fields = dict(zip(STATUSES, (before.full, *astuple_rest(before)), strict=True))
    fields["full"] += 1
    fields[other] -= 1

    old, new = score(before), score(Counts(**fields))

    for name in ("fulfilment", "coverage", "low", "high", "strict", "at_least_partly"):
        was = getattr(old, name)
        assert was is None or getattr(new, name) >= was


def astuple_rest(some):
    return (some.partial, some.none, some.unassessed, some.unassessable)


@given(counts)
def test_an_added_full_commitment_never_lowers_fulfilment(some):
    more = Counts(some.full + 1, *astuple_rest(some))

    assert score(more).fulfilment >= (score(some).fulfilment or 0)


@given(st.lists(statuses), st.randoms())
def test_counts_and_roll_up_do_not_depend_on_the_order(words, random):
    shuffled = words.copy()
    random.shuffle(shuffled)

    assert Counts.of(shuffled) == Counts.of(words)
    if words:
        assert roll_up(shuffled) == roll_up(words)


def test_counts_of_statuses_counts_each_word():
    words = ["full", "none", "full", "unassessable", "partial", "unassessed", "unassessed"]

    result = Counts.of(word for word in words)

    assert result == Counts(full=2, partial=1, none=1, unassessed=2, unassessable=1)
    assert (result.assessed, result.total) == (4, 7)


def test_members_of_an_enum_with_the_same_words_are_accepted():
    class Fulfilment(StrEnum):
        FULL = "full"
        UNASSESSED = "unassessed"

    assert Counts.of([Fulfilment.FULL, Fulfilment.UNASSESSED]) == Counts(1, 0, 0, 1, 0)
    assert roll_up([Fulfilment.FULL, Fulfilment.FULL]) == "full"


@pytest.mark.parametrize("wrong", [-1, 1.0, "1", None, True, False, Fraction(1)])
@pytest.mark.parametrize("field", STATUSES)
def test_counts_refuse_what_is_not_a_whole_number_from_zero(field, wrong):
    with pytest.raises(ValueError, match=f"count of {field} commitments must be a whole number"):
        Counts(**(dict.fromkeys(STATUSES, 1) | {field: wrong}))


@pytest.mark.parametrize("word", ["", "FULL", "addressed", None, 1])
def test_an_unknown_status_is_refused_by_name(word):
    with pytest.raises(ValueError, match="is not a status"):
        Counts.of(["full", word])
    with pytest.raises(ValueError, match="is not a status"):
        roll_up(["full", word])


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (Fraction(0), 0),
        (Fraction(1), 100),
        (1, 100),
        (Fraction(5, 8), 63),  # 62.5
        (Fraction(1, 200), 1),  # 0.5
        (Fraction(1, 8), 13),  # 12.5; rounding to even would give 12
        (Fraction(49, 10_000), 0),
        (Fraction(10**30 - 1, 2 * 10**32), 0),  # just under half, beyond what a float holds
        (Fraction(11, 18), 61),
    ],
)
def test_percent_rounds_half_up_and_exactly(fraction, expected):
    assert percent(fraction) == expected


@pytest.mark.parametrize("wrong", [0.5, None, "1/2", True])
def test_percent_refuses_what_is_not_exact(wrong):
    with pytest.raises(TypeError, match="exact fraction"):
        percent(wrong)


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        (Counts(3, 5, 1, 2, 0), (27, 46, 9, 18, 0)),
        (Counts(0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
        (Counts(1, 1, 1, 0, 0), (34, 33, 33, 0, 0)),  # equal remainders: the earlier status
        (Counts(0, 1, 1, 1, 0), (0, 34, 33, 33, 0)),
        (Counts(1, 1, 1, 1, 2), (17, 17, 17, 16, 33)),
        (Counts(0, 0, 0, 0, 7), (0, 0, 0, 0, 100)),
        (Counts(200, 3, 98, 0, 0), (66, 1, 33, 0, 0)),
    ],
)
def test_shares_of_a_bar_use_largest_remainders(some, expected):
    assert shares(some) == expected


@given(counts)
def test_shares_sum_to_one_hundred_and_only_the_largest_remainders_are_rounded_up(some):
    assume(some.total)
    exact = [Fraction(100 * getattr(some, status), some.total) for status in STATUSES]

    result = shares(some)

    assert sum(result) == 100
    assert all(abs(share - true) < 1 for share, true in zip(result, exact, strict=True))
    raised = [true % 1 for share, true in zip(result, exact, strict=True) if share > true]
    left = [true % 1 for share, true in zip(result, exact, strict=True) if share <= true]
    assert not raised or min(raised) >= max(left)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (["full"], "full"),
        (["full", "full"], "full"),
        (["none", "none"], "none"),
        (["partial", "partial"], "partial"),
        (["full", "none"], "partial"),
        (["full", "partial"], "partial"),
        (["none", "partial"], "partial"),
        (["full", "unassessed"], "unassessed"),
        (["none", "none", "unassessed"], "unassessed"),
        (["unassessed"], "unassessed"),
        (["unassessable"], "unassessable"),
        (["unassessable", "unassessable"], "unassessable"),
        (["unassessable", "full"], "full"),
        (["unassessable", "none"], "none"),
        (["unassessable", "full", "none"], "partial"),
        (["unassessable", "unassessed"], "unassessed"),
    ],
)
def test_points_roll_up_to_the_status_of_their_commitment(points, expected):
    assert roll_up(points) == expected


def test_roll_up_of_no_points_is_refused():
    with pytest.raises(ValueError, match="without points"):
        roll_up([])


@pytest.mark.parametrize(
    ("a", "b", "tie"),
    [
        (Counts(5, 0, 5, 0, 0), Counts(5, 0, 5, 0, 0), True),
        (Counts(5, 0, 5, 0, 0), Counts(6, 0, 4, 0, 0), True),  # exactly one of ten
        (Counts(5, 0, 5, 0, 0), Counts(6, 1, 3, 0, 0), False),  # one and a half of ten
        (Counts(2, 0, 3, 0, 0), Counts(30, 0, 20, 0, 0), True),  # 1 / smaller A is 1/5
        (Counts(2, 0, 3, 0, 0), Counts(31, 0, 19, 0, 0), False),
        (Counts(0, 0, 0, 9, 0), Counts(0, 0, 0, 9, 0), False),  # nothing assessed: no ranking
        (Counts(0, 0, 0, 9, 0), Counts(0, 0, 9, 0, 0), False),
    ],
)
def test_a_tie_is_a_difference_of_at_most_one_commitment(a, b, tie):
    assert is_tie(a, b) is tie
    assert is_tie(b, a) is tie


@given(counts, counts, counts)
def test_pooling_is_associative_and_keeps_every_commitment(a, b, c):
    together = pool([a, b, c])

    assert together == pool([pool([a, b]), c]) == pool([a, pool([b, c])]) == pool([c, b, a])
    assert together.total == a.total + b.total + c.total
    assert together.full == a.full + b.full + c.full


def test_pool_of_nothing_is_nothing():
    assert pool([]) == Counts(0, 0, 0, 0, 0)


def test_network_total_pools_counts_and_does_not_average_percentages():
    small, large = Counts(5, 0, 0, 0, 0), Counts(0, 0, 15, 0, 0)

    assert percent(score(pool([small, large])).fulfilment) == 25
