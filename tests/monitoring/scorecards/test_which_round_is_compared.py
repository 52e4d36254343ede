"""The network's figures come from one round: the newest that speaks for the network (METHOD §4)."""

import pytest

from monitoring.scorecards import overview
from tests import factories
from tests.stories import Story

pytestmark = pytest.mark.django_db


def published(term, round_, statuses):
    story = Story(statuses=statuses, term=term)
    story.round = round_
    return story.published().scorecard


@pytest.fixture
def two_rounds():
    term = factories.TermFactory()
    return (
        term,
        factories.RoundFactory(term=term, slug="2024-2025"),
        factories.RoundFactory(term=term, slug="2025-2026"),
    )


def test_the_first_result_of_a_new_round_does_not_speak_for_the_network(two_rounds):
    term, old, new = two_rounds
    for _ in range(3):
        published(term, old, ("full", "none"))
    first = published(term, new, ("full", "full"))

    pooled = overview.pooled(term)

    assert pooled.round == old
    assert (pooled.counts.full, pooled.counts.none, pooled.municipalities) == (3, 3, 3)
    assert first in pooled.newest


def test_a_new_round_speaks_when_half_as_many_have_a_result_in_it(two_rounds):
    term, old, new = two_rounds
    for _ in range(2):
        published(term, old, ("full", "none"))
    published(term, new, ("full", "full"))

    pooled = overview.pooled(term)

    assert (pooled.round, pooled.municipalities, pooled.counts.full) == (new, 1, 2)


def test_the_middle_municipality_is_of_the_compared_round(two_rounds):
    term, old, new = two_rounds
    cards = [
        published(term, old, statuses)
        for statuses in (("none", "none"), ("full", "none"), ("full", "full"))
    ]
    published(term, new, ("partial", "none"))

    assert overview.pooled(term).middle == [cards[1]]


def test_a_round_in_which_nothing_was_assessed_is_still_named(two_rounds):
    term, old, _new = two_rounds
    published(term, old, ("unassessed", "unassessed"))

    pooled = overview.pooled(term)

    assert (pooled.round, pooled.counts.unassessed, pooled.middle) == (old, 2, [])
