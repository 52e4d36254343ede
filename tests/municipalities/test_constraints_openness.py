"""What the database refuses to store about how open a municipality is."""

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("municipalities", "openness"))

CASES = [
    ("council_is_recorded_once", lambda: again(make.CouncilFactory(), seats=31)),
    ("council_election_is_a_date", lambda: make.CouncilFactory(elected_on="")),
    ("council_election_is_a_date", lambda: make.CouncilFactory(elected_on="maj 2023")),
    ("council_has_a_source", lambda: make.CouncilFactory(source="")),
    ("council_women_are_of_its_seats", lambda: make.CouncilFactory(seats=31, women=32)),
    ("council_group_is_recorded_once", lambda: again(make.CouncilGroupFactory(), seats=3)),
    ("council_group_has_party_and_seats", lambda: make.CouncilGroupFactory(party="")),
    ("council_group_has_party_and_seats", lambda: make.CouncilGroupFactory(seats=0)),
    ("integrity_plan_once_a_day", lambda: again(make.IntegrityPlanFactory(), state="none")),
    ("integrity_plan_state_is_known_word", lambda: make.IntegrityPlanFactory(state="planned")),
    ("integrity_plan_years_are_whole", lambda: plan(first_year=2024)),
    ("integrity_plan_years_are_whole", lambda: plan(first_year=2026, last_year=2024)),
    ("integrity_plan_years_are_whole", lambda: plan(first_year=1924, last_year=2024)),
    ("integrity_plan_years_are_whole", lambda: plan("none", first_year=2024, last_year=2026)),
    ("integrity_plan_is_sourced", lambda: plan(source="")),
    ("integrity_plan_is_sourced", lambda: plan(reviewed_on="2025-13")),
    ("integrity_plan_is_sourced", lambda: plan(link="javascript:alert(1)")),
    ("transparency_once_a_day", lambda: again(make.TransparencyFactory(), calendar="yes")),
    ("transparency_answers_are_known_words", lambda: make.TransparencyFactory(programme="?")),
    ("transparency_answers_are_known_words", lambda: make.TransparencyFactory(register="")),
    ("transparency_answers_are_known_words", lambda: make.TransparencyFactory(calendar="0")),
    ("transparency_answers_are_known_words", lambda: make.TransparencyFactory(agenda="maybe")),
    ("transparency_answers_are_known_words", lambda: make.TransparencyFactory(decisions="po")),
    ("transparency_broadcast_is_known_word", lambda: make.TransparencyFactory(broadcast="radio")),
    ("transparency_is_sourced", lambda: make.TransparencyFactory(source="")),
    ("transparency_is_sourced", lambda: make.TransparencyFactory(decisions_since="një vit")),
    ("consultation_once_a_year", lambda: again(make.PublicConsultationFactory(), acts=4)),
    ("consultation_is_sourced", lambda: make.PublicConsultationFactory(source="")),
    ("consultation_is_sourced", lambda: make.PublicConsultationFactory(year=25)),
    (
        "consultation_accepts_what_it_received",
        lambda: make.PublicConsultationFactory(comments=3, accepted=4),
    ),
    (
        "participatory_budget_once_a_year",
        lambda: again(make.ParticipatoryBudgetFactory(), hearings=4),
    ),
    ("participatory_budget_is_sourced", lambda: make.ParticipatoryBudgetFactory(source="")),
    ("participatory_budget_is_sourced", lambda: make.ParticipatoryBudgetFactory(year=1999)),
    (
        "participatory_budget_counts_participants",
        lambda: make.ParticipatoryBudgetFactory(participants=10, women=11),
    ),
    (
        "participatory_budget_counts_participants",
        lambda: make.ParticipatoryBudgetFactory(participants=10, youth=11),
    ),
    (
        "participatory_budget_narrows",
        lambda: make.ParticipatoryBudgetFactory(received=3, accepted=4),
    ),
    (
        "participatory_budget_narrows",
        lambda: make.ParticipatoryBudgetFactory(accepted=3, budgeted=4),
    ),
    ("participatory_budget_narrows", lambda: make.ParticipatoryBudgetFactory(budgeted=3, built=4)),
]


def plan(state="adopted", **columns):
    return make.IntegrityPlanFactory(state=state, **columns)


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_a_number_that_nobody_knows_refuses_nothing():
    make.CouncilFactory(women=12).full_clean()
    make.PublicConsultationFactory(accepted=4).full_clean()
    make.ParticipatoryBudgetFactory(women=12, accepted=2, built=1).full_clean()
    plan(first_year=2024, last_year=2026, reviewed_on="2025").full_clean()
