"""Declaring ties to a municipality, and saying when they end; nothing is ever taken back.

What follows from a tie stands in monitoring/permissions.py (QUALITY S-09).
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import DeclaredInterest, Municipality


@transaction.atomic
def declare_interest(
    *, by, municipality: Municipality, kind: str, begins: datetime.date | None = None,
    ends: datetime.date | None = None, at=None,
) -> DeclaredInterest:  # fmt: skip
    """A tie of the person herself. The same one declared twice is one; ValidationError if unfit."""
    said = {
        "user": by, "municipality": municipality, "kind": kind, "begins": begins, "ends": ends,
    }  # fmt: skip
    if already_there := DeclaredInterest.objects.filter(**said).first():
        return already_there
    interest = DeclaredInterest(**said, declared_at=at or timezone.now())
    interest.full_clean()
    interest.save()
    return interest


@transaction.atomic
def end_interest(*, interest: DeclaredInterest, by, ends: datetime.date) -> DeclaredInterest:
    """Say on which day a tie ends. Once it has an end, that stays; PermissionDenied for others."""
    if interest.user_id != by.pk:
        raise PermissionDenied
    interest.ends = ends
    interest.full_clean()
    if not DeclaredInterest.objects.filter(pk=interest.pk, ends=None).update(ends=ends):
        raise ValidationError({"ends": _("This tie has an end already.")})
    return interest
