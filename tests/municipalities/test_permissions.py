"""Who a person is: rights come from memberships of active organisations, and end at once."""

import pytest
from django.contrib.auth.models import AnonymousUser

from municipalities.models import Membership, User
from municipalities.permissions import (
    coordinates,
    is_network_admin,
    is_somebody,
    is_the_last_network_admin,
    manages,
    organisations_of,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def vlora():
    return make.MunicipalityFactory()


@pytest.fixture
def home(vlora):
    return make.OrganisationFactory(covers=[vlora])


def rights(user, municipality, organisation):
    """(coordinates, manages, network admin), asked anew from the database."""
    if user.pk:
        user = User.objects.get(pk=user.pk)
    return (
        coordinates(user, municipality),
        manages(user, organisation),
        is_network_admin(user),
    )


def test_a_coordinator_coordinates_what_her_organisation_covers_and_manages_nothing(vlora, home):
    user = make.UserFactory(coordinates=home)
    assert rights(user, vlora, home) == (True, False, False)
    assert organisations_of(user) == {home.pk}


def test_a_manager_coordinates_too(vlora, home):
    assert rights(make.UserFactory(manages=home), vlora, home) == (True, True, False)


def test_other_municipalities_and_organisations_are_not_hers(home):
    elsewhere = make.MunicipalityFactory()
    other = make.OrganisationFactory(covers=[elsewhere])
    assert rights(make.UserFactory(manages=home), elsewhere, other) == (False, False, False)


def test_a_network_admin_is_no_coordinator_without_a_membership(vlora, home):
    user = make.UserFactory(network_admin=True)
    assert rights(user, vlora, home) == (False, False, True)
    assert organisations_of(user) == frozenset()


def test_roles_of_several_organisations_do_not_mix(vlora, home):
    other = make.OrganisationFactory()
    user = make.UserFactory(coordinates=home)
    make.MembershipFactory(user=user, organisation=other, role=Membership.Role.MANAGER)
    assert rights(user, vlora, home) == (True, False, False)
    assert manages(user, other)
    assert organisations_of(user) == {home.pk, other.pk}


def test_a_stranger_and_an_anonymous_person_have_no_rights(vlora, home):
    assert rights(make.UserFactory(), vlora, home) == (False, False, False)
    assert rights(AnonymousUser(), vlora, home) == (False, False, False)
    assert organisations_of(AnonymousUser()) == frozenset()
    assert not is_somebody(AnonymousUser())
    assert not is_somebody(None)


def suspend_the_organisation(user, organisation, municipality):
    organisation.is_active = False
    organisation.save()


def disable_the_person(user, organisation, municipality):
    user.is_active = False
    user.save()


def end_the_membership(user, organisation, municipality):
    user.memberships.all().delete()


@pytest.mark.parametrize("end", [suspend_the_organisation, disable_the_person, end_the_membership])
def test_rights_end_at_once(vlora, home, end):
    user = make.UserFactory(manages=home)
    assert rights(user, vlora, home) == (True, True, False)
    end(user, home, vlora)
    assert rights(user, vlora, home) == (False, False, False)
    assert organisations_of(User.objects.get(pk=user.pk)) == frozenset()


def test_a_municipality_that_is_no_longer_covered_is_no_longer_hers(vlora, home):
    user = make.UserFactory(manages=home)
    home.municipalities.clear()
    assert rights(user, vlora, home) == (False, True, False)


def test_a_role_that_is_lowered_is_lowered_at_once(vlora, home):
    user = make.UserFactory(manages=home)
    user.memberships.update(role=Membership.Role.COORDINATOR)
    assert rights(user, vlora, home) == (True, False, False)


def test_a_disabled_network_admin_is_nobody(vlora, home):
    user = make.UserFactory(network_admin=True, is_active=False)
    assert rights(user, vlora, home) == (False, False, False)
    assert not user.has_perm("contracts.change_term")
    assert not user.has_module_perms("contracts")


def test_the_last_network_admin_is_the_only_active_one():
    ana, bora = make.UserFactory.create_batch(2, network_admin=True)
    assert not is_the_last_network_admin(ana)
    bora.is_active = False
    bora.save()
    assert is_the_last_network_admin(ana)
    assert not is_the_last_network_admin(bora)
    assert not is_the_last_network_admin(make.UserFactory())


@pytest.mark.parametrize("session_open", ["suspended", "disabled"])
def test_an_open_session_helps_nobody(client, vlora, home, session_open):
    """QUALITY S-11: the very next request is refused."""
    user = make.UserFactory(coordinates=home, network_admin=True)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    if session_open == "disabled":
        disable_the_person(user, home, vlora)
        assert client.get("/admin/").status_code == 404
    else:
        suspend_the_organisation(user, home, vlora)
        assert organisations_of(User.objects.get(pk=user.pk)) == frozenset()


def test_an_account_is_made_with_its_e_mail_in_small_letters_and_found_in_any():
    user = User.objects.create_user(email="Ana@Example.ORG", name="Ana", password=make.PASSWORD)
    assert user.email == "ana@example.org"
    assert User.objects.get_by_natural_key("ANA@example.org") == user
    assert user.check_password(make.PASSWORD)


def test_an_account_without_a_password_lets_nobody_in(client):
    user = User.objects.create_user(email="ana@example.org", name="Ana")
    assert not user.has_usable_password()
    for guess in ("", "!", user.password):
        client.post("/login/", {"username": "ana@example.org", "password": guess})
        assert "_auth_user_id" not in client.session
