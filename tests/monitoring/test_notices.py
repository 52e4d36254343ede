"""Who is told by mail of what, once, and what no mail ever says (R-18, METHOD §7)."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring import actions, ledger, notices
from monitoring.models import LedgerEntry, ReportEvent
from municipalities.models import Membership, Organisation, OutgoingMail, User
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

REASON = "Një vendim i këshillit nuk ishte parë."


def told():
    """(template's occasion, address) of what waits, then nothing waits any more."""
    rows = OutgoingMail.objects.order_by("pk")
    found = sorted((row.subject.partition(":")[0], row.to) for row in rows)
    rows.delete()
    return found


def english(story):
    """Everybody of the story reads English; the outbox is empty."""
    User.objects.update(language="en")
    OutgoingMail.objects.all().delete()
    return story


def a_story(state="filled", **options):
    return english(getattr(Story(**({"statuses": ("full",)} | options)), state)())


# --- Who is told ----------------------------------------------------------------------------------


def test_a_report_that_is_handed_in_is_told_to_those_who_assign_reviewers():
    story = a_story()
    second = factories.UserFactory(is_network_admin=True, language="en")
    factories.UserFactory(is_network_admin=True, is_active=False)

    story.submitted()

    assert told() == sorted(
        ("Waits for a reviewer", person.email) for person in (story.admin, second)
    )


def test_when_it_comes_back_its_reviewer_is_told_and_nobody_else():
    story = a_story("returned")

    actions.submit(report=story.report, by=story.author, at=BEGIN + 2 * DAY)

    assert told() == [("Waits for your review", story.reviewer.email)]


@pytest.mark.parametrize("gone", ["inactive", "left", "suspended"])
def test_when_the_reviewer_is_gone_those_who_assign_are_told_instead(gone):
    story = a_story("returned")
    if gone == "inactive":
        User.objects.filter(pk=story.reviewer.pk).update(is_active=False)
    elif gone == "left":
        Membership.objects.filter(user=story.reviewer).delete()
    else:
        Organisation.objects.filter(pk=story.peer.pk).update(is_active=False)

    actions.submit(report=story.report, by=story.author, at=BEGIN + 2 * DAY)

    assert told() == [("Waits for a reviewer", story.admin.email)]


def test_whoever_is_assigned_a_review_is_told():
    story = a_story("submitted")

    actions.assign_review(
        report=story.report, reviewer=story.reviewer, organisation=story.peer, by=story.admin
    )

    assert told() == [("Waits for your review", story.reviewer.email)]


def test_a_return_and_an_approval_are_told_to_everybody_who_writes():
    story = a_story("coded")
    writers = sorted([story.author.email, story.colleague.email])

    actions.return_to_author(report=story.report, by=story.reviewer, note="Shto.", at=BEGIN + DAY)
    assert told() == [("Returned to your organisation", email) for email in writers]

    actions.submit(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    told()
    actions.approve(report=story.report, by=story.reviewer, at=BEGIN + 2 * DAY)
    assert told() == [("Approved", email) for email in writers]


def test_a_reply_is_told_to_writers_and_reviewer_once_a_day():
    story = a_story("invited")
    people = sorted(p.email for p in (story.author, story.colleague, story.reviewer))

    def reply(text, at):
        actions.record_reply(
            report=story.report, text=text, capacity="mayor", token=story.token, at=at
        )

    reply("Një.", BEGIN + 3 * DAY)
    reply("Dy.", BEGIN + 3 * DAY + datetime.timedelta(hours=5))
    assert [row.to for row in OutgoingMail.objects.order_by("to")] == people
    reply("Tre.", BEGIN + 4 * DAY)
    assert told() == sorted([("The municipality has replied", email) for email in people] * 2)


def test_a_publication_is_told_to_writers_and_reviewer_and_the_checkpoint_to_every_member():
    story = a_story("invited")
    others = [factories.UserFactory(manages=factories.OrganisationFactory(), language="en")]
    suspended = factories.UserFactory(
        manages=factories.OrganisationFactory(is_active=False), language="en"
    )

    story.publish()

    keepers = (story.author, story.colleague, story.reviewer, *others)
    found = told()
    assert found == sorted(
        [("Please keep", p.email) for p in keepers]
        + [("Published", p.email) for p in (story.author, story.colleague, story.reviewer)]
    )
    assert suspended.email not in {email for _subject, email in found}


def test_whoever_did_it_is_not_told_of_it():
    story = a_story("invited")
    factories.MembershipFactory(user=story.admin, organisation=story.home)
    told_otherwise = sorted(p.email for p in (story.author, story.colleague, story.reviewer))

    actions.record_reply(
        report=story.report, text="Letër.", capacity="mayor", by=story.admin, at=BEGIN + 3 * DAY
    )

    assert told() == [("The municipality has replied", email) for email in told_otherwise]


def test_who_belongs_to_both_organisations_gets_one_mail():
    story = a_story("invited")
    factories.MembershipFactory(user=story.colleague, organisation=story.peer)
    User.objects.filter(pk=story.author.pk).update(is_active=False)

    actions.record_reply(
        report=story.report, text="Po.", capacity="mayor", token=story.token, at=BEGIN + 3 * DAY
    )

    assert [email for _subject, email in told()] == sorted(
        [story.colleague.email, story.reviewer.email]
    )


@pytest.mark.parametrize("gone", ["inactive", "suspended"])
def test_inactive_people_and_suspended_organisations_are_told_nothing(gone):
    story = a_story("coded")
    if gone == "inactive":
        User.objects.filter(pk=story.author.pk).update(is_active=False)
    else:
        Organisation.objects.filter(pk=story.home.pk).update(is_active=False)

    actions.approve(report=story.report, by=story.reviewer, at=BEGIN + 2 * DAY)

    expected = [("Approved", story.colleague.email)] if gone == "inactive" else []
    assert told() == expected


def test_other_steps_are_told_nobody():
    story = a_story("opened")
    story.filled()
    told()
    actions.submit(report=story.report, by=story.author, at=BEGIN)
    told()
    actions.withdraw(report=story.report, by=story.author, at=BEGIN)
    assert told() == []


def test_the_same_event_puts_nothing_in_a_second_time():
    story = a_story("submitted")
    event = ReportEvent.objects.get(report=story.report, action="submit")

    for _ in range(2):
        notices.about(event)
        assert OutgoingMail.objects.count() == 1


# --- The checkpoint -------------------------------------------------------------------------------


def checkpoints():
    rows = OutgoingMail.objects.filter(key__startswith="checkpoint/").order_by("to")
    return [(row.to, row.text) for row in rows]


def test_the_managers_of_each_organisation_keep_the_checkpoint_or_its_coordinators():
    story = a_story("invited")
    manager = factories.UserFactory(manages=story.home)

    story.publish()

    assert [to for to, _text in checkpoints()] == sorted([manager.email, story.reviewer.email])


def test_the_checkpoint_is_the_head_after_publication_correction_and_retraction(settings):
    story = a_story("invited").publish()

    def heads():
        head = LedgerEntry.objects.head()
        lines = f"{settings.PUBLIC_ORIGIN}\n{head.seq}\n{head.hash}\n"
        found = checkpoints()
        OutgoingMail.objects.all().delete()
        assert found and all(f"\n\n{lines}\n" in text for _to, text in found)
        assert ledger.Checkpoint.parse(lines).size == head.seq
        return head.seq

    assert heads() == 1
    story.corrected(statuses=("none",))
    assert heads() == 2
    actions.retract(report=story.report, by=story.admin, reason_sq=REASON, at=BEGIN + 90 * DAY)
    assert heads() == 3


def test_telling_of_a_publication_takes_as_many_statements_for_two_members_as_for_twenty():
    def statements(story):
        event = ReportEvent.objects.get(report=story.report, action="publish")
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            notices.about(event)
        return len(asked)

    few = statements(a_story("published"))
    for _ in range(20):
        factories.UserFactory(manages=factories.OrganisationFactory())

    assert (few, statements(a_story("published"))) == (7, 7)


# --- The municipality's invitation ----------------------------------------------------------------


def test_the_municipality_gets_its_link_in_albanian_once_per_invitation(settings):
    story = a_story("approved")
    options = {"report": story.report, "by": story.author, "email": "protokolli@example.org"}

    first = actions.invite_reply(contact="Zyra <b>e</b> protokollit", at=BEGIN + 2 * DAY, **options)
    second = actions.invite_reply(at=BEGIN + 3 * DAY, **options)

    rows = list(OutgoingMail.objects.order_by("pk"))
    assert [(row.to, row.language) for row in rows] == [("protokolli@example.org", "sq")] * 2
    for row, link in zip(rows, (first, second), strict=True):
        assert f"\n{settings.PUBLIC_ORIGIN}/reply/{link}/\n" in row.text
    assert "Zyra <b>e</b> protokollit" in rows[0].text
    assert "Protokolli" not in rows[1].text


def test_without_an_address_no_invitation_is_sent():
    story = a_story("approved")

    actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)

    assert told() == []


# --- A day without a mail server ------------------------------------------------------------------


def test_every_step_works_while_no_mail_server_answers_and_each_mail_goes_out_once(settings):
    """QUALITY R-18."""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    story = a_story("opened").filled().submitted()
    actions.take_review(report=story.report, by=story.reviewer, organisation=story.peer, at=BEGIN)
    finding = story.report.findings.get()
    actions.code_blind(finding=finding, by=story.reviewer, status="full", at=BEGIN)
    actions.approve(report=story.report, by=story.reviewer, at=BEGIN + 2 * DAY)
    story.token = actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    story.publish()
    waiting = OutgoingMail.objects.waiting().count()

    settings.EMAIL_BACKEND = working
    call_command("send_mail")
    call_command("send_mail")

    assert len(mail.outbox) == waiting == OutgoingMail.objects.count()
    assert waiting > 5
