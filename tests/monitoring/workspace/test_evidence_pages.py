"""Adding and removing evidence; a file once received is not asked for again (QUALITY A-09)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.models import Evidence
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


def address_of(story) -> str:
    return f"/workspace/findings/{story.report.findings.get().pk}/evidence/"


def photo(name="rruga.jpg", content=None):
    return SimpleUploadedFile(name, content or samples.jpeg(), content_type="text/html")


WORDS = {
    "evidence_class": "observation",
    "title": "Foto e rrugës",
    "dated": "7.8.2026",
    "shows": "Rruga e shtruar deri te shkolla.",
    "visibility": "public",
}


def send(story, *, by=None, **fields):
    content = {name: value for name, value in (WORDS | fields).items() if value is not None}
    return signed_in(by or story.author).post(address_of(story), content)


def test_a_photo_becomes_evidence_and_opens_from_the_page(story):
    response = send(story, file=photo())

    assert response.headers["Location"] == address_of(story)
    item = Evidence.objects.get()
    assert (item.dated, item.content_type, item.added_by, item.link) == (
        "2026-08-07", "image/jpeg", story.author, "",
    )  # fmt: skip
    client = signed_in(story.author)
    page = client.get(address_of(story)).content.decode()
    address = f"/workspace/reports/{story.report.pk}/files/{item.sha256}/"
    assert f'href="{address}"' in page
    file = client.get(address)
    assert file.headers["Content-Type"] == "image/jpeg"
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["Cache-Control"] == "no-store"
    assert samples.LEAK not in file.getvalue()


def test_the_file_is_kept_while_another_field_is_mended(story):
    browser = Browser("en").sign_in(story.author)
    browser.start(address_of(story))
    page = browser.send("upload", **(WORDS | {"title": "", "file": photo()}))
    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert "“rruga.jpg”" in page.response.content.decode()
    assert page.form("upload").fields["shows"] == WORDS["shows"]

    page = browser.send("upload", title="Foto e rrugës")

    assert page.response.status_code == 200
    item = Evidence.objects.get()
    assert (item.title, item.content_type) == ("Foto e rrugës", "image/jpeg")


def test_a_kept_file_can_be_left_out(story):
    browser = Browser("en").sign_in(story.author)
    browser.start(address_of(story))
    browser.send("upload", **(WORDS | {"title": "", "file": photo()}))

    browser.send("upload", title="Vendim", link="https://example.org/v", without_file="on")

    assert Evidence.objects.get().sha256 == ""


@pytest.mark.parametrize("whose", ["colleague", "another finding", "forged"])
def test_a_kept_file_belongs_to_who_sent_it_and_to_its_finding(story, whose):
    """QUALITY S-06: B's file cannot be attached by its ticket."""
    page = Page(send(story, title="", file=photo()))
    ticket = page.form("upload").fields["ticket"]
    other = Story(statuses=("full",)).opened()
    if whose == "forged":
        ticket = ticket[:-1] + ("A" if ticket[-1] != "A" else "B")
    where = other if whose == "another finding" else story
    by = {"colleague": story.colleague, "another finding": other.author, "forged": story.author}

    response = send(where, by=by[whose], ticket=ticket)

    assert response.status_code == 422
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": photo("rruga.jpg", b"<html>not a picture</html>")}, "“rruga.jpg” was not stored"),
        ({"file": photo("bosh.jpg", b" ")}, "“bosh.jpg” was not stored"),
        ({"file": photo(), "link": "https://example.org/a"}, "Evidence is either a file or a link"),
        ({}, "Evidence is either a file or a link"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"link": "https://example.org/a", "dated": "31.2.2026"}, "is no date"),
        ({"link": "https://example.org/a", "visibility": "withheld"}, "Say why"),
        ({"link": "https://example.org/a", "title": "x" * 201}, "at most 200"),
        ({"link": "https://example.org/a", "title": "a\x00b"}, "Null characters"),
        ({"link": "https://example.org/a", "evidence_class": "rumour"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_a_sentence(story, fields, sentence):
    content = WORDS | fields
    response = signed_in(story.author).post(f"/en{address_of(story)}", content)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Evidence.objects.count() == 0


def test_a_search_without_result_needs_neither_file_nor_link(story):
    send(story, evidence_class="search", title="Kërkim në faqen e bashkisë")

    assert Evidence.objects.get().evidence_class == "search"


def test_pressing_twice_adds_one_item(story):
    for _ in range(2):
        response = send(story, link="https://example.org/vendim")
        assert response.status_code == 302

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "kept"), [("7.8.2026", "2026-08-07"), ("8.2026", "2026-08"), ("2026", "2026")]
)
def test_dates_are_taken_as_they_are_written_in_albania(story, written, kept):
    send(story, link="https://example.org/vendim", dated=written)

    assert Evidence.objects.get().dated == kept


def test_fields_that_the_form_does_not_have_are_ignored(story):
    """QUALITY S-07."""
    other = Story(statuses=("full",)).opened()
    send(
        story, link="https://example.org/vendim", finding=other.report.findings.get().pk,
        added_by=other.author.pk, sha256="a" * 64, size="1", content_type="text/html",
        original_sha256="b" * 64,
    )  # fmt: skip

    item = Evidence.objects.get()
    assert (item.finding.report, item.added_by, item.sha256) == (story.report, story.author, "")


def test_removing_asks_first_and_then_takes_the_item_out(story):
    send(story, link="https://example.org/vendim")
    browser = Browser().sign_in(story.author)
    browser.start(address_of(story))

    browser.send("remove")
    assert Evidence.objects.count() == 1
    page = browser.send("remove")

    assert Evidence.objects.count() == 0
    assert "remove" not in page.offers()


def test_pressing_remove_twice_finds_nothing_the_second_time(story):
    send(story, link="https://example.org/vendim")
    address = f"/workspace/evidence/{Evidence.objects.get().pk}/remove/"
    client = signed_in(story.author)

    assert [client.post(address).status_code for _ in range(2)] == [302, 404]


def test_evidence_of_a_submitted_report_stays_as_it_is():
    story = Story(statuses=("full",)).submitted()
    item = Evidence.objects.get()
    client = signed_in(story.author)
    before = everything()

    removed = client.post(f"/workspace/evidence/{item.pk}/remove/")
    added = client.post(address_of(story), WORDS | {"link": "https://example.org/tjeter"})

    assert (removed.status_code, added.status_code) == (409, 409)
    assert everything() == before


def test_a_file_that_is_not_what_was_stored_is_not_given_out(story, media):
    send(story, file=photo())
    item = Evidence.objects.get()
    stored = media / "evidence" / item.sha256[:2] / item.sha256
    stored.write_bytes(stored.read_bytes()[:-1] + b"?")

    address = f"/workspace/reports/{story.report.pk}/files/{item.sha256}/"
    assert signed_in(story.author).get(address).status_code == 404


def test_a_withheld_file_is_open_to_the_reviewer_and_to_nobody_outside(story):
    send(story, file=photo(), visibility="withheld", withheld_reason="Fytyra fëmijësh.")
    item = Evidence.objects.get()
    address = f"/workspace/reports/{story.report.pk}/files/{item.sha256}/"

    assert signed_in(story.author).get(address).status_code == 200
    assert signed_in(story.stranger).get(address).status_code == 404
    assert signed_in(story.reviewer).get(address).status_code == 404
