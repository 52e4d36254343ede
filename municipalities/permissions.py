"""Who a person is. In which state something is allowed stands in monitoring/permissions.py.

Rights come from memberships of active organisations and the network-admin flag. A manager is
also a coordinator of her organisation. Anonymous and disabled people are nobody.
"""

from municipalities.models import Invitation, Membership, Municipality, Organisation, User


def is_somebody(user) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def is_network_admin(user) -> bool:
    return is_somebody(user) and user.is_network_admin


def is_the_last_network_admin(user) -> bool:
    """Without this person nobody could let anybody in any more."""
    others = User.objects.network_admins().exclude(pk=user.pk)
    return is_network_admin(user) and not others.exists()


def organisations_of(user) -> frozenset[int]:
    """Ids of the active organisations that the person belongs to, in any role."""
    if not is_somebody(user):
        return frozenset()
    return frozenset(Membership.objects.of(user).values_list("organisation_id", flat=True))


def coordinates(user: User, municipality: Municipality) -> bool:
    """Does the person belong to an active organisation that covers the municipality?"""
    return (
        is_somebody(user)
        and Membership.objects.of(user).filter(organisation__municipalities=municipality).exists()
    )


def manages(user: User, organisation: Organisation) -> bool:
    return (
        is_somebody(user)
        and Membership.objects.of(user)
        .filter(organisation=organisation, role=Membership.Role.MANAGER)
        .exists()
    )


def is_member(user) -> bool:
    """Belongs to an active organisation, or is a network admin."""
    return is_network_admin(user) or bool(organisations_of(user))


def keeps_facts_of(user, municipality: Municipality) -> bool:
    """Whoever covers a municipality records what is known of it; so does a network admin."""
    return is_network_admin(user) or coordinates(user, municipality)


def runs(user, organisation: Organisation) -> bool:
    """Manages the organisation's people; a network admin does so for all (QUALITY S-12)."""
    return is_network_admin(user) or manages(user, organisation)


def takes_part_in(user, activity) -> bool:
    """Belongs to one of the organisations that hold the activity; a network admin to all."""
    if is_network_admin(user):
        return True
    return activity.organisations.filter(pk__in=organisations_of(user)).exists()


def organisations_run_by(user):
    """The organisations whose people the person manages, in Albanian order."""
    if is_network_admin(user):
        return Organisation.objects.in_albanian_order()
    if not is_somebody(user):
        return Organisation.objects.none()
    return Organisation.objects.managed_by(user)


def runs_something(user) -> bool:
    return is_network_admin(user) or organisations_run_by(user).exists()


def answers_for(user, person: User) -> bool:
    """May she look at the person and ask for a new second factor? Nobody does for those above
    herself (QUALITY S-12)."""
    if is_network_admin(user):
        return True
    mine = organisations_run_by(user)
    return not person.is_network_admin and person.memberships.filter(organisation__in=mine).exists()


def gives_role(user, membership: Membership) -> bool:
    """May she change or take away this role?"""
    if is_network_admin(user):
        return True
    return manages(user, membership.organisation) and not membership.user.is_network_admin


def invites(user, invitation: Invitation) -> bool:
    """May she send this invitation again, or take it back?"""
    if invitation.organisation is None:
        return is_network_admin(user)
    return runs(user, invitation.organisation)


# Who comes in where a page leads to no report: policy -> (person, the thing that the address
# names or None) -> may she? `municipalities/signing_in/admitting.py` asks it, tests walk it.
ADMITTED = {
    "network admin": lambda user, thing: is_network_admin(user),
    "member": lambda user, thing: is_member(user),
    "manager": lambda user, organisation: runs(user, organisation),
    "keeper of facts": lambda user, municipality: keeps_facts_of(user, municipality),
    "keeper of the contract": lambda user, contract: keeps_facts_of(user, contract.municipality),
    "keeper of offers": lambda user, thing: keeps_facts_of(user, thing.municipality),
    "runs something": lambda user, thing: runs_something(user),
    "answers for the person": lambda user, person: answers_for(user, person),
    "gives the role": lambda user, membership: gives_role(user, membership),
    "holds the role": lambda user, membership: is_somebody(user) and membership.user == user,
    "invites": lambda user, invitation: invites(user, invitation),
    "organiser": lambda user, activity: takes_part_in(user, activity),
}
