"""The pages of member organisations in the workspace: who comes in, what is asked, what follows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Coverage, FormerCoverage, Organisation
from municipalities.organisations import belonging
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

ROOM = "/en/workspace/organisations/"
OF_MANAGERS = ("", "profile/")
OF_ADMINS = ("cover/", "leave/", "suspend/", "reinstate/", "lead/", "covers/{place}/end/")
FIT = {"joined": "11.2026", "name_sq": "Qendra e Trembëdhjetë", "town": "Provë"}


@pytest.fixture
def admin():
    return factories.UserFactory(is_network_admin=True)


@pytest.fixture
def place():
    return factories.MunicipalityFactory(slug="prova")


@pytest.fixture
def home(place):
    return factories.OrganisationFactory(slug="shtepia", covers=[place], town="Has")


def addresses(parts) -> list[str]:
    return [f"{ROOM}shtepia/{part.format(place='prova')}" for part in parts]


# --- Who comes in ---------------------------------------------------------------------------------


def test_a_network_admin_comes_in_everywhere(admin, home):
    client = signed_in(admin)
    everywhere = [ROOM, "/en/workspace/new-organisation/", *addresses(OF_MANAGERS + OF_ADMINS)]
    assert {client.get(address).status_code for address in everywhere} == {200}


def test_a_manager_has_her_own_organisation_and_nothing_of_the_network(home):
    client = signed_in(factories.UserFactory(manages=home))
    assert {client.get(each).status_code for each in addresses(OF_MANAGERS)} == {200}
    closed = [ROOM, "/en/workspace/new-organisation/", *addresses(OF_ADMINS)]
    before = everything()
    for address in closed:
        answers = client.get(address), client.post(address, FIT | {"on": "2026", "until": "2026"})
        found = [answer.status_code for answer in answers]
        assert found == [404, 405 if address == ROOM else 404], address
    assert everything() == before
    page = client.get(f"{ROOM}shtepia/").content.decode()
    assert not [part for part in OF_ADMINS if f"/shtepia/{part.format(place='prova')}" in page]


@pytest.mark.parametrize("who", ["coordinator", "manager of another", "suspended", "stranger"])
def test_for_all_others_nothing_is_here(home, who):
    person = {
        "coordinator": lambda: factories.UserFactory(coordinates=home),
        "manager of another": lambda: factories.UserFactory(
            manages=factories.OrganisationFactory()
        ),
        "suspended": lambda: factories.UserFactory(manages=home),
        "stranger": factories.UserFactory,
    }[who]()
    if who == "suspended":
        Organisation.objects.update(is_active=False)
    client = signed_in(person)
    for address in addresses(OF_MANAGERS + OF_ADMINS):
        answers = client.get(address), client.post(address, {"town": "Tropojë"})
        found = [answer.status_code for answer in answers]
        assert found == [404, 405 if address.endswith("/shtepia/") else 404], address


def test_whoever_is_not_signed_in_is_asked_to(client, home):
    for address in [ROOM, *addresses(OF_MANAGERS + OF_ADMINS)]:
        answer = client.get(address)
        assert (answer.status_code, "/login/" in answer.headers["Location"]) == (302, True)


def test_an_unknown_organisation_or_place_is_not_found(admin, home):
    client = signed_in(admin)
    for address in ("askush/", "askush/suspend/", "shtepia/covers/askund/end/"):
        assert client.get(f"{ROOM}{address}").status_code == 404


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_every_link_of_its_page_opens_for_whoever_sees_it(admin, home, who):
    person = admin if who == "admin" else factories.UserFactory(manages=home)
    browser = Browser("en").sign_in(person)
    inside = [a for a in browser.open(f"{ROOM}shtepia/").links if a.startswith("/en/workspace/")]
    assert len(inside) > 6
    found = {each: browser.open(each).response.status_code for each in inside}
    assert found == dict.fromkeys(inside, 200)


# --- What is done ---------------------------------------------------------------------------------


def test_a_thirteenth_organisation_joins_covers_and_is_public(admin, place, client):
    browser = Browser("en").sign_in(admin)
    browser.open("/en/workspace/network/")
    browser.open(browser.page.link("/workspace/organisations/"))
    browser.open(browser.page.link("/new-organisation/"))

    page = browser.send("join", **(FIT | {"municipalities": place.slug}))

    assert "It belongs to the network. Now invite its people." in page.text
    new = Organisation.objects.get()
    assert (new.slug, new.joined) == ("qendra-e-trembedhjete", "2026-11")
    assert list(new.municipalities.all()) == [place]
    public = client.get("/en/organisations/qendra-e-trembedhjete/").content.decode()
    assert "since November 2026" in public


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(admin):
    answer = signed_in(admin).post(
        "/en/workspace/new-organisation/",
        FIT | {"joined": "31.31.2026", "website": "ftp://example.org", "founded": "12"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Qendra e Trembëdhjetë"' in text
    assert all(f'href="#id_{name}"' in text for name in ("joined", "website", "founded"))
    assert not Organisation.objects.exists()


def test_a_suspension_holds_from_the_very_next_request_on(admin):
    story = Story(statuses=("full",)).opened()
    coordinator = signed_in(story.author)
    report = f"/workspace/reports/{story.report.pk}/"
    assert coordinator.get(report).status_code == 200
    browser = Browser("en").sign_in(admin)
    browser.open(f"{ROOM}{story.home.slug}/suspend/")

    assert "The membership is suspended." in browser.send("suspend").text
    assert coordinator.get(report).status_code == 302  # signed out
    coordinator = signed_in(story.author)
    assert coordinator.get(report).status_code == 404

    browser.open(f"{ROOM}{story.home.slug}/reinstate/")
    assert "It is an active member" in browser.send("reinstate").text
    assert coordinator.get(report).status_code == 200


def test_it_leaves_and_its_page_says_what_it_covered(admin, home):
    browser = Browser("en").sign_in(admin)
    browser.open(f"{ROOM}shtepia/leave/")

    page = browser.send("leave", on="9.2026")

    assert "It has left the network. What it published stays." in page.text
    assert "Covered once" in page.text
    assert not Coverage.objects.exists()


def test_the_lead_is_told_why_it_cannot_leave(admin, home):
    belonging.lead(organisation=home, by=admin)
    answer = signed_in(admin).post(f"{ROOM}shtepia/leave/", {"on": "2026"})
    assert answer.status_code == 422
    assert "Let another organisation lead it first" in answer.content.decode()


def test_coverage_is_added_and_ended_on_its_pages(admin, home):
    other = factories.MunicipalityFactory(slug="tjeter")
    client = signed_in(admin)

    added = client.post(f"{ROOM}shtepia/cover/", {"municipality": other.pk, "since": "2025"})
    for _ in range(2):  # the second press leads to the same page
        ended = client.post(f"{ROOM}shtepia/covers/prova/end/", {"until": "8.2026"})
        assert (ended.status_code, ended.headers["Location"]) == (302, f"{ROOM}shtepia/")

    assert added.status_code == 302
    assert list(Coverage.objects.values_list("municipality__slug", "since")) == [("tjeter", "2025")]
    assert list(FormerCoverage.objects.values_list("municipality__slug", "until")) == [
        ("prova", "2026-08")
    ]


def test_two_who_change_the_profile_at_once_both_keep_what_they_typed(admin, home):
    manager = Browser("en").sign_in(factories.UserFactory(manages=home))
    manager.open(f"{ROOM}shtepia/profile/")
    shown = belonging.version_of(home)
    belonging.describe(organisation=home, by=admin, version=shown, about_sq="Fjalët e tjetrit.")

    page = manager.send("profile", about_sq="Fjalët e mia.")

    assert page.response.status_code == 409
    assert "Somebody changed this after you opened it." in page.text
    assert "Fjalët e tjetrit." in page.text
    assert page.form("profile").fields["about_sq"] == "Fjalët e mia."
    assert "The profile is saved." in manager.send("profile").text
    home.refresh_from_db()
    assert home.about_sq == "Fjalët e mia."


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 3000])
def test_odd_input_is_refused_and_never_an_error(admin, home, odd):
    client = signed_in(admin)
    before = everything()
    sent = {
        "cover/": {"municipality": odd, "since": odd},
        "covers/prova/end/": {"until": odd},
        "leave/": {"on": odd},
        "profile/": {
            "version": belonging.version_of(home),
            "name_sq": odd,
            "town": odd,
            "founded": odd,
        },
    }
    for part, content in sent.items():
        assert client.post(f"{ROOM}shtepia/{part}", content).status_code == 422, part
    of_no_version = sent["profile/"] | {"version": odd}
    assert client.post(f"{ROOM}shtepia/profile/", of_no_version).status_code == 409
    content = FIT | {"joined": odd, "municipalities": [odd, odd], "name_sq": odd}
    assert client.post("/en/workspace/new-organisation/", content).status_code == 422
    assert everything() == before


@pytest.mark.parametrize("number", [1, 10])
def test_the_pages_ask_the_same_number_of_questions(admin, home, number):
    for _ in range(number):
        place = factories.MunicipalityFactory()
        factories.OrganisationFactory(covers=[place])
        factories.CoverageFactory(organisation=home, municipality=place)
        factories.FormerCoverageFactory(organisation=home)
    client = signed_in(admin)
    asked = []
    for address in (ROOM, f"{ROOM}shtepia/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked == [4, 5]
