"""How long one stays signed in, and what ends it at once (QUALITY S-11, S-15, S-17)."""

import datetime

import pytest
import time_machine
from django.test import Client

from municipalities.models import OutgoingMail, Session
from municipalities.signing_in.sessions import SessionStore, end_sessions
from tests import factories
from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Browser, signed_in
from tests.municipalities.signing_in.cookies import cookie, opens

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
NEW = "tre lepuj hanin lakra në oborr"


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_half_an_hour_without_a_page_ends_the_session(person, minutes, status):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().sign_in(person)
        clock.move_to(NOON + minutes * MINUTE)
        assert browser.client.get("/workspace/").status_code == status


def test_whoever_asks_for_pages_stays_but_not_longer_than_twelve_hours(person):
    answers = []
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().sign_in(person)
        for quarter in range(1, 50):
            clock.move_to(NOON + quarter * 15 * MINUTE)
            answers.append(browser.client.get("/workspace/").status_code)

    assert answers == [200] * 47 + [302] * 2


def test_a_stored_time_that_is_moved_back_ends_the_session(person):
    """The server's own times decide, whatever the cookie says."""
    client = signed_in(person)
    for name, age in (("seen_at", 31 * 60), ("signed_in_at", 12 * 3600 + 1)):
        client = signed_in(person)
        store = SessionStore(client.cookies["session"].value)
        store[name] -= age
        store.save()
        assert client.get("/workspace/").status_code == 302, name


def test_a_session_without_times_is_over(person):
    client = signed_in(person)
    store = SessionStore(client.cookies["session"].value)
    row = Session.objects.get()
    kept = {name: words for name, words in store.items() if not name.endswith("_at")}
    row.session_data = store.encode(kept)
    row.save()

    assert client.get("/workspace/").status_code == 302


def test_the_time_is_written_once_a_minute(person):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().sign_in(person)
        clock.move_to(NOON + 50 * datetime.timedelta(seconds=1))
        browser.client.get("/workspace/")
        first = SessionStore(cookie(browser))["seen_at"]
        clock.move_to(NOON + 70 * datetime.timedelta(seconds=1))
        browser.client.get("/workspace/")
        second = SessionStore(cookie(browser))["seen_at"]

    assert (first, second) == (int(NOON.timestamp()), int(NOON.timestamp()) + 70)


def test_the_button_of_the_warning_keeps_one_signed_in(person):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().sign_in(person)
        token = browser.page.form("logout").fields["csrfmiddlewaretoken"]
        clock.move_to(NOON + 28 * MINUTE)
        answer = browser.client.post("/workspace/account/stay/", headers={"X-CSRFToken": token})
        clock.move_to(NOON + 50 * MINUTE)
        still = browser.client.get("/workspace/").status_code

    assert (answer.content, still) == (b"1740", 200)


def test_the_page_says_without_a_script_how_long_one_stays(person):
    with time_machine.travel(NOON, tick=False):
        browser = Browser("en").sign_in(person)

    assert "After 30 minutes without a new page you are signed out" in browser.page.text
    assert 'data-seconds-left="1740"' in browser.page.text


def test_in_the_last_half_hour_of_the_day_the_page_says_how_little_is_left(person):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().sign_in(person)
        for quarter in range(1, 48):
            clock.move_to(NOON + quarter * 15 * MINUTE)
            browser.start("/workspace/account/")

    assert 'data-seconds-left="900" data-is-last' in browser.page.text


def test_a_session_that_is_ended_while_its_request_is_answered_stays_ended(person):
    client = signed_in(person)
    store = SessionStore(client.cookies["session"].value)
    store["more"] = "words"
    end_sessions(person)
    store.save()

    assert list(Session.objects.all()) == []
    assert client.get("/workspace/").status_code == 302


def test_signing_in_with_a_planted_session_of_somebody_else_gives_another(person):
    other = factories.UserFactory()
    planted = signed_in(other).cookies["session"].value
    client = Client()
    client.cookies["session"] = planted
    client.post("/login/", {"username": person.email, "password": PASSWORD})

    assert client.cookies["session"].value != planted
    assert {row.user for row in Session.objects.all()} == {person}


def test_signing_in_twice_gives_another_session_and_ends_the_first(person):
    browser = Browser().sign_in(person)
    first = cookie(browser)
    answer = browser.client.post(
        "/login/",
        {
            "username": person.email,
            "password": PASSWORD,
            "csrfmiddlewaretoken": browser.page.form("logout").fields["csrfmiddlewaretoken"],
        },
    )

    assert answer.status_code == 302
    assert (opens(first), opens(cookie(browser))) == (False, True)


def test_a_new_password_changes_the_session_and_ends_all_others(person):
    here, elsewhere = Browser().sign_in(person), Browser().sign_in(person)
    before = cookie(here)
    here.start("/workspace/account/password/")
    page = here.send("password", old_password=PASSWORD, new_password=NEW)

    assert page.address == "/workspace/account/"
    assert (opens(before), opens(cookie(elsewhere)), opens(cookie(here))) == (False, False, True)
    assert {row.session_key for row in Session.objects.of(person)} == {cookie(here)}
    person.refresh_from_db()
    assert person.check_password(NEW)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.key.split("/")[0]) == (person.email, "password-changed")


def test_a_wrong_old_password_changes_nothing(person):
    browser = Browser("en").sign_in(person)
    browser.start("/workspace/account/password/")
    page = browser.send("password", old_password="gabim", new_password=NEW)

    assert page.title.startswith("Error:")
    assert "This is not your password." in page.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_one_can_sign_out_everywhere_else(person):
    here, elsewhere = Browser().sign_in(person), Browser().sign_in(person)
    here.start("/workspace/account/")
    here.send("sign-out-elsewhere")

    assert (opens(cookie(here)), opens(cookie(elsewhere))) == (True, False)


def test_ending_the_sessions_of_one_person_leaves_those_of_others(person):
    other = signed_in(factories.UserFactory())
    mine = signed_in(person)
    end_sessions(person)

    assert (mine.get("/workspace/").status_code, other.get("/workspace/").status_code) == (302, 200)


def test_a_person_who_is_disabled_is_out_at_the_next_request_and_her_session_is_gone(person):
    client = signed_in(person)
    person.is_active = False
    person.save()

    assert client.get("/workspace/").status_code == 302
    assert list(Session.objects.of(person)) == []


def change(person, **fields):
    """What a network admin sends from the page of a person."""
    admin = signed_in(factories.UserFactory(network_admin=True))
    formset = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    data = {"name": person.name, "email": person.email, "language": "sq"} | fields | formset
    answer = admin.post(f"/admin/municipalities/user/{person.pk}/change/", data)
    assert answer.status_code == 302


def test_a_new_address_is_told_to_the_old_one_and_ends_her_sessions(person):
    signed_in(person)
    change(person, email="ana.re@example.org")

    assert list(Session.objects.of(person)) == []
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.key.split("/")[0]) == ("ana@example.org", "address-changed")
    assert "ana.re@example.org" not in mail.text


def test_a_network_admin_who_changes_her_own_address_stays_signed_in():
    admin = factories.UserFactory(network_admin=True)
    client = signed_in(admin)
    data = {"name": admin.name, "email": "tjeter@example.org", "language": "sq",
            "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}  # fmt: skip
    client.post(f"/admin/municipalities/user/{admin.pk}/change/", data)

    assert client.get("/admin/").status_code == 200
    assert OutgoingMail.objects.get().to == admin.email


def test_changing_something_else_about_a_person_leaves_her_signed_in(person):
    client = signed_in(person)
    change(person, name="Ana e Re")

    assert client.get("/workspace/").status_code == 200
    assert list(OutgoingMail.objects.all()) == []


def test_a_password_set_in_the_admin_ends_her_sessions_and_is_told_to_her(person):
    client = signed_in(person)
    admin = signed_in(factories.UserFactory(network_admin=True))
    answer = admin.post(
        f"/admin/municipalities/user/{person.pk}/password/", {"password1": NEW, "password2": NEW}
    )

    assert answer.status_code == 302
    assert client.get("/workspace/").status_code == 302
    assert list(Session.objects.of(person)) == []
    assert OutgoingMail.objects.get().to == person.email
