"""Who reviews whom: three rules that always hold, an even load, and always the same answer."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from monitoring.rota import Question, propose, why_not


@some.composite
def questions(draw):
    organisations = draw(some.lists(some.integers(1, 14), unique=True, max_size=12))
    writers = some.sampled_from(organisations) if organisations else some.just(99)
    contracts = range(100, 100 + draw(some.integers(0, 13)))
    writes = {contract: draw(writers) for contract in contracts}
    pairs = some.tuples(some.integers(1, 14), some.sampled_from(sorted(writes) or [100]))
    return Question(writes=writes, reviewers=organisations, barred=draw(some.sets(pairs)))


@settings(max_examples=150, deadline=None)
@given(questions())
def test_no_rule_is_ever_broken(question):
    duties = propose(question)
    assert [c for c, o in duties.items() if why_not(question, duties, c, o)] == []
    assert set(duties.values()) <= set(question.reviewers)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_a_contract_stays_open_only_if_nobody_is_left_who_could_review_it(question):
    duties = propose(question)
    open_ones = set(question.writes) - set(duties)
    could = [
        (contract, organisation)
        for contract in open_ones
        for organisation in question.reviewers
        if not why_not(question, duties, contract, organisation)
    ]
    assert could == []


@settings(max_examples=100, deadline=None)
@given(questions(), some.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(question, chance):
    contracts, reviewers = list(question.writes), list(question.reviewers)
    chance.shuffle(contracts)
    chance.shuffle(reviewers)
    again = Question(
        writes={contract: question.writes[contract] for contract in contracts},
        reviewers=reviewers,
        barred=frozenset(question.barred),
    )
    assert propose(again) == propose(question)


@pytest.mark.parametrize("organisations", range(3, 15))
def test_with_nothing_in_the_way_everybody_reviews_one_and_no_two_each_other(organisations):
    writes = {100 + number: number for number in range(organisations)}
    duties = propose(Question(writes=writes, reviewers=range(organisations)))
    assert Counter(duties.values()) == Counter(range(organisations))
    pairs = {(writes[contract], reviewer) for contract, reviewer in duties.items()}
    assert [pair for pair in pairs if pair[::-1] in pairs] == []


def test_organisations_that_write_nothing_share_the_load():
    duties = propose(Question(writes={1: 1, 2: 1, 3: 1, 4: 1}, reviewers=[1, 2, 3]))
    assert Counter(duties.values()) == {2: 2, 3: 2}


def test_two_organisations_alone_cannot_review_each_other():
    assert propose(Question(writes={1: 1, 2: 2}, reviewers=[1, 2])) == {1: 2}


def test_a_tie_of_all_its_people_keeps_an_organisation_away():
    question = Question(
        writes={1: 1, 2: 2, 3: 3}, reviewers=[1, 2, 3], barred=frozenset({(2, 1)})
    )  # fmt: skip
    assert propose(question) == {1: 3, 2: 1, 3: 2}


def test_what_is_settled_stays_and_the_rest_goes_around_it():
    question = Question(
        writes={1: 1, 2: 2, 3: 3}, reviewers=[1, 2, 3], settled={1: 3}
    )  # fmt: skip
    assert propose(question) == {1: 3, 2: 1, 3: 2}


def test_the_rule_that_is_broken_is_named():
    question = Question(
        writes={1: 1, 2: 2, 3: 3}, reviewers=[1, 2, 3], barred=frozenset({(3, 2)})
    )  # fmt: skip
    assert why_not(question, {}, 1, 1) == "own"
    assert why_not(question, {}, 2, 3) == "barred"
    assert why_not(question, {1: 2}, 2, 1) == "mutual"
    assert why_not(question, {1: 2}, 1, 2) == ""


def test_thirty_contracts_with_many_ties_are_proposed_within_the_steps():
    """Bad luck: everybody is barred from all but three."""
    writes = {100 + number: number for number in range(30)}
    barred = {
        (organisation, contract)
        for organisation in range(30)
        for contract in writes
        if (organisation - contract + 100) % 30 not in (1, 2, 3)
    }
    duties = propose(Question(writes=writes, reviewers=range(30), barred=frozenset(barred)))
    assert Counter(duties.values()) == Counter(range(30))


def test_hundreds_of_contracts_are_proposed_in_one_go_and_evenly():
    writes = {1000 + number: number % 12 for number in range(372)}
    question = Question(writes=writes, reviewers=range(12))
    duties = propose(question)
    assert [c for c, o in duties.items() if why_not(question, duties, c, o)] == []
    assert set(Counter(duties.values()).values()) == {31}
