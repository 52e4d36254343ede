"""Atom feeds: valid, stable, each of one record, and found beside the pages that they tell of."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from time_machine import travel

from monitoring import actions
from tests import factories
from tests.monitoring.scorecards.atom import ATOM, entries, read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 12, 31, 11, tzinfo=datetime.UTC)
REASON = "U botua nën emrin e një bashkie tjetër."
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


@pytest.fixture(autouse=True)
def one_moment(settings):
    settings.DEMO = False
    settings.PUBLIC_ORIGIN = "https://pop.example"
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027", begins=datetime.date(2023, 6, 1))


def a_story(term, **more):
    return Story(term=term, **more).published()


def retract(story):
    actions.retract(report=story.report, by=story.admin, reason_sq=REASON, at=BEGIN + 90 * DAY)


def kinds(client, address="/en/feeds/all.atom") -> list[str]:
    return [entry.categories[0] for entry in entries(client, address)]


# --- Valid and stable ----------------------------------------------------------------------------


def assert_is_atom(root, address, language):
    """What RFC 4287 demands of a feed and of each entry."""
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for name in ("title", "id", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"https://pop.example{address}"
    assert links["alternate"].startswith("https://pop.example/")
    found = [*root.iter(f"{ATOM}entry")]
    for entry in found:
        for name in ("title", "id", "updated", "published", "summary"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
            assert entry.findtext(f"{ATOM}{name}").strip()
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        assert entry.find(f"{ATOM}link").get("href").startswith("https://pop.example/")
    times = [each.text for name in ("updated", "published") for each in root.iter(ATOM + name)]
    assert [time for time in times if not RFC3339.fullmatch(time)] == []
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert [each for each in ids if not re.fullmatch(r"tag:pop\.example,[-\d]+:\S+", each)] == []
    if found:
        newest = max(entry.findtext(f"{ATOM}updated") for entry in found)
        assert root.findtext(f"{ATOM}updated") == newest


@pytest.mark.parametrize(("prefix", "language"), [("", "sq"), ("/en", "en")])
def test_every_feed_is_atom_in_both_languages(client, term, prefix, language):
    story, other = a_story(term), a_story(term)
    story.corrected()
    retract(other)
    slug = story.municipality.slug
    for path in ("all", "corrections", f"municipalities/{slug}"):
        for of in ("", "terms/2023-2027/"):
            address = f"{prefix}/feeds/{of}{path}.atom"
            answer = client.get(address)
            assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
            assert_is_atom(ElementTree.fromstring(answer.content), address, language)


def test_an_empty_feed_is_as_old_as_its_term(client, term):
    assert read(client).findtext(f"{ATOM}updated") == "2023-06-01T00:00:00+00:00"
    assert_is_atom(read(client), "/en/feeds/all.atom", "en")


def test_an_id_follows_from_the_ledger_and_never_changes(client, term):
    story = a_story(term)
    before = entries(client)[0]
    assert before.id == "tag:pop.example,2026-10-20:en/ledger/1"
    assert entries(client, "/feeds/all.atom")[0].id == "tag:pop.example,2026-10-20:sq/ledger/1"

    story.corrected()

    assert [entry.id for entry in entries(client)] == [
        "tag:pop.example,2026-12-09:en/ledger/2", before.id,
    ]  # fmt: skip


def test_an_entry_is_the_same_in_every_feed_that_has_it(client, term):
    story = a_story(term).corrected()
    whole = {e.id: ElementTree.tostring(e.element) for e in entries(client)}
    for name in ("corrections", f"municipalities/{story.municipality.slug}"):
        found = entries(client, f"/en/feeds/{name}.atom")
        assert found
        assert [ElementTree.tostring(e.element) for e in found] == [whole[e.id] for e in found]


def test_who_has_the_feed_already_gets_304_for_one_query(client, term, django_assert_num_queries):
    a_story(term)
    etag = client.get("/en/feeds/all.atom")["ETag"]
    with django_assert_num_queries(1):
        answer = client.get("/en/feeds/all.atom", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    a_story(term)
    assert client.get("/en/feeds/all.atom", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("number", [1, 10])
def test_a_feed_takes_the_same_number_of_queries_for_1_and_10_results(
    client, term, number, django_assert_num_queries
):
    for _ in range(number):
        factories.ScorecardFactory(contract__term=term, round__term=term)
    for path, queries in (("all", 6), ("corrections", 5)):
        with django_assert_num_queries(queries):
            client.get(f"/en/feeds/{path}.atom")


def test_a_feed_ends_with_the_50th_entry(client, term):
    cards = [factories.ScorecardFactory(contract__term=term) for _ in range(51)]
    found = entries(client)
    assert len(found) == 50
    assert found[0].id.endswith(f"/{cards[-1].entry.seq}")


# --- Which results are in which feed -------------------------------------------------------------


def test_the_feed_of_corrections_has_corrections_and_retractions_alone(client, term):
    one, other = a_story(term), a_story(term)
    one.corrected()
    retract(other)
    assert kinds(client, "/en/feeds/corrections.atom") == ["retract", "correct"]
    assert kinds(client) == ["retract", "correct", "publish", "publish"]


def test_the_feed_of_a_municipality_has_its_own_news(client, term):
    own, _other = a_story(term), a_story(term)
    found = entries(client, f"/en/feeds/municipalities/{own.municipality.slug}.atom")
    assert [entry.id for entry in found] == ["tag:pop.example,2026-10-20:en/ledger/1"]


def a_real_and_an_invented_result(term):
    real = a_story(term)
    invented = factories.TermFactory(slug="prove", is_demonstration=True)
    return real, a_story(invented, municipality=real.municipality)


@pytest.mark.parametrize(("demo", "seq", "other"), [(False, 1, 2), (True, 2, 1)])
def test_no_feed_mixes_the_record_and_the_demonstration(client, term, settings, demo, seq, other):
    settings.DEMO = demo
    story, _invented = a_real_and_an_invented_result(term)
    its_own, the_other = ("prove", "2023-2027") if demo else ("2023-2027", "prove")
    for name in ("all", f"municipalities/{story.municipality.slug}"):
        for path, expected in (
            ("", seq),
            (f"terms/{its_own}/", seq),
            (f"terms/{the_other}/", other),
        ):
            found = entries(client, f"/en/feeds/{path}{name}.atom")
            assert [entry.id.rpartition("/")[2] for entry in found] == [str(expected)], path


def test_the_demonstration_says_so_everywhere_and_is_not_indexed(client, term):
    a_real_and_an_invented_result(term)
    answer = client.get("/en/feeds/terms/prove/all.atom")
    root = ElementTree.fromstring(answer.content)
    titles = [title.text for title in root.iter(f"{ATOM}title")]
    assert [title for title in titles if not title.startswith("Demonstration: ")] == []
    assert root.findtext(f"{ATOM}subtitle") == "The demonstration: everything in it is invented."
    assert entries(client, "/en/feeds/terms/prove/all.atom")[0].categories[1] == "demonstration"
    assert answer["X-Robots-Tag"] == "noindex"
    real = client.get("/en/feeds/all.atom")
    assert "X-Robots-Tag" not in real.headers
    assert b"emonstration" not in real.content


def test_what_does_not_exist_has_no_feed(client, term):
    factories.MunicipalityFactory(slug="sajuar", is_demonstration=True)
    for path in ("municipalities/nowhere", "municipalities/sajuar", "terms/never/all"):
        assert client.get(f"/feeds/{path}.atom").status_code == 404


def test_without_any_term_there_is_no_feed(client):
    assert client.get("/feeds/all.atom").status_code == 404


# --- How they are found --------------------------------------------------------------------------


def announced(client, address) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', page
    )


def test_pages_announce_their_feeds_and_each_exists(client, term):
    story = a_story(term)
    slug, own = story.municipality.slug, f"/en/feeds/municipalities/{story.municipality.slug}.atom"
    reference = story.commitments[0].reference
    everything = "/en/feeds/all.atom"
    expected = {
        "/en/": [everything],
        "/en/method/": [everything],
        f"/en/municipalities/{slug}/": [everything, own],
        f"/en/municipalities/{slug}/2023-2027/{story.round.slug}/": [everything, own],
        f"/en/commitments/{reference}/": [everything, own],
        "/en/corrections/": [everything, "/en/feeds/corrections.atom"],
    }
    assert {address: announced(client, address) for address in expected} == expected
    for address in {feed for feeds in expected.values() for feed in feeds}:
        assert client.get(address).status_code == 200


def test_a_page_of_the_other_record_announces_the_feed_of_its_term(client, term):
    story, _invented = a_real_and_an_invented_result(term)
    slug = story.municipality.slug
    assert announced(client, f"/municipalities/{slug}/prove/") == [
        "/feeds/terms/prove/all.atom", f"/feeds/terms/prove/municipalities/{slug}.atom",
    ]  # fmt: skip


def test_one_page_lists_every_feed_and_every_way_to_follow(client, term):
    story = a_story(term)
    page = client.get("/en/feeds/").content.decode()
    slug, sector = story.municipality.slug, story.commitments[0].sector.slug
    for address in (
        "/en/feeds/all.atom", "/en/feeds/corrections.atom", f"/en/feeds/municipalities/{slug}.atom",
        f"/en/follow/municipalities/{slug}/", f"/en/follow/sectors/{sector}/",
    ):  # fmt: skip
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
