"""Thumbnails, letters and words of published files: the same rules as for the files themselves."""

import re

import pytest

from monitoring import evidence
from tests import factories
from tests.monitoring import evidence_samples as samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def file_of(content) -> dict:
    stored = evidence.take_in(content, name="foto")
    return {
        "sha256": stored.sha256,
        "size": stored.size,
        "content_type": stored.content_type,
    }


def published(content=None, title="Foto e rrugës", **columns):
    """A published item that cites a picture."""
    file = file_of(content or samples.jpeg())
    return factories.ScorecardEvidenceFactory(**({"link": "", "title": title} | file | columns))


def small(item, name="foto-e-rruges.webp") -> str:
    return f"/evidence/{item.sha256}/thumbnail/{name}"


def whole(item, name="foto-e-rruges.jpg") -> str:
    return f"/evidence/{item.sha256}/{name}"


# --- The address of a thumbnail -----------------------------------------------------------------


def test_a_thumbnail_is_sent_safely_and_kept_for_a_day(client):
    item = published()

    response = client.get(small(item))

    assert response.content == evidence.thumbnail_path(item.sha256).read_bytes()
    assert (
        response.headers.items()
        >= {
            "Content-Type": "image/webp",
            "Content-Disposition": 'inline; filename="foto-e-rruges.webp"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=86400",
            "ETag": f'"{item.sha256}-thumbnail"',
        }.items()
    )


def test_whoever_has_it_gets_304_for_one_query(client, django_assert_num_queries):
    item = published()
    with django_assert_num_queries(1):
        response = client.get(small(item), headers={"If-None-Match": f'"{item.sha256}-thumbnail"'})
    assert (response.status_code, response.content) == (304, b"")


def test_another_name_leads_to_its_own(client):
    item = published()
    response = client.get(small(item, "x.webp"))
    assert (response.status_code, response["Location"]) == (301, small(item))


def test_a_thumbnail_that_is_missing_is_made(client):
    item = published()
    path = evidence.thumbnail_path(item.sha256)
    before = path.read_bytes()
    path.unlink()

    assert client.get(small(item)).content == before


def test_head_has_the_same_headers_and_no_body(client):
    item = published()
    head, get = client.head(small(item)), client.get(small(item))
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize("which", ["draft", "withheld", "retracted", "a document", "unknown"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_not_published_or_no_picture_has_no_thumbnail(client, which, method):
    sha256 = {
        "draft": lambda: draft(),
        "withheld": lambda: draft(visibility="withheld", withheld_reason="Fytyra fëmijësh"),
        "retracted": retracted,
        "a document": lambda: published(samples.pdf()).sha256,
        "unknown": lambda: "1" * 64,
    }[which]()
    published(samples.png())

    answers = []
    for name in (sha256, "0" * 64):
        response = getattr(client, method)(f"/evidence/{name}/thumbnail/foto-e-rruges.webp")
        answers.append((response.status_code, response.content.replace(name.encode(), b"")))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def draft(**columns):
    stored = evidence.take_in(samples.jpeg(), name="foto")
    columns = {**columns, **stored.__dict__, "link": "", "title": "Foto e rrugës"}
    return factories.EvidenceFactory(**columns).sha256


def retracted():
    item = published()
    factories.RetractionFactory(scorecard=item.line.scorecard)
    return item.sha256


def test_a_picture_that_was_erased_is_gone_in_small_too(client):
    item = published()
    evidence.public_path(item.sha256).unlink()

    response = client.get(small(item))

    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


# --- Letters ------------------------------------------------------------------------------------


def letter(**columns):
    file = file_of(samples.pdf())
    return factories.ScorecardReplyLetterFactory(**({"title": "Letër e bashkisë"} | file | columns))


def test_a_published_letter_is_served_until_its_scorecard_is_retracted(client):
    found = letter()
    where = whole(found, "leter-e-bashkise.pdf")

    assert client.get(where).getvalue() == evidence.public_path(found.sha256).read_bytes()

    factories.RetractionFactory(scorecard=found.reply.scorecard)
    assert client.get(where).status_code == 404


def test_a_file_that_is_evidence_and_a_letter_has_an_address_as_each(client):
    item = published(samples.pdf(), title="Vendim")
    letter(title="Letër")

    for name in ("vendim.pdf", "leter.pdf"):
        assert client.get(whole(item, name)).status_code == 200
    assert client.get(whole(item, "x.pdf"))["Location"] == whole(item, "vendim.pdf")


# --- The page of a commitment -------------------------------------------------------------------


def page_of(client, item, language="") -> str:
    return client.get(f"{language}/commitments/{item.line.reference}/").content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_shows_a_picture_in_small_with_words_in_their_own_language(client, language):
    item = published(text_alternative="A paved road & a school.", language="en")

    assert (
        f'<a class="thumbnail" href="{whole(item)}"><img loading="lazy" decoding="async" '
        'width="320" height="240" lang="en" alt="A paved road &amp; a school." '
        f'src="{small(item)}"></a>'
    ) in page_of(client, item, language)


@pytest.mark.parametrize(
    ("words", "alternative"),
    [
        ({"text_alternative": "Alternativa", "shows": "Çfarë"}, "Alternativa"),
        ({"shows": "Çfarë"}, "Çfarë"),
        ({}, "Foto e rrugës"),
    ],
)
def test_a_picture_always_has_words_for_whoever_does_not_see_it(client, words, alternative):
    page = page_of(client, published(**words))
    assert re.findall('<img[^>]* alt="([^"]*)"', page) == [alternative]


def test_of_a_document_the_page_shows_a_sign_its_type_and_size_and_says_it_in_words(client):
    item = published(samples.pdf(), text_alternative="The budget table.", language="en")

    page = page_of(client, item, "/en")

    assert '<svg class="document"' in page
    assert ">PDF</text>" in page
    assert 'In words: <span lang="en">The budget table.</span>' in page
    assert re.search(r"Evidence 1: PDF, [\d.]+.(KB|bytes)", page)
    assert "<img" not in page


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_words_of_an_item_say_in_which_language_they_are(client, language):
    item = published(language=language, shows="Tekst", publisher="Bashkia", place="Sheshi")

    page = page_of(client, item)

    for words in ("Foto e rrugës", "Tekst", "Bashkia", "Sheshi"):
        assert re.search(f'lang="{language}"[^>]*>{words}<', page), words


def test_a_withheld_item_shows_neither_picture_nor_sign(client):
    item = factories.ScorecardEvidenceFactory(
        link="", title="", withheld_reason="Fytyra fëmijësh", language="sq"
    )

    page = page_of(client, item)

    assert '<span lang="sq">Fytyra fëmijësh</span>' in page
    assert "<img" not in page
    assert 'class="document"' not in page
