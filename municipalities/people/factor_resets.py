"""A second factor that was lost, phone and paper: one person asks, another one does it (S-20).

Whoever answers for the person says how she was recognised; a network admin who is neither she nor
who asked removes it. Then she sets a new one up at her next sign-in.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities import audit
from municipalities.models import FactorReset, User
from municipalities.permissions import answers_for, is_network_admin
from municipalities.refusals import Refused
from municipalities.signing_in import factors
from municipalities.signing_in.sessions import end_sessions


@transaction.atomic
def ask_for_reset(*, person: User, reason: str, by: User, at=None) -> FactorReset:
    """``reason``: how she was recognised, for whoever decides."""
    at = at or timezone.now()
    if not answers_for(by, person):
        raise PermissionDenied
    if person == by:
        raise Refused(_("Somebody who has made sure that it is you has to ask for you."))
    if not factors.has_one(person):
        raise Refused(_("This person has no second factor; she sets one up at her next sign-in."))
    reset = FactorReset(person=person, reason=reason, asked_at=at, asked_by=by)
    reset.clean_fields()
    try:
        with transaction.atomic():
            reset.save()
    except IntegrityError:
        raise Refused(_("Somebody has asked for this already; a network admin decides.")) from None
    audit.record(audit.Event.FACTOR_RESET_ASKED, by=by, person=person, at=at)
    return reset


@transaction.atomic
def decide_reset(*, reset: FactorReset, do_it: bool, by: User, at=None) -> FactorReset:
    """Remove the second factor, or leave it; the person is told by mail and signed out."""
    at = at or timezone.now()
    if not is_network_admin(by):
        raise PermissionDenied
    if do_it and by.pk in (reset.asked_by_id, reset.person_id):
        raise Refused(_("Two people are needed: another network admin has to do this."))
    decided = {"decided_at": at, "decided_by": by, "was_done": do_it}
    if not FactorReset.objects.open().filter(pk=reset.pk).update(**decided):
        raise Refused(_("Somebody has decided this already."))
    reset.refresh_from_db()
    if do_it:
        factors.remove(reset.person)
        end_sessions(reset.person)
        audit.record(audit.Event.FACTOR_RESET_DONE, by=by, person=reset.person, at=at)
    return reset
