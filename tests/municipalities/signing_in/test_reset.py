"""A new password by mail: works once, for an hour, and tells nobody who has an account
(QUALITY S-18, S-20, S-23, S-27)."""

import datetime
import re
import statistics
import time

import pytest
import time_machine
from django.core import mail
from django.test import Client

from municipalities.models import OutgoingMail, Session
from municipalities.signing_in import resetting
from tests import factories
from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

NEW = "tre lepuj hanin lakra në oborr"
NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def ask(email, **how):
    return Client().post("/login/forgotten/", {"email": email}, **how)


def links() -> list[str]:
    """The links of all mails so far, without the origin."""
    texts = OutgoingMail.objects.filter(key__startswith="password-reset/").order_by("pk")
    return [re.search(r"http://127\.0\.0\.1:8000(\S+)", each.text)[1] for each in texts]


def use(link, password=NEW):
    return Client().post(link, {"new_password": password})


def test_whoever_forgot_her_password_sets_a_new_one_and_signs_in(person):
    other = signed_in(person)
    browser = Browser()
    browser.start("/login/")
    browser.open(browser.page.link("forgotten"))
    page = browser.send("password-reset", email="Ana@Example.org")
    assert page.address == "/login/forgotten/sent/"
    browser.open(links()[0])
    browser.send("new-password", new_password=NEW)

    assert other.get("/workspace/").status_code == 302
    assert list(Session.objects.of(person)) == []
    browser.start("/login/")
    assert browser.send("login", username=person.email, password=NEW).address == "/workspace/"
    told = OutgoingMail.objects.get(key__startswith="password-changed/")
    assert told.to == person.email


@pytest.mark.parametrize("email", ["ana@example.org", "askush@example.org", "joaktive@example.org"])
def test_the_answer_is_the_same_for_every_address(person, email):
    factories.UserFactory(email="joaktive@example.org", is_active=False)
    answer = ask(email)

    assert (answer.status_code, answer.content, dict(answer.headers)) == (
        302, b"",
        dict(answer.headers) | {"Location": "/login/forgotten/sent/", "Content-Length": "0"},
    )  # fmt: skip
    assert not answer.cookies
    assert mail.outbox == []
    assert OutgoingMail.objects.count() == (1 if email == person.email else 0)


def test_known_and_unknown_answers_are_equal_to_the_byte(person):
    known, unknown = ask(person.email), ask("askush@example.org")

    assert dict(known.headers) == dict(unknown.headers)
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_known_and_unknown_take_the_same_time(person):
    """Medians of fifty tries differ by at most 30 ms (S-18)."""
    took = {"known": [], "unknown": []}
    for n in range(50):
        people = {"known": factories.UserFactory().email, "unknown": f"askush{n}@example.org"}
        for kind, email in people.items():
            begins = time.perf_counter()
            ask(email, REMOTE_ADDR=f"192.0.2.{n}")
            took[kind].append(time.perf_counter() - begins)

    medians = {kind: statistics.median(times) for kind, times in took.items()}
    assert abs(medians["known"] - medians["unknown"]) <= 0.030


def test_a_link_works_once(person):
    ask(person.email)
    link = links()[0]

    assert [use(link).status_code, use(link, f"{NEW} 2").status_code] == [302, 404]
    assert Client().get(link).status_code == 404
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_two_tabs_with_one_link_set_one_password(person):
    """Both were shown the form before either was sent."""
    ask(person.email)
    assert resetting.use_link(person=person, password=NEW)
    assert not resetting.use_link(person=person, password=f"{NEW} 2")

    person.refresh_from_db()
    assert person.check_password(NEW)


def test_an_older_link_is_dead_after_a_newer_one(person):
    ask(person.email)
    ask(person.email)
    older, newer = links()

    assert [Client().get(older).status_code, Client().get(newer).status_code] == [404, 200]


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 404)])
def test_a_link_lives_for_an_hour(person, minutes, status):
    with time_machine.travel(NOON, tick=False) as clock:
        ask(person.email)
        clock.move_to(NOON + minutes * MINUTE)
        assert Client().get(links()[0]).status_code == status


def test_a_link_dies_with_another_change_of_the_password(person):
    ask(person.email)
    person.set_password("diçka krejt tjetër")
    person.save()

    assert Client().get(links()[0]).status_code == 404


def test_a_link_of_a_person_who_was_disabled_is_dead(person):
    ask(person.email)
    person.is_active = False
    person.save()

    assert use(links()[0]).status_code == 404


@pytest.mark.parametrize("odd", ["0", "9" * 40, "1/x"])
def test_an_invented_link_is_dead(person, odd):
    ask(person.email)
    token = links()[0].split("/")[-2]

    assert Client().get(f"/login/new-password/{odd}/{token}/").status_code == 404


def test_a_link_of_one_person_does_not_set_the_password_of_another(person):
    other = factories.UserFactory()
    ask(person.email)
    link = links()[0].replace(f"/{person.pk}/", f"/{other.pk}/")

    assert use(link).status_code == 404


def test_a_weak_password_is_refused_and_the_link_stays_alive(person):
    ask(person.email)
    answer = use(links()[0], "popnetwork2027")

    assert "<title>Gabim:" in answer.content.decode()
    assert use(links()[0]).status_code == 302


def test_at_most_three_links_an_hour_are_sent_and_the_answer_does_not_say_so(person):
    with time_machine.travel(NOON, tick=False) as clock:
        answers = [ask(person.email).status_code for _each in range(5)]
        sent = len(links())
        clock.move_to(NOON + 60 * MINUTE)
        ask(person.email)

    assert (answers, sent, len(links())) == ([302] * 5, 3, 4)


def test_one_address_asks_for_thirty_links_an_hour():
    answers = [ask(f"personi-{n}@example.org") for n in range(32)]

    assert [answer.status_code for answer in answers] == [302] * 30 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 3500


@pytest.mark.parametrize(
    "spoofed",
    [
        {"X-Forwarded-Host": "e.x"},
        {"X-Forwarded-Proto": "gopher"},
        {"Forwarded": "host=e.x"},
        {"X-Original-URL": "//e.x"},
    ],
)
def test_the_link_has_the_configured_origin_whatever_the_request_says(person, spoofed):
    ask(person.email, headers=spoofed)

    text = OutgoingMail.objects.get().text
    assert "e.x/" not in text
    assert text.count("http://127.0.0.1:8000/login/new-password/") == 1


@pytest.mark.parametrize("host", ["e.x", "testserver, e.x", "testserver@e.x", "testserver:80,e.x"])
def test_a_forged_host_is_refused(person, host):
    assert ask(person.email, headers={"Host": host}).status_code == 400
    assert list(OutgoingMail.objects.all()) == []


@pytest.mark.parametrize(("language", "begins"), [("sq", "/login/"), ("en", "/en/login/")])
def test_mail_and_link_are_in_the_language_of_the_person(language, begins):
    person = factories.UserFactory(language=language)
    ask(person.email)

    assert (OutgoingMail.objects.get().language, links()[0].startswith(begins)) == (language, True)


def test_setting_a_password_signs_nobody_in(person):
    client = Client()
    ask(person.email)
    client.post(links()[0], {"new_password": NEW})

    assert client.get("/workspace/").status_code == 302
    assert PASSWORD != NEW
