"""Roles in organisations, and who runs the network: given, changed and taken away (QUALITY S-12).

Whoever loses a right is signed out everywhere; her very next request is refused (S-11). Of two who
take the right from each other at one moment the second has lost it and is refused: rights are asked
for again once the rows that they come from are held.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from municipalities import audit
from municipalities.models import Membership, User
from municipalities.permissions import gives_role, is_network_admin, is_the_last_network_admin
from municipalities.refusals import Refused
from municipalities.signing_in.sessions import end_sessions


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User, at=None) -> Membership:
    """Coordinator or manager; the same role again changes nothing."""
    _insist(gives_role(by, membership))
    if role not in Membership.Role.values:
        raise Refused(_("Choose one of the roles."))
    held = _held(membership)
    _insist(gives_role(as_she_is_now(by), held))
    if held.role == role:
        return held
    held.role = role
    held.save()
    audit.record(
        audit.Event.ROLE_GIVEN, by=by, person=held.user, organisation=held.organisation,
        detail=role, at=at,
    )  # fmt: skip
    if role == Membership.Role.COORDINATOR:
        _sign_out(held.user, by)
    return held


@transaction.atomic
def take_role(*, membership: Membership, by: User, at=None) -> None:
    """She leaves the organisation, by herself or because somebody who may says so.

    What she wrote stays the organisation's: her colleagues go on with it.
    """
    _insist(membership.user_id == by.pk or gives_role(by, membership))
    held = _held(membership)
    _insist(held.user_id == by.pk or gives_role(as_she_is_now(by), held))
    audit.record(
        audit.Event.ROLE_TAKEN, by=by, person=held.user, organisation=held.organisation,
        detail=held.role, at=at,
    )  # fmt: skip
    held.delete()
    _sign_out(held.user, by)


@transaction.atomic
def make_network_admin(*, person: User, by: User | None, at=None) -> User:
    """``by`` is None where the operator does it at the machine."""
    _insist(by is None or is_network_admin(by))
    person = with_network_admins_held(person)
    _insist(by is None or is_network_admin(as_she_is_now(by)))
    if not person.is_active:
        raise Refused(_("This account is disabled."))
    if not person.is_network_admin:
        person.is_network_admin = True
        person.save(update_fields=["is_network_admin"])
        audit.record(
            audit.Event.ROLE_GIVEN, by=by, person=person, detail="network admin", at=at
        )  # fmt: skip
    return person


@transaction.atomic
def end_network_admin(*, person: User, by: User, at=None) -> User:
    """She runs the network no longer; the last one cannot be taken away, not by herself either."""
    _insist(is_network_admin(by))
    person = with_network_admins_held(person)
    _insist(is_network_admin(as_she_is_now(by)))
    if not person.is_network_admin:
        return person
    refuse_the_last(person)
    person.is_network_admin = False
    person.save(update_fields=["is_network_admin"])
    audit.record(audit.Event.ROLE_TAKEN, by=by, person=person, detail="network admin", at=at)
    _sign_out(person, by)
    return person


def with_network_admins_held(person: User) -> User:
    """The person as she is now; until the transaction ends nobody else loses this right, so that
    two who take it from each other at one moment do not both succeed."""
    list(User.objects.network_admins().select_for_update(no_key=True).order_by("pk"))
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def as_she_is_now(person: User) -> User:
    """What somebody else changed while this one waited counts."""
    return User.objects.get(pk=person.pk)


def refuse_the_last(person: User) -> None:
    if is_the_last_network_admin(person):
        raise Refused(_("This is the last network admin. Name another one first."))


def _held(membership: Membership) -> Membership:
    """The role as it is now; until the transaction ends none of the organisation's changes."""
    of_the_organisation = Membership.objects.filter(organisation=membership.organisation_id)
    list(of_the_organisation.select_for_update(no_key=True).order_by("pk"))
    held = of_the_organisation.select_related("user", "organisation").filter(pk=membership.pk)
    held = held.first()
    if held is None:
        raise Refused(_("This person has left the organisation meanwhile."))
    return held


def _sign_out(person: User, by: User) -> None:
    """Everywhere; whoever gives up a role of her own is not thrown out of the page she is on."""
    if person.pk != by.pk:
        end_sessions(person)


def _insist(may: bool) -> None:
    if not may:
        raise PermissionDenied
