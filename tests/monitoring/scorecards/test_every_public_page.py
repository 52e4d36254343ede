"""All public pages at once: what changes them, what leaves no trace, and what they cost unchanged."""

import datetime

import pytest
from django.core.cache import cache
from time_machine import travel

from monitoring import actions
from tests import factories
from tests.monitoring.scorecards.public_addresses import crawl, pages_of
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CANARY = "Kanarinë"


@pytest.fixture(autouse=True)
def one_moment():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def published():
    return Story().published()


def draft_full_of_canaries(term) -> Story:
    """Facts only so far; ``write`` does what is not public."""
    return Story(term=term)


def test_every_public_page_is_a_304_for_one_query(
    client, published, django_assert_max_num_queries
):
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


def test_no_page_tells_anything_about_a_draft(client, published):
    """A draft goes all the way to the municipality's reply: no byte and no ETag moves (S-05)."""
    draft = Story(term=published.contract.term)
    addresses = pages_of(published.scorecard) + [
        f"/municipalities/{draft.municipality.slug}/",
        f"/municipalities/{draft.municipality.slug}/{draft.contract.term.slug}/",
        f"/commitments/{draft.commitments[0].reference}/",
        f"/organisations/{draft.home.slug}/",
        f"/organisations/{draft.peer.slug}/",
    ]
    before = crawl(client, addresses)

    draft.opened()
    for finding in draft.report.findings.all():
        draft.find(finding, "partial", rationale_sq=CANARY, rationale_en=CANARY)
        factories.EvidenceFactory(finding=finding, title=CANARY, shows=CANARY)
    draft.submitted().report
    draft._reviewed = actions.take_review(
        report=draft.report, by=draft.reviewer, organisation=draft.peer, at=BEGIN + DAY
    )

    for kept in (True, False):
        if not kept:
            cache.clear()
        after = crawl(client, addresses)
        assert after == before
        assert not [a for a, (_tag, content) in after.items() if CANARY.encode() in content]
