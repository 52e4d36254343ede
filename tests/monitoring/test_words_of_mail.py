"""What mail never says: words, statuses, findings and reviewers of a draft (METHOD §6, S-44)."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command

from monitoring import actions
from monitoring.models import Report
from municipalities.models import OutgoingMail, User
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CANARY = "KANARINË"
PLACE = {"sq": "Qyteti <i>&amp;</i>", "en": "Town <i>&amp;</i>"}
STATUSES = [
    "Fully addressed", "Adresuar plotësisht", "Partially addressed", "Adresuar pjesërisht",
    "Not addressed", "Nuk është adresuar", "in use", "në përdorim", "no step found",
]  # fmt: skip
COMMITMENTS = ["Trial commitment", "Premtimi i provës", "Vendim i këshillit"]


def a_place():
    return factories.MunicipalityFactory(name_sq=PLACE["sq"], name_en=PLACE["en"])


def told(words) -> list[str]:
    """What of a draft stands in the words of a mail."""
    return [each for each in [CANARY, *STATUSES, *COMMITMENTS] if each.lower() in words.lower()]


def story_full_of_canaries(language):
    """Every text that people write into a report, from its opening to its retraction."""
    story = Story(statuses=("full", "none"), municipality=a_place())
    User.objects.update(language=language)
    User.objects.filter(pk__in=[story.reviewer.pk, story.author.pk]).update(name=CANARY)
    story.opened()
    for finding, status in zip(story.report.findings.in_order(), story.statuses, strict=True):
        story.find(finding, status, rationale_sq=CANARY, rationale_en=CANARY)
    actions.write_summary(
        report=story.report, by=story.author, sq=CANARY, en=CANARY,
        version=Report.objects.get(pk=story.report.pk).lock_version,
    )  # fmt: skip
    story.coded()
    actions.return_to_author(report=story.report, by=story.reviewer, note=CANARY, at=BEGIN + DAY)
    actions.submit(report=story.report, by=story.author, at=BEGIN + DAY)
    actions.assign_review(
        report=story.report, reviewer=story.reviewer, organisation=story.peer, by=story.admin
    )
    actions.approve(report=story.report, by=story.reviewer, at=BEGIN + 2 * DAY)
    token = actions.invite_reply(
        report=story.report, by=story.author, contact="Zyra", email="p@example.org",
        at=BEGIN + 2 * DAY,
    )  # fmt: skip
    actions.record_reply(
        report=story.report, text=CANARY, capacity="mayor", token=token, at=BEGIN + 3 * DAY
    )
    story.publish(at=BEGIN + 4 * DAY)
    actions.retract(report=story.report, by=story.admin, reason_sq=CANARY * 4, at=BEGIN + 5 * DAY)
    return story


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_mail_names_the_report_and_tells_nothing_of_what_stands_in_it(language, settings):
    """Words, statuses, stages and findings of a draft, and who reviews, are in no mail; markup in
    a name is shown as it is (QUALITY S-44)."""
    story = story_full_of_canaries(language)
    call_command("send_mail")

    # To be reviewed (twice), to be assigned, returned, approved, replied, published; checkpoints
    # of a publication and a retraction; the invitation.
    assert len({m.body for m in mail.outbox}) == 9
    for message in mail.outbox:
        words = f"{message.subject}\n{message.body}"
        assert told(words) == []
        assert story.peer.name_sq not in words
        assert f"\n{settings.PUBLIC_ORIGIN}" in words
        place = PLACE["sq" if message.to == ["p@example.org"] else language]
        is_checkpoint = f"\n{settings.PUBLIC_ORIGIN}\n" in words
        assert is_checkpoint or (place in message.subject and place in message.body)


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_reminder_says_what_is_missing_and_tells_nothing_of_what_is_there(language):
    """Of drafts, of what is not opened or reviewed yet, and to the municipality."""
    stories = {name: Story(statuses=("full", "none"), municipality=a_place()) for name in "dorm"}
    User.objects.update(language=language)
    draft = stories["d"].opened().report
    for finding in draft.findings.all():
        actions.save_finding(
            finding=finding, by=stories["d"].author, version=0, status="partial",
            rationale_sq=CANARY, rationale_en=CANARY, at=BEGIN,
        )  # fmt: skip
    stories["r"].in_review()
    approved = stories["m"].approved()
    actions.invite_reply(
        report=approved.report, by=approved.author, contact="Zyra", email="p@example.org",
        at=BEGIN - 6 * DAY,
    )  # fmt: skip
    OutgoingMail.objects.all().delete()

    call_command("send_reminders", on=datetime.date(2026, 9, 23).isoformat())
    call_command("send_mail")

    assert len({message.body for message in mail.outbox}) == 4
    for message in mail.outbox:
        assert told(f"{message.subject}\n{message.body}") == []
        place = PLACE["sq" if message.to == ["p@example.org"] else language]
        assert place in message.subject and place in message.body


@pytest.mark.parametrize("invented", [True, False])
def test_a_mail_of_the_demonstration_says_so(invented):
    term = factories.TermFactory(is_demonstration=invented)
    story = Story(statuses=("full",), term=term).coded()
    User.objects.update(language="en")
    OutgoingMail.objects.all().delete()

    actions.approve(
        report=story.report, by=story.reviewer, persons_in_pictures="none", at=BEGIN + 2 * DAY
    )

    sentence = "This is the demonstration: everything in the report is invented."
    assert [sentence in row.text for row in OutgoingMail.objects.all()] == [invented] * 2
