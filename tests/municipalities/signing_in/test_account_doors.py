"""Who comes to one's own account, and how (QUALITY S-14, S-24, S-25, S-26)."""

import pytest
from django.test import Client

from popnet.management.commands.routes import routes
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in

pytestmark = pytest.mark.django_db

OF_THE_ACCOUNT = [route for route in routes() if route.name.startswith("account:")]
AT_THE_DOOR = [
    route for route in routes()
    if route.name in {"login", "logout", "password-reset", "password-reset-sent", "password-set",
                      "new-password"}
]  # fmt: skip


def test_the_account_is_for_everybody_who_is_signed_in_and_the_doors_for_anybody():
    assert {route.policy for route in OF_THE_ACCOUNT} == {"somebody"}
    assert {route.policy for route in AT_THE_DOOR} == {"anybody"}
    assert (len(OF_THE_ACCOUNT), len(AT_THE_DOOR)) == (2 * 10, 2 * 6)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_to_an_account_without_signing_in(method):
    for route in OF_THE_ACCOUNT:
        answer = getattr(Client(), method)(route.path)
        language = "/en" if route.path.startswith("/en/") else ""
        assert (answer.status_code, answer.headers["Location"]) == (
            302, f"{language}/login/?next={route.path}",
        )  # fmt: skip


def test_nothing_is_sent_without_the_token_of_the_form(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    before = everything()
    for route in [*OF_THE_ACCOUNT, *AT_THE_DOOR]:
        address = route.path.replace("<int:person>", "1").replace("<str:token>", "x")
        for headers in ({}, {"Origin": "https://e.x"}, {"Referer": "https://e.x/"}):
            answer = client.post(address, {"language": "en"}, headers=headers)
            assert answer.status_code == 403, address

    assert everything() == before
    person.refresh_from_db()
    assert person.language == "sq"


def test_the_token_of_another_person_sends_nothing(person):
    other = Browser().sign_in(factories.UserFactory())
    token = other.page.form("logout").fields["csrfmiddlewaretoken"]
    mine = Browser().sign_in(person)
    answer = mine.client.post(
        "/workspace/account/", {"csrfmiddlewaretoken": token, "language": "en"}
    )

    assert answer.status_code == 403
    person.refresh_from_db()
    assert person.language == "sq"


def test_looking_at_ones_account_changes_nothing(person):
    client = signed_in(person)
    before = everything()
    answers = {route.name: client.get(route.path).status_code for route in OF_THE_ACCOUNT}

    assert everything() == before
    assert answers == {
        "account:page": 200, "account:password": 200, "account:typed": 302, "account:stay": 405,
        "account:sign-out-there": 405,
        "account:sign-out-elsewhere": 405, "account:second-factor": 404, "account:set-up": 404,
        "account:replace": 405, "account:recovery-codes": 405,
    }  # fmt: skip


def test_nothing_about_an_account_is_ever_stored(person):
    client = signed_in(person)
    for route in [*OF_THE_ACCOUNT, *AT_THE_DOOR]:
        address = route.path.replace("<int:person>", "1").replace("<str:token>", "x")
        assert client.get(address).headers["Cache-Control"] == "no-store", address


@pytest.mark.parametrize("suffix", ["x.css", ";a.js", "%2f..%2f", "/"])
def test_an_account_has_no_other_address(person, suffix):
    answer = signed_in(person).get(f"/workspace/account/{suffix}")

    assert answer.status_code in (301, 404)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_language_of_mail_is_chosen_here_and_nothing_else(person):
    browser = Browser().sign_in(person)
    browser.start("/workspace/account/")
    browser.send("language", language="en", is_network_admin="on", email="x@e.x", is_active="")
    person.refresh_from_db()

    assert (person.language, person.is_network_admin, person.email, person.is_active) == (
        "en", False, "ana@example.org", True,
    )  # fmt: skip


def test_a_language_that_does_not_exist_is_refused(person):
    browser = Browser("en").sign_in(person)
    browser.start("/workspace/account/")
    page = browser.send("language", language="de")

    assert page.title.startswith("Error:")


@pytest.mark.parametrize("admin", [True, False])
def test_the_head_of_the_page_says_who_i_am_and_leads_to_what_is_mine(admin):
    person = factories.UserFactory(name="Ana Shembulli", is_network_admin=admin)
    page = Browser("en").sign_in(person).page

    assert "Ana Shembulli</a>" in page.text
    assert page.link("/account/") == "/en/workspace/account/"
    assert ("/en/admin/" in page.links) == admin
    assert page.form("logout").attributes["action"] == "/en/logout/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//e.x", "/\\e.x", "https:e.x", "https:/e.x", "%2f%2fe.x", "https://site@e.x",
        "javascript:alert(1)", "/\t/e.x", "/\n/e.x", "//e。x", "////e.x", "\\\\e.x", " //e.x",
        "http:///e.x", "/\x00/e.x",
    ],
)  # fmt: skip
def test_whoever_is_signed_in_already_is_not_led_to_another_site_either(person, elsewhere):
    answer = signed_in(person).get("/login/", {"next": elsewhere})

    assert (answer.status_code, answer.headers["Location"].partition("e.x")[0][:2]) in (
        (302, "/w"), (302, "/%"),
    )  # fmt: skip
    assert not answer.headers["Location"].startswith(("//", "/\\", "/%5C/"))


@pytest.mark.parametrize(
    "path", ["/en//e.x/", "/en/\\e.x/", "/en/%5Ce.x/", "/en/%09/e.x/", "/en/%2f%2fe.x/", "//e.x/"]
)
def test_the_language_switch_stays_on_this_site(path):
    html = Client().get("/", PATH_INFO=path).content.decode()
    links = Page(Client().get("/en/nothing/")).links
    for link in [part.partition('"')[0] for part in html.split('href="')[1:]]:
        assert not link.startswith(("//", "/\\", "/\t")), link
    assert "/nothing/" in links


def test_the_sign_in_page_keeps_signed_in_people_out_of_its_form(person):
    assert signed_in(person).get("/login/").headers["Location"] == "/workspace/"
    assert Client().get("/login/").status_code == 200
