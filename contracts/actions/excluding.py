"""Leaving out what is obsolete: two people, two organisations, a public reason (METHOD §5)."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.steps import require_member, stored
from contracts.models import Commitment, Exclusion, ExclusionApproval
from municipalities.models import Organisation, User
from municipalities.refusals import Refused


@transaction.atomic
def propose_exclusion(
    *, commitment: Commitment, by: User, organisation: Organisation, since: datetime.date,
    reason_sq: str, reason_en: str = "", at=None,
) -> Exclusion:  # fmt: skip
    """Propose to leave an obsolete commitment out; this is the first of two approvals."""
    require_member(by, organisation)
    if not reason_sq.strip():
        raise Refused(_("Give the public reason in Albanian."))
    if Exclusion.objects.filter(commitment=commitment).exists():
        raise Refused(_("The exclusion of this commitment is already proposed."))
    exclusion = Exclusion(
        commitment=commitment, since=since, reason_sq=reason_sq, reason_en=reason_en
    )
    stored(exclusion)
    _approval(exclusion, by, organisation, at)
    return exclusion


@transaction.atomic
def approve_exclusion(
    *, exclusion: Exclusion, by: User, organisation: Organisation, at=None
) -> Exclusion:
    """The second approval, by another person for another organisation, puts it in force."""
    at = at or timezone.now()
    require_member(by, organisation)
    _approval(exclusion, by, organisation, at)
    others = ExclusionApproval.objects.filter(exclusion=OuterRef("pk")).exclude(approved_by=by)
    proposed = Exclusion.objects.filter(Exists(others), pk=exclusion.pk, approved_at=None)
    if not proposed.update(approved_at=at):
        raise Refused(_("This exclusion is already in force, or no longer proposed."))
    exclusion.refresh_from_db()
    return exclusion


@transaction.atomic
def take_back_proposal(*, exclusion: Exclusion, by: User, organisation: Organisation) -> None:
    """The organisation that proposed it withdraws it, as long as nobody else approved."""
    require_member(by, organisation)
    proposed = Exclusion.objects.select_for_update().filter(pk=exclusion.pk, approved_at=None)
    current = proposed.first()
    if current is None:
        raise Refused(_("This exclusion is already in force, or no longer proposed."))
    if not current.approvals.filter(organisation=organisation).exists():
        raise Refused(_("Another organisation proposed this; ask it to take its proposal back."))
    current.delete()


def _approval(exclusion: Exclusion, by: User, organisation: Organisation, at) -> None:
    given = exclusion.approvals
    if given.filter(organisation=organisation).exists():
        raise Refused(_("Your organisation has approved this; the other approval is another's."))
    if given.filter(approved_by=by).exists():
        raise Refused(_("You have approved this; the other approval must be another person's."))
    approval = ExclusionApproval(
        exclusion=exclusion, organisation=organisation, approved_by=by,
        approved_at=at or timezone.now(),
    )  # fmt: skip
    stored(approval)
