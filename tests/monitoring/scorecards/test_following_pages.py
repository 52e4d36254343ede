"""The pages of following: a form that tells nobody who follows, and leaving with one click."""

import datetime
import re

import pytest
from django.test import Client
from time_machine import travel

from monitoring import following
from monitoring.models.followers import Follower
from municipalities.models import Attempt, OutgoingMail
from municipalities.signing_in.limits import hashed
from popnet.management.commands.routes import routes
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def clock():
    with travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def town():
    return factories.MunicipalityFactory(slug="fier", name_sq="Fieri", name_en="Fier")


@pytest.fixture
def browser():
    """With cookies and with CSRF checked."""
    return Client(enforce_csrf_checks=True)


def send(browser, address, **fields):
    """Opens the page and presses the button of its form."""
    page = browser.get(address).content.decode()
    return browser.post(address, {"csrfmiddlewaretoken": TOKEN.search(page)[1], **fields})


def ask(browser, email="ana@example.org", address="/en/follow/municipalities/fier/", **how):
    return browser.post(address, {"email": email}, **how)


def of_following() -> list:
    return [route for route in routes() if route.name.startswith("follow:")]


def filled(path) -> str:
    return re.sub("<str:reference>", "fier-1", path.replace("<slug:slug>", "fier")).replace(
        "<slug:key>", "x"
    )


# --- The way through -----------------------------------------------------------------------------


def test_the_whole_way_from_the_form_to_leaving(browser, town):
    answer = send(browser, "/en/follow/municipalities/fier/", email="Ana@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/en/follow/sent/")
    follower = Follower.objects.get()
    assert (follower.email, follower.municipality, follower.language, follower.confirmed_at) == (
        "ana@example.org", town, "en", None,
    )  # fmt: skip

    answer = send(browser, f"/en/follow/confirm/{follower.key}/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/follow/confirmed/")
    follower.refresh_from_db()
    assert follower.confirmed_at == NOW

    page = browser.get(f"/en/follow/leave/{follower.key}/").content.decode()
    assert "<h1>Fier</h1>" in page and "csrfmiddlewaretoken" not in page
    answer = browser.post(f"/en/follow/leave/{follower.key}/", {"what": "this"})
    assert (answer.status_code, "<h1>Nothing more comes</h1>" in answer.content.decode()) == (
        200, True,
    )  # fmt: skip
    assert not Follower.objects.exists() and not OutgoingMail.objects.exists()


@pytest.mark.parametrize("kind", ["municipality", "sector", "commitment"])
def test_a_municipality_a_sector_and_a_commitment_can_be_followed(client, kind):
    factory = getattr(factories, f"{kind.title()}Factory")
    thing = factory(**({"title_en": "A <b>road</b>"} if kind == "commitment" else {"name_en": "W"}))
    name = getattr(thing, "reference", None) or thing.slug
    address = f"/en/follow/{'municipalitie' if kind == 'municipality' else kind}s/{name}/"
    shown = "A &lt;b&gt;road&lt;/b&gt;" if kind == "commitment" else "W"
    assert shown in client.get(address).content.decode()
    assert ask(client, address=address).status_code == 302
    assert getattr(Follower.objects.get(), kind) == thing


def test_what_does_not_exist_cannot_be_followed(client):
    for path in (
        "municipalities/nowhere",
        "sectors/nothing",
        "commitments/none",
        "commitments/%00",
    ):
        assert client.get(f"/follow/{path}/").status_code == 404
        assert ask(client, address=f"/follow/{path}/").status_code == 404


@pytest.mark.parametrize(
    "email", ["", "ana", "ana@", "a@e.x\nBcc: b@e.x", "a\x00@example.org", "a@b." + "c" * 300]
)
def test_what_is_no_address_is_said_beside_the_field(client, town, email):
    answer = ask(client, email)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in " ".join(page.split())
    assert 'id="id_email_error"' in page and "id_email_error" in page.split("aria-describedby")[1]
    assert not Follower.objects.exists()


# --- What nobody learns --------------------------------------------------------------------------


def test_the_answer_is_the_same_whoever_follows_already(client, town):
    factories.FollowerFactory(municipality=town, email="follows@example.org")
    factories.FollowerFactory(municipality=town, email="asked@example.org", confirmed_at=None)
    found = set()
    for email in ("follows@example.org", "asked@example.org", "nobody@example.org"):
        answer = ask(client, email)
        found.add((answer.status_code, answer.content, tuple(sorted(answer.headers.items()))))
    assert len(found) == 1
    assert OutgoingMail.objects.count() == 3


def test_a_full_mailbox_is_not_told_of(client, town):
    answers = set()
    for number in range(11):
        address = f"203.0.113.{number}"
        answer = ask(client, "ana@example.org", REMOTE_ADDR=address)
        answers.add((answer.status_code, answer["Location"]))
    assert answers == {(302, "/en/follow/sent/")}
    assert OutgoingMail.objects.count() == 10


def test_no_page_shows_the_address(client, town):
    follower = factories.FollowerFactory(municipality=town, email="kanarine@example.org")
    for what in ("confirm", "leave"):
        page = client.get(f"/en/follow/{what}/{follower.key}/").content.decode()
        assert "kanarine" not in page and "Fier" in page


def test_a_dead_link_says_so_and_names_nothing(client):
    answer = client.get("/en/follow/confirm/e-askujt/")
    assert (answer.status_code, "does not work any more" in answer.content.decode()) == (404, True)
    assert client.post("/en/follow/confirm/e-askujt/").status_code == 404


# --- Leaving with one click (RFC 8058) -----------------------------------------------------------


@pytest.fixture
def program():
    """A mail program: no cookie, no page of ours, no token, an origin of its own."""
    return Client(enforce_csrf_checks=True, headers={"Origin": "https://mail.example"})


def test_a_mail_program_leaves_with_one_click_and_again(program, town):
    follower = factories.FollowerFactory(municipality=town)
    address = f"/en/follow/leave/{follower.key}/"
    answers = [program.post(address, ONE_CLICK, content_type=FORM) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert not answers[0].cookies
    assert not Follower.objects.exists()


def test_the_other_form_of_one_click_is_understood_as_well(program, town):
    follower = factories.FollowerFactory(municipality=town)
    address = f"/follow/leave/{follower.key}/"
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()


def test_one_click_leaves_only_what_the_mail_was_about(program, town):
    follower = factories.FollowerFactory(municipality=town)
    other = factories.FollowerFactory(email=follower.email)
    program.post(f"/follow/leave/{follower.key}/", ONE_CLICK, content_type=FORM)
    assert Follower.objects.get() == other


def test_a_key_of_nobody_gets_the_same_answer(program, town):
    follower = factories.FollowerFactory(municipality=town)
    pages = {
        program.post(f"/en/follow/leave/{key}/", ONE_CLICK, content_type=FORM).content
        for key in (follower.key, follower.key, "e-askujt")
    }
    shown = {re.sub(rb"/leave/[-\w]+/", b"/leave/x/", page) for page in pages}
    assert len(shown) == 1


@pytest.mark.parametrize("confirmed", [True, False])
def test_looking_at_a_link_changes_nothing(client, town, confirmed):
    """Mail programs and virus scanners open every link (QUALITY S-25)."""
    follower = factories.FollowerFactory(
        municipality=town, **({} if confirmed else {"confirmed_at": None, "asked_at": NOW})
    )
    before = list(Follower.objects.values())
    for what in ("confirm", "leave"):
        for method in (client.get, client.head):
            assert method(f"/follow/{what}/{follower.key}/").status_code == 200
    assert list(Follower.objects.values()) == before


def test_whoever_follows_more_can_leave_everything(client, town):
    follower = factories.FollowerFactory(municipality=town)
    address = f"/en/follow/leave/{follower.key}/"
    assert b'value="everything"' not in client.get(address).content
    factories.FollowerFactory(email=follower.email)
    other = factories.FollowerFactory()
    assert b'value="everything"' in client.get(address).content
    client.post(address, {"what": "everything"})
    assert Follower.objects.get() == other


# --- Not through us ------------------------------------------------------------------------------


def test_one_address_asks_ten_times_an_hour(client, town, clock):
    for number in range(10):
        assert ask(client, f"a{number}@example.org").status_code == 302
    answer = ask(client, "a10@example.org")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "closed for 60 minutes" in answer.content.decode()
    assert Follower.objects.count() == 10
    assert ask(client, "b@example.org", REMOTE_ADDR="203.0.113.9").status_code == 302
    clock.shift(datetime.timedelta(hours=1))
    assert ask(client, "a10@example.org").status_code == 302


def test_all_together_ask_300_times_an_hour(client, town):
    for number in range(300):
        Attempt.objects.create(
            what="follow in all",
            who=hashed("follow in all", "everybody"),
            at=NOW - datetime.timedelta(seconds=number),
        )
    answer = ask(client)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3301")
    assert not Follower.objects.exists() and not OutgoingMail.objects.exists()


def test_a_form_that_cannot_be_taken_counts_for_nothing(client, town):
    for _ in range(12):
        assert ask(client, "ana").status_code == 422
    assert not Attempt.objects.exists()


# --- Headers -------------------------------------------------------------------------------------


def test_every_page_of_following_is_for_anybody_and_never_stored(client, town):
    factories.CommitmentFactory(reference="fier-1")
    factories.SectorFactory(slug="fier")
    assert {route.policy for route in of_following()} == {"anybody"}
    assert len(of_following()) == 2 * 7
    for route in of_following():
        answer = client.get(filled(route.path))
        assert answer.status_code in (200, 404), route.path
        assert answer["Cache-Control"] == "no-store", route.path
        assert b'<meta name="robots" content="noindex">' in answer.content, route.path


def test_only_a_page_with_a_token_sets_a_cookie_and_it_is_that_of_the_form(town):
    for address, cookies in {
        "/follow/municipalities/fier/": ["csrf"], "/follow/sent/": [], "/follow/confirmed/": [],
        "/follow/leave/x/": [], "/follow/confirm/x/": [], "/feeds/": [],
    }.items():  # fmt: skip
        assert list(Client().get(address).cookies) == cookies, address


def test_no_cacheable_page_holds_the_form(client, town):
    factories.TermFactory(begins=datetime.date(2023, 6, 1))
    for address in ("/en/feeds/", "/en/municipalities/fier/"):
        answer = client.get(address)
        assert "public" in answer["Cache-Control"]
        assert b"<form" not in answer.content
        assert b'href="/en/follow/municipalities/fier/"' in answer.content


def test_the_pages_ask_the_same_number_of_queries_however_many_follow(
    client, town, django_assert_num_queries
):
    follower = factories.FollowerFactory(municipality=town)
    for _ in range(10):
        factories.FollowerFactory(municipality=town)
    with django_assert_num_queries(2):
        client.get("/follow/municipalities/fier/")
    with django_assert_num_queries(2):
        client.get(f"/follow/leave/{follower.key}/")
    assert following.follower_behind(follower.key) == follower
