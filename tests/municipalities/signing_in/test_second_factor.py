"""Who sees drafts proves with a second factor that it is she (QUALITY S-13, S-15, S-20)."""

import datetime
import re

import pytest
from django.test import Client

from municipalities.models import OutgoingMail
from popnet.management.commands.routes import routes
from tests import factories
from tests.monitoring.workspace.addresses import filled, workspace_routes
from tests.monitoring.workspace.people import Page, signed_in
from tests.municipalities.signing_in.codes import (
    Phone,
    codes_on,
    given_the_password,
    secret_on,
    set_up,
)
from tests.municipalities.signing_in.cookies import cookie, opens
from tests.stories import Story

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def on(settings):
    settings.SECOND_FACTOR = True


def test_the_first_sign_in_leads_through_setting_it_up_to_the_desk(person, clock):
    browser = given_the_password(person)
    assert browser.page.address == "/en/workspace/account/second-factor/set-up/"
    phone = Phone(secret_on(browser.page))
    page = browser.send("set-up-second-factor", proof_code=phone.code())
    codes = codes_on(page)
    page = browser.open(page.link("/account/second-factor/?next="))

    assert page.address == "/en/workspace/"
    assert len(set(codes)) == 10
    assert {bool(re.fullmatch(r"\d{4}-\d{4}-\d{4}", code)) for code in codes} == {True}
    told = OutgoingMail.objects.get()
    assert (told.to, told.key.split("/")[0]) == (person.email, "second-factor")


def test_later_sign_ins_ask_for_a_code_of_the_app(person, clock):
    _browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    browser = given_the_password(person)
    assert browser.page.address == "/en/workspace/account/second-factor/"

    assert browser.send("second-factor", proof_code=phone.code()).address == "/en/workspace/"


def test_she_comes_to_where_she_was_going(person, clock):
    _browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    browser = given_the_password(person)
    browser.open("/en/workspace/account/")
    page = browser.send("second-factor", proof_code=phone.code())

    assert page.address == "/en/workspace/account/"


def test_each_step_of_signing_in_gives_another_session_and_ends_the_one_before(person, clock):
    _browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    browser = given_the_password(person)
    half_way = cookie(browser)
    browser.send("second-factor", proof_code=phone.code())

    assert half_way != cookie(browser)
    assert (opens(half_way), opens(cookie(browser))) == (False, True)


@pytest.mark.parametrize("has_one", [True, False])
def test_without_it_no_page_of_the_workspace_opens(clock, has_one):
    story = Story(statuses=("full",)).filled()
    if has_one:
        set_up(story.author)
    page = "second-factor/" if has_one else "second-factor/set-up/"
    client = signed_in(story.author)
    for route in workspace_routes():
        address = filled(route, report=story.report)
        language = "/en" if address.startswith("/en/") else ""
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert (answer.status_code, answer.headers["Location"]) == (
                302, f"{language}/workspace/account/{page}?next={address}",
            ), (method, address)  # fmt: skip


def test_without_it_no_page_of_the_admin_opens(clock):
    admin = factories.UserFactory(network_admin=True)
    client = signed_in(admin)
    addresses = ["/admin/", "/admin/municipalities/user/", "/en/admin/contracts/commitment/add/"]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {302}
    assert {"/account/second-factor/set-up/" in answer["Location"] for answer in answers} == {True}

    browser, _phone, _codes = set_up(admin)
    assert [browser.client.get(address).status_code for address in addresses] == [200] * 3


def test_the_admin_does_not_exist_for_others_whatever_they_proved(person, clock):
    browser, _phone, _codes = set_up(person)

    assert browser.client.get("/admin/").status_code == 404
    assert Client().get("/admin/").status_code == 404


def test_only_signing_in_and_the_account_ask_for_less(person):
    """Whoever gave the password only reaches these, and they show nothing but the next step."""
    client = signed_in(person)
    opened = {
        route.name
        for route in routes()
        if route.policy == "somebody" and "<" not in route.path
        if client.get(route.path).status_code == 200
    }

    assert opened == {"account:set-up"}


def test_a_code_is_accepted_once(person, clock):
    _browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    code = phone.code()
    first, second = given_the_password(person), given_the_password(person)

    assert first.send("second-factor", proof_code=code).address == "/en/workspace/"
    page = second.send("second-factor", proof_code=code)
    assert page.title.startswith("Error:")
    assert page.address == "/en/workspace/account/second-factor/"


def test_the_code_that_confirmed_the_app_does_not_sign_in(person, clock):
    _browser, phone, _codes = set_up(person)
    browser = given_the_password(person)

    page = browser.send("second-factor", proof_code=phone.code())
    assert page.address == "/en/workspace/account/second-factor/"


def test_of_twenty_wrong_codes_few_are_looked_at(person, clock):
    _browser, phone, _codes = set_up(person)
    clock.shift(60 * SECOND)
    browser = given_the_password(person)
    form = browser.page.form("second-factor")
    answers = []
    for _try in range(20):
        answers.append(
            browser.client.post(browser.page.address, form.fields | {"proof_code": "000000"})
        )
        clock.shift(SECOND)

    assert [answer.status_code for answer in answers].count(200) == 5
    throttled = [answer for answer in answers if answer.status_code == 429]
    assert len(throttled) == 15
    assert throttled[-1].headers["Retry-After"] == "12"
    right = browser.client.post(browser.page.address, form.fields | {"proof_code": phone.code()})
    assert right.status_code == 429
    clock.shift(60 * SECOND)
    right = browser.client.post(browser.page.address, form.fields | {"proof_code": phone.code()})
    assert right.status_code == 302


@pytest.mark.parametrize("odd", ["", "12345", "abcdef", "1234567", "٣٤٥٦٧٨", "0" * 39, "1\x002345"])
def test_what_is_no_code_is_refused_and_counted(person, clock, odd):
    set_up(person)
    browser = given_the_password(person)
    page = browser.send("second-factor", proof_code=odd)

    assert page.title.startswith("Error:")
    assert page.address == "/en/workspace/account/second-factor/"


def test_a_new_password_by_mail_does_not_go_round_it(person, clock):
    set_up(person)
    Client().post("/login/forgotten/", {"email": person.email})
    text = OutgoingMail.objects.get(key__startswith="password-reset/").text
    link = re.search(r"8000(/\S+)", text)[1]
    client = Client()
    client.post(link, {"new_password": "tre lepuj hanin lakra në oborr"})
    client.post("/login/", {"username": person.email, "password": "tre lepuj hanin lakra në oborr"})

    assert client.get("/workspace/").headers["Location"] == (
        "/workspace/account/second-factor/?next=/workspace/"
    )


def test_a_form_sent_half_way_is_kept_until_the_code_was_given(clock):
    story = Story(statuses=("full",)).opened()
    _browser, phone, _codes = set_up(story.author)
    clock.shift(60 * SECOND)
    browser = given_the_password(story.author)
    address = f"/en/workspace/reports/{story.report.pk}/summary/"
    token = browser.page.form("second-factor").fields["csrfmiddlewaretoken"]
    answer = browser.client.post(
        address, {"csrfmiddlewaretoken": token, "version": 0, "summary_sq": "Po."}
    )
    browser.open(answer.headers["Location"])
    page = browser.send("second-factor", proof_code=phone.code())

    assert page.form("send-again").fields["summary_sq"] == "Po."
    browser.send("send-again")
    story.report.refresh_from_db()
    assert story.report.summary_sq == "Po."


def test_a_demonstration_does_without(person, settings):
    settings.SECOND_FACTOR = False
    client = signed_in(person)

    assert client.get("/workspace/").status_code == 200
    assert client.get("/workspace/account/second-factor/").status_code == 404
    assert Page(client.get("/workspace/account/")).offers() == [
        "language", "sign-out-elsewhere",
    ]  # fmt: skip


def test_signing_in_by_password_is_still_needed(clock, person):
    _browser, phone, _codes = set_up(person)
    client = Client()

    assert (
        client.post("/workspace/account/second-factor/", {"proof_code": phone.code()})
        .headers["Location"]
        .startswith("/login/")
    )
