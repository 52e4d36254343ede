"""Rounds and mayors on the line of a term; drawn, never computed with."""

import datetime

import pytest

from contracts.models import Term
from monitoring.models import Round, Scorecard
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.timeline import HEIGHT, TOP, of_term
from municipalities.models import Mayor

TERM = Term(begins=datetime.date(2023, 1, 1), ends=datetime.date(2027, 1, 1))


def scorecard(slug, until, full=5, partial=0, none=5, unassessed=0, method="1"):
    return Scorecard(
        round=Round(slug=slug), evidence_until=until, full=full, partial=partial, none=none,
        unassessed=unassessed, unassessable=0, method_version=method,
    )  # fmt: skip


def test_a_result_stands_at_its_day_and_its_fulfilment():
    (point,) = of_term(TERM, [scorecard("a", datetime.date(2025, 1, 1))], []).points

    assert (point.x, point.y) == ("50.03", TOP + HEIGHT // 2)


def test_a_result_without_one_percentage_has_a_range_and_breaks_the_line():
    cards = [
        scorecard("c", datetime.date(2026, 1, 1)),
        scorecard("a", datetime.date(2024, 1, 1)),
        scorecard("b", datetime.date(2025, 1, 1), full=1, none=1, unassessed=8),
    ]

    found = of_term(TERM, cards, [])

    assert [point.scorecard.round.slug for point in found.points] == ["a", "b", "c"]
    middle = found.points[1]
    assert (middle.y, middle.y_low, middle.y_high) == (None, TOP + 144, TOP + 16)
    assert found.links == []


@pytest.mark.parametrize(
    ("reading", "height"), [(Reading.STRICT, 32), (Reading.AT_LEAST_PARTLY, 128)]
)
def test_another_reading_has_another_height_and_no_range(reading, height):
    cards = [scorecard("a", datetime.date(2025, 1, 1), full=2, partial=6, none=2)]

    (point,) = of_term(TERM, cards, [], reading).points

    assert (point.y, point.y_low, point.y_high) == (TOP + HEIGHT - height, None, None)


def test_results_of_others_and_rounds_without_an_assessment_are_not_drawn():
    cards = [
        scorecard("a", None, method="0"),
        scorecard("b", datetime.date(2025, 1, 1), full=0, none=0, unassessed=9),
    ]

    assert of_term(TERM, cards, []).points == []


def test_neighbouring_results_are_joined():
    cards = [scorecard("a", datetime.date(2024, 1, 1)), scorecard("b", datetime.date(2025, 1, 1))]

    ((one, two),) = of_term(TERM, cards, []).links

    assert (one.scorecard, two.scorecard) == (cards[0], cards[1])


@pytest.mark.parametrize(
    ("fulls", "sides"),
    [
        ((2, 5, 8), ["LEFT", "LEFT", "LEFT"]),
        ((8, 5, 2), ["LEFT", "RIGHT", "RIGHT"]),
        ((8, 2, 8), ["LEFT", "BELOW", "LEFT"]),
    ],
)
def test_a_figure_stands_clear_of_the_line(fulls, sides):
    cards = [
        scorecard(str(year), datetime.date(year, 1, 1), full=full, none=10 - full)
        for year, full in zip((2024, 2025, 2026), fulls, strict=True)
    ]

    assert [point.beside.name for point in of_term(TERM, cards, []).points] == sides


def test_a_mayor_who_began_within_the_term_is_a_marker():
    mayors = [Mayor(since="2019", until="2025-01"), Mayor(since="2025-01", until="")]

    first, second = of_term(TERM, [], mayors).offices

    assert (first.x, first.width, first.begins_within) == ("0.00", "50.03", False)
    assert (second.x, second.width, second.begins_within) == ("50.03", "49.97", True)
    assert [first.number, second.number] == [1, 2]


def test_a_term_without_an_end_is_drawn_over_four_years():
    running = Term(begins=datetime.date(2023, 5, 14), ends=None)

    assert [year for year, _x in of_term(running, [], []).years] == [2024, 2025, 2026, 2027]
