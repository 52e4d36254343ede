"""Roles given, changed and taken away; the next request is refused (QUALITY S-11, S-12)."""

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.models import AuditEntry, Membership, Session, User
from municipalities.people import leaving, roles
from municipalities.refusals import Refused
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db


def role_of(person) -> Membership:
    return person.memberships.get()


def events() -> list[tuple]:
    entries = AuditEntry.objects.exclude(event__in=["signed_in", "refused"]).order_by("pk")
    return list(entries.values_list("event", "by", "person", "detail"))


def test_a_manager_changes_the_role_of_a_colleague_on_her_page(cast):
    browser = Browser("en").sign_in(cast.manager)
    browser.start("/workspace/people/")
    browser.open(browser.page.link(f"/people/{cast.coordinator.pk}/"))
    name = f"role-{role_of(cast.coordinator).pk}-role"
    page = browser.send("change-role", **{name: "manager"})

    assert "The role is changed." in page.text
    assert role_of(cast.coordinator).role == "manager"
    assert events() == [("role_given", cast.manager.pk, cast.coordinator.pk, "manager")]


def test_the_same_role_again_changes_nothing(cast):
    before = everything()
    roles.change_role(membership=role_of(cast.coordinator), role="coordinator", by=cast.manager)
    assert (everything(), events()) == (before, [])


@pytest.mark.parametrize("act", ["change", "take"])
def test_whoever_loses_a_right_is_out_with_her_next_request(cast, act):
    other = factories.UserFactory(manages=cast.home)
    hers = signed_in(other)
    assert hers.get("/workspace/people/").status_code == 200
    if act == "take":
        roles.take_role(membership=role_of(other), by=cast.manager)
    else:
        roles.change_role(membership=role_of(other), role="coordinator", by=cast.manager)

    assert hers.get("/workspace/people/").status_code == 302
    assert list(Session.objects.of(other)) == []
    assert signed_in(other).get("/workspace/people/").status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "outsider"])
def test_nobody_else_changes_or_takes_roles(cast, who):
    by = getattr(cast, who)
    before = everything()
    for act in (
        lambda: roles.change_role(membership=role_of(cast.manager), role="coordinator", by=by),
        lambda: roles.take_role(membership=role_of(cast.manager), by=by),
        lambda: roles.make_network_admin(person=by, by=by),
        lambda: roles.end_network_admin(person=cast.admin, by=by),
        lambda: leaving.disable(person=cast.manager, by=by),
        lambda: leaving.enable(person=cast.manager, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert everything() == before


def test_a_manager_does_nothing_to_a_network_admin_of_her_organisation(cast):
    factories.MembershipFactory(user=cast.admin, organisation=cast.home)
    for act in (
        lambda: roles.change_role(membership=role_of(cast.admin), role="manager", by=cast.manager),
        lambda: roles.take_role(membership=role_of(cast.admin), by=cast.manager),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert role_of(cast.admin).role == "coordinator"


def test_a_manager_gives_no_role_above_her_own(cast):
    before = everything()
    with pytest.raises(PermissionDenied):
        roles.make_network_admin(person=cast.manager, by=cast.manager)
    with pytest.raises(Refused):
        roles.change_role(membership=role_of(cast.coordinator), role="admin", by=cast.manager)
    assert everything() == before


@pytest.mark.parametrize("act", [roles.end_network_admin, leaving.disable])
def test_the_last_network_admin_cannot_be_taken_away_not_even_by_herself(cast, act):
    act(person=cast.second, by=cast.admin)
    before = everything()
    with pytest.raises(Refused, match="administratori i fundit"):
        act(person=cast.admin, by=cast.admin)
    assert everything() == before
    assert list(User.objects.network_admins()) == [cast.admin]


def test_a_second_network_admin_is_made_and_ended_on_her_page(cast):
    browser = Browser("en").sign_in(cast.admin)
    browser.start(f"/workspace/people/{cast.manager.pk}/")
    browser.send("network-admin", button={"what": "make"})
    cast.manager.refresh_from_db()
    assert cast.manager.is_network_admin

    browser.start(f"/workspace/people/{cast.manager.pk}/")
    browser.send("network-admin", button={"what": "end"})
    cast.manager.refresh_from_db()
    assert not cast.manager.is_network_admin
    assert [event for event, *_rest in events()] == ["role_given", "role_taken"]


def test_somebody_leaves_her_organisation_by_herself_and_stays_signed_in(cast):
    browser = Browser("en").sign_in(cast.coordinator)
    browser.start("/workspace/account/")
    browser.open(browser.page.link("/leave/"))
    assert "goes back into the queue" in browser.page.text
    page = browser.send("leave")

    assert "You have left the organisation." in page.text
    assert list(cast.coordinator.memberships.all()) == []
    assert events() == [("role_taken", cast.coordinator.pk, cast.coordinator.pk, "coordinator")]


def test_a_button_pressed_twice_says_that_it_was_done_already(cast):
    browser = Browser("en").sign_in(cast.manager)
    page = browser.start(f"/workspace/people/{cast.coordinator.pk}/")
    form = page.form("take-role")
    held = role_of(cast.coordinator)
    roles.take_role(membership=held, by=cast.admin)
    answer = browser.client.post(form.attributes["action"], form.fields)

    assert answer.status_code == 404
    assert len(events()) == 1


def test_odd_roles_are_refused_beside_the_field(cast):
    client = signed_in(cast.manager)
    held = role_of(cast.coordinator)
    before = everything()
    for odd in ("", "\x00", "9" * 5000, "network admin", ["manager", "owner"]):
        answer = client.post(
            f"/en/workspace/people/roles/{held.pk}/", {f"role-{held.pk}-role": odd}
        )
        assert answer.status_code == 422
        assert f'href="#id_role-{held.pk}-role' in answer.content.decode()
    assert everything() == before
