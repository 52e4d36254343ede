"""What a password may be (QUALITY S-22)."""

import json

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from municipalities import record
from tests import factories
from tests.monitoring.workspace.people import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def municipalities():
    factories.MunicipalityFactory(name_sq="Vlorë", name_en="Vlora")
    factories.MunicipalityFactory(name_sq="Has", name_en="")


def refusals(password, user=None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return sorted(each.code for each in error.error_list)
    return []


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("njëmbëdhjet", ["password_too_short"]),
        ("password1234", ["password_is_a_name", "password_too_common"]),
        ("qwertyuiop123", ["password_too_common"]),
        ("popnetwork2027", ["password_is_a_name"]),
        ("POP-Network-2027", ["password_is_a_name"]),
        ("vlora2027vlora", ["password_is_a_name"]),
        ("Vlorë-Vlorë-Vlorë", ["password_is_a_name"]),
        ("vlore123456789", ["password_is_a_name"]),
        ("Has2027Has2027", ["password_is_a_name"]),
        ("kontrata sociale 2027", ["password_is_a_name"]),
        ("socialcontract", ["password_is_a_name"]),
    ],
)
def test_what_everybody_would_try_is_refused(password, codes):
    assert refusals(password) == codes


def test_none_of_the_passwords_that_most_people_use_is_accepted():
    """The three thousand of the bar are among Django's list; shorter ones are too short anyway."""
    most_used = CommonPasswordValidator().passwords
    long_enough = [password for password in most_used if len(password) >= 12]
    assert len(most_used) > 3_000
    assert len(long_enough) > 100
    assert [each for each in long_enough if "password_too_common" not in refusals(each)] == []


def test_the_name_of_no_municipality_of_the_network_makes_a_password():
    places = json.loads(record.PATH.read_text(encoding="utf-8"))["municipalities"]
    for place in places:
        factories.MunicipalityFactory(name_sq=place["name_sq"], name_en=place["name_en"])
    tried = [f"{place[name]}2027{place[name]}2027" for place in places
             for name in ("name_sq", "name_en")]  # fmt: skip
    assert len(tried) == 24
    assert [password for password in tried if "password_is_a_name" not in refusals(password)] == []


@pytest.mark.parametrize(
    "password",
    [
        "çaj në mëngjes!",  # 15 characters
        "dy gota ujë në Vlorë",
        "aaaabbbbccccdd",
        "x" * 40 + "y" * 88,
        "pa numra pa shkronja",
        "Ω≈ç√∫˜µ≤≥÷œ∑",
    ],
)
def test_any_other_phrase_of_twelve_characters_is_accepted(password):
    assert refusals(password) == []


def test_a_password_made_of_ones_own_address_is_refused():
    person = factories.UserFactory.build(email="ana.shembulli@example.org", name="Ana Shembulli")

    assert refusals("ana.shembulli", person) == ["password_too_similar"]
    assert refusals("Ana Shembulli", person) == ["password_too_similar"]


def test_passwords_that_differ_only_at_the_end_are_told_apart():
    person = factories.UserFactory()
    person.set_password("a" * 79 + "b")
    person.save()

    for password, status in (("a" * 79 + "c", 200), ("a" * 79, 200), ("a" * 79 + "b", 302)):
        answer = Client().post("/login/", {"username": person.email, "password": password})
        assert answer.status_code == status


def test_spaces_at_the_ends_belong_to_the_password():
    browser = Browser().sign_in(factories.UserFactory())
    browser.start("/workspace/account/password/")
    browser.send("password", old_password=factories.PASSWORD, new_password="  dy lepuj të bardhë ")

    assert browser.page.address == "/workspace/account/"
    user = browser.page.response.wsgi_request.user
    assert user.check_password("  dy lepuj të bardhë ")


def test_the_fields_let_password_managers_fill_and_paste():
    browser = Browser().sign_in(factories.UserFactory())
    html = browser.start("/workspace/account/password/").text

    assert html.count('autocomplete="current-password"') == 1
    assert html.count('autocomplete="new-password"') == 1
    assert "onpaste" not in html
    assert "pattern=" not in html
