"""What other sites may show: the page in a frame and the badge; and that nothing else may be."""

from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, result
from tests.test_headers import ALWAYS, POLICY, parsed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

EMBED, BADGE = "/en/embed/fier/2023-2027/", "/en/badge/fier/2023-2027.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def words_of(client, address=BADGE):
    """The words that the drawing shows, in its order, and those for whoever cannot see it."""
    root = ElementTree.fromstring(client.get(address).content)
    shown = " ".join(each.text for each in root.iter(f"{SVG}text"))
    return shown, root.find(f"{SVG}desc").text


# --- Who may show what ----------------------------------------------------------------------------


def test_the_embed_page_may_be_framed_by_any_site(client, card):
    headers = client.get(EMBED).headers

    assert "X-Frame-Options" not in headers
    assert parsed(headers["Content-Security-Policy"]) == POLICY | {
        "frame-ancestors": "*",
        "script-src": "'none'",
    }
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_a_kept_and_an_unchanged_embed_page_may_be_framed_as_well(client, card):
    first = client.get(EMBED)
    kept = client.get(EMBED)
    unchanged = client.get(EMBED, headers={"If-None-Match": first["ETag"]})

    assert (kept.status_code, unchanged.status_code) == (200, 304)
    for answer in (kept, unchanged):
        assert "X-Frame-Options" not in answer.headers
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("answer", ["404", "405"])
def test_an_embed_page_that_is_none_may_not_be_framed(client, card, answer):
    response = client.get("/en/embed/nowhere/") if answer == "404" else client.post(EMBED)

    assert response.status_code == int(answer)
    assert {header: response.headers.get(header) for header in ALWAYS} == ALWAYS
    assert parsed(response.headers["Content-Security-Policy"]) == POLICY


@pytest.mark.parametrize(
    "address",
    [
        "/en/municipalities/fier/",
        "/en/municipalities/fier/2023-2027/media/",
        "/en/municipalities/fier/2023-2027/sheet/",
        "/en/charts/fier/2023-2027.svg",
    ],
)
def test_no_other_page_may_be_framed(client, card, address):
    headers = client.get(address).headers

    assert {header: headers.get(header) for header in ALWAYS} == ALWAYS
    assert parsed(headers["Content-Security-Policy"]) == POLICY


def test_a_picture_may_stand_in_any_page_but_not_in_a_frame(client, card):
    for address in (BADGE, "/en/pictures/municipalities/fier/2023-2027.png"):
        headers = client.get(address).headers
        cross = ALWAYS | {"Cross-Origin-Resource-Policy": "cross-origin"}

        assert {header: headers.get(header) for header in ALWAYS} == cross
        assert parsed(headers["Content-Security-Policy"]) == POLICY


def test_the_embed_page_has_no_script_and_sets_no_cookie(client, card):
    response = client.get(EMBED)

    assert "<script" not in response.content.decode()
    assert not response.cookies


# --- What they say --------------------------------------------------------------------------------


def test_the_embed_page_says_the_result_its_counts_its_date_and_where_to_check_it(client, card):
    found = read(client, EMBED)
    page = "http://127.0.0.1:8000/en/municipalities/fier/2023-2027/year-3/"

    assert "61 % fulfilment" in found.words
    assert "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not." in found.words
    assert "Fully addressed 3 Partially addressed 5 Not addressed 1" in found.words
    assert "9 of 11 assessed (82 %) · evidence until 15 September 2026" in found.words
    assert ("Fier: every commitment, with its evidence", page) in found.links


def test_the_badge_says_the_same(client, card):
    shown, heard = words_of(client)

    assert shown.startswith("Fier 61\u00a0% Of 9 assessed commitments, 3 are fully addressed")
    assert "POP Network · Social Contract 2023–2027 · Year 3" in shown
    assert "evidence until 15 September 2026 · 9 of 11 assessed (82\u00a0%)" in shown
    assert "127.0.0.1:8000/en/municipalities/fier/2023-2027/year-3" in shown
    assert heard.startswith(
        "61\u00a0% Of 9 assessed commitments, 3 are fully addressed, 5 partially"
    )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((2, 3, 1, 5, 0), "6 of 11 commitments were assessed, too few for one percentage."),
        ((1, 3, 0, 0, 0), "4 of 4 commitments were assessed. With fewer than five,"),
        ((0, 0, 0, 11, 0), "None of the 11 commitments was assessed in this round. That is not"),
    ],
)
def test_without_a_single_percentage_they_say_the_sentence(
    client, contract, round_, counts, sentence
):
    result(contract, round_, counts)

    assert sentence in read(client, EMBED).words
    assert sentence in words_of(client)[1]
    assert "embed-figure" not in client.get(EMBED).content.decode()
    assert 'font-size="46"' not in client.get(BADGE).content.decode()


def test_figures_of_others_are_shown_as_published(client, contract):
    as_published(contract)
    sentence = "Of 5 commitments, 0 were rated as fully addressed, 3 partially, 2 not"

    embedded = read(client, EMBED).words

    assert sentence in embedded and "as published by" in embedded
    assert sentence in words_of(client)[1] and "%" not in words_of(client)[1]
    assert "%" not in embedded


def test_a_retracted_result_is_nowhere(client, card):
    assert "61" in words_of(client)[0]
    factories.RetractionFactory(scorecard=card)
    cache.clear()
    sentence = "What was published about this term was retracted; at present no result stands."

    assert sentence in read(client, EMBED).words
    assert sentence in words_of(client)[1]
    assert "61" not in words_of(client)[0]


def test_where_nothing_was_signed_they_say_so(client, town, contract):
    factories.MunicipalityFactory(slug="vlore", name_en="Vlora")
    sentence = "No Social Contract is recorded for this municipality in this term."

    assert sentence in read(client, "/en/embed/vlore/2023-2027/").words
    shown, heard = words_of(client, "/en/badge/vlore/2023-2027.svg")
    assert sentence in heard and "as of 23 November 2026" in shown


def test_a_demonstration_is_marked_in_both(client, card):
    term = card.contract.term
    term.is_demonstration = True
    term.save()

    assert "Demonstration" in client.get(EMBED).content.decode()
    assert words_of(client)[0].endswith("Demonstration")


def test_a_name_cannot_break_out_of_the_badge(client, card, town):
    town.name_en = "<script>&\"'\x0b</title>"
    town.save()

    content = client.get(BADGE).content
    root = ElementTree.fromstring(content)

    assert b"<script" not in content
    assert root.find(f"{SVG}title").text.startswith("<script>&\"'</title>")


def test_both_exist_in_both_languages(client, card):
    for address in (EMBED, BADGE, "/en/embed/fier/", "/en/badge/fier.svg"):
        english, albanian = client.get(address), client.get(address.removeprefix("/en"))
        assert (english.status_code, albanian.status_code) == (200, 200)
        assert "evidence until 15 September 2026" in english.content.decode()
        assert "15 shtator 2026" in albanian.content.decode()
