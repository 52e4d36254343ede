"""A question composed once gives what it gives composed anew, about whatever it is asked."""

import datetime

import pytest

from contracts.models import Term
from monitoring.models.claims import Claim
from monitoring.models.showcase import Scorecard
from monitoring.scorecards.compare.comparison import _results_of
from monitoring.scorecards.composed import composed_once
from municipalities.models import Municipality
from tests import factories
from tests.monitoring.scorecards import sample_results
from tests.monitoring.scorecards.sample_results import correction

pytestmark = pytest.mark.django_db


@composed_once
def of_the_round(municipality: int, round: str):
    return Scorecard.objects.filter(municipality=municipality, round__slug=round).with_its_page()


@composed_once
def by_letters(*, begin: int, end: int):
    return Municipality.objects.order_by("slug")[begin:end]


@composed_once
def in_county_or_none(county: str | None):
    found = Municipality.objects.order_by("slug").values_list("slug", "latitude")
    return found.filter(county=county) if county else found.none()


def result():
    contract = factories.SocialContractFactory()
    return sample_results.result(contract, factories.RoundFactory(term=contract.term))


def test_it_is_asked_about_other_rows_than_those_it_was_composed_with():
    first, second = result(), result()

    for card in (first, second):
        assert list(of_the_round(card.municipality_id, card.round.slug)) == [card]
    assert list(of_the_round(first.municipality_id, "another-round")) == []


def test_its_rows_are_whole_objects_with_what_stands_beside_them(django_assert_num_queries):
    card = result()

    [found] = of_the_round(card.municipality_id, card.round.slug)

    with django_assert_num_queries(0):
        assert found.round == card.round
        assert found.contract.term == card.contract.term
        assert found.score == card.score


def test_it_sees_what_was_written_since():
    card = result()
    before = list(of_the_round(card.municipality_id, card.round.slug))
    correction(card, (1, 0, 9, 0, 0))

    after = of_the_round(card.municipality_id, card.round.slug)

    assert before == [card]
    assert sorted(each.revision for each in after) == [1, 2]


def test_a_slice_is_a_statement_of_its_own():
    for slug in "abc":
        factories.MunicipalityFactory(slug=slug)

    assert [each.slug for each in by_letters(begin=0, end=2)] == ["a", "b"]
    assert [each.slug for each in by_letters(begin=2, end=4)] == ["c"]


def test_values_come_as_python_knows_them():
    town = factories.MunicipalityFactory(slug="a", county="q44", latitude="40.7250",
                                         longitude="19.5560")  # fmt: skip
    town.refresh_from_db()

    assert list(in_county_or_none("q44")) == [("a", town.latitude)]


def test_what_can_have_no_rows_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(in_county_or_none(None)) == []


def test_it_costs_one_query_each_time_and_says_the_same_as_composed_anew(
    django_assert_num_queries,
):
    term = factories.TermFactory()
    round_ = factories.RoundFactory(term=term)
    slugs = []
    for full in (2, 5, 9):
        contract = factories.SocialContractFactory(term=term)
        slugs.append(contract.municipality.slug)
        sample_results.result(contract, round_, (full, 0, 10 - full, 0, 0))

    for _ in range(2):
        with django_assert_num_queries(1):
            rows = list(_results_of(term.pk, *slugs))
    anew = Scorecard.objects.standing().of_the_term(term).filter(municipality__slug__in=slugs)
    assert {row.pk for row in rows} == {each.pk for each in anew}


def test_what_is_asked_about_never_becomes_part_of_the_statement():
    card = result()

    assert list(of_the_round(card.municipality_id, "a' OR 1=1 --")) == []


def test_its_rows_can_still_be_asked_what_such_rows_are_asked():
    factories.TermFactory(slug="2023-2027")

    @composed_once
    def terms():
        return Claim.objects.beside_the_terms(Term.objects.newest_first())

    on = datetime.date(2026, 11, 23)
    assert terms().default(on, demonstration=False).slug == "2023-2027"
