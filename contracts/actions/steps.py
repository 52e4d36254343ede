"""What every action rests on: who may, compare-and-swap, and rows that are valid."""

import copy
import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Commitment
from municipalities.models import Municipality, Organisation, User
from municipalities.permissions import is_network_admin, keeps_facts_of, organisations_of
from municipalities.refusals import Refused


def require_keeper(by: User, municipality: Municipality) -> None:
    if not keeps_facts_of(by, municipality):
        raise Refused(_("Only whoever covers this municipality prepares its contract."))


def require_network_admin(by: User) -> None:
    if not is_network_admin(by):
        raise Refused(_("Only a network admin records what the signatories decided."))


def require_member(by: User, organisation: Organisation) -> None:
    if organisation.pk not in organisations_of(by):
        raise Refused(_("Only a member of an active organisation can approve for it."))


def refuse_future(day: datetime.date, at: datetime.datetime) -> None:
    if day > timezone.localdate(at):
        raise Refused(_("This day is in the future. Record it once it has come."))


def swap(commitment: Commitment, by: User, *, seen: dict, then: dict) -> None:
    """Compare and swap; then save, so that the history and the search text follow."""
    changed = copy.copy(commitment)
    for name, value in then.items():
        setattr(changed, name, value)
    refuse_invalid(changed)
    if not Commitment.objects.filter(pk=commitment.pk, **seen).update(**then):
        raise Refused(_("The commitment has changed in the meantime. Open it again."))
    commitment.refresh_from_db()
    commitment._history_user = by
    commitment.save()


def refuse_invalid(row) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def stored(row):
    """Save a new row, if it is valid and nothing like it was stored at the same moment."""
    refuse_invalid(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Somebody else did this at the same moment.")) from None
    return row
