"""What holds for the markup of every public page: languages, headings, anchors, no script."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests import factories
from tests.monitoring.scorecards.sample_results import as_published, correction, line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


class Markup(HTMLParser):
    """Counts what must be unique, and notes what must not be there."""

    def __init__(self, content):
        super().__init__()
        self.headings, self.ids, self.fragments, self.forbidden = [], [], set(), []
        self.tags, self.language, self.links = Counter(), "", {}
        self._link = None
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags[tag] += 1
        if tag == "html":
            self.language = attributes.get("lang")
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        href = attributes.get("href", "")
        if href.startswith("#"):
            self.fragments.add(href[1:])
        if tag == "a":
            self._link = [attributes.get("aria-label") or "", href]
        bad = [name for name in attributes if name == "style" or name.startswith("on")]
        if bad or tag in ("script", "style", "iframe", "form"):
            self.forbidden.append((tag, bad))

    def handle_data(self, data):
        if self._link:
            self._link[0] += data

    def handle_endtag(self, tag):
        if tag == "a" and self._link:
            words, address = " ".join(self._link[0].split()), self._link[1]
            self.links.setdefault(words, set()).add(address)
            self._link = None


@pytest.fixture
def addresses(contract, round_, town):
    """A page of every kind, and of every state that changes its markup."""
    town.left, town.website = "2026", "https://example.org/fier"
    town.save()
    earlier = factories.RoundFactory(term=contract.term, slug="year-1")
    first = result(contract, earlier)
    line(first, "full")
    card = result(contract, round_, excluded=3, is_final=True, list_complete=False)
    bundle = line(card, "partial", items=3, previous="none")
    point(bundle, 1, "none")
    line(card, "", items=0, excluded_on="2025-03-01", exclusion_sq="Me ligj.")
    factories.ScorecardReplyFactory(scorecard=card, line=bundle)
    factories.ScorecardReplyFactory(scorecard=card)
    correction(card, (5, 3, 1, 2, 0))
    factories.MayorFactory.create_batch(2, municipality=town, since="2025")
    factories.ClaimFactory(term=contract.term, municipality=town, round=round_)
    factories.ClaimFactory(term=contract.term, round=round_)
    before = factories.SocialContractFactory(term=contract.term, code="before")
    as_published(before)
    gone = factories.SocialContractFactory(term=contract.term, code="gone")
    gone_round = factories.RoundFactory(term=contract.term, slug="gone")
    factories.RetractionFactory(scorecard=result(gone, gone_round))
    return [
        "/",
        "/municipalities/fier/",
        f"/municipalities/{before.municipality.slug}/",
        f"/municipalities/{gone.municipality.slug}/",
        f"/municipalities/{gone.municipality.slug}/2023-2027/gone/",
        "/municipalities/fier/2023-2027/year-1/",
        "/municipalities/fier/2023-2027/year-3/",
        "/municipalities/fier/2023-2027/year-3/r2/",
        "/municipalities/fier/2023-2027/year-3/working/",
        f"/commitments/{bundle.reference}/",
        "/sectors/",
        f"/sectors/{bundle.sector.slug}/",
        "/stages/",
        "/trend/",
        "/trend/2023-2027/fier/",
        f"/trend/2023-2027/{before.municipality.slug}/",
        "/evidence-profile/",
        f"/commitments/{bundle.points.get().reference}/",
        "/feeds/",
    ]


@pytest.fixture
def pages(client, addresses):
    found = {}
    for prefix, language in (("", "sq"), ("/en", "en")):
        for address in addresses:
            response = client.get(prefix + address)
            assert response.status_code == 200, prefix + address
            found[prefix + address] = (language, response)
    return found


def markups(pages):
    return {
        address: (language, Markup(response.content.decode()))
        for address, (language, response) in pages.items()
    }


def test_every_page_is_in_the_language_of_its_path(pages):
    assert {a: m.language for a, (_, m) in markups(pages).items()} == {
        a: language for a, (language, _) in pages.items()
    }


def test_every_page_has_one_main_part_and_one_title_and_its_headings_in_order(pages):
    for address, (_, found) in markups(pages).items():
        assert (found.tags["main"], found.tags["title"], found.headings.count(1)) == (1, 1, 1)
        jumps = [(a, b) for a, b in pairwise([0, *found.headings]) if b > a + 1]
        assert jumps == [], address


def test_every_anchor_leads_somewhere_and_no_id_stands_twice(pages):
    for address, (_, found) in markups(pages).items():
        assert [i for i, times in Counter(found.ids).items() if times > 1] == [], address
        assert found.fragments <= set(found.ids), address


def test_no_page_has_a_script_a_style_attribute_or_a_form(pages):
    assert {a: m.forbidden for a, (_, m) in markups(pages).items() if m.forbidden} == {}


def test_two_links_with_the_same_words_lead_to_the_same_place(pages):
    for address, (_, found) in markups(pages).items():
        ambiguous = {words: to for words, to in found.links.items() if len(to) > 1}
        assert ambiguous == {}, address


def test_no_page_sets_a_cookie_or_varies_on_one(pages):
    for address, (_, response) in pages.items():
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_every_page_leads_to_itself_in_the_other_language(pages):
    for address, (_, response) in pages.items():
        other = address.removeprefix("/en") if address.startswith("/en/") else f"/en{address}"
        assert f'<a class="language" href="{other}"' in response.content.decode(), address


@pytest.mark.parametrize("address", ["/nuk-ekziston/", "/en/nothing/", "/en/municipalities/x/"])
def test_a_page_that_does_not_exist_is_a_whole_page_too(client, address):
    response = client.get(address)
    found = Markup(response.content.decode())

    assert response.status_code == 404
    assert (found.tags["main"], found.headings.count(1), found.forbidden) == (1, 1, [])
    assert found.language == ("en" if address.startswith("/en/") else "sq")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_page(client, addresses, method):
    for address in addresses:
        assert getattr(client, method)(address).status_code == 405, address


def test_a_message_of_the_session_is_not_touched(client, pages):
    assert "session" not in client.cookies
