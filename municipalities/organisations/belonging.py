"""Joining, leaving, suspending and leading; what an organisation says of itself.

All arguments are by keyword; ``by`` is who acts, ``at`` when (now, unless said otherwise). What
was asked for happens in one transaction and stands in the audit list; PermissionDenied for
whoever may not, ValidationError at the field or Refused for what does not fit. What is so already
stays as it is.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from municipalities import audit
from municipalities.albanian import fold
from municipalities.models import AuditEntry, Coverage, Municipality, Organisation, User
from municipalities.organisations.covering import cover, end_coverage, refuse_future
from municipalities.permissions import is_network_admin, runs
from municipalities.refusals import Refused
from municipalities.signing_in.sessions import end_sessions

Event = AuditEntry.Event
LONGEST_SLUG = 40


class Changed(Refused):
    """Somebody saved it after the form was opened."""

    def __init__(self):
        super().__init__(
            _("Somebody changed this after you opened it. Compare what stands now and save again.")
        )


@transaction.atomic
def join(*, by, joined: str, municipalities: list[Municipality] = (), at=None, **profile):
    """A new member organisation since ``joined`` (a date as precise as it is known).

    ``profile`` holds the columns that the organisation says of itself. Its address is made of its
    acronym or name and stays for ever.
    """
    _require_network_admin(by)
    refuse_future(joined, "joined", at)
    called = profile.get("acronym") or profile.get("name_sq", "")
    organisation = Organisation(slug=_free_slug(called), joined=joined, **profile)
    organisation.full_clean()
    organisation.save()
    for municipality in municipalities:
        cover(organisation=organisation, municipality=municipality, by=by, since=joined, at=at)
    _remember(Event.ORGANISATION_JOINED, organisation, by, at)
    return organisation


@transaction.atomic
def leave(*, organisation: Organisation, by, on: str, at=None) -> Organisation:
    """It belongs to the network no more, and covers nothing; what it published stays its own."""
    _require_network_admin(by)
    held = _held(organisation)
    if held.left:
        return held
    _refuse_of_the_lead(held)
    refuse_future(on, "left", at)
    for coverage in Coverage.objects.filter(organisation=held).select_related("municipality"):
        end_coverage(organisation=held, municipality=coverage.municipality, by=by, until=on, at=at)
    held.left, held.is_active = on, False
    _sign_out_its_people(held, by)
    return _saved(Event.ORGANISATION_LEFT, held, by, at)


@transaction.atomic
def suspend(*, organisation: Organisation, by, at=None) -> Organisation:
    """Nobody has rights from it until it is reinstated (QUALITY S-11)."""
    _require_network_admin(by)
    held = _held(organisation)
    if not held.is_active:
        return held
    _refuse_of_the_lead(held)
    held.is_active = False
    _sign_out_its_people(held, by)
    return _saved(Event.ORGANISATION_SUSPENDED, held, by, at)


@transaction.atomic
def reinstate(*, organisation: Organisation, by, at=None) -> Organisation:
    """A suspended organisation, or one that had left, belongs to the network again.

    What it covered before it left is not covered again by itself.
    """
    _require_network_admin(by)
    held = _held(organisation)
    if held.is_active:
        return held
    held.is_active, held.left = True, ""
    return _saved(Event.ORGANISATION_REINSTATED, held, by, at)


@transaction.atomic
def lead(*, organisation: Organisation, by, at=None) -> Organisation:
    """It leads the network, in the place of whoever did."""
    _require_network_admin(by)
    # In one order, so that of two who are named at once the second takes the place of the first.
    everybody = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    held = {each.pk: each for each in everybody}
    named = held[organisation.pk]
    if not named.is_active:
        raise Refused(_("Only an active member organisation can lead the network."))
    if named.is_lead:
        return named
    for former in held.values():
        if former.is_lead:
            former.is_lead = False
            former.save()
    named.is_lead = True
    return _saved(Event.ORGANISATION_LEADS, named, by, at)


@transaction.atomic
def describe(*, organisation: Organisation, by, version: int, **profile) -> Organisation:
    """What it says of itself; ``version`` is the one that was shown (``version_of``, R-07)."""
    if not runs(by, organisation):
        raise PermissionDenied
    held = _held(organisation)
    if version_of(held) != version:
        raise Changed
    for name, words in profile.items():
        setattr(held, name, words)
    held.full_clean()
    held.save()
    return held


def version_of(organisation: Organisation) -> int:
    """Grows with every change of the organisation; 0 before its first row of history."""
    newest = organisation.history.order_by("-history_id").values_list("history_id", flat=True)
    return newest.first() or 0


def _held(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _saved(event, organisation: Organisation, by, at) -> Organisation:
    organisation.full_clean()
    organisation.save()
    _remember(event, organisation, by, at)
    return organisation


def _sign_out_its_people(organisation: Organisation, by) -> None:
    """Everywhere; whoever decides it is not thrown out of the page she is on."""
    for person in User.objects.filter(memberships__organisation=organisation).exclude(pk=by.pk):
        end_sessions(person)


def _remember(event, organisation: Organisation, by, at) -> None:
    audit.record(event, by=by, organisation=organisation, at=at)


def _free_slug(name: str) -> str:
    """Of the name's own letters; numbered where another organisation has it already."""
    base = slugify(fold(name))[:LONGEST_SLUG].strip("-")
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _require_network_admin(by) -> None:
    if not is_network_admin(by):
        raise PermissionDenied


def _refuse_of_the_lead(organisation: Organisation) -> None:
    if organisation.is_lead:
        raise Refused(
            _("It leads the network. Let another organisation lead it first, then come back.")
        )
