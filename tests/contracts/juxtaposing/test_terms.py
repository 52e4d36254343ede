"""A new mandate begins by a page of the workspace, before its election is recorded."""

import datetime

import pytest
from django.test import Client
from time_machine import travel

from contracts.juxtaposing.terms import begin_term
from contracts.models import Election, Term
from municipalities.refusals import Refused
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN
from tests.ways import value_of, way

pytestmark = pytest.mark.django_db

DAY = datetime.date(2027, 5, 9)


@pytest.fixture(autouse=True)
def one_moment():
    with travel(BEGIN, tick=False):
        yield


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def before():
    return make.TermFactory(
        slug="2023-2027", label_sq="2023–2027", begins=datetime.date(2023, 5, 14), ends=None
    )


def test_it_begins_and_its_election_is_recorded_without_the_django_admin(admin, before):
    secretary = Browser("en").sign_in(admin)
    way(secretary, "/workspace/network/", "/workspace/elections/", "/elections/new/", "/new-term/")

    page = secretary.send("begin-term", begins="9.5.2027", last_year="2031")

    assert page.address == "/en/workspace/elections/new/"
    added = Term.objects.get(slug="2027-2031")
    assert (added.label_sq, added.begins, added.ends) == ("2027–2031", DAY, None)
    assert added.history.get().history_user == admin
    before.refresh_from_db()
    assert (before.ends, before.history.first().history_user) == (DAY, admin)
    assert value_of(page, "term", "2027–2031") == str(added.pk)
    assert Term.objects.in_force(BEGIN.date()) == before
    assert Client().get("/terms/2027-2031/").status_code == 200
    secretary.send(
        "record-election", name_sq="Zgjedhjet e çuditshme 2027", kind="local", source="Dekret",
        term=str(added.pk),
    )  # fmt: skip
    recorded = Election.objects.get()
    assert (recorded.slug, recorded.term) == ("zgjedhjet-e-cuditshme-2027", added)


def test_a_term_that_ended_earlier_keeps_its_end(admin):
    old = make.TermFactory(begins=datetime.date(2019, 6, 30), ends=datetime.date(2023, 5, 14))
    begin_term(by=admin, begins=DAY, last_year=2031)
    old.refresh_from_db()
    assert old.ends == datetime.date(2023, 5, 14)


def test_the_demonstration_is_no_mandate_and_stays(admin):
    shown = make.TermFactory(
        is_demonstration=True, begins=datetime.date(2028, 1, 1), ends=datetime.date(2032, 1, 1)
    )
    begin_term(by=admin, begins=DAY, last_year=2031)
    shown.refresh_from_db()
    assert shown.ends == datetime.date(2032, 1, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"begins": "14.5.2023", "last_year": "2027"}, "“2023–2027” began later than this day."),
        ({"last_year": "2027"}, "A mandate has about four years."),
        ({"last_year": "2034"}, "A mandate has about four years."),
        ({"begins": "maj"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_refused_with_the_words_kept(admin, before, typed, sentence):
    browser = Browser("en").sign_in(admin)
    browser.start("/workspace/elections/new-term/")
    words = {"begins": "9.5.2027", "last_year": "2031"} | typed
    if sentence.startswith("“"):
        before.begins = datetime.date(2024, 1, 1)
        before.save()
    page = browser.send("begin-term", **words)
    assert (page.response.status_code, sentence in page.text) == (422, True)
    fields = page.form("begin-term").fields
    assert {name: fields[name] for name in words} == words
    assert Term.objects.count() == 1


def test_pressed_twice_it_is_one(admin, before):
    begin_term(by=admin, begins=DAY, last_year=2031)
    client = signed_in(admin)
    again = client.post("/workspace/elections/new-term/", {"begins": "9.5.2027", "last_year": 2031})
    assert (again.status_code, Term.objects.count()) == (422, 2)


def test_nobody_else_begins_one(before):
    home = make.OrganisationFactory(is_lead=True)
    for person in (make.UserFactory(manages=home), make.UserFactory(coordinates=home)):
        assert signed_in(person).get("/workspace/elections/new-term/").status_code == 404
        with pytest.raises(Refused):
            begin_term(by=person, begins=DAY, last_year=2031)
    assert Term.objects.count() == 1
