"""All public pages at once: what changes them, what leaves no trace, what they cost unchanged."""

import datetime

import pytest
from django.core.cache import cache
from time_machine import travel

from tests import factories
from tests.monitoring.scorecards.public_addresses import crawl, pages_of
from tests.offers import published_offers
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CANARY = "Kanarinë"
# These change with every publication and name no municipality, or none that can be read unpacked.
SHOW_THE_CHECKPOINT = (
    "/checkpoint.txt", "/data/", "/datapackage.json", "/scorecards.xlsx", "/sitemap.xml",
    "/sitemap/pages-1.xml",
)  # fmt: skip
# These show figures pooled over the network or a sector.
POOLED_PICTURES = (".png", ".svg")


@pytest.fixture(autouse=True)
def one_moment():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def published():
    """With public offers before its election, so that the walk leads to those pages as well."""
    story = Story().published()
    published_offers(story)
    return story


def test_every_public_page_is_a_304_for_one_query(client, published, django_assert_max_num_queries):
    before = crawl(client, pages_of(published.scorecard))
    assert len(before) > 30
    for address, (etag, _content) in before.items():
        with django_assert_max_num_queries(1):
            response = client.get(address, headers={"If-None-Match": etag})
        assert (response.status_code, response.content) == (304, b""), address


def test_every_warm_page_costs_one_query(client, published, django_assert_max_num_queries):
    addresses = [a for a in pages_of(published.scorecard) if "/data/" not in a]
    crawl(client, addresses)
    for address in addresses:
        with django_assert_max_num_queries(1):
            assert client.get(address).status_code == 200


def test_every_public_page_is_the_same_twice(client, published):
    addresses = pages_of(published.scorecard)
    before = crawl(client, addresses)
    cache.clear()
    assert crawl(client, addresses) == before


def addresses_before_publication(story) -> list[str]:
    """Where a municipality can be found of which nothing has been published."""
    slug, term = story.municipality.slug, story.contract.term.slug
    return [
        f"{language}{address}"
        for language in ("", "/en")
        for address in (
            f"/municipalities/{slug}/",
            f"/municipalities/{slug}/{term}/",
            f"/commitments/{story.commitments[0].reference}/",
            f"/organisations/{story.home.slug}/",
            f"/organisations/{story.peer.slug}/",
        )
    ]


def test_no_page_tells_anything_about_a_draft(client, published):
    """It goes all the way to the municipality's reply: no byte and no ETag moves (S-05)."""
    draft = Story(term=published.contract.term)
    addresses = pages_of(published.scorecard) + addresses_before_publication(draft)
    before = crawl(client, addresses)

    draft.opened()
    for finding in draft.report.findings.all():
        draft.find(finding, "partial", rationale_sq=CANARY, rationale_en=CANARY)
        factories.EvidenceFactory(finding=finding, title=CANARY, shows=CANARY)
    draft._reviewed_and_invited(BEGIN + DAY)
    factories.ReplyFactory(report=draft.report, text=CANARY)
    assert draft.report.status == "approved"

    assert crawl(client, addresses) == before
    cache.clear()
    after = crawl(client, addresses)
    assert after == before
    assert not [address for address, (_, page) in after.items() if CANARY.encode() in page]
    draft.publish()
    assert CANARY.encode() in client.get(addresses_before_publication(draft)[1]).content


def moved(client, addresses, change) -> tuple[set, dict, dict]:
    before = crawl(client, addresses)
    change()
    after = crawl(client, addresses)
    return {a for a in addresses if after[a][0] != before[a][0]}, before, after


def test_a_publication_changes_only_pages_that_show_the_municipality(client, published):
    """The ETag of every other page stays (P-08), and none that changed keeps its ETag."""
    coming = Story(term=published.contract.term)
    theirs = pages_of(published.scorecard)
    own = addresses_before_publication(coming)

    changed, before, after = moved(client, theirs + own, coming.published)

    names = (coming.municipality.slug, coming.municipality.name_sq, coming.municipality.name_en)
    for address in theirs + own:
        pages = before[address][1] + after[address][1]
        if address not in changed:
            assert after[address] == before[address], address
        elif not address.endswith(SHOW_THE_CHECKPOINT + POOLED_PICTURES):
            assert any(name.encode() in pages for name in names), address
    assert set(own) <= changed
    slug = published.municipality.slug
    assert not {address for address in changed if f"/{slug}/" in address}
    assert not changed & {"/method/", "/about/", "/organisations/", "/corrections/"}


def test_a_correction_changes_what_it_corrects_and_the_list_of_corrections(client, published):
    other = Story(term=published.contract.term).published()
    addresses = pages_of(published.scorecard) + pages_of(other.scorecard)

    changed, _before, _after = moved(client, addresses, published.corrected)

    slug = published.municipality.slug
    of_it = {address for address in addresses if f"/{slug}/" in address}
    # Candidates' answers before the election and the calendar show no result.
    without = {each for each in of_it if "/elections/" in each or each.endswith("/activities/")}
    assert of_it - without <= changed
    assert {"/corrections/", "/en/corrections/", "/", "/ledger/"} <= changed
    assert not {address for address in changed if f"/{other.municipality.slug}/" in address}


@pytest.mark.parametrize("header", ["Cookie", "Accept-Language", "User-Agent", "Accept"])
def test_no_header_of_the_reader_changes_a_page(client, published, header):
    for address in ("/", f"/municipalities/{published.municipality.slug}/", "/en/ledger/"):
        plain = client.get(address).content
        cache.clear()
        assert client.get(address, headers={header: "en; q=1"}).content == plain


def test_unknown_parameters_change_no_page(client, published):
    for address in pages_of(published.scorecard):
        plain = client.get(address)
        cache.clear()
        more = ("&" if "?" in address else "?") + "utm_source=x&unknown=%3Cscript%3E"
        other = client.get(address + more, follow=True)
        assert (other.getvalue(), other["ETag"]) == (plain.getvalue(), plain["ETag"]), address
