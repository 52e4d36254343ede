"""The arithmetic as a reader checks it by hand: the rows of METHOD §4's test table."""

import pytest
from django.utils import translation

from monitoring.scorecards.working_out import bar_shares, credit, steps
from monitoring.scoring import Counts


def results(counts, language="en"):
    with translation.override(language):
        return {step.anchor: (step.with_numbers, step.exact, step.result) for step in steps(counts)}


def test_every_figure_shows_its_numbers_its_exact_value_and_the_rounded_one():
    assert results(Counts(3, 5, 1, 2, 0)) == {
        "assessed": ("3 + 5 + 1", "", "9"),
        "total": ("9 + 2 + 0", "", "11"),
        "coverage": ("9 / 11", "0.8181…", "82\u00a0%"),
        "fulfilment": ("(2 × 3 + 5) / (2 × 9) = 11 / 18", "0.6111…", "61\u00a0%"),
        "strict": ("3 / 11", "0.2727…", "27\u00a0%"),
        "at-least-partly": ("(3 + 5) / 11 = 8 / 11", "0.7272…", "73\u00a0%"),
        "low": ("(2 × 3 + 5) / (2 × 11) = 11 / 22", "0.5000", "50\u00a0%"),
        "high": ("(2 × 3 + 5 + 2 × (2 + 0)) / (2 × 11) = 15 / 22", "0.6818…", "68\u00a0%"),
    }


@pytest.mark.parametrize(
    ("counts", "fulfilment"),
    [
        (Counts(3, 5, 1, 0, 0), "61\u00a0%"),
        (Counts(4, 4, 1, 2, 0), "67\u00a0%"),
        (Counts(17, 59, 25, 0, 0), "46\u00a0%"),
        (Counts(0, 3, 2, 0, 0), "30\u00a0%"),
        (Counts(0, 0, 11, 0, 0), "0\u00a0%"),
    ],
)
def test_fulfilment_is_that_of_the_methods_table(counts, fulfilment):
    assert results(counts)["fulfilment"][2] == fulfilment


def test_where_nothing_was_assessed_no_figure_is_zero():
    found = results(Counts(0, 0, 0, 11, 0))

    assert set(found) == {"assessed", "total", "coverage", "low", "high"}
    assert (found["low"][2], found["high"][2]) == ("0\u00a0%", "100\u00a0%")


def test_where_nothing_is_counted_there_is_nothing_to_divide_by():
    assert set(results(Counts(0, 0, 0, 0, 0))) == {"assessed", "total"}
    assert bar_shares(Counts(0, 0, 0, 0, 0)) == []


def test_albanian_writes_the_decimal_comma():
    assert results(Counts(3, 5, 1, 2, 0), "sq")["coverage"][1] == "0,8181…"


def test_shares_of_the_bar_are_exact_and_sum_to_100():
    with translation.override("en"):
        found = [(part.count, part.exact, part.share) for part in bar_shares(Counts(3, 5, 1, 2, 0))]

    assert found == [
        (3, "27.27…", 27),
        (5, "45.45…", 46),
        (1, "9.09…", 9),
        (2, "18.18…", 18),
        (0, "0.00", 0),
    ]


@pytest.mark.parametrize(
    ("status", "shown"),
    [("full", "1"), ("partial", "½"), ("none", "0"), ("unassessed", "–"), ("unassessable", "–"),
     ("", "–")],
)  # fmt: skip
def test_what_nobody_assessed_has_a_dash_for_credit_not_a_zero(status, shown):
    assert credit(status) == shown
