"""Invitations by mail: a link that works once, for seven days, until a newer one (QUALITY S-23).

The link signs the key of its row, so a copy of the database opens nothing. Whoever was invited
signs in as everybody does afterwards, with a second factor of her own.
"""

import datetime
import secrets

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from municipalities import audit, outbox
from municipalities.models import Invitation, Membership, Organisation, User
from municipalities.permissions import is_network_admin, runs
from municipalities.refusals import Refused
from municipalities.signing_in import limits

LIVES = datetime.timedelta(days=7)
# So many a person sends in an hour: nobody fills other people's mailboxes through the portal.
AN_HOUR = {"what": "invitations", "at_most": 30, "within": datetime.timedelta(hours=1)}
# The same button pressed twice sends one mail.
AT_ONCE = datetime.timedelta(minutes=1)

_links = Signer(salt="municipalities.people.inviting")


@transaction.atomic
def invite(
    *, by: User, email: str, name: str, language: str, organisation: Organisation | None = None,
    role: str = "", at=None,
) -> Invitation:  # fmt: skip
    """Ask somebody by mail to join the organisation in this role; without organisation, to be a
    network admin. The answer is the same whether or not the address has an account (S-18)."""
    at = at or timezone.now()
    _insist(by, organisation)
    email = email.lower()
    if organisation and not organisation.is_active:
        raise Refused(_("This organisation is suspended; nobody can join it now."))
    if _is_there_already(email, organisation):
        raise Refused(_("This person is there already. Her role is changed on her page."))
    invitation = Invitation(
        organisation=organisation, role=role if organisation else "", email=email, name=name,
        language=language, key=_new_key(), sent_at=at, sent_by=by,
    )  # fmt: skip
    invitation.clean_fields()
    _replace_what_ran_out(email, organisation, by, at)
    _count_one(by, at)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        raise Refused(
            _("This address has an invitation already. Send that one again, or take it back.")
        ) from None
    audit.record(
        audit.Event.INVITED, by=by, organisation=organisation, detail=_role_of(invitation), at=at
    )
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, at=None) -> Invitation:
    """A new link for seven more days; the older one is dead."""
    at = at or timezone.now()
    _insist(by, invitation.organisation)
    if at - invitation.sent_at < AT_ONCE:
        return invitation
    _count_one(by, at)
    if not _open(invitation).update(key=_new_key(), sent_at=at, sent_by=by):
        raise Refused(_("This invitation was accepted or taken back meanwhile."))
    invitation.refresh_from_db()
    audit.record(
        audit.Event.INVITED, by=by, organisation=invitation.organisation,
        detail=_role_of(invitation), at=at,
    )  # fmt: skip
    _send(invitation)
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, at=None) -> Invitation:
    """Take it back: its link is dead. Taken back twice, it was taken back once."""
    at = at or timezone.now()
    _insist(by, invitation.organisation)
    if _open(invitation).update(revoked_at=at, revoked_by=by):
        audit.record(
            audit.Event.INVITATION_REVOKED, by=by, organisation=invitation.organisation,
            detail=_role_of(invitation), at=at,
        )  # fmt: skip
    invitation.refresh_from_db()
    if invitation.accepted_at:
        raise Refused(_("This invitation was accepted meanwhile. Take the role away instead."))
    return invitation


def is_over(invitation: Invitation, at) -> bool:
    return invitation.sent_at + LIVES <= at


def invitation_of_link(token: str, *, at=None) -> Invitation | None:
    """What the link opens; None if it is used, taken back, replaced, too old or invented."""
    try:
        key = _links.unsign(token)
    except BadSignature:
        return None
    found = Invitation.objects.open().select_related("organisation").filter(key=key).first()
    if found is None or is_over(found, at or timezone.now()):
        return None
    return None if found.organisation and not found.organisation.is_active else found


def account_of(invitation: Invitation) -> User | None:
    """The account that the address has already, disabled or not."""
    return User.objects.filter(email=invitation.email).first()


def newcomer(invitation: Invitation) -> User:
    """Somebody who is not stored yet: her password is not to resemble her name or address."""
    return User(email=invitation.email, name=invitation.name)


@transaction.atomic
def accept(
    *, invitation: Invitation, name: str = "", language: str = "", password: str = "", at=None
) -> User:
    """She is a member now. Whoever has an account keeps its name and password.

    ``password`` is checked by the form. Pressed twice at one moment, the link works once.
    """
    at = at or timezone.now()
    if invitation.organisation and not _held(invitation.organisation).is_active:
        raise Refused(_("This organisation is suspended; nobody can join it now."))
    person = User.objects.select_for_update(no_key=True).filter(email=invitation.email).first()
    if person and not person.is_active:
        raise Refused(_("Your account is disabled. Ask the secretariat of the network."))
    if person is None:
        person = _new_account(invitation, name, language, password)
    if not _open(invitation).filter(key=invitation.key).update(accepted_at=at, accepted_by=person):
        raise Refused(_("This link was used already."))
    _give(invitation, person)
    audit.record(
        audit.Event.JOINED, by=person, person=person, organisation=invitation.organisation,
        detail=_role_of(invitation), at=at,
    )  # fmt: skip
    return person


def _give(invitation: Invitation, person: User) -> None:
    """Never less than she has already."""
    if invitation.organisation is None:
        person.is_network_admin = True
        person.save(update_fields=["is_network_admin"])
        return
    held, is_new = Membership.objects.select_for_update(no_key=True).get_or_create(
        user=person, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    if not is_new and invitation.role == Membership.Role.MANAGER:
        held.role = invitation.role
        held.save()


def _held(organisation: Organisation) -> Organisation:
    """As it is now; until the transaction ends nobody suspends it."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _new_account(invitation, name, language, password) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email=invitation.email, name=name, language=language, password=password
            )
    except IntegrityError:
        raise Refused(_("This link was used already.")) from None


def _insist(by, organisation) -> None:
    may = runs(by, organisation) if organisation else is_network_admin(by)
    if not may:
        raise PermissionDenied


def _is_there_already(email: str, organisation) -> bool:
    if organisation:
        return organisation.memberships.filter(user__email=email).exists()
    return User.objects.filter(email=email, is_network_admin=True).exists()


def _replace_what_ran_out(email, organisation, by, at) -> None:
    """An invitation that nobody took up in time does not stand in the way of a new one."""
    old = Invitation.objects.open().filter(email=email, organisation=organisation)
    old.filter(sent_at__lte=at - LIVES).update(revoked_at=at, revoked_by=by)


def _count_one(by, at) -> None:
    if not limits.allow(who=str(by.pk), on=at, **AN_HOUR):
        raise Refused(_("You have sent many invitations within an hour. Go on a little later."))


def _open(invitation: Invitation):
    return Invitation.objects.open().filter(pk=invitation.pk)


def _new_key() -> str:
    return secrets.token_hex(16)


def _role_of(invitation: Invitation) -> str:
    return invitation.role or "network admin"


def _send(invitation: Invitation) -> None:
    with translation.override(invitation.language):
        address = reverse("join", args=[_links.sign(invitation.key)])
    outbox.put(
        key=f"join/{invitation.pk}/{invitation.sent_at.timestamp()}",
        to=invitation.email,
        language=invitation.language,
        template="join",
        at=invitation.sent_at,
        invitation=invitation,
        address=address,
        until=invitation.sent_at + LIVES,
    )
