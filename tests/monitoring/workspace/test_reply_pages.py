"""The right of reply: through the municipality's link, by a filed letter, and the answer."""

from dataclasses import asdict

import pytest
import time_machine
from django.core import signing
from django.test import Client

from monitoring import actions, evidence
from monitoring.actions.replying import REPLY_LINK
from monitoring.models import Evidence, Reply
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

WITHIN = BEGIN + 4 * DAY
WORDS = {"text": "Bashkia sqaron se rruga u hap.", "language": "sq", "capacity": "mayor"}


@pytest.fixture
def story():
    return Story(statuses=("full", "none")).invited()


@pytest.fixture(autouse=True)
def within_the_window():
    with time_machine.travel(WITHIN, tick=False):
        yield


def at_the_municipality(token, language="sq") -> Browser:
    browser = Browser(language)
    browser.start(f"/reply/{token}/")
    return browser


def text(page) -> str:
    return page.response.content.decode()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_municipality_reads_what_will_be_published_and_replies_without_an_account(
    story, language
):
    browser = at_the_municipality(story.token, language)
    assert "Arsyetim i provës: full." in text(browser.page)

    page = browser.send("reply", **WORDS)
    assert Reply.objects.count() == 0, "shown before it is sent"
    assert WORDS["text"] in text(page)
    page = browser.send("reply", button={"confirmed": "yes"})

    reply = Reply.objects.get()
    assert (reply.text, reply.capacity, reply.through, reply.finding, reply.filed_by) == (
        WORDS["text"], "mayor", "link", None, None,
    )  # fmt: skip
    assert WORDS["text"] in text(page)
    assert "session" not in browser.client.cookies


def test_a_reply_to_one_finding_stands_beside_it(story):
    finding = story.report.findings.in_order()[1]
    browser = at_the_municipality(story.token)

    browser.send("reply", **WORDS, finding=str(finding.pk))
    browser.send("reply", button={"confirmed": "yes"})

    assert Reply.objects.get().finding == finding


def test_what_was_typed_can_be_changed_before_it_is_sent(story):
    browser = at_the_municipality(story.token)
    browser.send("reply", **WORDS)

    page = browser.send("reply", button={"change": "yes"})

    assert page.form("reply").fields["text"] == WORDS["text"]
    assert Reply.objects.count() == 0


def test_a_second_reply_is_added_and_the_same_one_twice_is_one(story):
    client, address = Client(), f"/reply/{story.token}/"
    for words in ("E para", "E para", "E dyta"):
        client.post(address, WORDS | {"text": words, "confirmed": "yes"})

    assert list(Reply.objects.values_list("text", flat=True)) == ["E para", "E dyta"]


@pytest.mark.parametrize(
    "token",
    [
        "abc",
        "W10:1:x",
        "\x00",
        "ë" * 300,
        signing.TimestampSigner(salt="another purpose").sign_object([1, "0" * 32]),
        REPLY_LINK.sign_object([987654321, "0" * 32]),
    ],
)
def test_a_link_that_was_never_given_out_is_a_page_that_does_not_exist(token):
    client = Client()

    for method in (client.get, client.post):
        response = method(f"/reply/{token}/")
        nothing = method("/reply-of-nobody/")
        assert (response.status_code, nothing.status_code) == (404, 404)


def test_a_link_of_another_portal_is_forged(story):
    other = signing.TimestampSigner(key="another secret", salt=REPLY_LINK.salt)
    story.report.refresh_from_db()

    token = other.sign_object([story.report.pk, story.report.reply_key])

    assert Client().get(f"/reply/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("close", "sentence"),
    [
        ("revoked", "This link was replaced by a newer one."),
        ("expired", "The time for the reply has ended."),
        ("published", "This report has been published"),
    ],
)
def test_a_link_whose_time_is_over_says_so_and_takes_nothing(story, close, sentence):
    at = WITHIN
    if close == "revoked":
        actions.invite_reply(report=story.report, by=story.author, at=WITHIN)
    else:
        at = BEGIN + 40 * DAY
    if close == "published":
        story.publish()
    before = everything()

    with time_machine.travel(at, tick=False):
        for response in (
            Client().get(f"/en/reply/{story.token}/"),
            Client().post(f"/en/reply/{story.token}/", WORDS | {"confirmed": "yes"}),
        ):
            assert response.status_code == 410
            assert sentence in response.content.decode()
            assert "Arsyetim i provës" not in response.content.decode()

    assert everything() == before


def test_a_finding_of_another_municipality_is_no_choice(story):
    """QUALITY S-10."""
    other = Story(statuses=("full",)).invited()
    finding = other.report.findings.get()

    response = Client().post(
        f"/reply/{story.token}/", WORDS | {"finding": finding.pk, "confirmed": "yes"}
    )

    assert response.status_code == 422
    assert Reply.objects.count() == 0


def test_the_municipality_sees_of_withheld_evidence_only_the_reason(story, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for visibility, reason in (("public", ""), ("withheld", "Fytyra fëmijësh.")):
        content = samples.png() if visibility == "public" else samples.jpeg()
        stored = asdict(evidence.take_in(content, name=visibility))
        factories.EvidenceFactory(
            finding=story.report.findings.first(), title=f"Foto {visibility}", link="",
            visibility=visibility, withheld_reason=reason, **stored,
        )  # fmt: skip
    public, withheld = Evidence.objects.exclude(sha256="").order_by("pk")

    html = text(at_the_municipality(story.token).page)
    files = [Client().get(f"/reply/{story.token}/files/{i.sha256}/") for i in (public, withheld)]

    assert "Foto public" in html
    assert "Foto withheld" not in html
    assert "Fytyra fëmijësh." in html
    assert [file.status_code for file in files] == [200, 404]


@pytest.mark.parametrize("field", ["text", "language", "capacity", "finding"])
@pytest.mark.parametrize("odd", ["a\x00b", "9" * 5000, str(10**30)])
def test_odd_input_is_never_an_error_of_the_server(story, field, odd):
    response = Client().post(f"/reply/{story.token}/", WORDS | {field: odd})

    assert response.status_code in (200, 422)
    assert Reply.objects.count() == 0


def test_the_link_is_handed_out_by_the_page_of_the_report():
    story = Story(statuses=("full",)).approved()
    browser = Browser().sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")

    page = browser.carry_out("invite-reply")

    start = text(page).index("/reply/")
    address = text(page)[start:].split("<", 1)[0]
    assert Client().get(address).status_code == 200


def test_who_may_not_invite_does_not_see_the_link(story):
    page = signed_in(story.reviewer).get(f"/workspace/reports/{story.report.pk}/")

    assert "/reply/W" not in page.content.decode()


def test_a_letter_is_filed_by_the_network_admin_after_seeing_it(story):
    browser = Browser().sign_in(story.admin)
    browser.start(f"/workspace/reports/{story.report.pk}/")

    page = browser.carry_out("reply", **WORDS)

    assert (Reply.objects.get().filed_by, page.state) == (story.admin, "approved")
    assert WORDS["text"] in text(page)


def test_the_reviewer_answers_each_reply_once(story):
    reply = actions.record_reply(report=story.report, token=story.token, at=WITHIN, **WORDS)
    browser = Browser().sign_in(story.reviewer)
    browser.start(f"/workspace/reports/{story.report.pk}/")

    page = browser.carry_out("answer", sq="Vlerësimi mbetet.")

    reply.refresh_from_db()
    assert (reply.answer_sq, reply.answered_by) == ("Vlerësimi mbetet.", story.reviewer)
    assert "answer" not in page.offers()
    address = f"/workspace/replies/{reply.pk}/answer/"
    signed_in(story.reviewer).post(address, {"sq": "Ndryshe.", "confirmed": "yes"})
    reply.refresh_from_db()
    assert reply.answer_sq == "Vlerësimi mbetet."


def test_nobody_else_answers(story):
    reply = actions.record_reply(report=story.report, token=story.token, at=WITHIN, **WORDS)

    for person in (story.author, story.admin, story.stranger):
        response = signed_in(person).post(
            f"/workspace/replies/{reply.pk}/answer/", {"sq": "Jo.", "confirmed": "yes"}
        )
        assert response.status_code == 404


def test_a_reply_is_sent_only_with_the_token_of_its_form(story):
    """QUALITY S-24: the link alone is not enough for another site to speak as the municipality."""
    client = Client(enforce_csrf_checks=True)

    response = client.post(f"/reply/{story.token}/", WORDS | {"confirmed": "yes"})

    assert response.status_code == 403
    assert Reply.objects.count() == 0
    assert Page(Client().get(f"/reply/{story.token}/")).state == "approved"
