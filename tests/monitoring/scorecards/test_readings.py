"""Three readings of the same counts: what each counts, who ties in it, how a page switches."""

from fractions import Fraction

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from monitoring import scoring
from monitoring.scorecards import readings
from monitoring.scorecards.ranking import in_places
from monitoring.scorecards.readings import Reading
from monitoring.scoring import Counts, score
from tests.monitoring.scorecards.test_ranking import row

NINE_OF_ELEVEN = Counts(3, 5, 1, 2, 0)
COUNTS = st.builds(Counts, *[st.integers(0, 9)] * 5)


@pytest.mark.parametrize(
    ("reading", "share", "fraction"),
    [
        (Reading.STRICT, Fraction(3, 11), "3 of 11"),
        (Reading.FULFILMENT, Fraction(11, 18), "5½ of 9"),
        (Reading.AT_LEAST_PARTLY, Fraction(8, 11), "8 of 11"),
    ],
)
def test_each_reading_counts_something_else_of_something_else(reading, share, fraction):
    found = score(NINE_OF_ELEVEN)

    assert readings.share(found, reading) == share
    with translation.override("en"):
        assert readings.fraction(found, reading) == fraction


@pytest.mark.parametrize("reading", Reading)
def test_what_nobody_assessed_has_no_figure_and_ties_with_nobody(reading):
    nothing = Counts(0, 0, 0, 11, 0)

    assert readings.share(score(nothing), reading) is None
    assert not readings.is_tie(nothing, nothing, reading)


@given(COUNTS, COUNTS)
def test_a_tie_in_fulfilment_is_the_tie_of_the_method(one, other):
    assert readings.is_tie(one, other) == scoring.is_tie(one, other)


@pytest.mark.parametrize("reading", Reading)
@given(one=COUNTS, other=COUNTS)
def test_a_tie_is_between_two_whichever_is_named_first(reading, one, other):
    assert readings.is_tie(one, other, reading) == readings.is_tie(other, one, reading)


def test_two_that_tie_in_one_reading_may_differ_in_another():
    one, other = Counts(5, 0, 5, 0, 0), Counts(1, 8, 1, 0, 0)

    assert readings.is_tie(one, other, Reading.FULFILMENT)
    assert not readings.is_tie(one, other, Reading.STRICT)
    assert not readings.is_tie(one, other, Reading.AT_LEAST_PARTLY)


def test_the_reading_decides_the_order():
    strict, wide = row("Fier", 5, 0, 5), row("Vlorë", 1, 8, 1)

    def order(reading):
        return [[each.name for each in group.rows] for group in in_places([strict, wide], reading)]

    assert order(Reading.STRICT) == [["Fier"], ["Vlorë"]]
    assert order(Reading.FULFILMENT) == [["Fier", "Vlorë"]]
    assert order(Reading.AT_LEAST_PARTLY) == [["Vlorë"], ["Fier"]]


def asked(query):
    return RequestFactory().get(f"/terms/x/{query}")


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("", "fulfilment"),
        ("?reading=strict", "strict"),
        ("?reading=at_least_partly", "at_least_partly"),
        ("?reading=best", "fulfilment"),
        ("?reading=", "fulfilment"),
    ],
)
def test_the_address_names_the_reading_and_fulfilment_is_the_default(query, reading):
    assert readings.chosen(asked(query)) == reading


def test_the_switch_keeps_what_else_is_asked_but_for_the_page():
    found = readings.switch(asked("?m=fier&m=vlore&reading=strict&page=2"), place="list")

    assert [(each.reading, each.address, each.is_current) for each in found] == [
        ("strict", "/terms/x/?m=fier&m=vlore&reading=strict#list", True),
        ("fulfilment", "/terms/x/?m=fier&m=vlore#list", False),
        ("at_least_partly", "/terms/x/?m=fier&m=vlore&reading=at_least_partly#list", False),
    ]


def test_the_default_reading_has_the_plain_address():
    assert [each.address for each in readings.switch(asked("?reading=strict"))][1] == "/terms/x/"
