"""Reminders 7 days and 1 day before a deadline, once each, with exactly what is missing."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from monitoring import actions
from monitoring.models import Report, Round
from municipalities.models import Membership, Organisation, OutgoingMail, User
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

SUBMIT_BY = datetime.date(2026, 9, 30)


def remind(on) -> list[tuple[str, str]]:
    """(subject, address) of what that day's run puts in; nothing waits afterwards."""
    call_command("send_reminders", on=on if isinstance(on, str) else on.isoformat())
    rows = OutgoingMail.objects.waiting()
    found = sorted((row.subject, row.to) for row in rows)
    rows.update(text="", sent_at=BEGIN)
    return found


def before(days) -> datetime.date:
    return SUBMIT_BY - datetime.timedelta(days=days)


def a_story(state="", **options):
    """Everybody reads English, and no mail waits."""
    story = Story(**({"statuses": ("full", "none")} | options))
    story = getattr(story, state)() if state else story
    User.objects.update(language="en")
    OutgoingMail.objects.all().delete()
    return story


def name(story):
    return f"{story.municipality.name_en}, {story.round.name_en}"


def writers(story):
    return sorted([story.author.email, story.colleague.email])


# --- When -----------------------------------------------------------------------------------------


def test_a_draft_is_reminded_of_7_days_and_1_day_before_and_on_no_other_day():
    story = a_story("opened")
    found = {days: remind(before(days)) for days in range(10, -3, -1)}

    assert {days: mails for days, mails in found.items() if mails} == {
        7: [(f"7 days left: {name(story)}", email) for email in writers(story)],
        1: [(f"1 day left: {name(story)}", email) for email in writers(story)],
    }


def test_running_again_on_the_same_day_adds_nothing():
    a_story("opened")

    assert len(remind(before(7))) == 2
    assert remind(before(7)) == []


@pytest.mark.parametrize(
    ("run_on", "days"),
    [([5, 4], [5]), ([1], [1]), ([0], [0]), ([6, 1, 0], [6, 1]), ([3, 0], [3, 0])],
)
def test_a_missed_day_is_made_up_for_once_with_the_days_that_are_really_left(run_on, days):
    story = a_story("opened")

    subjects = [subject for left in run_on for subject, _email in remind(before(left))[:1]]

    words = {0: "Today", 1: "1 day left"}
    assert subjects == [f"{words.get(left, f'{left} days left')}: {name(story)}" for left in days]


def test_a_deadline_that_is_moved_is_reminded_of_again():
    story = a_story("opened")
    assert len(remind(before(7))) == 2

    Round.objects.filter(pk=story.round.pk).update(submit_by=before(-1))

    assert len(remind(before(6))) == 2
    assert remind(before(6)) == []


@pytest.mark.parametrize(
    ("moment", "reminded"),
    [("2026-09-22T21:59:00+00:00", 0), ("2026-09-22T22:01:00+00:00", 2)],
)
def test_the_day_is_that_of_tirana(moment, reminded):
    """QUALITY R-11: at 22:00 UTC it is already the next day there."""
    a_story("opened")
    with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
        call_command("send_reminders")

    assert OutgoingMail.objects.count() == reminded


@pytest.mark.parametrize("day", ["30.9.2026", "2026-13-01", "nesër", "\x00"])
def test_a_day_that_is_none_is_refused_with_a_sentence(day):
    with pytest.raises(CommandError, match="is no day") as refused:
        call_command("send_reminders", on=day)
    assert refused.value.returncode == 2


# --- Who and what ---------------------------------------------------------------------------------


def text_to(person) -> str:
    return OutgoingMail.objects.get(to=person.email).text


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "1: choose a status."), ("sq", "1: zgjidhni një status.")]
)
def test_a_draft_is_reminded_of_with_exactly_what_is_missing_in_the_readers_language(
    language, sentence
):
    story = a_story("opened")
    User.objects.filter(pk=story.author.pk).update(language=language)
    first, second = story.report.findings.in_order()
    save = {"by": story.author, "version": 0, "at": BEGIN}
    actions.save_finding(finding=second, status="none", rationale_sq="KANARINË", **save)

    call_command("send_reminders", on=before(7).isoformat())

    lines = [line for line in text_to(story.author).splitlines() if line.startswith("- ")]
    assert len(lines) == 3
    if language == "en":
        assert lines == [
            f"- {sentence}", "- 2: choose a stage.", "- 2: add evidence that carries the status.",
        ]  # fmt: skip
    else:
        assert lines[0] != "- 1: choose a status."
    assert "KANARINË" not in text_to(story.author)


def test_no_reminder_tells_a_status():
    story = Story(statuses=("full", "partial", "none", "unassessed", "unassessable")).opened()
    User.objects.update(language="en")
    for finding, status in zip(story.report.findings.in_order(), story.statuses, strict=True):
        actions.save_finding(finding=finding, by=story.author, version=0, status=status, at=BEGIN)

    call_command("send_reminders", on=before(1).isoformat())

    words = text_to(story.author)
    assert "4: give the reason in Albanian." in words
    told = ["ully addressed", "artially addressed", "ot addressed", "assessed", "search"]
    assert [each for each in told if each in words] == []


def test_a_complete_draft_is_told_that_it_can_be_submitted():
    story = a_story("filled")

    call_command("send_reminders", on=before(7).isoformat())

    assert "Nothing is missing; it can be submitted." in text_to(story.author)
    assert f"/en/workspace/reports/{story.report.pk}/" in text_to(story.author)


def test_where_no_report_is_opened_those_who_cover_the_municipality_are_reminded():
    story = a_story()
    neighbour = factories.OrganisationFactory(covers=[story.municipality])
    other = factories.UserFactory(coordinates=neighbour, language="en")
    factories.UserFactory(coordinates=factories.OrganisationFactory())
    subject = f"7 days left: no report on {story.municipality.name_en} yet, {story.round.name_en}"

    assert remind(before(7)) == [
        (subject, email) for email in sorted([*writers(story), other.email])
    ]
    story.opened()
    assert [subject for subject, _email in remind(before(1))] == [f"1 day left: {name(story)}"] * 2


def test_a_contract_without_commitments_reminds_nobody():
    story = a_story()
    story.contract.commitments.all().delete()

    assert remind(before(7)) == []


def test_the_reviewer_of_a_submitted_report_is_reminded():
    story = a_story("in_review")

    assert remind(before(7)) == [(f"7 days left: {name(story)}", story.reviewer.email)]
    assert remind(before(1)) == [(f"1 day left: {name(story)}", story.reviewer.email)]


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_what_waits_for_nobody_in_particular_or_is_done_reminds_nobody(state):
    a_story(state)

    assert remind(before(7)) == remind(before(1)) == []


@pytest.mark.parametrize("gone", ["inactive", "left", "suspended"])
def test_whoever_is_gone_is_not_reminded(gone):
    stories = [a_story("opened"), a_story("in_review"), a_story()]
    if gone == "inactive":
        User.objects.update(is_active=False)
    elif gone == "left":
        Membership.objects.all().delete()
    else:
        Organisation.objects.update(is_active=False)

    assert [remind(before(7)) for _story in stories] == [[], [], []]


# --- The municipality -----------------------------------------------------------------------------


def invited(email="protokolli@example.org"):
    story = a_story("approved")
    story.token = actions.invite_reply(
        report=story.report, by=story.author, email=email, contact="Zyra", at=BEGIN + 2 * DAY
    )
    OutgoingMail.objects.all().delete()
    return story


def until(story, days) -> datetime.date:
    reply_until = Report.objects.get(pk=story.report.pk).reply_until
    return reply_until - datetime.timedelta(days=days)


def test_the_municipality_is_reminded_with_a_link_that_opens(client, settings):
    story = invited()
    found = {days: len(remind(until(story, days))) for days in (8, 7, 4, 1, 0, -1)}
    assert found == {8: 0, 7: 1, 4: 0, 1: 1, 0: 0, -1: 0}

    OutgoingMail.objects.all().delete()
    call_command("send_reminders", on=until(story, 7).isoformat())
    call_command("send_mail")

    message = mail.outbox[0]
    assert message.to == ["protokolli@example.org"]
    start = f"{settings.PUBLIC_ORIGIN}/reply/"
    link = next(line for line in message.body.splitlines() if line.startswith(start))
    with time_machine.travel(BEGIN + 9 * DAY, tick=False):
        response = client.get(link.removeprefix(settings.PUBLIC_ORIGIN))
    assert response.status_code == 200
    assert story.municipality.name_sq in response.content.decode()


@pytest.mark.parametrize("why", ["replied", "revoked", "no address", "published"])
def test_a_municipality_that_need_not_or_cannot_reply_is_not_reminded(why):
    story = invited(email="" if why == "no address" else "protokolli@example.org")
    day = until(story, 7)
    if why == "replied":
        actions.record_reply(
            report=story.report, text="Po.", capacity="mayor", token=story.token, at=BEGIN + 3 * DAY
        )
    elif why == "revoked":
        actions.revoke_reply_link(report=story.report, by=story.author, at=BEGIN + 3 * DAY)
    elif why == "published":
        story.publish()
    OutgoingMail.objects.all().delete()

    assert remind(day) == []


def test_a_new_invitation_is_reminded_of_anew():
    story = invited()
    assert len(remind(until(story, 7))) == 1

    actions.invite_reply(
        report=story.report, by=story.author, email="tjeter@example.org", at=BEGIN + 3 * DAY
    )
    OutgoingMail.objects.waiting().delete()

    assert [email for _subject, email in remind(until(story, 7))] == ["tjeter@example.org"]


def test_without_a_reviewer_the_organisation_on_duty_is_reminded_and_only_if_it_was_accepted():
    """Both of its people had ties when the report was submitted, so that it went to nobody."""
    story = a_story()
    duty = factories.ReviewDutyFactory(
        round=story.round, contract=story.contract, author=story.home, organisation=story.peer
    )
    tie = factories.DeclaredInterestFactory(user=story.reviewer, municipality=story.municipality)
    story.submitted()
    OutgoingMail.objects.all().delete()
    assert remind(before(7)) == []

    duty.accepted_at, duty.accepted_by = BEGIN, story.admin
    duty.save()
    tie.delete()

    assert [email for _subject, email in remind(before(7))] == [story.reviewer.email]
    assert story.report.reviewer is None
