"""Every address about people, for every role; else 404 as for what never was (S-02, S-12)."""

import re

import pytest
from django.test import Client

from municipalities.permissions import ADMITTED
from popnet.management.commands.routes import routes
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Page, signed_in
from tests.municipalities.signing_in.codes import given_the_password, set_up

pytestmark = pytest.mark.django_db

ROUTES = [route for route in routes() if route.name.startswith("people:")]
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
ME = {"network admin", "somebody"}


@pytest.fixture
def things(cast):
    """What the addresses name: all of it in the manager's own organisation."""
    return {
        "organisation": cast.home,
        "person": cast.coordinator,
        "membership": cast.coordinator.memberships.get(),
        "invitation": factories.InvitationFactory(organisation=cast.home),
        "reset": factories.FactorResetFactory(person=cast.coordinator, asked_by=cast.manager),
    }


def filled(route, things) -> str:
    def value(match):
        thing = things[match[1]]
        return thing.slug if match[1] == "organisation" else str(thing.pk)

    return PARAMETER.sub(value, route.path)


def nowhere(route) -> str:
    return PARAMETER.sub("987654321", route.path)


# Which policies let whom in, to the things above.
IN = {
    "admin": {"network admin", "runs something", "manager", "invites", "answers for the person",
              "gives the role"},
    "manager": {"runs something", "manager", "invites", "answers for the person",
                "gives the role"},
    "coordinator": {"holds the role"},
    "outsider": {"runs something"},
}  # fmt: skip


def test_every_route_has_a_policy_of_the_table_and_some_role_that_may():
    assert {route.policy for route in ROUTES} <= set(ADMITTED)
    assert {route.policy for route in ROUTES} == set().union(*IN.values())
    assert len(ROUTES) == 2 * 17


@pytest.mark.parametrize("who", IN)
def test_every_role_is_let_in_where_the_table_says_and_nowhere_else(cast, things, who):
    client = signed_in(getattr(cast, who))
    before, found = everything(), {}
    for route in ROUTES:
        is_in = route.policy in IN[who]
        if is_in and "GET" not in route.methods:
            continue  # what buttons do is told where it is done
        method = "get" if "GET" in route.methods else "post"
        found[route] = getattr(client, method)(filled(route, things)).status_code
    assert found == {route: 200 if route.policy in IN[who] else 404 for route in found}
    assert everything() == before


@pytest.mark.parametrize("who", ["admin", "manager", "coordinator"])
def test_what_does_not_exist_answers_as_what_is_not_mine(cast, who):
    client = signed_in(getattr(cast, who))
    for route in (route for route in ROUTES if "<" in route.path):
        method = "get" if "GET" in route.methods else "post"
        for address in (nowhere(route), PARAMETER.sub("9" * 30, route.path)):
            assert getattr(client, method)(address).status_code == 404, address


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_signing_in(things, method):
    before = everything()
    for route in ROUTES:
        address = filled(route, things)
        answer = getattr(Client(), method)(address)
        language = "/en" if address.startswith("/en/") else ""
        assert (answer.status_code, answer.headers["Location"]) == (
            302, f"{language}/login/?next={address}",
        )  # fmt: skip
    assert everything() == before


def test_members_of_a_suspended_organisation_are_nobody_here(cast, things):
    cast.home.is_active = False
    cast.home.save()
    client = signed_in(cast.manager)
    for route in ROUTES:
        method = "get" if "GET" in route.methods else "post"
        assert getattr(client, method)(filled(route, things)).status_code == 404, route


def test_buttons_work_by_post_alone_and_nothing_without_the_token(cast, things):
    client = signed_in(cast.admin)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.admin)
    before = everything()
    for route in ROUTES:
        if "GET" not in route.methods:
            assert client.get(filled(route, things)).status_code in (404, 405), route
        if "POST" in route.methods:
            assert strict.post(filled(route, things), {"what": "do"}).status_code == 403, route
    assert everything() == before


def test_whoever_gives_or_takes_rights_proves_afresh_who_she_is(cast, settings, clock):
    settings.SECOND_FACTOR = True
    _browser, phone, _codes = set_up(cast.manager)
    clock.shift(60)
    browser = given_the_password(cast.manager)
    browser.send("second-factor", proof_code=phone.code())
    clock.shift(11 * 60)
    page = browser.start(f"/workspace/people/invite/{cast.home.slug}/")
    fields = page.form("invite").fields | {
        "name": "Bora", "email": "bora@example.org", "role": "manager", "language": "sq",
    }  # fmt: skip
    page = browser.send("invite", **fields)
    assert page.response.status_code == 403
    assert list(cast.home.invitations.all()) == []

    browser.page = Page(page.response)
    asked = next(form for form in browser.page.forms if "proof_code" in form.fields)
    browser.client.post(
        f"/en/workspace/people/invite/{cast.home.slug}/",
        asked.fields | {"proof_code": phone.code()},
    )
    assert [each.email for each in cast.home.invitations.all()] == ["bora@example.org"]


def test_every_button_that_changes_rights_asks_for_a_fresh_code(cast, things, settings):
    settings.SECOND_FACTOR = True
    browser, _phone, _codes = set_up(cast.admin)
    session = browser.client.session
    session["proved_at"] = 0
    session.save()
    token = browser.start("/workspace/people/").form("logout").fields["csrfmiddlewaretoken"]
    before = everything()
    for route in ROUTES:
        if "POST" not in route.methods or route.policy == "holds the role":
            continue
        answer = browser.client.post(filled(route, things), {"csrfmiddlewaretoken": token})
        assert (answer.status_code, b"proof_code" in answer.content) == (403, True), route
    assert everything() == before
