"""Whatever stands behind "?", a public page is found, moved or refused (S-47, S-49)."""

import pytest
from django.core.cache import cache

from tests.stories import Story

pytestmark = pytest.mark.django_db

ODD = {
    "NUL": "fier\0",
    "a quote": "'; select pg_sleep(9); --",
    "a pattern": "%_\\",
    "a number beyond all": "9" * 30,
    "endless": "rruga " * 4000,
    "right to left": "\u202ereif",
    "a lookup": "password__startswith",
}
PARAMETERS = {
    "/search/": ["q", "municipality", "sector", "status", "stage", "round", "page"],
    "/compare/": ["m", "round", "reading", "page"],
    "/": ["page", "reading"],
    "/sectors/": ["reading", "page"],
    "/trend/": ["reading", "page"],
    "/cases/": ["page"],
    "/activities/": ["kind", "m", "o", "page"],
    "/ledger/": ["page"],
}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_no_parameter_of_a_public_page_breaks_it(client, value):
    Story().published()
    answered = {
        (path, name): client.get(f"/en{path}", {name: value, "m": value}, follow=True).status_code
        for path, names in PARAMETERS.items()
        for name in names
    }
    assert {key: status for key, status in answered.items() if status not in (200, 400, 404)} == {}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_what_a_page_does_not_know_changes_nothing_of_it(client, value):
    Story().published()
    for path in PARAMETERS:
        plain = client.get(f"/en{path}")
        odd = client.get(f"/en{path}", {"order": value}, follow=True)
        assert (odd.status_code, odd.content) == (200, plain.content), path


@pytest.mark.parametrize(
    ("path", "name"), [("/activities/", "m"), ("/activities/", "o"), ("/search/", "q")]
)
def test_what_anybody_can_make_up_fills_no_cache(client, path, name):
    Story().published()
    client.get(path)
    kept = len(cache._cache)

    for number in range(3):
        assert client.get(path, {name: f"shpikje-{number}"}).status_code == 200

    assert len(cache._cache) == kept
