"""What search engines are told: every page of the real record, and nothing of a demonstration."""

import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from monitoring.scorecards.sitemap import OF_A_TERM, PLAIN
from popnet.management.commands.routes import routes
from tests import factories
from tests.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
# Public pages without a parameter that no search engine needs.
LEFT_OUT = set()


def told(client) -> dict[str, set[str]]:
    """Address -> the languages its entry names, over all parts of the sitemap."""
    index = ET.fromstring(client.get("/sitemap.xml").content)
    found = {}
    for part in index.iterfind("s:sitemap/s:loc", NAMES):
        for url in ET.fromstring(client.get(urlsplit(part.text).path).content).iterfind(
            "s:url", NAMES
        ):
            links = url.iterfind("x:link", NAMES)
            found[url.find("s:loc", NAMES).text] = {link.get("hreflang") for link in links}
    return found


def all_parts(client) -> dict[str, bytes]:
    """Path -> bytes, of the index and of every part."""
    index = client.get("/sitemap.xml").content
    parts = [urlsplit(part.text).path for part in ET.fromstring(index).iterfind(".//s:loc", NAMES)]
    return {"": index} | {path: client.get(path).content for path in parts}


def test_every_address_is_told_in_both_languages_and_can_be_read(client):
    scorecard = Story().published().scorecard
    found = told(client)
    assert set(map(frozenset, found.values())) == {frozenset({"sq", "en"})}
    assert {urlsplit(address)[:2] for address in found} == {urlsplit(settings.PUBLIC_ORIGIN)[:2]}
    answers = {address: client.get(urlsplit(address).path).status_code for address in found}
    assert set(answers.values()) == {200}, answers
    one = f"/municipalities/{scorecard.municipality.slug}/{scorecard.contract.term.slug}/"
    assert f"{settings.PUBLIC_ORIGIN}/en{one}{scorecard.round.slug}/" in found


def test_nothing_of_the_demonstration_is_told(client):
    term = factories.TermFactory(is_demonstration=True)
    story = Story(term=term)
    story.published()
    told_of = " ".join(told(client))
    assert term.slug not in told_of
    assert story.contract.code not in told_of


def test_a_draft_changes_no_byte_of_it(client):
    Story().published()
    story = Story()
    before = all_parts(client)
    story.filled()
    assert all_parts(client) == before


def test_every_public_page_without_a_parameter_is_told_or_left_out_on_purpose():
    plain = {
        route.name.removeprefix("scorecards:")
        for route in routes()
        if route.policy == "public" and route.name.startswith("scorecards:")
        and "<" not in route.path
    }  # fmt: skip
    assert plain == set(PLAIN) | LEFT_OUT


def test_every_page_about_a_whole_term_is_told_or_left_out_on_purpose():
    of_a_term = {
        route.name.removeprefix("scorecards:")
        for route in routes()
        if route.policy == "public" and route.name.startswith("scorecards:")
        and route.path.count("<") == 1 and "<slug:term>" in route.path
    }  # fmt: skip
    assert of_a_term == {*OF_A_TERM, "search-term"}


@pytest.mark.parametrize("path", ["/sitemap/pages-2.xml", "/sitemap/nothing-1.xml"])
def test_a_part_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("demo", "says"), [(False, "Allow: /"), (True, "Disallow: /")], ids=["record", "demonstration"]
)
def test_a_demonstration_asks_not_to_be_found(client, settings, demo, says):
    settings.DEMO = demo
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == ["User-agent: *", says, "", f"Sitemap: {settings.PUBLIC_ORIGIN}/sitemap.xml"]
