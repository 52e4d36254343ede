"""Points, marks and the constant group, from counts; by values worked out by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from monitoring.scorecards import rounds_compared, trend_chart
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.trend import (
    Marks,
    Result,
    constant_group,
    constant_list,
    points,
)
from monitoring.scoring import Counts

F, V, K = "fier", "vlore", "korce"


def result(round_, town, counts, excluded=0, method="1"):
    return Result(round_, town, Counts(*counts), excluded, method)


# Korçë comes in the second year with a good result, Fier and Vlorë stay where they were.
RESULTS = [
    result("y1", F, (2, 0, 8, 0, 0)),
    result("y1", V, (4, 0, 6, 0, 0)),
    result("y2", F, (2, 0, 8, 0, 0)),
    result("y2", V, (4, 0, 6, 0, 0)),
    result("y2", K, (10, 0, 0, 0, 0)),
]


def test_who_comes_moves_the_line_of_all_and_not_that_of_the_constant_group():
    group = constant_group(RESULTS, ["y1", "y2"])
    first, second = points(["y1", "y2"], RESULTS, group)

    assert group == {F, V}
    assert (first.counts, second.counts) == (Counts(6, 0, 14, 0, 0), Counts(16, 0, 14, 0, 0))
    assert (first.constant, second.constant) == (Counts(6, 0, 14, 0, 0), Counts(6, 0, 14, 0, 0))
    assert (second.score.fulfilment, second.constant_score.fulfilment) == (
        Fraction(16, 30),
        Fraction(6, 20),
    )


def test_where_one_of_the_constant_group_is_missing_its_line_is_broken():
    unfinished = [*RESULTS, result("y3", F, (2, 0, 8, 0, 0))]

    found = points(["y1", "y2", "y3"], unfinished, frozenset({F, V}))

    assert [point.constant is None for point in found] == [False, False, True]


def test_who_came_and_who_went_is_marked():
    first, second = points(["y1", "y2"], RESULTS, frozenset())

    assert not first.marks.any
    assert second.marks == Marks(joined=frozenset({K}))
    third = points(["y2", "y3"], [*RESULTS, result("y3", F, (2, 0, 8, 0, 0))], frozenset())[1]
    assert third.marks.gone == {V, K}


def test_another_share_assessed_is_marked_with_both_counts():
    rows = [result("y1", F, (2, 0, 8, 0, 0)), result("y2", F, (2, 0, 6, 2, 0))]

    marks = points(["y1", "y2"], rows, frozenset())[1].marks

    assert marks == Marks(coverage=(Counts(2, 0, 8, 0, 0), Counts(2, 0, 6, 2, 0)))
    assert marks.of_coverage


@pytest.mark.parametrize(
    ("counts", "excluded"),
    [((2, 0, 9, 0, 0), 0), ((2, 0, 7, 0, 0), 1), ((2, 0, 8, 0, 0), 1)],
    ids=["one came", "one left", "one came and one left"],
)
def test_a_changed_list_is_marked_even_where_as_many_came_as_left(counts, excluded):
    rows = [result("y1", F, (2, 0, 8, 0, 0)), result("y2", F, counts, excluded)]

    assert points(["y1", "y2"], rows, frozenset())[1].marks.lists == {F}


def test_findings_alone_are_no_mark():
    rows = [result("y1", F, (2, 0, 8, 0, 0)), result("y2", F, (9, 1, 0, 0, 0))]

    assert not points(["y1", "y2"], rows, frozenset())[1].marks.any


def test_another_method_is_marked_and_what_others_published_is_in_no_line():
    rows = [result("y0", F, (0, 3, 2, 0, 0), method="0"), result("y1", F, (2, 0, 8, 0, 0))]
    group = constant_group(rows, ["y1"])
    before, now = points(["y0", "y1"], rows, group)

    assert now.marks.method == ("0", "1")
    assert before.is_as_published
    assert (before.constant, now.constant) == (None, Counts(2, 0, 8, 0, 0))
    chart = trend_chart.of_points([before, now], Reading.FULFILMENT)
    assert [each.y for each in chart.rounds] == [None, 144]
    assert chart.links == []


def test_a_round_without_results_is_no_point():
    assert [point.round for point in points(["y0", "y1"], RESULTS, frozenset())] == ["y1"]


def test_there_is_no_constant_group_without_rounds_or_without_anybody():
    assert constant_group(RESULTS, []) == frozenset()
    assert constant_group(RESULTS, ["y1", "y9"]) == frozenset()
    assert points(["y1"], RESULTS, frozenset())[0].constant is None


def test_the_constant_list_counts_only_what_every_round_counts():
    first = {"a": "none", "b": "full", "c": "none"}
    second = {"a": "partial", "b": "full", "d": "full"}

    assert constant_list([first, second]) == [Counts(1, 0, 1, 0, 0), Counts(1, 1, 0, 0, 0)]
    assert constant_list([]) == []


# --- Where it is drawn -----------------------------------------------------------------------


def test_points_stand_by_their_percentage_and_lines_join_neighbours():
    """0 % at 176, 100 % at 16: 30 % of 160 is 48, so 128; 53 % is 85, so 91."""
    found = points(["y1", "y2"], RESULTS, frozenset({F, V}))

    chart = trend_chart.of_points(found, Reading.FULFILMENT)

    assert [(each.x, each.y, each.constant_y) for each in chart.rounds] == [
        ("25.00", 128, 128),
        ("75.00", 91, 128),
    ]
    assert chart.links == [("25.00", 128, "75.00", 91)]
    assert chart.constant_links == [("25.00", 128, "75.00", 128)]
    assert chart.is_drawn


def test_the_constant_group_is_not_drawn_where_it_is_everybody():
    rows = [each for each in RESULTS if each.municipality != K]

    chart = trend_chart.of_points(points(["y1", "y2"], rows, {F, V}), Reading.FULFILMENT)

    assert (chart.shows_constant, chart.constant_links) == (False, [])


def test_without_a_single_percentage_its_range_is_drawn():
    """Of 8, 2 fully, 1 partially, 3 not, 2 open: 31–56 % (5/16 and 9/16)."""
    counts = Counts(2, 1, 3, 2, 0)

    (point,) = trend_chart.of_points(
        points(["y1"], [Result("y1", F, counts, 0, "1")], frozenset()), Reading.FULFILMENT
    ).rounds

    assert trend_chart.range_in(counts, Reading.FULFILMENT) == (Fraction(5, 16), Fraction(9, 16))
    assert trend_chart.range_in(counts, Reading.STRICT) == (Fraction(2, 8), Fraction(4, 8))
    assert trend_chart.range_in(counts, Reading.AT_LEAST_PARTLY) == (
        Fraction(3, 8),
        Fraction(5, 8),
    )
    assert (point.y, point.y_low, point.y_high) == (None, 126, 86)


def test_a_round_of_too_few_municipalities_is_not_drawn():
    found = points(["y1", "y2"], RESULTS, frozenset())

    chart = trend_chart.of_points(found, Reading.FULFILMENT, enough={"y1"})

    assert [each.y for each in chart.rounds] == [128, None]
    assert not chart.is_drawn


# --- Which rounds are compared ---------------------------------------------------------------


def round_(slug, results, method="1"):
    return SimpleNamespace(slug=slug, pk=slug, results=results, method_version=method)


def test_compared_is_the_newest_round_with_half_as_many_results_as_the_fullest():
    rounds = [round_("y1", 8), round_("y2", 9), round_("y3", 1), round_("y4", 0)]

    found = rounds_compared.choose(rounds)

    assert (found.round.slug, found.before.slug) == ("y2", "y1")
    assert [each.slug for each in found.until_now] == ["y1", "y2"]
    assert found.enough == {"y1", "y2"}


def test_half_is_enough_and_the_round_before_is_the_last_with_any_result():
    found = rounds_compared.choose([round_("y1", 8), round_("y2", 0), round_("y3", 4)])

    assert (found.round.slug, found.before.slug) == ("y3", "y1")


def test_where_the_method_changed_there_is_no_round_before():
    found = rounds_compared.choose([round_("y1", 8, "1"), round_("y2", 8, "2")])

    assert (found.round.slug, found.before, found.method_changed) == ("y2", None, True)


def test_what_others_published_is_never_compared():
    found = rounds_compared.choose([round_("y0", 9, "0")])

    assert (found.round, found.before, found.two, found.until_now) == (None, None, [], [])
