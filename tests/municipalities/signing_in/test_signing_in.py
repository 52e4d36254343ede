"""Signing in and out (QUALITY S-15, S-16, S-19, S-26)."""

import pytest
from django.test import Client

from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Browser, Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_person_signs_in_with_her_mail_and_lands_on_her_desk(person, language):
    browser = Browser(language)
    browser.start("/login/")

    page = browser.send("login", username="Ana@Example.org", password=PASSWORD)

    assert page.address == ("/workspace/" if language == "sq" else "/en/workspace/")
    assert person.name in page.response.content.decode()


@pytest.mark.parametrize(
    ("mail", "password"),
    [("ana@example.org", "gabim"), ("askush@example.org", PASSWORD), ("", ""), ("a\x00b", "x")],
)
def test_a_wrong_password_and_an_unknown_mail_read_the_same(person, mail, password):
    browser = Browser("en")
    browser.start("/login/")

    page = browser.send("login", username=mail, password=password)

    assert page.title.startswith("Error:")
    assert page.form("login").fields["username"] == mail
    assert "session" not in browser.client.cookies


def test_a_person_who_was_disabled_cannot_sign_in(person):
    person.is_active = False
    person.save()
    browser = Browser()
    browser.start("/login/")

    page = browser.send("login", username=person.email, password=PASSWORD)

    assert page.address == "/login/"


def test_guessing_ends_after_ten_tries_and_says_so(person):
    client = Client()
    answers = [
        client.post("/login/", {"username": person.email, "password": f"provë {n}"}).status_code
        for n in range(11)
    ]

    assert answers == [200] * 10 + [429]
    with_the_right_one = client.post("/login/", {"username": person.email, "password": PASSWORD})
    assert with_the_right_one.status_code == 429


def test_signing_in_begins_a_new_session(person):
    browser = Browser()
    browser.client.cookies["session"] = "planted"
    browser.sign_in(person)

    assert browser.client.cookies["session"].value != "planted"


def test_after_signing_out_the_old_cookie_opens_nothing(person):
    browser = Browser().sign_in(person)
    old = browser.client.cookies["session"].value
    assert Client().get("/logout/").status_code == 405
    assert browser.client.get("/workspace/").status_code == 200

    form = browser.page.form("logout")
    response = browser.client.post("/logout/", form.fields)

    assert response.headers["Location"] == "/login/"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    replay = Client()
    replay.cookies["session"] = old
    assert replay.get("/workspace/").status_code == 302


def test_signing_out_by_a_link_does_nothing(person):
    browser = Browser().sign_in(person)

    assert browser.client.get("/logout/").status_code == 405
    assert browser.client.get("/workspace/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//e.x", "/\\e.x", "https:e.x", "%2f%2fe.x", "https://site@e.x", "javascript:alert(1)",
        "/\t/e.x", "/\n/e.x", "//e。x", "https://e.x/workspace/",
    ],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(person, elsewhere):
    response = Client().post(
        "/login/", {"username": person.email, "password": PASSWORD, "next": elsewhere}
    )

    assert response.status_code == 302
    location = response.headers["Location"]
    assert location == "/workspace/" or (location.startswith("%2f") and ":" not in location)


def test_signing_in_leads_back_to_where_one_was_going(person):
    browser = Browser("en")
    page = browser.start("/workspace/reports/5/")
    assert page.address == "/en/login/"

    page = browser.send("login", username=person.email, password=PASSWORD)

    assert page.address == "/en/workspace/reports/5/"


def test_the_form_helps_password_managers():
    html = Client().get("/login/").content.decode()

    for attribute in ('autocomplete="username"', 'autocomplete="current-password"', 'type="email"'):
        assert attribute in html
    assert Page(Client().get("/login/")).form("login").method == "post"
