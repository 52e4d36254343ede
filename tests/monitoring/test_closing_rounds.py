"""A closed round: what it leaves behind, what goes on its way, and how it is opened again."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from monitoring import actions
from monitoring.models import Report, Round, RoundReopening
from monitoring.rounds import running
from monitoring.workspace import board, desk
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CLOSED = BEGIN + 20 * DAY


@pytest.fixture(autouse=True)
def after_the_closing():
    with time_machine.travel(CLOSED + DAY, tick=False), translation.override("en"):
        yield


@pytest.fixture
def story():
    return Story(statuses=("full",))


def closed(story) -> Round:
    story.round = running.close_round(round=story.round, by=story.admin, at=CLOSED)
    return story.round


def reopened(story, **said):
    usual = {
        "round": story.round, "by": story.admin, "closed_at": CLOSED,
        "reason_sq": "U mbyll gabimisht.", "at": CLOSED + DAY,
    }  # fmt: skip
    return running.reopen_round(**(usual | said))


def later_round(story) -> Round:
    return running.open_round(
        by=story.admin, term=story.contract.term, name_sq="Viti 4",
        begins=datetime.date(2026, 9, 1), ends=datetime.date(2027, 8, 31),
        evidence_until=datetime.date(2027, 9, 15), submit_by=datetime.date(2027, 9, 30),
    )  # fmt: skip


# --- What a closing leaves behind -----------------------------------------------------------------


def test_what_a_closing_leaves_is_told_apart_from_what_goes_on(story):
    def another(state=None):
        other = Story(statuses=("full",), beside=story, term=story.contract.term)
        other.round = story.round
        return getattr(other, state)() if state else other

    story.opened()
    unopened = another()
    submitted = another("submitted")
    returned = another("in_review")
    actions.return_to_author(report=returned.report, by=returned.reviewer, note="Shto datën.")

    left = board.left_by_closing(story.round)

    assert left.drafts == [story.report]
    assert left.unopened == [unopened.contract]
    assert left.under_way == len([submitted, returned])


def test_what_a_reviewer_gave_back_is_mended_and_submitted_in_a_closed_round(story):
    story.in_review()
    closed(story)
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shto datën.")

    actions.submit(report=story.report, by=story.author)

    assert Report.objects.get(pk=story.report.pk).status == "submitted"


def test_what_was_taken_back_before_the_closing_is_left_behind(story):
    story.submitted()
    actions.withdraw(report=story.report, by=story.author)
    closed(story)
    with pytest.raises(actions.Refused, match="was closed on"):
        actions.submit(report=story.report, by=story.author)


def test_the_desk_asks_nobody_to_submit_what_cannot_be_submitted(story):
    story.opened()
    before = desk.of(story.author, at=CLOSED)
    closed(story)
    after = desk.of(story.author, at=CLOSED + DAY)

    assert [each.is_our_turn for each in before.under_way] == [True]
    assert [(each.is_our_turn, each.deadline) for each in after.under_way] == [(False, None)]
    assert str(after.under_way[0].whose_turn) == (
        "The round was closed before it was submitted; it stays a draft."
    )
    assert after.nothing_waits


# --- Opened again ---------------------------------------------------------------------------------


def test_a_reopened_round_takes_reports_again_and_its_closing_stays_on_record(story):
    story.filled()
    closed(story)

    reopening = reopened(story, reason_en="It was closed by mistake.")

    held = Round.objects.get(pk=story.round.pk)
    assert (held.closed_at, held.closed_by) == (None, None)
    assert (reopening.closed_at, reopening.closed_by) == (CLOSED, story.admin)
    assert (reopening.reopened_at, reopening.reopened_by) == (CLOSED + DAY, story.admin)
    assert list(held.history.values_list("closed_at", flat=True)[:2]) == [None, CLOSED]
    actions.submit(report=story.report, by=story.author)
    assert Report.objects.get(pk=story.report.pk).status == "submitted"


def test_pressed_twice_it_is_opened_once_and_another_who_saw_the_same_is_told(story):
    closed(story)
    first = reopened(story)
    assert reopened(story) == first
    other = Story(statuses=("full",)).admin
    with pytest.raises(actions.Conflict, match="meanwhile"):
        reopened(story, by=other)

    again = running.close_round(round=story.round, by=other, at=CLOSED + 2 * DAY)
    with pytest.raises(actions.Conflict, match="meanwhile"):
        reopened(story)
    reopened(story, closed_at=again.closed_at, at=CLOSED + 3 * DAY)
    assert RoundReopening.objects.count() == 2


def test_it_stays_closed_once_a_later_round_has_published_something(story):
    closed(story)
    later = Story(statuses=("full",), beside=story, term=story.contract.term)
    later.round = later_round(story)
    later.invited()
    reopening = reopened(story)
    assert reopening.pk
    running.close_round(round=story.round, by=story.admin, at=CLOSED + DAY)
    later.publish()

    with pytest.raises(actions.Refused, match="“Viti 4” has published results"):
        reopened(story, closed_at=CLOSED + DAY)
    assert Round.objects.get(pk=story.round.pk).closed_at == CLOSED + DAY


def test_without_a_reason_it_stays_closed(story):
    closed(story)
    with pytest.raises(ValidationError) as caught:
        reopened(story, reason_sq="")
    assert list(caught.value.error_dict) == ["reason_sq"]
    assert Round.objects.get(pk=story.round.pk).closed_at == CLOSED


def test_only_network_admins_reopen(story):
    closed(story)
    with pytest.raises(actions.NotAllowed):
        reopened(story, by=story.author)
    assert not RoundReopening.objects.exists()
