"""Who a person is. In which state something is allowed stands in monitoring/permissions.py.

Rights come from memberships of active organisations and the network-admin flag. A manager is
also a coordinator of her organisation. Anonymous and disabled people are nobody.
"""

from municipalities.models import Membership, Municipality, Organisation, User


def is_somebody(user) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def is_network_admin(user) -> bool:
    return is_somebody(user) and user.is_network_admin


def is_the_last_network_admin(user) -> bool:
    """Without this person nobody could let anybody in any more."""
    others = User.objects.filter(is_active=True, is_network_admin=True).exclude(pk=user.pk)
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


# Who comes in where a page leads to no report: policy -> (person, the thing that the address
# names or None) -> may she? `municipalities/signing_in/admitting.py` asks it, tests walk it.
ADMITTED = {
    "network admin": lambda user, thing: is_network_admin(user),
    "member": lambda user, thing: is_member(user),
    "manager": lambda user, organisation: runs(user, organisation),
    "keeper of facts": lambda user, municipality: keeps_facts_of(user, municipality),
}
