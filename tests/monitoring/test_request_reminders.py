"""A request for information is reminded of when its answer is nearly due, and when none came."""

import datetime

import pytest
from django.core.management import call_command

from monitoring import reminders
from monitoring.requests import registering
from municipalities.models import OutgoingMail, User
from tests import factories
from tests.stories import Story

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2026, 9, 21)
DUE = datetime.date(2026, 10, 5)
LETTER = "KANARINË: kërkojmë kopje."


def day(number) -> datetime.date:
    """So many days after the day on which the answer is due."""
    return DUE + datetime.timedelta(days=number)


def remind(on) -> list[tuple[str, str]]:
    """(subject, address) of what that day's run puts in about requests; nothing waits then."""
    call_command("send_reminders", on=on.isoformat())
    rows = OutgoingMail.objects.waiting().filter(key__startswith="reminder/request/")
    found = sorted((row.subject, row.to) for row in rows)
    rows.update(text="", sent_at=datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC))
    return found


@pytest.fixture
def story():
    story = Story(statuses=("none",)).opened()
    User.objects.update(language="en")
    return story


@pytest.fixture
def request_sent(story):
    written = registering.write_letter(
        report=story.report, commitment=story.report.findings.get().commitment, office="Bashkia",
        letter=LETTER, by=story.author,
    )  # fmt: skip
    sent = registering.record_sent(
        request=written, by=story.author, version=0, sent_on=MONDAY, how="postë, nr. 12", due_on=DUE
    )
    OutgoingMail.objects.all().delete()
    return sent


def writers(story) -> list[str]:
    return sorted([story.author.email, story.colleague.email])


def test_it_is_told_3_days_before_and_once_when_the_time_is_over(story, request_sent):
    found = {number: remind(day(number)) for number in range(-6, 45)}

    place = story.municipality.name_en
    nearly = f"3 days left: answer to the request for information from {place}"
    over = f"The time to answer is over: request for information to {place}"
    assert {number: mails for number, mails in found.items() if mails} == {
        -3: [(nearly, email) for email in writers(story)],
        1: [(over, email) for email in writers(story)],
    }


def test_run_twice_on_a_day_it_is_told_once(story, request_sent):
    assert len(remind(day(1))) == 2
    assert remind(day(1)) == []


def test_a_missed_run_is_made_up_for_and_not_for_ever(story, request_sent):
    last = reminders.OVER_FOR.days
    assert remind(day(last + 1)) == []
    assert len(remind(day(last))) == 2


def test_the_outbox_remembers_longer_than_a_missed_run_is_made_up_for():
    from municipalities.outbox import SENT_IS_KEPT

    assert SENT_IS_KEPT > reminders.OVER_FOR + reminders.NEARLY_DUE


def test_more_time_is_another_deadline(story, request_sent):
    assert len(remind(day(0))) == 2
    registering.extend_deadline(
        request=request_sent, by=story.author, version=request_sent.lock_version, due_on=day(7)
    )
    assert remind(day(1)) == []
    assert len(remind(day(4))) == 2


def test_what_is_answered_or_recorded_as_silence_is_not_told(story, request_sent):
    registering.record_answer(
        request=request_sent, by=story.author, version=request_sent.lock_version,
        answered_on=DUE, answer="Po.", on=DUE,
    )  # fmt: skip
    assert remind(day(1)) == []


def test_whoever_has_a_tie_is_not_told(story, request_sent):
    factories.DeclaredInterestFactory(user=story.colleague, municipality=story.municipality)
    assert [email for _subject, email in remind(day(1))] == [story.author.email]


def test_the_mail_leads_to_the_letter_and_says_nothing_of_it(story, request_sent):
    call_command("send_reminders", on=day(1).isoformat())
    rows = OutgoingMail.objects.filter(key__startswith="reminder/request/")
    text = {row.text for row in rows}.pop()
    assert f"/workspace/requests/{request_sent.pk}/" in text
    assert f"no. {request_sent.pk}, sent on 21 September 2026" in text
    title = request_sent.commitment.title_en
    assert [words for words in ("KANARINË", "nr. 12", title) if words in text] == []
