"""People who leave: accounts are disabled at once and made anonymous later, never deleted.

What somebody did stays done by one and the same account; `settings.ANONYMISE_AFTER_DAYS` later
nothing in the portal says any more whose account it was.
"""

import datetime
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from municipalities import audit
from municipalities.models import FactorReset, Invitation, OutgoingMail, User
from municipalities.people.roles import as_she_is_now, refuse_the_last, with_network_admins_held
from municipalities.permissions import is_network_admin
from municipalities.refusals import Refused
from municipalities.signing_in import factors
from municipalities.signing_in.sessions import end_sessions


@transaction.atomic
def disable(*, person: User, by: User, at=None) -> User:
    """Nobody signs in with this account any more, and whoever is, is signed out (S-11)."""
    at = at or timezone.now()
    _insist(by)
    person = with_network_admins_held(person)
    _insist(as_she_is_now(by))
    if not person.is_active:
        return person
    refuse_the_last(person)
    person.is_active, person.disabled_on = False, timezone.localdate(at)
    person.save(update_fields=["is_active", "disabled_on"])
    end_sessions(person)
    audit.record(audit.Event.DISABLED, by=by, person=person, at=at)
    return person


@transaction.atomic
def enable(*, person: User, by: User, at=None) -> User:
    """With the roles that she had; not after the account was made anonymous."""
    _insist(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.anonymised_on:
        raise Refused(_("This account was made anonymous; nobody can use it any more."))
    if not person.is_active:
        person.is_active, person.disabled_on = True, None
        person.save(update_fields=["is_active", "disabled_on"])
        audit.record(audit.Event.ENABLED, by=by, person=person, at=at)
    return person


def anonymise_due(*, at=None, progress: Callable[[Iterable], Iterable] = iter) -> int:
    """Make every account anonymous that was disabled long enough ago; returns how many.

    Also forgets invitations that nobody took up in that time. A second time nothing is left to do.
    """
    at = at or timezone.now()
    before = at - datetime.timedelta(days=settings.ANONYMISE_AFTER_DAYS)
    Invitation.objects.of_no_use_since(before).delete()
    due = list(User.objects.to_be_anonymised(timezone.localdate(before)))
    for person in progress(due):
        _anonymise(person, at)
    return len(due)


@transaction.atomic
def _anonymise(person: User, at) -> None:
    address = person.email
    with translation.override(person.language):
        name = _("former member %(number)s") % {"number": person.pk}
    person.name, person.email = name, f"person-{person.pk}@anonymous.invalid"
    person.anonymised_on = timezone.localdate(at)
    person.is_network_admin, person.last_login = False, None
    person.set_unusable_password()
    person.save()
    person.memberships.all().delete()
    factors.forget(person)
    end_sessions(person)
    Invitation.objects.filter(accepted_by=person).delete()
    FactorReset.objects.filter(person=person).delete()
    OutgoingMail.objects.filter(to=address).delete()
    audit.record(audit.Event.ANONYMISED, person=person, at=at)


def _insist(by: User) -> None:
    if not is_network_admin(by):
        raise PermissionDenied
