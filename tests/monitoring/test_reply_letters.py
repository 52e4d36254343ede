"""Letters that come with a reply, the invitation, and its end (METHOD §5, §7)."""

import datetime
import json

import pytest
from django.db import IntegrityError, connection, transaction

from monitoring import actions, evidence, ledger, notices, verification
from monitoring.models import LedgerEntry, Reply, ReplyLetter, Report, ScorecardReplyLetter
from tests.monitoring import evidence_samples as samples
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

TEXT = "Bashkia sqaron se rruga u hap."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def letter(content=None, title="Shkresë nr. 12"):
    return actions.Letter(title, evidence.take_in(content or samples.png(), name="x.png"))


def reply(story, **fields):
    return actions.record_reply(
        **({
            "report": story.report, "text": TEXT, "capacity": "mayor", "token": story.token,
            "at": BEGIN + 3 * DAY,
        } | fields),
    )  # fmt: skip


def payloads(kind="reply"):
    return [json.loads(e.payload) for e in LedgerEntry.objects.filter(kind=kind).in_order()]


def test_letters_are_published_with_the_reply_and_sealed_in_their_order():
    story = Story(statuses=("full",)).invited()
    sent = [letter(), letter(samples.jpeg(), "Fotokopje")]
    reply(story, letters=sent)

    story.publish(at=BEGIN + 5 * DAY)

    shown = ScorecardReplyLetter.objects.order_by("position")
    assert [(each.position, each.title, each.sha256) for each in shown] == [
        (1, "Shkresë nr. 12", sent[0].file.sha256), (2, "Fotokopje", sent[1].file.sha256),
    ]  # fmt: skip
    assert payloads()[0]["letters"] == [
        {
            "title": each.title, "sha256": each.file.sha256, "size": each.file.size,
            "type": each.file.content_type,
        }
        for each in sent
    ]  # fmt: skip
    assert list(verification.problems()) == []
    assert ledger.verify(verification.lines()).entries == 2


def test_a_reply_without_letters_is_sealed_as_it_always_was():
    story = Story(statuses=("full",)).invited()
    reply(story)

    story.publish(at=BEGIN + 5 * DAY)

    assert sorted(payloads()[0]) == [
        "answer", "capacity", "municipality", "received_on", "reference", "rev", "round",
        "schema", "scorecard_rev", "term", "text",
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["title = 'Tjetër'", "size = size + 1", "position = 7"])
def test_a_letter_changed_behind_the_ledger_is_found(change):
    story = Story(statuses=("full",)).invited()
    reply(story, letters=[letter(), letter(samples.jpeg(), "Fotokopje")])
    story.publish(at=BEGIN + 5 * DAY)
    statement = f"UPDATE monitoring_scorecardreplyletter SET {change} WHERE position = 1"

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
                cursor.execute(statement)
        else:
            cursor.execute(statement)
            assert {problem.seq for problem in verification.row_problems()} == {2}


def test_a_letter_that_is_missing_on_disk_is_found():
    story = Story(statuses=("full",)).invited()
    sent = letter()
    reply(story, letters=[sent])
    story.publish(at=BEGIN + 5 * DAY)
    evidence.public_path(sent.file.sha256).unlink()

    found = list(verification.file_problems())

    assert [problem.seq for problem in found] == [2]
    assert sent.file.sha256 in found[0].what


def test_the_same_reply_with_the_same_letters_is_one_and_with_another_letter_a_second():
    story = Story(statuses=("full",)).invited()
    for letters in ([letter()], [letter()], [letter(), letter()], [letter(samples.jpeg())], []):
        reply(story, letters=letters)

    assert [r.letters.count() for r in Reply.objects.order_by("id")] == [1, 1, 0]


def test_a_sixth_letter_is_refused():
    story = Story(statuses=("full",)).invited()

    with pytest.raises(actions.Refused, match="5"):
        reply(story, letters=[letter()] * 6)

    assert (Reply.objects.count(), ReplyLetter.objects.count()) == (0, 0)


# --- The invitation -------------------------------------------------------------------------------


@pytest.fixture
def mailed(monkeypatch):
    told = []
    monkeypatch.setattr(
        notices, "invitation", lambda report, *, address, at: told.append((report.pk, address))
    )
    return told


def test_an_invitation_keeps_the_contact_and_is_mailed(mailed):
    story = Story(statuses=("full",)).approved()

    link = actions.invite_reply(
        report=story.report, by=story.author, contact="Zyra e kryetarit",
        email="zyra@bashkia.example", at=BEGIN + 2 * DAY,
    )  # fmt: skip

    report = Report.objects.get()
    assert (report.reply_contact, report.reply_email) == (
        "Zyra e kryetarit", "zyra@bashkia.example",
    )  # fmt: skip
    assert mailed == [(report.pk, f"/reply/{link}/")]


def test_without_an_address_the_link_is_only_handed_over(mailed):
    Story(statuses=("full",)).invited()

    assert mailed == []


@pytest.mark.parametrize(
    "contact", [{"email": "zyra"}, {"email": "a@b\nBcc: c@d.example"}, {"contact": "x" * 201}]
)
def test_an_unusable_contact_is_refused(contact, mailed):
    story = Story(statuses=("full",)).approved()

    with pytest.raises(actions.Refused):
        actions.invite_reply(report=story.report, by=story.author, **contact)

    assert (mailed, Report.objects.get().reply_until) == ([], None)


def test_a_revoked_link_takes_no_reply_and_publication_waits_for_its_day_as_before():
    story = Story(statuses=("full",)).invited()
    actions.revoke_reply_link(report=story.report, by=story.author, at=BEGIN + 3 * DAY)

    with pytest.raises(actions.NotAllowed):
        reply(story)
    with pytest.raises(actions.Refused):
        actions.publish(report=story.report, by=story.admin, at=BEGIN + 16 * DAY)
    report = Report.objects.get()
    assert (report.reply_revoked_by, report.reply_revoked_at) == (story.author, BEGIN + 3 * DAY)
    assert story.publish(at=BEGIN + 17 * DAY).report.status == "published"


def test_a_new_invitation_after_a_revocation_opens_a_new_link():
    story = Story(statuses=("full",)).invited()
    actions.revoke_reply_link(report=story.report, by=story.author, at=BEGIN + 3 * DAY)

    story.token = actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 3 * DAY)
    reply(story)

    assert Report.objects.get().reply_revoked_at is None
    assert Reply.objects.count() == 1


def test_a_link_is_revoked_once_and_not_before_there_is_one():
    story = Story(statuses=("full",)).approved()
    with pytest.raises(actions.Refused):
        actions.revoke_reply_link(report=story.report, by=story.author)
    story.token = actions.invite_reply(report=story.report, by=story.author)
    actions.revoke_reply_link(report=story.report, by=story.author)

    with pytest.raises(actions.Conflict):
        actions.revoke_reply_link(report=story.report, by=story.admin)

    assert story.report.events.filter(action="revoke_reply_link").count() == 1


@pytest.mark.parametrize(
    ("last_day", "end"),
    [("2027-03-31", "2027-03-31T22:00:00Z"), ("2026-12-31", "2026-12-31T23:00:00Z")],
)
def test_the_window_ends_with_the_day_in_albania_in_summer_and_in_winter(last_day, end):
    """QUALITY R-11."""
    story = Story(statuses=("full",)).invited()
    Report.objects.update(reply_until=last_day)
    end = datetime.datetime.fromisoformat(end)

    reply(story, at=end - datetime.timedelta(seconds=1))
    with pytest.raises(actions.Refused):
        reply(story, text="Vonë.", at=end)

    assert [r.text for r in Reply.objects.all()] == [TEXT]
