"""What summaries take for standing is what stands, whatever was published, corrected, retracted."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from monitoring import actions, scoring, standing, verification
from monitoring.models import Scorecard, StandingResult
from monitoring.scorecards import overview
from tests import factories
from tests.monitoring.scorecards.sample_results import as_published, correction, result
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def those_that_stand():
    return list(StandingResult.objects.order_by("pk").values_list("pk", flat=True))


def test_a_published_result_stands_with_its_counts():
    card = Story(statuses=("full", "partial", "none", "none")).published().scorecard

    [row] = StandingResult.objects.all()

    assert (row.pk, row.contract, row.round, row.term) == (
        card.pk, card.contract, card.round, card.contract.term,
    )  # fmt: skip
    assert (row.full, row.partial, row.none, row.fulfilment) == (1, 1, 2, 3 / 4)
    assert row.published_at == card.published_at


def test_a_correction_stands_in_place_of_what_it_corrects():
    story = Story(statuses=("full", "none")).published()

    story.corrected(statuses=("partial", "none"))

    assert those_that_stand() == [story.scorecard.pk]
    assert (story.scorecard.revision, StandingResult.objects.get().partial) == (2, 1)


def test_what_was_retracted_stands_no_longer_nor_does_what_it_had_corrected():
    story = Story(statuses=("full", "none")).published().corrected(statuses=("partial", "none"))

    actions.retract(
        report=story.report, by=story.admin, reason_sq="U botua për bashkinë e gabuar.",
        at=BEGIN + 91 * DAY,
    )  # fmt: skip

    assert those_that_stand() == []


def test_a_result_published_before_the_portal_has_no_place_in_our_sums():
    as_published(factories.SocialContractFactory())

    assert those_that_stand() == []


def test_a_contract_has_one_standing_result_of_a_round():
    card = result(factories.SocialContractFactory(), factories.RoundFactory())
    second = StandingResult.objects.get()

    second.pk = correction(card, (1, 1, 1, 0, 0)).pk
    StandingResult.objects.filter(pk=second.pk).delete()
    standing.follow(Scorecard.objects.get(pk=card.pk))
    with pytest.raises(IntegrityError):
        second.save(force_insert=True)


def test_made_again_it_says_what_it_said():
    term = factories.TermFactory()
    round_ = factories.RoundFactory(term=term)
    cards = [result(factories.SocialContractFactory(term=term), round_) for _ in range(4)]
    newest = correction(cards[1], (1, 1, 1, 0, 0))
    factories.RetractionFactory(scorecard=cards[2])
    before = list(StandingResult.objects.order_by("pk").values())

    StandingResult.objects.all().delete()
    standing.remake()

    assert list(StandingResult.objects.order_by("pk").values()) == before
    assert those_that_stand() == [cards[0].pk, cards[3].pk, newest.pk]


@pytest.mark.parametrize("forgotten", ["its row", "its count"])
def test_the_verifier_names_a_scorecard_that_is_not_noted_as_it_stands(forgotten):
    card = Story(statuses=("full", "none")).published().scorecard
    if forgotten == "its row":
        StandingResult.objects.all().delete()
    else:
        StandingResult.objects.update(full=2)

    assert [str(problem) for problem in verification.standing_problems()] == [
        f"scorecard {card.pk} is not noted among the standing results as it stands"
    ]


def test_the_verifier_asks_it_with_everything_else():
    Story(statuses=("full", "none")).published()
    StandingResult.objects.all().delete()

    assert len(list(verification.problems())) == 1


COUNTS = [(0, 0, 4, 1, 0), (4, 0, 0, 0, 0), (1, 2, 1, 3, 0), (0, 0, 0, 5, 0), (2, 1, 1, 0, 2)]


@pytest.mark.parametrize("number", range(1, len(COUNTS) + 1))
def test_the_summary_says_what_counting_every_result_says(number):
    term = factories.TermFactory()
    round_ = factories.RoundFactory(term=term)
    cards = [
        result(factories.SocialContractFactory(term=term), round_, counts)
        for counts in COUNTS[:number]
    ]
    rated = sorted(
        (card for card in cards if card.score.fulfilment is not None),
        key=lambda card: (card.score.fulfilment, card.pk),
    )

    with CaptureQueriesContext(connection) as asked:
        summary = overview.pooled(term)

    assert len(asked) == 1
    sums = [sum(column) for column in zip(*COUNTS[:number], strict=True)]
    assert summary.counts == scoring.Counts(*sums)
    assert summary.municipalities == number
    assert summary.middle == rated[(len(rated) - 1) // 2 : len(rated) // 2 + 1]
    assert summary.newest == cards[::-1]


def test_the_summary_is_of_one_term():
    here, there = factories.TermFactory(), factories.TermFactory()
    for term, full in ((here, 2), (there, 5)):
        contract = factories.SocialContractFactory(term=term)
        result(contract, factories.RoundFactory(term=term), (full, 0, 0, 0, 0))

    assert overview.pooled(here).counts.full == 2
    assert overview.pooled(factories.TermFactory()) is None
