"""What the database refuses to store about who reviews whom, and about rounds that changed."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "rota"))
NOON = datetime.datetime(2026, 9, 2, 12, tzinfo=datetime.UTC)


def of_itself():
    organisation = make.OrganisationFactory()
    return make.ReviewDutyFactory(author=organisation, organisation=organisation)


CASES = [
    ("review_duty_one_per_contract_and_round", lambda: again(make.ReviewDutyFactory())),
    ("review_duty_is_of_another", of_itself),
    (
        "review_duty_accepted_when_and_by_whom",
        lambda: make.ReviewDutyFactory(accepted_at=NOON),
    ),
    (
        "review_duty_accepted_when_and_by_whom",
        lambda: make.ReviewDutyFactory(accepted_by=make.UserFactory()),
    ),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.ReviewDutyFactory()
    make.ReviewDutyFactory(accepted_at=NOON, accepted_by=make.UserFactory())
