"""Rows of a plan against what is stored."""

import pytest
from django.utils import translation

from municipalities.loading import Loading, Plan, known
from municipalities.models import Mayor, Municipality
from tests.factories import MayorFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


def plan_of(*, since="2023", **columns):
    """A municipality and its mayor."""
    plan = Plan()
    place = plan.add(
        Municipality,
        "prova",
        where="prova",
        identity={"slug": "prova"},
        columns={"name_sq": "Prova", "county": "q51"},
    )
    plan.add(
        Mayor,
        where="prova, mayor",
        identity={"municipality": place, "name": "Kryetare e Sajuar", "since": since},
        columns={"basis": "elected", "source": "Burim prove"} | columns,
    )
    return plan


def save(plan):
    loading = Loading()
    loading.save(plan)
    return loading


def test_a_row_is_saved_after_the_row_that_it_refers_to():
    save(plan_of())

    assert Mayor.objects.get().municipality.slug == "prova"


@translation.override("en")
def test_a_row_whose_parent_is_refused_is_left_out_and_the_fault_is_reported_once():
    plan = plan_of()
    plan.find(Municipality, "prova").columns["latitude"] = 50

    loading = save(plan)

    assert loading.faults == [("prova", "Give both coordinates, in Albania, or neither.")]
    assert loading.done == {}
    assert not Mayor.objects.exists()


def test_a_stored_value_that_differs_is_changed_and_the_change_is_in_words():
    place = MunicipalityFactory(slug="prova", name_sq="Prova", county="q51")
    MayorFactory(municipality=place, name="Kryetare e Sajuar", since="2023", party="X")

    loading = save(plan_of(party="Y"))

    assert loading.changes == [
        "prova, mayor: source 'Shpikur për provë' → 'Burim prove'; party 'X' → 'Y'"
    ]
    assert Mayor.objects.get().party == "Y"


def test_an_unconfirmed_row_is_not_saved_and_a_stored_one_is_noted():
    plan = plan_of()
    for row in plan:
        row.confirmed = row.model is not Mayor
    assert save(plan).notes == []
    assert not Mayor.objects.exists()

    MayorFactory(municipality=Municipality.objects.get(), name="Kryetare e Sajuar", since="2023")

    assert save(plan).notes == ["prova, mayor: stored, though the file does not confirm it"]


def test_a_row_tells_what_its_model_refuses_without_a_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        faults = [
            fault for row in plan_of(since="2023-13", basis="guessed") for fault in row.faults()
        ]

    assert [where for where, _ in faults] == ["prova, mayor", "prova, mayor"]
    assert {reason.partition(":")[0] for _, reason in faults} == {"since", "basis"}


def test_only_known_columns_are_brought_up_to_date():
    assert known(name="", party=None, founded=0, website="w") == {
        "name": "", "founded": 0, "website": "w",
    }  # fmt: skip
