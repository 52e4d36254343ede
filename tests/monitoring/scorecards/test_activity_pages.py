"""The calendar of activities, each activity, and where else activities are shown."""

import datetime
import re

import pytest
from django.core.cache import cache
from time_machine import travel

from monitoring.models import Document
from tests import factories
from tests.monitoring.network_files import load
from tests.monitoring.scorecards.activities_shown import in_order, put, shown, tags, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_moment():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def term():
    return factories.TermFactory()


# --- The calendar -------------------------------------------------------------------------------


def test_what_is_coming_stands_before_what_was_each_nearest_first(client, term):
    for title, begins in {
        "Shumë e vjetër": "2023", "E djeshme": "2026-11-22", "E sotme": "2026-11-23",
        "E këtij muaji": "2026-11", "E largët": "2027-05-09",
    }.items():  # fmt: skip
        shown(term, title_sq=title, begins=begins)
    shown(term, title_sq="E gjatë", begins="2026-10-01", ends="2026-12-31")

    page = text(client, "/activities/")

    assert in_order(
        page, 'id="coming"', "E gjatë", "E këtij muaji", "E sotme", "E largët", 'id="past"',
        "E djeshme", "Shumë e vjetër",
    )  # fmt: skip


def test_what_is_not_public_and_what_is_of_another_term_is_not_there(client, term):
    factories.ActivityFactory(term=term, title_sq="KANARINË e fshehtë")
    elsewhere = factories.TermFactory(is_demonstration=True)
    shown(elsewhere, title_sq="KANARINË e demonstrimit")
    shown(term, title_sq="Forumi i vërtetë")

    page = text(client, f"/activities/terms/{term.slug}/")

    assert "Forumi i vërtetë" in page and "KANARINË" not in page
    demonstration = text(client, f"/activities/terms/{elsewhere.slug}/")
    assert "Forumi i vërtetë" not in demonstration and "KANARINË e demonstrimit" in demonstration


def test_it_is_narrowed_by_kind_place_and_organisation(client, term):
    place, home = factories.MunicipalityFactory(), factories.OrganisationFactory()
    shown(term, title_sq="AKTIVITET A", kind="forum", municipalities=[place])
    shown(term, title_sq="AKTIVITET B", kind="campaign", organisations=[home])
    found = {
        query: re.findall("AKTIVITET (.)", text(client, f"/activities/{query}"))
        for query in (
            "", "?kind=forum", "?kind=campaign", f"?m={place.slug}", f"?o={home.slug}",
            f"?kind=forum&o={home.slug}", "?kind=nonsense", "?m=%00", "?o=%27%22", "?m=nowhere",
        )
    }  # fmt: skip
    assert found == {
        "": ["B", "A"], "?kind=forum": ["A"], "?kind=campaign": ["B"], f"?m={place.slug}": ["A"],
        f"?o={home.slug}": ["B"], f"?kind=forum&o={home.slug}": [], "?kind=nonsense": ["B", "A"],
        "?m=%00": ["B", "A"], "?o=%27%22": ["B", "A"], "?m=nowhere": [],
    }  # fmt: skip


def test_a_long_list_has_pages_that_keep_the_question(client, term):
    for number in range(31):
        shown(term, title_sq=f"Forum {number:02}", begins=f"2024-01-{number + 1:02}")
    page = text(client, "/activities/?kind=forum")
    assert "?kind=forum&amp;page=2" in page and "Forum 30" in page and "Forum 00" not in page
    assert "Forum 00" in text(client, "/activities/?kind=forum&page=2")
    assert client.get("/activities/?page=9").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_the_calendar_costs_the_same_with_ten(client, term, number, django_assert_num_queries):
    for _each in range(number):
        shown(
            term, municipalities=[factories.MunicipalityFactory()],
            organisations=[factories.OrganisationFactory()],
        )  # fmt: skip
    cache.clear()
    with django_assert_num_queries(8):
        text(client, "/activities/")


# --- One activity -------------------------------------------------------------------------------


def test_an_activity_says_what_is_known_of_it(client, term):
    place, home = factories.MunicipalityFactory(), factories.OrganisationFactory()
    contract = factories.SocialContractFactory(municipality=place, term=term)
    commitment = factories.CommitmentFactory(contract=contract)
    activity = shown(
        term, kind="campaign", municipalities=[place], organisations=[home], participants=40,
        women=22, place="Sheshi i Provës", is_online=True, link="https://example.org/forum",
        summary_sq="U diskutua për ujin.", begins="2024-03", ends="2024-09",
    )  # fmt: skip
    activity.commitments.add(commitment)
    factories.ActivityStepFactory(
        activity=activity, kind="works", dated="2024-09", text_sq="Nisën."
    )
    factories.ActivityStepFactory(activity=activity, dated="2024-03", text_sq="U dorëzua.")
    document = factories.DocumentFactory(contract=None, activity=activity, title="Programi")

    page = text(client, f"/en/activities/{activity.slug}/")

    for words in (
        "March 2024", "September 2024", "Sheshi i Provës", "online", "40, 22 women",
        "U diskutua për ujin.", f"/en/municipalities/{place.slug}/{term.slug}/",
        f"/en/organisations/{home.slug}/", f"/en/commitments/{commitment.reference}/",
        "https://example.org/forum", f"/documents/{document.sha256}/programi.pdf",
    ):  # fmt: skip
        assert words in page, words
    assert "young" not in page
    assert in_order(page, "U dorëzua.", "Nisën.")


def test_one_that_is_not_public_does_not_exist(client, term):
    hidden = factories.ActivityFactory(term=term)
    there, never = (
        client.get(f"/activities/{slug}/") for slug in (hidden.slug, "nuk-ka-pasur-kurre")
    )
    assert (there.status_code, never.status_code) == (404, 404)
    assert there.content.replace(hidden.slug.encode(), b"") == never.content.replace(
        b"nuk-ka-pasur-kurre", b""
    )


@pytest.mark.parametrize("number", [1, 10])
def test_a_page_costs_the_same_with_ten_of_everything(
    client, term, number, django_assert_num_queries
):
    activity = shown(
        term,
        municipalities=[factories.MunicipalityFactory() for _ in range(number)],
        organisations=[factories.OrganisationFactory() for _ in range(number)],
    )
    for _each in range(number):
        contract = factories.SocialContractFactory(term=term)
        activity.commitments.add(factories.CommitmentFactory(contract=contract))
        factories.ActivityStepFactory(activity=activity)
        factories.DocumentFactory(contract=None, activity=activity)
        factories.NeedFactory(juxtaposition__published=True, voiced_at=activity)
    cache.clear()
    with django_assert_num_queries(9):
        text(client, f"/activities/{activity.slug}/")


def test_it_names_the_needs_voiced_there_once_the_offers_are_public(client, term):
    activity = shown(term)
    need = factories.NeedFactory(juxtaposition__published=True, voiced_at=activity)
    factories.NeedFactory(voiced_at=activity, title_en="KANARINË në përgatitje")
    factories.NeedFactory(juxtaposition__published=True, title_en="KANARINË prej tjetërkund")

    page = text(client, f"/en/activities/{activity.slug}/")

    about = need.juxtaposition
    own = f"/en/needs/{about.election.slug}/{about.municipality.slug}/{need.number}/"
    assert re.findall(r'href="(/en/needs/[^"]+)"', page) == [own]
    assert "KANARINË" not in page


# --- Freshness ----------------------------------------------------------------------------------


def test_preparing_moves_no_page_and_showing_hiding_and_documents_do(client, term):
    seen = shown(term)
    pages = ("/activities/", f"/activities/{seen.slug}/")
    before = tags(client, *pages)
    hidden = factories.ActivityFactory(term=term)
    hidden.title_sq = "KANARINË"
    hidden.save()
    factories.DocumentFactory(contract=None, activity=hidden)
    assert tags(client, *pages) == before

    for change in (
        lambda: put(hidden, is_public=True),
        lambda: put(hidden, title_sq="Tjetër"),
        lambda: put(hidden, is_public=False),
        lambda: factories.DocumentFactory(contract=None, activity=seen),
        lambda: Document.objects.filter(activity=seen).delete(),
    ):
        before = tags(client, *pages)
        change()
        after = tags(client, *pages)
        assert not set(before) & set(after)


def test_needs_move_the_page_of_their_activity_when_they_are_shown_and_not_before(client, term):
    seen, other = shown(term), shown(term)
    pages = [f"/activities/{each.slug}/" for each in (seen, other)]
    offers = factories.JuxtapositionFactory()
    before = tags(client, *pages)
    factories.NeedFactory(juxtaposition=offers, voiced_at=seen)
    assert tags(client, *pages) == before

    factories.JuxtapositionEventFactory(juxtaposition=offers, by=offers.prepared_by)
    after = tags(client, *pages)
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)


# --- Elsewhere ----------------------------------------------------------------------------------


def test_the_national_conference_of_2021_is_the_first_real_record(client):
    load()
    page = text(client, "/en/activities/terms/2019-2023/")
    assert "National Conference in Vlora" in page
    page = text(client, "/en/activities/konferenca-kombetare-vlore-2021/")
    assert "6 December 2021" in page and "120" in page
    assert "konferenca" not in text(client, "/en/activities/terms/2023-2027/")
