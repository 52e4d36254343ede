"""Which organisation covers which municipality, and since when; what is over stays on record."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import Coverage, FormerCoverage, Municipality, Organisation
from municipalities.permissions import is_network_admin
from municipalities.refusals import Refused


@transaction.atomic
def cover(
    *, organisation: Organisation, municipality: Municipality, by, since: str = "", at=None
) -> Coverage:
    """The organisation covers the municipality from then on; covered already, that stays."""
    _require_network_admin(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    there = Coverage.objects.filter(organisation=held, municipality=municipality).first()
    if there:
        return there
    if not held.is_active:
        raise Refused(_("Only an active member organisation covers a municipality."))
    refuse_future(since, "since", at)
    coverage = Coverage(organisation=held, municipality=municipality, since=since)
    coverage.full_clean()
    coverage.save()
    _tell_public_pages(held)
    return coverage


@transaction.atomic
def end_coverage(
    *, organisation: Organisation, municipality: Municipality, by, until: str, at=None
) -> FormerCoverage | None:
    """It covered the municipality until then; None where it did not cover it any more."""
    _require_network_admin(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    there = Coverage.objects.filter(organisation=held, municipality=municipality).first()
    if there is None:
        return None
    refuse_future(until, "until", at)
    former = FormerCoverage(
        organisation=held, municipality=municipality, since=there.since, until=until
    )
    former.full_clean()
    former.save()
    there.delete()
    _tell_public_pages(held)
    return former


def _tell_public_pages(organisation: Organisation) -> None:
    """Coverage has no history of its own: public pages learn of it by that of the organisation."""
    organisation.save()


def _require_network_admin(by) -> None:
    if not is_network_admin(by):
        raise PermissionDenied


def refuse_future(day: str, field: str, at=None) -> None:
    """ValidationError at ``field`` for a date, as precise as it is known, that has not begun."""
    if day > timezone.localdate(at).isoformat()[: len(day)]:
        raise ValidationError({field: _("This day is still to come.")})
