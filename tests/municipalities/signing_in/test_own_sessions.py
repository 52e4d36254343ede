"""Where I am signed in, and ending one of those sessions (QUALITY S-11)."""

import datetime

import pytest

from municipalities.models import AuditEntry, Session
from municipalities.signing_in import sessions
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in
from tests.municipalities.signing_in.cookies import cookie, opens

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


def test_one_session_is_ended_and_the_others_go_on(person):
    here, there, elsewhere = (Browser("en").sign_in(person) for _each in range(3))
    page = here.start("/workspace/account/")
    assert page.offers().count("sign-out-there") == 2
    handle = {
        each.handle: each
        for each in sessions.open_sessions(person, this_key=cookie(there))
        if each.is_this
    }
    page = here.send("sign-out-there", session=next(iter(handle)))

    assert "You are signed out there." in page.text
    assert [opens(cookie(browser)) for browser in (here, there, elsewhere)] == [True, False, True]
    assert AuditEntry.objects.filter(event="sessions_ended", by=person).count() == 1


def test_the_page_never_shows_what_opens_a_session(person):
    browsers = [Browser("en").sign_in(person) for _each in range(2)]
    html = browsers[0].start("/workspace/account/").text
    assert [cookie(browser) in html for browser in browsers] == [False, False]


@pytest.mark.parametrize("odd", ["", "x", "\x00", "é", "9" * 5000])
def test_an_invented_session_is_over(person, odd):
    client = signed_in(person)
    client.post("/en/workspace/account/sign-out-there/", {"session": odd})
    assert Session.objects.of(person).count() == 1


def test_nobody_ends_the_session_of_somebody_else(person):
    other = factories.UserFactory()
    hers = signed_in(other)
    key = hers.session.session_key
    handle = sessions.open_sessions(other, this_key=key)[0].handle
    signed_in(person).post("/en/workspace/account/sign-out-there/", {"session": handle})

    assert hers.get("/workspace/").status_code == 200


def test_a_session_that_fell_asleep_is_not_listed(person, clock):
    signed_in(person)
    clock.shift(31 * MINUTE)
    client = signed_in(person)
    found = sessions.open_sessions(person, this_key=client.session.session_key)

    assert [(each.is_this, each.seen_at) for each in found] == [
        (True, datetime.datetime(2026, 11, 2, 12, 31, tzinfo=datetime.UTC))
    ]
