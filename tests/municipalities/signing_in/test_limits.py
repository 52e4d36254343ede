"""How often something may be tried (QUALITY S-19, S-27): counted before any password is hashed."""

import datetime
from unittest import mock

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory

from municipalities.models import Attempt
from municipalities.signing_in import limits
from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Page

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
THREE_AN_HOUR = {"what": "knock", "at_most": 3, "within": 60 * MINUTE}


@pytest.fixture
def hashes():
    """How often a password is hashed."""
    encode = MD5PasswordHasher.encode
    with mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=encode) as spy:
        yield spy


def guess(email, password, **where):
    return Client().post("/login/", {"username": email, "password": password}, **where)


def test_a_hundred_guesses_at_one_account_cost_ten_hashes(person, hashes):
    answers = [
        guess(person.email, f"provë {n}", headers={"X-Forwarded-For": f"192.0.2.{n % 250}"})
        for n in range(100)
    ]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 90
    assert hashes.call_count == 10


def test_one_password_tried_on_a_hundred_accounts_costs_twenty_hashes(hashes):
    answers = [guess(f"personi-{n}@example.org", "fjalëkalimi") for n in range(100)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 80
    assert hashes.call_count == 20


def test_letters_and_spaces_around_the_address_make_no_other_account(person, hashes):
    for n in range(12):
        guess(f"{' ' * (n % 3)}{'Ana' if n % 2 else 'aNA'}@example.org", "gabim")

    assert hashes.call_count == 10


def test_being_refused_says_when_to_come_back(person):
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(10):
            clock.move_to(NOON + n * datetime.timedelta(seconds=6))
            guess(person.email, "gabim")
        answer = Client().post("/en/login/", {"username": person.email, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(600 - 54))
    assert "closed for 10 minutes" in answer.content.decode()


def test_being_refused_costs_a_few_questions_and_no_row(person, django_assert_num_queries):
    for _try in range(10):
        guess(person.email, "gabim")
    with django_assert_num_queries(2):
        assert guess(person.email, PASSWORD).status_code == 429

    assert Attempt.objects.filter(what="sign-in as").count() == 10


def test_after_ten_minutes_the_door_opens_again(person):
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(12):
            guess(person.email, "gabim")
        before = guess(person.email, PASSWORD).status_code
        clock.move_to(NOON + 10 * MINUTE)
        after = guess(person.email, PASSWORD).status_code

    assert (before, after) == (429, 302)


def test_the_owner_still_gets_in_from_another_address(person):
    for _try in range(12):
        guess(person.email, "gabim")

    assert guess(person.email, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_right_password_starts_the_count_anew_and_is_no_try(person):
    for _try in range(9):
        guess(person.email, "gabim")
    right = [guess(person.email, PASSWORD).status_code for _each in range(25)]

    assert right == [302] * 25
    assert Attempt.objects.filter(what="sign-in as").count() == 0
    assert Attempt.objects.filter(what="sign-in from").count() == 9


def test_signing_in_oneself_does_not_wipe_out_guesses_at_others(person):
    """Otherwise whoever has one account could try all others for ever."""
    for n in range(19):
        guess(f"tjetri-{n}@example.org", "gabim")
    guess(person.email, PASSWORD)

    assert [guess("tjetri-x@example.org", "gabim").status_code for _try in range(2)] == [200, 429]


def test_a_locked_account_and_one_that_never_existed_read_the_same(person):
    pages = []
    for email in (person.email, "askush@example.org"):
        Attempt.objects.all().delete()
        for _try in range(11):
            answer = guess(email, "gabim")
        pages.append((answer.status_code, answer.content, answer.headers["Retry-After"]))

    assert pages[0][:2] == pages[1][:2]


def test_a_form_without_a_password_costs_no_hash(person, hashes):
    for _try in range(15):
        assert guess(person.email, "").status_code == 200

    assert hashes.call_count == 0
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_refusal_is_in_the_language_of_the_page(person, prefix):
    for _try in range(11):
        answer = Client().post(f"{prefix}/login/", {"username": "a@b.org", "password": "gabim"})

    assert f'<html lang="{prefix.strip("/") or "sq"}">' in answer.content.decode()


def test_nothing_readable_is_stored_about_who_tried(person):
    guess(person.email, "gabim", REMOTE_ADDR="192.0.2.7")

    stored = str(list(Attempt.objects.values_list()))
    assert "ana" not in stored
    assert "192.0.2.7" not in stored
    assert {len(row.who) for row in Attempt.objects.all()} == {64}


# --- The limits themselves ------------------------------------------------------------------------


def test_as_many_tries_as_allowed_within_the_time():
    tries = [limits.allow(who="a", on=NOON + n * MINUTE, **THREE_AN_HOUR) for n in range(5)]

    assert tries == [True, True, True, False, False]
    assert limits.allow(who="b", on=NOON, **THREE_AN_HOUR)
    assert not limits.allow(who="a", on=NOON + 59 * MINUTE, **THREE_AN_HOUR)
    assert limits.allow(who="a", on=NOON + 60 * MINUTE, **THREE_AN_HOUR)


def test_how_long_to_wait_is_until_the_oldest_try_is_old_enough():
    for n in range(3):
        limits.allow(who="a", on=NOON + n * MINUTE, **THREE_AN_HOUR)

    waits = [
        limits.seconds_to_wait(who="a", on=NOON + n * MINUTE, **THREE_AN_HOUR) for n in (2, 59, 60)
    ]
    assert waits == [58 * 60, 60, 0]


def test_a_refused_try_keeps_nobody_out_for_longer():
    for n in range(100):
        limits.allow(who="a", on=NOON + n * MINUTE / 2, **THREE_AN_HOUR)

    assert Attempt.objects.count() == 3


def test_old_tries_are_swept_and_young_ones_stay():
    limits.allow(who="a", on=NOON - datetime.timedelta(hours=25), **THREE_AN_HOUR)
    limits.allow(who="a", on=NOON - datetime.timedelta(hours=23), **THREE_AN_HOUR)

    assert limits.sweep(on=NOON) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "not an address", "unknown"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_as_many_proxies_as_are_trusted_say_where_a_request_comes_from(
    settings, proxies, passed_on, address
):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": passed_on}
    )

    assert limits.address_of(request) == address


def test_the_page_that_refuses_holds_no_form_to_lose(person):
    for _try in range(11):
        answer = guess(person.email, "gabim")

    assert Page(answer).forms == []
