"""Writing down what is known: by whom, what is refused, and that every version stays."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from municipalities.models import (
    Council,
    CouncilGroup,
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
)
from municipalities.recording import ChangedMeanwhile, record_fact, version_of
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def place():
    return make.MunicipalityFactory()


@pytest.fixture
def keeper(place):
    return make.UserFactory(coordinates=make.OrganisationFactory(covers=[place]))


def plan_of(place, **columns):
    columns = {"as_of": TODAY, "state": "none", "source": "Shpikur"} | columns
    return IntegrityPlan(municipality=place, **columns)


def test_whoever_covers_the_municipality_records_and_stands_in_the_version(place, keeper):
    record_fact(fact=plan_of(place), by=keeper, on=TODAY)

    plan = IntegrityPlan.objects.get()
    assert (plan.state, plan.history.get().history_user) == ("none", keeper)


def test_a_network_admin_records_everywhere(place):
    record_fact(fact=plan_of(place), by=make.UserFactory(network_admin=True), on=TODAY)
    assert IntegrityPlan.objects.count() == 1


@pytest.mark.parametrize(
    "stranger",
    [
        lambda place: make.UserFactory(),
        lambda place: make.UserFactory(coordinates=make.OrganisationFactory()),
        lambda place: make.UserFactory(
            coordinates=make.OrganisationFactory(covers=[place], is_active=False)
        ),
        lambda place: make.UserFactory(
            coordinates=make.OrganisationFactory(covers=[place]), is_active=False
        ),
    ],
    ids=["nobody's", "covers another", "suspended", "disabled"],
)
def test_nobody_else_records(place, stranger):
    with pytest.raises(PermissionDenied):
        record_fact(fact=plan_of(place), by=stranger(place), on=TODAY)
    assert IntegrityPlan.objects.count() == 0


def test_a_change_keeps_the_version_before(place, keeper):
    plan = record_fact(fact=plan_of(place), by=keeper, on=TODAY)
    plan.state = "drafting"

    record_fact(fact=plan, by=keeper, on=TODAY, seen=version_of(plan))

    assert list(plan.history.order_by("history_id").values_list("state", flat=True)) == [
        "none", "drafting",
    ]  # fmt: skip


def test_the_same_words_again_are_no_new_version(place, keeper):
    plan = record_fact(fact=plan_of(place), by=keeper, on=TODAY)
    record_fact(fact=plan, by=keeper, on=TODAY, seen=version_of(plan))
    assert plan.history.count() == 1


def test_of_two_who_change_the_same_version_the_second_is_told(place, keeper):
    plan = record_fact(fact=plan_of(place), by=keeper, on=TODAY)
    seen = version_of(plan)
    mine, theirs = IntegrityPlan.objects.get(), IntegrityPlan.objects.get()
    theirs.state = "adopted"
    record_fact(fact=theirs, by=keeper, on=TODAY, seen=seen)
    mine.state = "drafting"

    with pytest.raises(ChangedMeanwhile):
        record_fact(fact=mine, by=keeper, on=TODAY, seen=seen)
    assert IntegrityPlan.objects.get().state == "adopted"


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (lambda place: plan_of(place, source=""), "source"),
        (lambda place: plan_of(place, as_of=TODAY + datetime.timedelta(days=1)), "as_of"),
        (lambda place: PublicConsultation(municipality=place, year=2028, source="x"), "year"),
        (
            lambda place: ParticipatoryBudget(
                municipality=place, year=2026, received=1, accepted=2, source="x"
            ),
            "__all__",
        ),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(place, keeper, fact, field):
    with pytest.raises(ValidationError) as refused:
        record_fact(fact=fact(place), by=keeper, on=TODAY)
    assert list(refused.value.error_dict) == [field]


def test_a_budget_of_the_year_to_come_can_be_recorded(place, keeper):
    budget = ParticipatoryBudget(municipality=place, year=2027, hearings=3, source="Shpikur")
    record_fact(fact=budget, by=keeper, on=TODAY)
    assert ParticipatoryBudget.objects.get().received is None


def test_the_groups_of_a_council_are_exactly_those_recorded_last(place, keeper):
    council = Council(municipality=place, elected_on="2023-05-14", seats=31, source="Shpikur")
    first = {"Partia A": 16, "Partia B": 15}
    record_fact(fact=council, by=keeper, on=TODAY, groups=first)

    then = {"Partia A": 17, "Partia C": 14}
    record_fact(fact=council, by=keeper, on=TODAY, seen=version_of(council), groups=then)

    assert dict(council.groups.values_list("party", "seats")) == then
    gone = CouncilGroup.history.filter(party="Partia B").order_by("history_id")
    assert [row.history_type for row in gone] == ["+", "-"]
    assert {row.history_user for row in CouncilGroup.history.all()} == {keeper}


def test_a_council_has_no_more_seats_in_its_groups_than_altogether(place, keeper):
    council = Council(municipality=place, elected_on="2023-05-14", seats=31, source="Shpikur")
    with pytest.raises(ValidationError):
        record_fact(fact=council, by=keeper, on=TODAY, groups={"Partia A": 32})
    assert Council.objects.count() == 0
