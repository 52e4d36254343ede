"""What findings rest on, and how fresh that was; by values worked out by hand."""

import datetime
from fractions import Fraction

import pytest

from monitoring.scorecards.evidence_profile import Freshness, freshness, profile

UNTIL = datetime.date(2026, 9, 30)


def test_every_class_has_a_row_and_rows_of_one_class_add_up():
    found = profile([("official", 3, 2), ("search", 1, 1), ("official", 2, 2)])

    assert [(r.evidence_class, r.items, r.findings, r.share) for r in found.classes] == [
        ("official", 5, 4, Fraction(5, 6)),
        ("observation", 0, 0, Fraction(0)),
        ("independent", 0, 0, Fraction(0)),
        ("statement", 0, 0, Fraction(0)),
        ("search", 1, 1, Fraction(1, 6)),
    ]
    assert found.items == 6


def test_without_evidence_no_share_is_defined():
    found = profile([])

    assert (found.items, {rest.share for rest in found.classes}) == (0, {None})


@pytest.mark.parametrize(
    ("dated", "age"),
    [
        ("2026-09-30", (1, 0, 0, 0)),
        ("2025-10-01", (1, 0, 0, 0)),
        ("2025-09-30", (0, 1, 0, 0)),
        ("2024-10-01", (0, 1, 0, 0)),
        ("2024-09-30", (0, 0, 1, 0)),
        ("2025-10", (1, 0, 0, 0)),
        ("2025-09", (0, 1, 0, 0)),  # from its first day: not called fresher than is known
        ("2026", (1, 0, 0, 0)),
        ("2025", (0, 1, 0, 0)),
        ("", (0, 0, 0, 1)),
    ],
)
def test_age_is_counted_back_from_the_day_until_which_evidence_counted(dated, age):
    assert freshness([(dated, UNTIL, 1)]) == Freshness(*age)


def test_a_leap_day_has_a_year_before_it():
    found = freshness([("2023-02-28", datetime.date(2024, 2, 29), 4)])

    assert found == Freshness(0, 4, 0, 0)


def test_items_of_one_age_add_up():
    found = freshness([("2026-01", UNTIL, 3), ("2026-02-01", UNTIL, 4), ("2020", UNTIL, 2)])

    assert (found.within_a_year, found.older, found.dated) == (7, 2, 9)
