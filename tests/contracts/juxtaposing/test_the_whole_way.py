"""From an empty election to the public page, as people do it at their browsers."""

import datetime

import pytest
from django.test import Client
from time_machine import travel

from contracts.models import Juxtaposition, JuxtapositionEvent, Position
from tests import factories
from tests.contracts.juxtaposing.test_pages import open_form

pytestmark = pytest.mark.django_db

MORNING = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def one_moment():
    with travel(MORNING, tick=False):
        yield


@pytest.fixture
def place():
    return factories.MunicipalityFactory(name_sq="Sajuarë", slug="sajuare")


@pytest.fixture
def coordinator(place):
    return factories.UserFactory(coordinates=factories.OrganisationFactory(covers=[place]))


@pytest.fixture
def admin():
    return factories.UserFactory(is_network_admin=True)


def of_answers(page, **said):
    """The fields of the table of answers, each need answered alike."""
    form = page.form("answer")
    prefixes = [name.partition("-answer")[0] for name in form.fields if name.endswith("-answer")]
    return {f"{prefix}-{name}": value for prefix in prefixes for name, value in said.items()} | {
        "source": "Fletë e nënshkruar, e sajuar",
        "dated": "20.2.2027",
    }


def test_three_candidates_come_before_the_same_needs_and_are_published(place, coordinator, admin):
    factories.TermFactory(slug="2027-2031", begins="2027-06-01", ends=None)
    secretary = open_form(admin, "/workspace/elections/new/")
    term = secretary.page.form("record-election").fields["term"]
    assert term == ""
    secretary.send(
        "record-election", name_sq="Zgjedhjet e sajuara 2027", slug="zgjedhjet-2027",
        kind="local", held_on="9.5.2027", source="Vendim i sajuar",
        term=str(factories.TermFactory._meta.model.objects.get().pk),
    )  # fmt: skip

    desk = open_form(coordinator, "/workspace/elections/")
    desk.open(desk.page.link("/begin/"))
    desk.send("begin", municipality=str(place.pk))
    home = desk.page.address
    juxtaposition = Juxtaposition.objects.get()

    desk.open(desk.page.link("/describe/"))
    desk.send(
        "write", order="alphabet", collected_sq="Tre takime të sajuara.", source="Procesverbal"
    )
    desk.open(desk.page.link("/participation/"))
    desk.send("count", **{"whole-participants": "90", "whole-women": "50"})
    desk.open(desk.page.link("/needs/paste/"))
    desk.send("write", rows="1\tUji i pijshëm\tDrinking water\t1\t4,5\n2\tKopsht\t\t4\t")
    for name in ("Çela, i sajuar", "Cani, i sajuar", "Dhima, e sajuar"):
        desk.open(home)
        desk.open(desk.page.link("/candidates/new/"))
        desk.send("write", name=name, source="Listë e sajuar")
    assert "0 nga 2" in desk.page.text or "0 of 2" in desk.page.text
    for candidate in juxtaposition.candidates.all():
        desk.open(f"/workspace/elections/candidates/{candidate.pk}/positions/")
        desk.send("answer", **of_answers(desk.page, answer="accepts", words="E pranoj."))
    assert Position.objects.filter(source="Fletë e nënshkruar, e sajuar").count() == 6
    assert Client().get("/elections/zgjedhjet-2027/sajuare/").status_code == 404

    secretary.open(home)
    secretary.open(secretary.page.link("/publish/"))
    secretary.send("publish-offers")
    page = Client().get("/elections/zgjedhjet-2027/sajuare/")
    assert page.status_code == 200
    shown = page.content.decode()
    order = [shown.index(name) for name in ("Cani, i sajuar", "Çela, i sajuar", "Dhima")]
    assert order == sorted(order)
    assert JuxtapositionEvent.objects.get().by == admin
