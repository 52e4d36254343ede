"""What the database refuses to store about activities."""

import pytest

from tests import factories as make
from tests.constraints import assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("contracts", "activities"))

CASES = [
    ("activity_is_named_and_sourced", lambda: make.ActivityFactory(slug="Forum 1")),
    ("activity_is_named_and_sourced", lambda: make.ActivityFactory(title_sq="")),
    ("activity_is_named_and_sourced", lambda: make.ActivityFactory(source="")),
    ("activity_kind_is_known_word", lambda: make.ActivityFactory(kind="party")),
    ("activity_dates_are_dates", lambda: make.ActivityFactory(begins="")),
    ("activity_dates_are_dates", lambda: make.ActivityFactory(begins="9.3.2024")),
    ("activity_dates_are_dates", lambda: make.ActivityFactory(ends="zvarritet")),
    ("activity_ends_after_it_begins", lambda: make.ActivityFactory(ends="2024-03-08")),
    ("activity_ends_after_it_begins", lambda: make.ActivityFactory(ends="2023")),
    (
        "activity_counts_its_participants",
        lambda: make.ActivityFactory(participants=10, women=11),
    ),
    ("activity_counts_its_participants", lambda: make.ActivityFactory(participants=10, youth=11)),
    ("activity_link_is_a_web_address", lambda: make.ActivityFactory(link="ftp://example.org/")),
    ("activity_step_kind_is_known_word", lambda: make.ActivityStepFactory(kind="rally")),
    ("activity_step_is_dated_and_told", lambda: make.ActivityStepFactory(dated="")),
    ("activity_step_is_dated_and_told", lambda: make.ActivityStepFactory(dated="mars")),
    ("activity_step_is_dated_and_told", lambda: make.ActivityStepFactory(text_sq="")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.ActivityFactory(begins="2024", ends="2024-03")
    make.ActivityFactory(participants=10, women=10, youth=0, link="https://example.org/")
    make.ActivityStepFactory(dated="2024")
