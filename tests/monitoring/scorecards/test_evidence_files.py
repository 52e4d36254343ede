"""Files: what is published and cited is served as published; everything else does not exist."""

import hashlib
from email.message import Message

import pytest
from django.core.cache import cache

from monitoring import actions
from monitoring.evidence import name_for, original_path, public_path
from monitoring.models import Evidence
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

PICTURE, PDF = b"photo-1", b"%PDF-1.7 invented"
CANARY = b"canary-of-a-draft"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(content: bytes, path_of=public_path) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


def published(content=PICTURE, content_type="image/jpeg", title="Foto e rrugës", **line):
    """A published item that cites the stored file."""
    return factories.ScorecardEvidenceFactory(
        sha256=stored(content), size=len(content), content_type=content_type, title=title,
        link="", line=factories.ScorecardLineFactory(**line),
    )  # fmt: skip


def address(item) -> str:
    return f"/evidence/{item.sha256}/{name_for(item.title, item.content_type)}"


def gone(response) -> bool:
    return response.status_code == 410


def answer(client, method, sha256, **headers) -> tuple:
    """Status, headers and bytes without the hash that was asked for."""
    response = getattr(client, method)(f"/evidence/{sha256}/foto-e-rruges.jpg", headers=headers)
    shown = response.content.decode().replace(sha256, "the hash that was asked for")
    return response.status_code, dict(response.headers) | {"Content-Length": len(shown)}, shown


def test_a_published_picture_is_shown_as_it_was_sealed(client):
    item = published()

    response = client.get(address(item))

    assert response.status_code == 200
    assert response.getvalue() == PICTURE
    assert (
        dict(response.headers).items()
        >= {
            "Content-Type": "image/jpeg",
            "Content-Length": str(len(PICTURE)),
            "Content-Disposition": 'inline; filename="foto-e-rruges.jpg"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=86400",
            "ETag": f'"{item.sha256}"',
        }.items()
    )


def test_a_document_is_downloaded_under_a_readable_name(client):
    response = client.get(address(published(PDF, "application/pdf", "Vendimi nr. 5 – ujësjellësi")))
    message = Message()
    message["Content-Disposition"] = response["Content-Disposition"]
    assert message.get_content_disposition() == "attachment"
    assert message.get_filename() == "vendimi-nr-5-ujesjellesi.pdf"
    assert response["Content-Type"] == "application/pdf"


def test_head_has_the_same_headers_and_no_body(client):
    item = published()
    head, get = client.head(address(item)), client.get(address(item))
    assert head.getvalue() == b""
    assert dict(head.headers) == dict(get.headers)


def test_a_range_is_answered_with_the_whole_file(client):
    response = client.get(address(published()), headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.getvalue()) == (200, PICTURE)


def test_somebody_who_has_the_file_gets_304_for_one_query(client, django_assert_num_queries):
    item = published()
    with django_assert_num_queries(1):
        response = client.get(address(item), headers={"If-None-Match": f'"{item.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "public, max-age=86400"


def test_another_name_leads_to_the_name_of_the_file(client):
    item = published()
    response = client.get(f"/evidence/{item.sha256}/vendim-i-gjykates.jpg")
    assert (response.status_code, response["Location"]) == (301, address(item))


def test_a_file_that_two_items_cite_has_an_address_under_each_title(client):
    first, second = published(title="Foto e parë"), published(title="Foto e dytë")
    for item in (first, second):
        assert client.get(address(item)).getvalue() == PICTURE
    assert client.get(f"/evidence/{first.sha256}/x")["Location"] == address(first)


def leaks(media):
    """Stored files that nothing published cites, each with its real hash."""
    draft = factories.EvidenceFactory(
        as_file=True, sha256=stored(CANARY), size=len(CANARY), title="Foto e rrugës"
    )
    withheld = factories.EvidenceFactory(
        as_file=True, sha256=stored(CANARY + b"2"), size=len(CANARY) + 1,
        visibility=Evidence.Visibility.WITHHELD, withheld_reason="Fytyra fëmijësh",
    )  # fmt: skip
    original = stored(CANARY + b"3", original_path)
    return [draft.sha256, withheld.sha256, original, stored(CANARY + b"4")]


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_nothing_published_cites_is_as_if_it_had_never_existed(client, media, method):
    published()
    never = answer(client, method, "0" * 64)
    assert never[0] == 404
    for sha256 in leaks(media):
        for headers in ({}, {"If-None-Match": f'"{sha256}"'}, {"Range": "bytes=0-3"}):
            assert answer(client, method, sha256, **headers) == never


def test_the_files_of_a_report_appear_when_it_is_published_and_go_when_it_is_retracted(client):
    story = Story()
    story.filled()
    finding = story.report.findings.in_order().first()
    sha256 = stored(PICTURE)
    factories.EvidenceFactory(
        as_file=True, finding=finding, sha256=sha256, size=len(PICTURE), title="Foto e rrugës"
    )
    where = f"/evidence/{sha256}/foto-e-rruges.jpg"

    assert client.get(where).status_code == 404
    story.invited()
    assert client.get(where).status_code == 404
    story.publish()
    assert client.get(where).getvalue() == PICTURE
    story.corrected()
    assert client.get(where).getvalue() == PICTURE  # the old revision stays, with its evidence
    for report in (story.report, story.report.corrects):
        actions.retract(
            report=report, by=story.admin, at=BEGIN + 90 * DAY,
            reason_sq="U botua nën emrin e një bashkie tjetër.",
        )  # fmt: skip
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fx", "%00", "x" * 5000, "%ff%fe", "%E2%80%AEgpj.exe", "a%0d%0ab"],
)
@pytest.mark.parametrize("sha256", ["0" * 64, "A" * 64, "%00" * 64, "..", "x" * 5000, "٠" * 64])
def test_odd_addresses_are_not_found(client, sha256, name):
    assert client.get(f"/evidence/{sha256}/{name}").status_code == 404


def test_an_odd_name_of_a_published_file_leads_to_the_right_one(client):
    item = published()
    for name in ("..", "%00", "a%0d%0aSet-Cookie:x"):
        response = client.get(f"/evidence/{item.sha256}/{name}")
        assert (response.status_code, response["Location"]) == (301, address(item))


@pytest.mark.parametrize("content", [b"photo-2", b"photo-1 and more", b"", None])
def test_a_file_that_is_not_what_was_published_is_not_served(client, content):
    item = published()
    if content is None:
        public_path(item.sha256).unlink()
    else:
        public_path(item.sha256).write_bytes(content)
    cache.clear()

    response = client.get(address(item))

    assert gone(response)
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    page = response.content.decode()
    assert item.sha256 in page
    assert "does not match its published fingerprint" in page
    assert "photo" not in page
    assert "/en/evidence/" not in page  # a file has one address for both languages


def test_a_repaired_file_is_served_again(client):
    item = published()
    public_path(item.sha256).write_bytes(b"photo-2")
    assert gone(client.get(address(item)))
    public_path(item.sha256).write_bytes(PICTURE)
    assert client.get(address(item)).getvalue() == PICTURE


def test_nothing_can_be_sent_to_a_file(client):
    response = client.post(address(published()))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
