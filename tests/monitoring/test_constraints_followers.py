"""What the database refuses to store about who follows by e-mail."""

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "followers"))


def follower_of(**thing):
    return make.FollowerFactory(municipality=None, **thing)


def nothing_and_several_things():
    sector, commitment = make.SectorFactory(), make.CommitmentFactory()
    return [
        {"municipality": None},
        {"sector": sector},
        {"commitment": commitment},
        {"municipality": None, "sector": sector, "commitment": commitment},
    ]


CASES = [
    ("follower_once_per_municipality", lambda: again(make.FollowerFactory(), key="tjetër")),
    (
        "follower_once_per_sector",
        lambda: again(follower_of(sector=make.SectorFactory()), key="tjetër"),
    ),
    (
        "follower_once_per_commitment",
        lambda: again(follower_of(commitment=make.CommitmentFactory()), key="tjetër"),
    ),
    *[
        (
            "follower_follows_one_thing",
            lambda place=place: make.FollowerFactory(**nothing_and_several_things()[place]),
        )
        for place in range(4)
    ],
    ("follower_can_be_reached", lambda: make.FollowerFactory(email="")),
    ("follower_can_be_reached", lambda: make.FollowerFactory(key="")),
    ("follower_can_be_reached", lambda: make.FollowerFactory(language="de")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    first = make.FollowerFactory()
    make.FollowerFactory(email=first.email)
    make.FollowerFactory(municipality=first.municipality, confirmed_at=None)
    follower_of(sector=make.SectorFactory(), email=first.email)
    follower_of(commitment=make.CommitmentFactory(), email=first.email)
