"""The untouched file: for the report's organisation and network admins, each time on record."""

import re
from email.message import Message

import pytest
from django.utils import timezone

from monitoring import actions, evidence
from monitoring.models import Evidence, OriginalDownload
from monitoring.refusals import NotAllowed
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    """A report that cites one photo."""
    story = Story(statuses=("full",)).filled()
    story.item = actions.add_evidence(
        finding=story.report.findings.get(), by=story.author, evidence_class="observation",
        title="Foto e rrugës", file=evidence.take_in(samples.jpeg(), name="foto.jpg"), at=BEGIN,
    )  # fmt: skip
    return story


def address(item) -> str:
    return f"/workspace/evidence/{item.pk}/original/"


@pytest.mark.parametrize("who", ["author", "colleague", "admin"])
def test_the_original_is_sent_as_it_came_and_only_to_be_saved(story, who):
    response = signed_in(getattr(story, who)).post(address(story.item))

    assert response.status_code == 200
    assert response.getvalue() == samples.jpeg()
    message = Message()
    message["Content-Disposition"] = response["Content-Disposition"]
    assert message.get_content_disposition() == "attachment"
    assert message.get_filename() == "original-foto-e-rruges.jpg"
    assert (
        response.headers.items()
        >= {
            "Content-Type": "application/octet-stream",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }.items()
    )


def test_each_download_is_on_record(story):
    before = timezone.now()

    for person in (story.author, story.admin):
        signed_in(person).post(address(story.item))

    found = OriginalDownload.objects.values_list(
        "report", "title", "original_sha256", "downloaded_by"
    )
    what = (story.report.pk, "Foto e rrugës", story.item.original_sha256)
    assert list(found) == [(*what, story.author.pk), (*what, story.admin.pk)]
    assert all(row.downloaded_at >= before for row in OriginalDownload.objects.all())


@pytest.mark.parametrize("state", ["filled", "coded", "approved"])
@pytest.mark.parametrize("who", ["reviewer", "stranger", "nobody"])
def test_for_everybody_else_there_is_no_such_file(state, who):
    story = Story(statuses=("full",))
    getattr(story, state)()
    item = factories.EvidenceFactory(finding=story.report.findings.get(), as_file=True)
    path = evidence.original_path(item.original_sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"untouched")
    user = factories.UserFactory() if who == "nobody" else getattr(story, who)

    response = signed_in(user).post(address(item))
    never = signed_in(user).post("/workspace/evidence/987654321/original/")

    assert (response.status_code, never.status_code) == (404, 404)
    assert without_token(response) == without_token(never)
    assert OriginalDownload.objects.count() == 0


def without_token(response) -> str:
    page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r"/workspace/evidence/\d+/original/", "", page)


def test_the_municipality_has_no_address_for_an_original(story, client, monkeypatch):
    story.invited()
    monkeypatch.setattr(timezone, "now", lambda: BEGIN + 3 * DAY)

    answers = []
    for sha256 in (story.item.original_sha256, "0" * 64):
        response = client.get(f"/reply/{story.token}/files/{sha256}/")
        assert response.status_code == 404
        answers.append(response.content.replace(sha256.encode(), b""))

    assert answers[0] == answers[1]


def test_nobody_fetches_an_original_by_looking(story):
    assert signed_in(story.author).get(address(story.item)).status_code == 405
    assert OriginalDownload.objects.count() == 0


def test_a_link_has_no_original(story):
    link = Evidence.objects.exclude(pk=story.item.pk).get()

    assert signed_in(story.author).post(address(link)).status_code == 404
    with pytest.raises(NotAllowed):
        actions.fetch_original(evidence=link, by=story.author)


def test_an_original_that_is_damaged_is_not_sent_as_good(story):
    evidence.original_path(story.item.original_sha256).write_bytes(b"something else")

    response = signed_in(story.author).post(f"/en{address(story.item)}")

    assert response.status_code == 410
    assert "does not match its fingerprint" in response.content.decode()
    assert OriginalDownload.objects.count() == 0


def test_the_action_refuses_a_reviewer_whatever_door_she_comes_through(story):
    story.in_review()

    with pytest.raises(NotAllowed):
        actions.fetch_original(evidence=story.item, by=story.reviewer)


# --- The pages ----------------------------------------------------------------------------------


def test_the_author_finds_the_button_and_afterwards_her_name(story):
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    assert "Nobody has fetched any of them." in browser.page.text

    browser.open(browser.page.link("/originals/"))
    form = browser.page.form("original")
    response = browser.client.post(form.attributes["action"], form.fields)

    assert response.getvalue() == samples.jpeg()
    browser.start(f"/workspace/reports/{story.report.pk}/")
    assert f"Foto e rrugës, fetched by {story.author.name}" in browser.page.text


@pytest.mark.parametrize("who", ["reviewer", "stranger"])
def test_the_list_of_downloads_is_for_those_who_may_fetch(story, who):
    signed_in(story.author).post(address(story.item))
    story.in_review()
    client = signed_in(getattr(story, who))

    assert client.get(f"/workspace/reports/{story.report.pk}/originals/").status_code == 404
    page = client.get(f"/en/workspace/reports/{story.report.pk}/").content.decode()
    assert "fetched by" not in page
    assert "/originals/" not in page


@pytest.mark.parametrize("files", [1, 10])
def test_the_page_of_originals_asks_the_same_number_of_questions(
    story, files, django_assert_num_queries
):
    finding = story.report.findings.get()
    for _ in range(files - 1):
        factories.EvidenceFactory(finding=finding, as_file=True)
    for _ in range(files):
        signed_in(story.author).post(address(story.item))
    client = signed_in(story.author)

    with django_assert_num_queries(7):
        client.get(f"/workspace/reports/{story.report.pk}/originals/")
