"""The right of reply: a signed, expiring, revocable link; replies are only ever added."""

import datetime

import pytest

from monitoring import actions, ledger, payloads
from monitoring.models import LedgerEntry, Reply
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def reply(story, **fields):
    return actions.record_reply(
        **({
            "report": story.report, "text": "Bashkia sqaron se rruga u hap.", "capacity": "mayor",
            "token": getattr(story, "token", ""), "at": BEGIN + 3 * DAY,
        } | fields),
    )  # fmt: skip


def test_the_municipality_replies_through_its_link():
    story = Story(statuses=("full",)).invited()

    given = reply(story)

    assert (given.through, given.filed_by, given.text) == (
        "link", None, "Bashkia sqaron se rruga u hap.",
    )  # fmt: skip


def test_the_window_stays_open_until_the_end_of_its_last_day_in_albania():
    story = Story(statuses=("full",)).invited()
    last = story.report.reply_until
    assert last == (BEGIN + 2 * DAY).date() + datetime.timedelta(days=14)
    midnight = datetime.datetime.combine(
        last + DAY, datetime.time(), tzinfo=datetime.timezone(datetime.timedelta(hours=2))
    )

    reply(story, at=midnight - datetime.timedelta(seconds=1))
    with pytest.raises(actions.Refused):
        reply(story, at=midnight)

    assert Reply.objects.count() == 1


@pytest.mark.parametrize("token", ["", "abc", "W10:1:x"])
def test_a_forged_link_is_refused(token):
    story = Story(statuses=("full",)).invited()

    with pytest.raises(actions.NotAllowed):
        reply(story, token=token)

    assert Reply.objects.count() == 0


def test_the_link_of_another_municipality_is_refused():
    story, other = Story(statuses=("full",)).invited(), Story(statuses=("full",)).invited()

    with pytest.raises(actions.NotAllowed):
        reply(story, token=other.token)

    assert Reply.objects.count() == 0


def test_a_new_invitation_revokes_the_link_before_it():
    story = Story(statuses=("full",)).invited()
    old = story.token
    story.token = actions.invite_reply(report=story.report, by=story.admin, at=BEGIN + 3 * DAY)

    with pytest.raises(actions.NotAllowed):
        reply(story, token=old)
    reply(story)

    assert Reply.objects.count() == 1


def test_a_finding_of_another_report_is_not_replied_to():
    story, other = Story(statuses=("full",)).invited(), Story(statuses=("full",)).invited()

    with pytest.raises(actions.Refused):
        reply(story, finding=other.report.findings.get())

    assert Reply.objects.count() == 0


def test_an_empty_reply_is_refused():
    story = Story(statuses=("full",)).invited()

    with pytest.raises(actions.Refused):
        reply(story, text="  \n ")


def test_a_second_reply_is_added_and_the_first_stays():
    story = Story(statuses=("full",)).invited()
    reply(story, text="E para")
    reply(story, text="E dyta")

    assert list(story.report.replies.values_list("text", flat=True)) == ["E para", "E dyta"]


def test_publishing_waits_for_the_reply_or_the_end_of_the_window():
    story = Story(statuses=("full",)).approved()
    with pytest.raises(actions.Refused):
        story.publish(at=BEGIN + 90 * DAY)

    story.token = actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    with pytest.raises(actions.Refused):
        story.publish(at=BEGIN + 16 * DAY)

    reply(story)
    assert story.publish(at=BEGIN + 4 * DAY).report.status == "published"


def test_replies_are_published_beside_what_they_answer_and_sealed_each():
    story = Story(statuses=("full", "none")).invited()
    second = story.report.findings.in_order()[1]
    reply(story, text="Për të gjithë raportin.")
    given = reply(story, text="Për angazhimin 2.", finding=second, capacity="administration")
    actions.answer_reply(reply=given, by=story.reviewer, sq="Vlerësimi mbetet.", en="It stands.")

    story.publish(at=BEGIN + 5 * DAY)

    shown = list(story.scorecard.replies.order_by("id"))
    assert [(r.line and r.line.number, r.text, r.answer_sq) for r in shown] == [
        (None, "Për të gjithë raportin.", ""),
        ("2", "Për angazhimin 2.", "Vlerësimi mbetet."),
    ]
    entries = LedgerEntry.objects.filter(kind="reply").in_order()
    assert [entry.rev for entry in entries] == [1, 2]
    assert [e.payload for e in entries] == [
        ledger.canonical(payloads.of_reply(r, rev)) for rev, r in enumerate(shown, start=1)
    ]


def test_an_empty_answer_is_refused_with_a_sentence():
    story = Story(statuses=("full",)).invited()
    given = reply(story)

    with pytest.raises(actions.Refused):
        actions.answer_reply(reply=given, by=story.reviewer, sq=" ")

    given.refresh_from_db()
    assert given.answered_at is None


def test_a_reply_is_answered_once():
    story = Story(statuses=("full",)).invited()
    given = reply(story)
    actions.answer_reply(reply=given, by=story.reviewer, sq="Faleminderit.")

    with pytest.raises(actions.Conflict):
        actions.answer_reply(reply=given, by=story.reviewer, sq="Ndryshe.")

    given.refresh_from_db()
    assert (given.answer_sq, given.text) == ("Faleminderit.", "Bashkia sqaron se rruga u hap.")


def test_nobody_of_the_network_can_write_as_the_municipality():
    story = Story(statuses=("full",)).invited()

    for person in (story.author, story.reviewer, story.stranger, factories.UserFactory()):
        with pytest.raises(actions.NotAllowed):
            reply(story, by=person)

    assert Reply.objects.count() == 0


def test_a_letter_is_filed_by_a_network_admin_and_says_so():
    story = Story(statuses=("full",)).invited()

    given = reply(story, by=story.admin, token="")

    assert (given.through, given.filed_by) == ("letter", story.admin)
