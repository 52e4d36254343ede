"""Files of a report that is not public: who may open them, how, under which names (S-34, S-37)."""

import re
from dataclasses import asdict
from email.message import Message

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from monitoring import actions, evidence
from monitoring.models import KeptFile
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    return Story(statuses=("full",)).filled()


def cite(story, content=None, **words):
    """An item of the report's only finding with this file."""
    stored = evidence.take_in(content or samples.jpeg(), name="foto.jpg")
    words = {"evidence_class": "observation", "title": "Foto e rrugës"} | words
    finding = story.report.findings.get()
    return actions.add_evidence(finding=finding, by=story.author, file=stored, at=BEGIN, **words)


def waiting(story):
    """A file that nobody has described."""
    stored = evidence.take_in(samples.png(), name="foto.png")
    return KeptFile.objects.create(
        finding=story.report.findings.get(), name="Foto e urës.png", kept_at=BEGIN,
        kept_by=story.author, **asdict(stored),
    )  # fmt: skip


def address(story, item, kind="files") -> str:
    return f"/workspace/reports/{story.report.pk}/{kind}/{item.sha256}/"


def by_link(story, item, kind="files") -> str:
    return f"/reply/{story.token}/{kind}/{item.sha256}/"


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


# --- As they are sent ---------------------------------------------------------------------------


def test_a_picture_and_its_thumbnail_are_sent_safely(story):
    item, client = cite(story), signed_in(story.author)

    whole, small = client.get(address(story, item)), client.get(address(story, item, "thumbnails"))

    assert body(whole) == evidence.public_path(item.sha256).read_bytes()
    assert body(small) == evidence.thumbnail_path(item.sha256).read_bytes()
    assert whole.headers["Content-Type"] == "image/jpeg"
    assert small.headers["Content-Type"] == "image/webp"
    for response in (whole, small):
        assert response.headers.items() >= SAFE.items()


def test_a_document_is_saved_under_a_readable_name_and_has_no_thumbnail(story):
    item = cite(story, samples.pdf(), title="Vendimi nr. 5 – ujësjellësi")
    client = signed_in(story.author)

    message = Message()
    message["Content-Disposition"] = client.get(address(story, item))["Content-Disposition"]

    assert message.get_content_disposition() == "attachment"
    assert message.get_filename() == "vendimi-nr-5-ujesjellesi.pdf"
    assert client.get(address(story, item, "thumbnails")).status_code == 404


@pytest.mark.parametrize("kind", ["files", "thumbnails"])
def test_head_and_range_are_answered(story, kind):
    where, client = address(story, cite(story), kind), signed_in(story.author)
    whole = client.get(where)

    head, part = client.head(where), client.get(where, headers={"Range": "bytes=0-1"})

    assert body(head) == b""
    assert dict(head.headers) == dict(whole.headers)
    assert (part.status_code, len(body(part))) == (200, int(whole.headers["Content-Length"]))


# --- To whom ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["files", "thumbnails"])
def test_a_stranger_and_somebody_without_login_learn_nothing(story, kind, client):
    item, stranger = cite(story), signed_in(story.stranger)
    never = type("Item", (), {"sha256": "0" * 64})

    there = stranger.get(address(story, item, kind))
    absent = stranger.get(address(story, never, kind))
    assert there.status_code == 404
    assert body(there).replace(item.sha256.encode(), b"") == body(absent).replace(b"0" * 64, b"")

    for found in (item, never):
        where = address(story, found, kind)
        assert client.get(where).headers["Location"] == f"/login/?next={where}"


@pytest.mark.parametrize("kind", ["files", "thumbnails"])
def test_the_municipality_sees_what_will_be_published_and_nothing_that_is_withheld(
    story, kind, client, monkeypatch
):
    shown = cite(story)
    withheld = cite(story, samples.png(), visibility="withheld", withheld_reason="Fytyra fëmijësh.")
    story.invited()
    kept = waiting(story)
    monkeypatch.setattr(timezone, "now", lambda: BEGIN + 3 * DAY)

    assert client.get(by_link(story, shown, kind)).status_code == 200
    assert client.get(by_link(story, withheld, kind)).status_code == 404
    assert client.get(by_link(story, kept, kind)).status_code == 404


@pytest.mark.parametrize("kind", ["files", "thumbnails"])
def test_a_file_that_waits_is_seen_by_whoever_can_describe_it(story, kind):
    kept = waiting(story)
    story.returned()

    found = {
        who: signed_in(getattr(story, who)).get(address(story, kept, kind)).status_code
        for who in ("author", "colleague", "reviewer", "stranger")
    }

    assert found == {"author": 200, "colleague": 200, "reviewer": 404, "stranger": 404}


def test_a_file_that_waits_has_the_name_that_its_sender_gave_it(story):
    response = signed_in(story.author).get(address(story, waiting(story)))

    assert response["Content-Disposition"] == 'inline; filename="foto-e-ures.png"'


# --- Damaged ------------------------------------------------------------------------------------


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_file_that_is_not_what_was_sent_is_not_shown_as_good(story, harm):
    """QUALITY R-10."""
    item, path = cite(story), None
    path = evidence.public_path(item.sha256)
    path.write_bytes(b"LEAK something else") if harm == "changed" else path.unlink()
    client = signed_in(story.author)

    response = client.get(f"/en{address(story, item)}")

    assert response.status_code == 410
    page = body(response).decode()
    assert "does not match its fingerprint" in page
    assert "LEAK" not in page
    assert client.get(address(story, item, "thumbnails")).status_code == 404


# --- Pages --------------------------------------------------------------------------------------


def test_pages_show_the_picture_in_small_with_its_text_alternative(story):
    item = cite(story, text_alternative="Një rrugë e shtruar me <asfalt>.", language="sq")
    story.submitted()

    page = signed_in(story.author).get(f"/workspace/reports/{story.report.pk}/preview/")

    assert (
        f'<a class="thumbnail" href="{address(story, item)}"><img loading="lazy" decoding="async" '
        'width="320" height="240" lang="sq" alt="Një rrugë e shtruar me &lt;asfalt&gt;." '
        f'src="{address(story, item, "thumbnails")}"></a>'
    ) in page.content.decode()


@pytest.mark.parametrize(
    ("words", "alternative"),
    [
        ({"text_alternative": "Alternativa", "shows": "Çfarë"}, "Alternativa"),
        ({"shows": "Çfarë"}, "Çfarë"),
        ({}, "Foto e rrugës"),
    ],
)
def test_a_picture_always_has_words_for_whoever_does_not_see_it(story, words, alternative):
    cite(story, **words)

    page = signed_in(story.author).get(f"/workspace/reports/{story.report.pk}/originals/")

    assert re.findall('<img[^>]* alt="([^"]*)"', page.content.decode()) == [alternative]


# --- Names of files -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.jpg", "x.jpg"),
        ("/etc/passwd.jpg", "passwd.jpg"),
        ("C:\\fakepath\\foto.jpg", "foto.jpg"),
        ("foto\r\nX-Injected: 1.jpg", "fotoX-Injected: 1.jpg"),
        ("foto\x00.jpg", "foto.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("ure\u0308.jpg", "urë.jpg"),
        ("x" * 300 + ".jpg", "x" * 100),
        (".htaccess", ".htaccess"),
        ("-rf.jpg", "-rf.jpg"),
        ("<b>foto</b>.jpg", "b>.jpg"),
        ("", "?"),
    ],
)
def test_a_name_is_cleaned_before_it_is_shown(name, shown):
    assert evidence.readable_name(name) == shown


@pytest.mark.parametrize(
    "name",
    ["../../x.jpg", "..\\x.jpg", "/tmp/x.jpg", "a\r\nb.jpg", "\u202egpj.jpg", "x" * 300 + ".jpg"],
)
def test_no_name_leads_out_of_the_folder_or_into_a_header(story, media, tmp_path, name):
    """QUALITY S-37."""
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/findings/{story.report.findings.get().pk}/")

    photo = SimpleUploadedFile("foto.jpg", samples.jpeg())
    photo._name = name
    assert browser.send("save", files=photo).response.status_code == 200

    kept = KeptFile.objects.get()
    found = samples.files_in(tmp_path)
    assert sorted(found) == sorted(
        [
            evidence.public_path(kept.sha256),
            evidence.original_path(kept.original_sha256),
            evidence.thumbnail_path(kept.sha256),
        ]
    )
    assert kept.name == evidence.readable_name(kept.name)
    response = browser.client.get(address(story, kept))
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.jpg"', response["Content-Disposition"])
