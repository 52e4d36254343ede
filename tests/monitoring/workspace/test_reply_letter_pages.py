"""Letters with a reply: kept over every refusal, shown before they are sent, and nobody else's."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring import actions, evidence
from monitoring.models import Reply, ReplyLetter
from monitoring.workspace import kept_letters
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

WORDS = {"text": "Bashkia sqaron se rruga u hap.", "language": "sq", "capacity": "mayor"}


@pytest.fixture(autouse=True)
def within_the_window(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(BEGIN + 4 * DAY, tick=False):
        yield


@pytest.fixture
def story():
    return Story(statuses=("full", "none")).invited()


def at_the_municipality(story, language="en") -> Browser:
    browser = Browser(language)
    browser.start(f"/reply/{story.token}/")
    return browser


def scan(name="Skanim i Gentit.png", content=None):
    return SimpleUploadedFile(name, content or samples.png())


def test_letters_are_sent_with_the_reply_after_they_were_shown(story):
    browser = at_the_municipality(story)

    words = WORDS | {"language": "en"}
    page = browser.send("reply", **words, letters=[scan(), scan("b.jpg", samples.jpeg())])
    assert ReplyLetter.objects.count() == 0, "shown before they are sent"
    page = browser.send("reply", button={"confirmed": "yes"})

    letters = list(Reply.objects.get().letters.all())
    assert [(each.title, each.content_type) for each in letters] == [
        ("Letter 1", "image/png"),
        ("Letter 2", "image/jpeg"),
    ]
    assert "Gentit" not in page.text
    address = page.link(letters[0].sha256)
    assert b"".join(Client().get(address).streaming_content).startswith(b"\x89PNG")


def test_letters_are_kept_while_another_field_is_mended_and_can_be_named_or_left_out(story):
    browser = at_the_municipality(story)
    page = browser.send("reply", letters=[scan(), scan("b.jpg", samples.jpeg())])
    assert page.response.status_code == 422
    assert "2 letters were received and are kept" in page.text

    browser.send(
        "reply", **WORDS, **{"letter-0-title": "Përgjigje nr. 7", "letter-1-without": "on"}
    )
    browser.send("reply", button={"confirmed": "yes"})

    assert [each.title for each in ReplyLetter.objects.all()] == ["Përgjigje nr. 7"]


def test_letters_come_along_when_the_text_is_changed_after_it_was_shown(story):
    browser = at_the_municipality(story)
    browser.send("reply", **WORDS, letters=[scan()])

    browser.send("reply", button={"change": "yes"})
    browser.send("reply", text="Me fjalë të tjera.")
    browser.send("reply", button={"confirmed": "yes"})

    reply = Reply.objects.get()
    assert (reply.text, reply.letters.count()) == ("Me fjalë të tjera.", 1)


def test_a_file_that_is_no_letter_is_refused_by_name_and_everything_else_kept(story):
    browser = at_the_municipality(story)

    page = browser.send("reply", **WORDS, letters=[scan(), scan("skript.pdf", b"<script>")])

    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert "“skript.pdf” was not stored." in page.text
    assert page.form("reply").fields["text"] == WORDS["text"]
    assert "1 letter was received and is kept" in page.text


def test_a_sixth_letter_is_refused_and_five_are_kept(story):
    browser = at_the_municipality(story)
    six = [scan(f"{n}.png", samples.saved(samples.picture((40 + n, 40)), "PNG")) for n in range(6)]

    page = browser.send("reply", **WORDS, letters=six)

    assert page.response.status_code == 422
    assert "“5.png” was not taken" in page.text
    assert "5 letters were received and are kept" in page.text


@pytest.mark.parametrize("whose", ["forged", "another link", "the desk", "the link before"])
def test_a_kept_letter_of_somebody_else_is_not_sent(story, whose):
    """QUALITY S-06."""
    other = Story(statuses=("full",)).invited()
    stored = evidence.take_in(samples.png(), name="x.png")
    holders = {
        "another link": kept_letters.holder_of_the_link(other.report),
        "the desk": kept_letters.holder_at_the_desk(story.report, story.admin),
        "the link before": f"link {story.report.pk} {'0' * 32}",
    }
    ticket = "abc" if whose == "forged" else kept_letters.ticket(stored, holder=holders[whose])
    sent = WORDS | {"letter-0-ticket": ticket, "confirmed": "yes"}

    response = Client().post(f"/reply/{story.token}/", sent)

    assert response.status_code == 422
    assert (Reply.objects.count(), ReplyLetter.objects.count()) == (0, 0)


@pytest.mark.parametrize("odd", [{"letter-0-title": "x" * 201}, {"letter-0-title": "a\x00b"}])
def test_an_odd_title_is_refused_and_the_letter_kept(story, odd):
    browser = at_the_municipality(story)
    browser.send("reply", letters=[scan()])

    page = browser.send("reply", **WORDS, **odd)

    assert page.response.status_code == 422
    assert "1 letter was received and is kept" in page.text


def test_a_letter_is_read_by_who_may_read_the_report_and_by_nobody_else(story):
    letter = actions.Letter("Shkresë", evidence.take_in(samples.png(), name="x.png"))
    actions.record_reply(report=story.report, token=story.token, letters=[letter], **WORDS)
    other = Story(statuses=("full",)).invited()
    sha256 = letter.file.sha256
    inside = f"/workspace/reports/{story.report.pk}/files/{sha256}/"

    page = Browser("en").sign_in(story.reviewer).start(f"/workspace/reports/{story.report.pk}/")

    assert "Letter: Shkresë, photo, PNG" in page.text
    assert signed_in(story.reviewer).get(page.link(sha256)).status_code == 200
    assert signed_in(story.stranger).get(inside).status_code == 404
    assert Client().get(f"/reply/{other.token}/files/{sha256}/").status_code == 404
    assert Client().get(f"/evidence/{sha256}/shkrese.png").status_code == 404


def test_a_network_admin_files_a_letter_that_came_on_paper_with_its_scan(story):
    browser = Browser("en").sign_in(story.admin)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    browser.send("reply")

    browser.send("reply", **WORDS, letters=[scan()])
    page = browser.send("reply", button={"confirmed": "yes"})

    reply = Reply.objects.get()
    assert (reply.filed_by, reply.through, reply.letters.count()) == (story.admin, "letter", 1)
    assert page.state == "approved"


def test_the_page_of_the_municipality_holds_nothing_of_the_workshop():
    canary = "KANARINA"
    story = Story(statuses=("full",)).in_review()
    finding = story.report.findings.get()
    actions.comment(finding=finding, by=story.reviewer, text=f"{canary} koment")
    actions.return_to_author(report=story.report, by=story.reviewer, note=f"{canary} shënim")
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title=f"{canary} titull",
        link="https://example.org/kanarina", shows=f"{canary} foto", visibility="withheld",
        withheld_reason="Fytyra fëmijësh.",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author)
    actions.code_blind(finding=finding, by=story.reviewer, status="none")
    code = finding.second_codes.get()
    actions.settle_difference(code=code, by=story.reviewer, outcome="kept", note=f"{canary} pse")
    actions.approve(report=story.report, by=story.reviewer)
    story.token = actions.invite_reply(
        report=story.report, by=story.author, contact=f"{canary} zyra"
    )

    page = at_the_municipality(story).page

    assert "Fytyra fëmijësh." in page.text
    assert canary not in page.text.upper()
    for person in (story.author, story.reviewer, story.admin):
        assert person.name not in page.text


def test_the_page_of_the_municipality_has_both_languages(story):
    page = at_the_municipality(story, "sq").page

    assert page.link(f"/en/reply/{story.token}/")


# --- The invitation, as the organisation sends it -------------------------------------------------


def test_the_invitation_names_a_contact_that_stands_there_the_next_time():
    story = Story(statuses=("full",)).approved()
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    browser.send("invite-reply")
    assert "8 October 2026" in browser.page.text, "until when the link opens"

    browser.send("invite-reply", reply_contact="Zyra e kryetarit", reply_email="zyra@b.example")

    page = browser.start(f"/workspace/reports/{story.report.pk}/invite-reply/")
    fields = page.form("invite-reply").fields
    assert (fields["reply_contact"], fields["reply_email"]) == (
        "Zyra e kryetarit", "zyra@b.example",
    )  # fmt: skip


def test_an_address_that_is_none_is_refused_and_kept():
    story = Story(statuses=("full",)).approved()
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/invite-reply/")

    page = browser.send("invite-reply", reply_contact="Zyra", reply_email="zyra")

    assert page.response.status_code == 422
    assert page.form("invite-reply").fields["reply_email"] == "zyra"
    story.report.refresh_from_db()
    assert story.report.reply_until is None


def test_a_revoked_link_is_said_to_be_dead_on_both_sides(story):
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")

    page = browser.carry_out("revoke-reply-link")

    assert "opens nothing any more" in page.text
    assert "/reply/W" not in page.text
    assert "revoke-reply-link" not in page.offers()
    closed = Client().get(f"/en/reply/{story.token}/")
    assert closed.status_code == 410
    assert "This link was revoked." in closed.content.decode()


def test_who_typed_until_the_link_closed_gets_the_text_back(story):
    browser = at_the_municipality(story)
    actions.revoke_reply_link(report=story.report, by=story.author)

    page = browser.send("reply", **WORDS)

    assert page.response.status_code == 410
    assert WORDS["text"] in page.text
    assert Reply.objects.count() == 0


def test_two_who_invite_one_link_is_made_and_the_other_reads_why_not():
    """A second invitation would end the link that has just been mailed."""
    story = Story(statuses=("full",)).approved()
    first, second = (Browser("en").sign_in(person) for person in (story.author, story.colleague))
    for browser in (first, second):
        browser.start(f"/workspace/reports/{story.report.pk}/invite-reply/")

    first.send("invite-reply")
    page = second.send("invite-reply")

    assert page.response.status_code == 409
    assert story.report.events.filter(action="invite_reply").count() == 1
