"""What can happen to a promise after it was signed (METHOD §5); earlier scorecards keep their copy.

All arguments are by keyword; ``by`` is who acts, ``at`` when (now, unless said otherwise). What
was asked for happens in one transaction, or ``Refused`` says why not. A caller's object is what
its reader saw: if the row says something else by now, the action is refused.
"""

import copy
import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Amendment, Commitment, Exclusion, ExclusionApproval
from municipalities.models import Organisation, User
from municipalities.permissions import is_network_admin, organisations_of


class Refused(Exception):
    """The action did not happen; str() is a sentence in the reader's language."""


@transaction.atomic
def amend(
    *, commitment: Commitment, by: User, since: datetime.date, source: str, title_sq: str,
    title_en: str = "", text_sq: str = "", text_en: str = "", at=None,
) -> Amendment:  # fmt: skip
    """Give a commitment the words that both signatories agreed on; the old ones are kept.

    ``since`` is the day from which the new words hold, not in the future and after every earlier
    amendment; ``source`` the document that both signed.
    """
    at = at or timezone.now()
    _require_network_admin(by)
    _refuse_future(since, at)
    if not title_sq.strip() or not source.strip():
        raise Refused(_("An amendment needs its new title in Albanian and its source."))
    new = {"title_sq": title_sq, "title_en": title_en, "text_sq": text_sq, "text_en": text_en}
    old = {name: getattr(commitment, name) for name in new}
    if new == old:
        raise Refused(_("The new words are the same as the old ones."))
    if commitment.amendments.filter(since__gte=since).exists():
        raise Refused(_("A later amendment is already recorded; its old words would be wrong."))
    _swap(commitment, by, seen=old, then=new)
    amendment = Amendment(
        commitment=commitment, since=since, source=source, recorded_at=at, recorded_by=by,
        **{f"old_{name}": words for name, words in old.items()},
    )  # fmt: skip
    return _stored(amendment)


@transaction.atomic
def record_withdrawal(
    *, commitment: Commitment, by: User, on: datetime.date, source: str, at=None
) -> Commitment:
    """The municipality alone took it back: it stays in and counts as not addressed."""
    _require_network_admin(by)
    _refuse_future(on, at or timezone.now())
    if not source.strip():
        raise Refused(_("A withdrawal needs its source."))
    withdrawn = {"withdrawn_on": on, "withdrawn_source": source}
    _swap(commitment, by, seen={"withdrawn_on": None}, then=withdrawn)
    return commitment


@transaction.atomic
def propose_exclusion(
    *, commitment: Commitment, by: User, organisation: Organisation, since: datetime.date,
    reason_sq: str, reason_en: str = "", at=None,
) -> Exclusion:  # fmt: skip
    """Propose to leave an obsolete commitment out; this is the first of two approvals."""
    _require_member(by, organisation)
    if not reason_sq.strip():
        raise Refused(_("Give the public reason in Albanian."))
    if Exclusion.objects.filter(commitment=commitment).exists():
        raise Refused(_("The exclusion of this commitment is already proposed."))
    exclusion = Exclusion(
        commitment=commitment, since=since, reason_sq=reason_sq, reason_en=reason_en
    )
    _stored(exclusion)
    _approval(exclusion, by, organisation, at)
    return exclusion


@transaction.atomic
def approve_exclusion(
    *, exclusion: Exclusion, by: User, organisation: Organisation, at=None
) -> Exclusion:
    """The second approval, by another person for another organisation, puts it in force."""
    at = at or timezone.now()
    _require_member(by, organisation)
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
    _require_member(by, organisation)
    proposed = Exclusion.objects.select_for_update().filter(pk=exclusion.pk, approved_at=None)
    current = proposed.first()
    if current is None:
        raise Refused(_("This exclusion is already in force, or no longer proposed."))
    if not current.approvals.filter(organisation=organisation).exists():
        raise Refused(_("Another organisation proposed this; ask it to take its proposal back."))
    current.delete()


def _require_network_admin(by: User) -> None:
    if not is_network_admin(by):
        raise Refused(_("Only a network admin records what the signatories decided."))


def _require_member(by: User, organisation: Organisation) -> None:
    if organisation.pk not in organisations_of(by):
        raise Refused(_("Only a member of an active organisation can approve for it."))


def _refuse_future(day: datetime.date, at: datetime.datetime) -> None:
    if day > timezone.localdate(at):
        raise Refused(_("This day is in the future. Record it once it has come."))


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
    _stored(approval)


def _swap(commitment: Commitment, by: User, *, seen: dict, then: dict) -> None:
    """Compare and swap; then save, so that the history and the search text follow."""
    changed = copy.copy(commitment)
    for name, value in then.items():
        setattr(changed, name, value)
    _refuse_invalid(changed)
    if not Commitment.objects.filter(pk=commitment.pk, **seen).update(**then):
        raise Refused(_("The commitment has changed in the meantime. Open it again."))
    commitment.refresh_from_db()
    commitment._history_user = by
    commitment.save()


def _refuse_invalid(row) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _stored(row):
    """Save a new row, if it is valid and nothing like it was stored at the same moment."""
    _refuse_invalid(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Somebody else did this at the same moment.")) from None
    return row
