"""Who can do what: the people of some organisations, for one page and for a sheet of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from municipalities.models import FactorReset, Invitation, Membership, Organisation, User
from municipalities.people.inviting import LIVES, is_over
from municipalities.permissions import is_network_admin, organisations_run_by

NETWORK_ADMIN = "network admin"
# What each role may do, as METHOD §6 and DESIGN §4 have it; the least first.
MAY: dict[str, Promise] = {
    Membership.Role.COORDINATOR: _(
        "writes the reports of the organisation, answers what citizens tell about its "
        "municipalities, and reviews reports of other organisations"
    ),
    Membership.Role.MANAGER: _(
        "does the same, and invites people into the organisation, changes their roles and takes "
        "them away"
    ),
    NETWORK_ADMIN: _(
        "publishes, corrects and retracts, keeps organisations, people, contracts, rounds and "
        "facts, and sees the audit list"
    ),
}
WORDS = {**dict(Membership.Role.choices), NETWORK_ADMIN: _("network admin")}


@dataclass(frozen=True)
class Team:
    """An organisation with those who belong to it and those who were invited."""

    organisation: Organisation
    memberships: list[Membership]
    invitations: list[Invitation]


@dataclass(frozen=True)
class Everybody:
    """All that one person may see of who can do what."""

    teams: list[Team]
    network_admins: list[User]
    invited_network_admins: list[Invitation]
    without_organisation: list[User]
    resets: list[FactorReset]


def everybody_for(user, *, at=None) -> Everybody:
    """A network admin sees everybody, a manager the people of her organisations.

    Each person carries ``has_second_factor``. As many questions for one person as for a hundred.
    """
    at = at or timezone.now()
    teams = _teams(user, at)
    if not is_network_admin(user):
        return Everybody(teams, [], [], [], [])
    return Everybody(
        teams,
        list(_people().network_admins().order_by("name", "pk")),
        _with_state(Invitation.objects.open().of_network_admins(), at),
        list(_people().without_organisation().filter(is_network_admin=False)),
        list(FactorReset.objects.open().with_their_people()),
    )


def roles_of(person: User, *, seen_by) -> list[Membership]:
    """Her roles in the organisations that this reader answers for."""
    mine = organisations_run_by(seen_by)
    return list(person.memberships.filter(organisation__in=mine).with_people())


def _teams(user, at) -> list[Team]:
    invited: dict[int, list[Invitation]] = {}
    found = organisations_run_by(user)
    for each in _with_state(Invitation.objects.open().of_organisations(found), at):
        invited.setdefault(each.organisation_id, []).append(each)
    with_people = found.prefetch_related(
        Prefetch("memberships", Membership.objects.order_by("user__name", "pk")),
        Prefetch("memberships__user", _people()),
    )
    return [
        Team(each, list(each.memberships.all()), invited.get(each.pk, [])) for each in with_people
    ]


def _people():
    of_her = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return User.objects.annotate(has_second_factor=Exists(of_her))


def _with_state(invitations, at) -> list[Invitation]:
    """Each with ``until`` and ``is_over``."""
    found = list(invitations)
    for each in found:
        each.until, each.is_over = each.sent_at + LIVES, is_over(each, at)
    return found
