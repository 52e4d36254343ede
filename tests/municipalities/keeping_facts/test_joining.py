"""A thirteenth municipality comes into the network by a page of the workspace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from time_machine import travel

from municipalities.keeping_facts.joining import add_municipality
from municipalities.models import Municipality
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN
from tests.ways import value_of, way

pytestmark = pytest.mark.django_db

NEW = "/en/workspace/facts/new/"
KNOWN = {"name_sq": "Çorovodë e Re", "county": "q40", "joined": "8.2026"}


@pytest.fixture(autouse=True)
def one_moment():
    with travel(BEGIN, tick=False):
        yield


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


def test_it_is_added_covered_and_public_without_the_django_admin(admin):
    make.TermFactory()
    secretary = Browser("en").sign_in(admin)
    way(secretary, "/workspace/network/", "/workspace/facts/", "/facts/new/")

    page = secretary.send("add-municipality", **KNOWN, latitude="40,5", longitude="20,2")

    assert page.address == "/en/workspace/facts/corovode-e-re/"
    assert "It is in the network." in page.text
    added = Municipality.objects.get()
    assert (added.joined, added.is_demonstration, float(added.latitude)) == ("2026-08", False, 40.5)
    assert added.history.get().history_user == admin
    page = way(secretary, "/workspace/network/", "/workspace/organisations/", "/new-organisation/")
    assert value_of(page, "municipalities", "Çorovodë e Re") == "corovode-e-re"
    assert Client().get("/municipalities/corovode-e-re/").status_code == 200


def test_nobody_else_adds_one(admin):
    home = make.OrganisationFactory(is_lead=True)
    for person in (make.UserFactory(manages=home), make.UserFactory(coordinates=home)):
        client = signed_in(person)
        assert (client.get(NEW).status_code, client.post(NEW, KNOWN).status_code) == (404, 404)
        assert "/facts/new/" not in "".join(
            Browser().sign_in(person).start("/workspace/facts/").links
        )
        with pytest.raises(PermissionDenied):
            add_municipality(by=person, **KNOWN | {"joined": "2026-08"})
    assert Municipality.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_sq": "CORÓVODE e re"}, "This municipality is in the network already."),
        ({"joined": "2027"}, "This day is still to come."),
        ({"latitude": "40,5"}, "Give both coordinates, in Albania, or neither."),
        ({"county": ""}, "This field is required."),
        ({"name_sq": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_with_the_words_kept(admin, typed, sentence):
    make.MunicipalityFactory(slug="corovode-e-re")
    browser = Browser("en").sign_in(admin)
    browser.start("/workspace/facts/new/")
    page = browser.send("add-municipality", **KNOWN | {"name_sq": "Tjetër"} | typed)
    assert (page.response.status_code, sentence in page.text) == (422, True)
    kept = KNOWN | {"name_sq": "Tjetër"} | typed
    fields = page.form("add-municipality").fields
    assert {name: fields[name] for name in kept} == kept
    assert Municipality.objects.count() == 1
