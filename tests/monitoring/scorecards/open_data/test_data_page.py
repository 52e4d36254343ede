"""/data/: every file can be found, every column is explained, in both languages."""

import re

import pytest
from django.core.cache import cache

from monitoring.models import LedgerEntry
from monitoring.scorecards.open_data.tables import TABLES
from tests import factories
from tests.monitoring.scorecards.open_data.fetched import NAMES, OF_TERMS
from tests.monitoring.scorecards.reading import read
from tests.stories import Story

pytestmark = pytest.mark.django_db

PAGES = ["/data/", "/en/data/"]


def leads_to(client, page="/data/") -> list[str]:
    return [address for _words, address in read(client, page).links]


def test_every_file_of_the_whole_record_can_be_found(client):
    expected = {f"/data/v1/{name}.{ending}" for name in NAMES for ending in ("csv", "json")}
    expected |= {
        "/data/v1/scorecards.xlsx", "/data/v1/datapackage.json", "/data/v1/ledger.jsonl",
    }  # fmt: skip
    found = [address for address in leads_to(client) if address.startswith("/data/")]
    assert sorted(found) == sorted(expected)


def test_every_term_has_its_own_files(client):
    factories.TermFactory(slug="2019-2023")
    folder = "/data/v1/terms/2019-2023/"
    expected = {f"{folder}{name}.{ending}" for name in OF_TERMS for ending in ("csv", "json")}
    expected |= {f"{folder}scorecards.xlsx", f"{folder}datapackage.json"}
    found = [address for address in leads_to(client) if address.startswith(folder)]
    assert sorted(found) == sorted(expected)


def test_every_link_to_a_file_is_alive_and_named_by_itself(client):
    Story().published()
    links = [(w, a) for w, a in read(client, "/en/data/").links if a.startswith("/data/")]
    assert len({words for words, _address in links}) == len(links)
    for _words, address in links:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("page", PAGES)
def test_every_column_of_every_table_stands_in_the_dictionary(client, page):
    found = read(client, page)
    columns = [row[0] for row in found.rows if len(row) == 3 and re.fullmatch("[a-z0-9_]+", row[0])]
    assert columns == [column.name for table in TABLES for column in table.columns]


def test_a_column_is_explained_with_its_kind_and_its_words(client):
    rows = {row[0]: row[1:] for row in read(client, "/en/data/").rows if len(row) == 3}
    assert rows["headline"] == [
        "true or false",
        "Whether the fulfilment may stand alone as one number: coverage of at least 80 % and at"
        " least five assessed.",
    ]
    kind, meaning = rows["stage"]
    assert kind == "text may be empty"
    assert meaning.startswith("The stage that was reached.")
    assert "under_way: under way" in meaning


@pytest.mark.parametrize("page", PAGES)
def test_it_says_how_to_cite_the_data_as_they_are_now(client, page):
    Story().published()
    head = LedgerEntry.objects.head()
    words = read(client, page).words
    assert f"checkpoint {head.seq}:{head.hash}" in words or f"{head.seq}:{head.hash}" in words
    assert "CC BY 4.0" in words
    assert "https://creativecommons.org/licenses/by/4.0/" in leads_to(client, page)


def test_a_portal_without_anything_has_its_page_and_cites_nothing(client):
    assert "Nothing published yet." in read(client, "/en/data/").words


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_takes_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    for _ in range(number):
        factories.ScorecardFactory()
    with django_assert_num_queries(5):  # terms, last entry, checkpoint; version before and after
        assert client.get("/data/").status_code == 200


def test_the_demonstration_is_marked_on_the_page(client, settings):
    factories.TermFactory(is_demonstration=True, label_en="Demonstration")
    settings.DEMO = True
    assert b'content="noindex"' in client.get("/en/data/").content
    settings.DEMO = False
    cache.clear()
    assert b'content="noindex"' not in client.get("/en/data/").content
