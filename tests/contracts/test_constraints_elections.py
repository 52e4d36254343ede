"""What the database refuses to store about elections, needs, candidates and their positions."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("contracts", "elections", "told"))
NOON = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)


def twice_elected():
    first = make.CandidateFactory(elected=True)
    make.CandidateFactory(juxtaposition=first.juxtaposition, elected=True)


def two_wholes():
    first = make.ParticipationFactory(unit=None)
    make.ParticipationFactory(unit=None, juxtaposition=first.juxtaposition)


def same_place_on_the_ballot():
    first = make.CandidateFactory(place_on_ballot=2)
    make.CandidateFactory(juxtaposition=first.juxtaposition, place_on_ballot=2)


def change_of_paper(**what):
    told = {"paper": "Procesverbali", "paper_language": "sq", "paper_before": "a" * 64}
    make.JuxtapositionEventFactory(**told | what)


CASES = [
    ("election_is_named_and_sourced", lambda: make.ElectionFactory(slug="me hapësirë")),
    ("election_is_named_and_sourced", lambda: make.ElectionFactory(name_sq="")),
    ("election_is_named_and_sourced", lambda: make.ElectionFactory(source="")),
    ("election_kind_is_known_word", lambda: make.ElectionFactory(kind="referendum")),
    ("election_day_is_a_date", lambda: make.ElectionFactory(held_on="9.5.2027")),
    ("juxtaposition_once_per_election", lambda: again(make.JuxtapositionFactory())),
    ("juxtaposition_order_is_known_word", lambda: make.JuxtapositionFactory(order="by_votes")),
    (
        "juxtaposition_published_when_and_by_whom",
        lambda: make.JuxtapositionFactory(published_at=NOON),
    ),
    (
        "juxtaposition_published_when_and_by_whom",
        lambda: make.JuxtapositionFactory(published_by=make.UserFactory()),
    ),
    ("juxtaposition_change_has_its_reason", lambda: make.JuxtapositionEventFactory(reason_sq="")),
    ("juxtaposition_change_names_its_paper", lambda: change_of_paper(paper="")),
    ("juxtaposition_change_names_its_paper", lambda: change_of_paper(paper_language="de")),
    ("juxtaposition_change_names_its_paper", lambda: change_of_paper(paper_before="")),
    ("juxtaposition_change_names_its_paper", lambda: change_of_paper(paper_before="abc")),
    ("juxtaposition_change_names_its_paper", lambda: change_of_paper(paper_after="ABC")),
    ("participation_once_per_unit", lambda: again(make.ParticipationFactory())),
    ("participation_once_as_a_whole", two_wholes),
    ("participation_counts_its_participants", lambda: make.ParticipationFactory(women=31)),
    ("participation_counts_its_participants", lambda: make.ParticipationFactory(youth=31)),
    ("need_number_is_unique", lambda: again(make.NeedFactory())),
    ("need_is_named_and_numbered", lambda: make.NeedFactory(title_sq="")),
    ("need_is_named_and_numbered", lambda: make.NeedFactory(number=0)),
    ("need_pillar_is_one_of_four", lambda: make.NeedFactory(pillar="sport")),
    ("need_score_is_not_negative", lambda: make.NeedFactory(score=-1)),
    ("candidate_is_recorded_once", lambda: again(make.CandidateFactory())),
    ("candidate_place_on_ballot_is_unique", same_place_on_the_ballot),
    ("candidate_one_is_elected", twice_elected),
    ("candidate_has_name_and_source", lambda: make.CandidateFactory(name="")),
    ("candidate_has_name_and_source", lambda: make.CandidateFactory(source="")),
    ("position_once_per_candidate_and_need", lambda: again(make.PositionFactory())),
    ("position_answer_is_known_word", lambda: make.PositionFactory(answer="maybe")),
    ("position_has_its_source_and_date", lambda: make.PositionFactory(source="")),
    ("position_has_its_source_and_date", lambda: make.PositionFactory(dated="")),
    (
        "position_has_its_source_and_date",
        lambda: make.PositionFactory(answer="no_answer", words="Fjalë"),
    ),
    (
        "position_has_its_source_and_date",
        lambda: make.PositionFactory(answer="not_asked", words="", signed=True),
    ),
    ("position_date_and_link_are_such", lambda: make.PositionFactory(dated="20.4.2027")),
    (
        "position_date_and_link_are_such",
        lambda: make.PositionFactory(link="javascript:alert(1)"),
    ),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)
