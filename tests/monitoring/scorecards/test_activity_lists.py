"""The activities of a municipality and of an organisation, where their own pages list them."""

import datetime
import re

import pytest
from django.core.cache import cache
from time_machine import travel

from tests import factories
from tests.monitoring.scorecards.activities_shown import in_order, put, shown, tags, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_moment():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def term():
    return factories.TermFactory()


def test_an_organisation_shows_its_newest_and_leads_to_all(client, term):
    home = factories.OrganisationFactory()
    for number in range(6):
        shown(
            term, title_sq=f"Forum {number}", begins=f"2024-0{number + 1}", organisations=[home]
        )  # fmt: skip
    factories.ActivityFactory(term=term, title_sq="KANARINË", organisations=[home])

    page = text(client, f"/organisations/{home.slug}/")

    assert in_order(page, "Forum 5", "Forum 1")
    assert "Forum 0" not in page and "KANARINË" not in page
    assert f'href="/organisations/{home.slug}/activities/{term.slug}/"' in page
    assert "?o=" not in page


def test_a_municipality_shows_its_newest_five_and_leads_to_all(client, term):
    place = factories.MunicipalityFactory()
    for number in range(6):
        shown(
            term, title_en=f"Forum {number}", kind="forum", begins=f"2024-0{number + 1}",
            municipalities=[place],
        )  # fmt: skip
    factories.ActivityFactory(term=term, title_en="KANARINË", municipalities=[place])
    shown(factories.TermFactory(), title_en="KANARINË", municipalities=[place])
    shown(term, title_en="KANARINË", municipalities=[factories.MunicipalityFactory()])

    page = text(client, f"/en/municipalities/{place.slug}/{term.slug}/")

    listed = page[page.index('id="activities"') :]
    found = re.findall(r'/activities/[^"]+">([^<]+)</a><br><span class="note">([^<]+)<', listed)
    months = ("June", "May", "April", "March", "February")
    assert found == [
        (f"Forum {number}", f"{month} 2024 · public forum")
        for number, month in zip((5, 4, 3, 2, 1), months, strict=True)
    ]
    assert f'href="/en/municipalities/{place.slug}/{term.slug}/activities/"' in listed
    assert "KANARINË" not in page and "?m=" not in listed


def test_a_municipality_without_activities_says_nothing_of_them(client, term):
    place = factories.MunicipalityFactory()
    factories.ActivityFactory(term=term, municipalities=[place])
    assert 'id="activities"' not in text(client, f"/municipalities/{place.slug}/{term.slug}/")


def test_all_of_a_municipality_and_of_an_organisation_have_addresses_of_their_own(client, term):
    place, home = factories.MunicipalityFactory(), factories.OrganisationFactory()
    ties = {"municipalities": [place], "organisations": [home]}
    shown(term, title_sq="E djeshme", begins="2026-11-22", **ties)
    shown(term, title_sq="E sotme", begins="2026-11-23", **ties)
    shown(term, title_sq="KANARINË e huaj", begins="2026-11-22")
    shown(factories.TermFactory(), title_sq="KANARINË e një mandati tjetër", **ties)
    factories.ActivityFactory(term=term, title_sq="KANARINË e fshehtë", **ties)

    for address in (
        f"/municipalities/{place.slug}/{term.slug}/activities/",
        f"/organisations/{home.slug}/activities/{term.slug}/",
    ):
        page = text(client, address)
        assert in_order(page, 'id="coming"', "E sotme", 'id="past"', "E djeshme"), address
        assert "KANARINË" not in page and "?" not in "".join(re.findall('href="([^"]+)"', page))
    for nothing in (
        f"/municipalities/askund/{term.slug}/activities/",
        f"/municipalities/{place.slug}/askur/activities/",
        f"/organisations/askush/activities/{term.slug}/",
        f"/organisations/{home.slug}/activities/askur/",
    ):
        assert client.get(nothing).status_code == 404, nothing


@pytest.mark.parametrize("number", [1, 10])
def test_the_lists_cost_the_same_with_ten(client, term, number, django_assert_num_queries):
    place, home = factories.MunicipalityFactory(), factories.OrganisationFactory()
    for _each in range(number):
        shown(term, municipalities=[place], organisations=[home])
    for address in (
        f"/municipalities/{place.slug}/{term.slug}/activities/",
        f"/organisations/{home.slug}/activities/{term.slug}/",
    ):
        cache.clear()
        with django_assert_num_queries(7):
            text(client, address)


def test_an_activity_moves_the_page_of_its_municipality_and_no_other(client, term):
    place, other = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    pages = [f"/municipalities/{each.slug}/{term.slug}/" for each in (place, other)]
    activity = factories.ActivityFactory(term=term, municipalities=[place])
    before = tags(client, *pages)
    for change in (
        lambda: put(activity, is_public=True),
        lambda: put(activity, title_sq="Tjetër"),
        lambda: put(activity, is_public=False),
    ):
        change()
        after = tags(client, *pages)
        assert (after[0] != before[0], after[1] == before[1]) == (True, True)
        before = after
