"""Two at the same moment: one link makes one member, and nobody takes a right that she has lost.

Each runs on PostgreSQL as well (QUALITY R-08, S-11, S-12).
"""

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.models import AuditEntry, Invitation, Membership, Organisation, User
from municipalities.organisations import belonging
from municipalities.people import inviting, leaving, roles
from municipalities.refusals import Refused
from tests import factories
from tests.races import at_once, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 10
PASSPHRASE = "katër dele të bardha në mal"


def stored(row):
    """The same row as another request has it."""
    return type(row).objects.get(pk=row.pk)


def errors(outcomes) -> list[type]:
    return [type(each) for each in outcomes if isinstance(each, Exception)]


def events() -> list[str]:
    return list(AuditEntry.objects.values_list("event", flat=True))


# --- One link -------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_an_account", [True, False])
def test_a_link_pressed_twice_at_once_makes_one_member(has_an_account):
    for trial in range(TRIALS):
        email = f"bora{trial}@example.org"
        if has_an_account:
            factories.UserFactory(email=email)
        invitation = factories.InvitationFactory(email=email, role="coordinator")
        said = {"name": "Bora", "language": "sq", "password": PASSPHRASE}

        def accept(invitation=invitation, said=said):
            return inviting.accept(invitation=stored(invitation), **said)

        outcomes = at_once(accept, accept)
        assert errors(outcomes) == [Refused]
        assert User.objects.filter(email=email).count() == 1
        assert Membership.objects.filter(user__email=email).count() == 1
    assert events() == ["joined"] * TRIALS


def test_a_link_is_either_used_or_taken_back():
    admin = factories.UserFactory(network_admin=True)
    for trial in range(TRIALS):
        person = factories.UserFactory(email=f"bora{trial}@example.org")
        invitation = factories.InvitationFactory(email=person.email, role="coordinator")
        mine, theirs = stored(invitation), stored(invitation)
        outcomes = at_once(
            lambda mine=mine: inviting.accept(invitation=mine),
            lambda theirs=theirs: inviting.revoke(invitation=theirs, by=admin),
        )
        assert errors(outcomes) == [Refused]
        is_member = person.memberships.exists()
        now = Invitation.objects.get(pk=invitation.pk)
        assert (now.accepted_at is not None, now.revoked_at is not None) == (
            is_member,
            not is_member,
        )


def test_nobody_joins_an_organisation_after_it_was_suspended():
    admin = factories.UserFactory(network_admin=True)
    for trial in range(TRIALS):
        person = factories.UserFactory(email=f"bora{trial}@example.org")
        invitation = factories.InvitationFactory(email=person.email, role="coordinator")
        home, mine = invitation.organisation, stored(invitation)
        outcomes = at_once(
            lambda mine=mine: inviting.accept(invitation=mine),
            lambda home=home: belonging.suspend(organisation=home, by=admin),
        )
        refused = errors(outcomes)
        of_this = AuditEntry.objects.filter(organisation=home).order_by("pk")
        order = list(of_this.values_list("event", flat=True))
        assert (refused, order) in [
            ([], ["joined", "organisation_suspended"]),
            ([Refused], ["organisation_suspended"]),
        ]
        assert person.memberships.exists() is (refused == [])


def test_whoever_is_disabled_at_that_moment_does_not_come_in_as_a_network_admin():
    admin = factories.UserFactory(network_admin=True)
    for trial in range(TRIALS):
        person = factories.UserFactory(email=f"bora{trial}@example.org")
        invitation = factories.InvitationFactory(email=person.email, organisation=None, role="")
        mine = stored(invitation)
        outcomes = at_once(
            lambda mine=mine: inviting.accept(invitation=mine),
            lambda person=person: leaving.disable(person=person, by=admin),
        )
        assert set(errors(outcomes)) <= {Refused}
        person.refresh_from_db()
        assert (person.is_active, person.is_network_admin) == (False, errors(outcomes) == [])


def test_whoever_waited_for_the_suspension_does_not_join():
    admin = factories.UserFactory(network_admin=True)
    person = factories.UserFactory(email="bora@example.org")
    invitation = factories.InvitationFactory(email=person.email, role="coordinator")
    outcome = while_uncommitted(
        lambda: belonging.suspend(organisation=stored(invitation.organisation), by=admin),
        lambda: inviting.accept(invitation=stored(invitation)),
    )
    assert (type(outcome), person.memberships.exists()) == (Refused, False)


def test_whoever_waited_while_she_was_disabled_runs_nothing():
    admin = factories.UserFactory(network_admin=True)
    person = factories.UserFactory(email="bora@example.org")
    invitation = factories.InvitationFactory(email=person.email, organisation=None, role="")
    outcome = while_uncommitted(
        lambda: leaving.disable(person=stored(person), by=admin),
        lambda: inviting.accept(invitation=stored(invitation)),
    )
    person.refresh_from_db()
    assert (type(outcome), person.is_network_admin) == (Refused, False)


# --- Rights that are taken from each other --------------------------------------------------------


@pytest.mark.parametrize("act", [roles.end_network_admin, leaving.disable])
@pytest.mark.parametrize("others", [0, 1])
def test_of_two_network_admins_who_remove_each_other_one_remains(act, others):
    for _trial in range(TRIALS):
        User.objects.update(is_network_admin=False)
        factories.UserFactory.create_batch(others, network_admin=True)
        ana, bora = factories.UserFactory.create_batch(2, network_admin=True)
        mine, hers = (stored(ana), stored(bora)), (stored(bora), stored(ana))
        outcomes = at_once(
            lambda pair=mine: act(person=pair[1], by=pair[0]),
            lambda pair=hers: act(person=pair[1], by=pair[0]),
        )
        assert errors(outcomes) == [PermissionDenied]
        assert User.objects.network_admins().count() == others + 1


def test_of_two_managers_who_take_the_role_from_each_other_one_remains():
    def change(by, other):
        return lambda: roles.change_role(membership=other, role="coordinator", by=by)

    def take(by, other):
        return lambda: roles.take_role(membership=other, by=by)

    for _trial in range(TRIALS):
        for first, second in [(change, change), (take, take), (change, take)]:
            home = factories.OrganisationFactory()
            ana, bora = factories.UserFactory.create_batch(2, manages=home)
            hers, mine = ana.memberships.get(), bora.memberships.get()
            outcomes = at_once(first(stored(ana), mine), second(stored(bora), hers))
            assert errors(outcomes) == [PermissionDenied]
            assert home.memberships.filter(role="manager").count() == 1


def test_two_managers_who_give_one_person_two_roles_at_once_both_stand_in_the_audit_list():
    for _trial in range(TRIALS):
        home = factories.OrganisationFactory()
        ana, bora = factories.UserFactory.create_batch(2, manages=home)
        person = factories.UserFactory(coordinates=home)
        held = person.memberships.get()
        outcomes = at_once(
            *(
                lambda by=by, held=held, role=role: roles.change_role(
                    membership=stored(held), role=role, by=by
                )
                for by, role in ((ana, "manager"), (bora, "coordinator"))
            )
        )
        assert errors(outcomes) == []
        told = AuditEntry.objects.filter(person=person).order_by("pk")
        held.refresh_from_db()
        assert (held.role, list(told.values_list("detail", flat=True))) in [
            ("manager", ["manager"]),
            ("coordinator", ["manager", "coordinator"]),
        ]


def test_one_invitation_sent_by_two_managers_at_once_is_one():
    for trial in range(TRIALS):
        home = factories.OrganisationFactory()
        pair = factories.UserFactory.create_batch(2, manages=home)
        outcomes = at_once(
            *(
                lambda by=by, home=home, email=f"bora{trial}@example.org": inviting.invite(
                    by=by, organisation=home, role="coordinator", email=email, name="Bora",
                    language="sq",
                )
                for by in pair
            )
        )  # fmt: skip
        assert errors(outcomes) == [Refused]
        assert Invitation.objects.filter(organisation=home).count() == 1


# --- Who leads ------------------------------------------------------------------------------------


def test_of_two_that_are_named_at_once_the_second_leads_in_the_place_of_the_first():
    admin = factories.UserFactory(network_admin=True)
    for _trial in range(TRIALS):
        one, other = factories.OrganisationFactory.create_batch(2)
        outcomes = at_once(
            lambda one=one: belonging.lead(organisation=one, by=admin),
            lambda other=other: belonging.lead(organisation=other, by=admin),
        )
        assert errors(outcomes) == []
        last = AuditEntry.objects.filter(event="organisation_leads").latest("pk")
        assert Organisation.objects.get(is_lead=True) == last.organisation
