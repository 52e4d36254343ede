"""What changed between two rounds, split by cause; by values worked out by hand."""

import pytest

from monitoring import scoring
from monitoring.scorecards.changes_since import (
    Cause,
    Direction,
    Step,
    Told,
    direction,
    movement,
    pairs,
    stands,
    steps,
    tally,
    told,
)


def same(statuses, method="1"):
    return Told(statuses, statuses, method)


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("none", "partial", Direction.PROGRESS),
        ("partial", "full", Direction.PROGRESS),
        ("full", "partial", Direction.REGRESSION),
        ("full", "none", Direction.REGRESSION),
        ("partial", "partial", Direction.SAME),
        ("unassessed", "none", Direction.NEWLY_ASSESSED),
        ("full", "unassessed", Direction.NOT_ASSESSED),
        ("unassessed", "unassessable", Direction.NOT_ASSESSED),
        ("", "full", Direction.ADDED),
        ("full", "", Direction.LEFT_OUT),
    ],
)
def test_only_two_assessed_statuses_are_progress_or_regression(before, after, way):
    assert direction(before, after) == way


def test_movement_counts_what_was_assessed_in_both_rounds_and_nothing_else():
    """a +½, b +1, c −½, d as it was; e, f and g were not assessed both times."""
    before = {"a": "none", "b": "none", "c": "full", "d": "partial", "e": "unassessed", "f": "full"}
    after = {"a": "partial", "b": "full", "c": "partial", "d": "partial", "e": "full", "g": "full"}

    found = movement(pairs(before, after))

    assert (found.up, found.down, found.same, found.compared) == (2, 1, 1, 4)
    assert found.before == scoring.Counts(1, 1, 2, 0, 0)
    assert found.after == scoring.Counts(1, 3, 0, 0, 0)
    assert found.gain == 2  # halves: +1 +2 −1


def test_of_nothing_assessed_twice_there_is_no_movement():
    found = movement(pairs({"a": "unassessed"}, {"a": "full", "b": "none"}))

    assert (found.compared, found.up, found.down, found.gain) == (0, 0, 0, 0)


EARLIER = Told(
    first={"a": "none", "b": "full", "c": "none", "d": "partial"},
    standing={"a": "partial", "b": "full", "c": "none", "d": "partial"},
    method="1",
)
# d was left out, e came; b fell and c rose; then a correction raised c once more.
LATER = Told(
    first={"a": "partial", "b": "partial", "c": "partial", "e": "none"},
    standing={"a": "partial", "b": "partial", "c": "full", "e": "none"},
    method="1",
)


def test_every_change_has_one_cause():
    assert steps(EARLIER, LATER) == [
        Step(Cause.CORRECTION_BEFORE, "a", "none", "partial"),
        Step(Cause.CHANGED_LIST, "e", "", "none"),
        Step(Cause.CHANGED_LIST, "d", "partial", ""),
        Step(Cause.NEW_FINDING, "b", "full", "partial"),
        Step(Cause.NEW_FINDING, "c", "none", "partial"),
        Step(Cause.CORRECTION, "c", "partial", "full"),
    ]


def test_the_causes_lead_from_the_first_number_to_the_last_without_a_gap():
    found = [(stand.cause, stand.counts) for stand in stands(EARLIER, LATER)]

    assert found == [
        (None, scoring.Counts(1, 1, 2, 0, 0)),
        (Cause.CORRECTION_BEFORE, scoring.Counts(1, 2, 1, 0, 0)),
        (Cause.CHANGED_LIST, scoring.Counts(1, 1, 2, 0, 0)),
        (Cause.NEW_FINDING, scoring.Counts(0, 3, 1, 0, 0)),
        (Cause.CORRECTION, scoring.Counts(1, 2, 1, 0, 0)),
    ]


def test_a_round_that_nothing_changed_in_has_no_step():
    statuses = {"a": "none", "b": "unassessed"}

    assert steps(same(statuses), same(statuses)) == []


def test_by_different_methods_nothing_is_compared():
    assert steps(same({"a": "none"}, "0"), same({"a": "full"}, "1")) is None
    assert stands(same({"a": "none"}, "0"), same({"a": "full"}, "1")) is None


def test_regression_is_counted_like_progress_and_every_cause_has_a_row():
    found = [
        (each.cause, {way: n for way, n in each.directions.items() if n})
        for each in tally(steps(EARLIER, LATER))
    ]

    assert found == [
        (Cause.CORRECTION_BEFORE, {Direction.PROGRESS: 1}),
        (Cause.CHANGED_LIST, {Direction.ADDED: 1, Direction.LEFT_OUT: 1}),
        (Cause.NEW_FINDING, {Direction.PROGRESS: 1, Direction.REGRESSION: 1}),
        (Cause.CORRECTION, {Direction.PROGRESS: 1}),
    ]


def test_what_was_told_first_and_what_stands_are_told_apart():
    """(round, municipality, superseded by, revision, commitment, status)."""
    lines = [
        ("y1", "fier", 8, 1, "a", "none"),
        ("y1", "fier", None, 2, "a", "full"),
        ("y2", "fier", None, 1, "a", "full"),
    ]

    assert told(lines, {"y1": "1", "y2": "1"}) == {
        ("y1", "fier"): Told({"a": "none"}, {"a": "full"}, "1"),
        ("y2", "fier"): Told({"a": "full"}, {"a": "full"}, "1"),
    }


def test_of_a_result_that_no_longer_stands_nothing_is_told():
    """The newest revision was retracted, so it is not among the lines."""
    assert told([("y1", "fier", 8, 1, "a", "none")], {"y1": "1"}) == {}


def test_where_the_first_revision_is_gone_nothing_was_corrected():
    lines = [("y1", "fier", None, 2, "a", "full")]

    assert told(lines, {"y1": "1"}) == {("y1", "fier"): Told({"a": "full"}, {"a": "full"}, "1")}
