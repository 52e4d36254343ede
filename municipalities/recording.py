"""Writing down what is known of a municipality; every version stays, with who and when.

``by`` is whoever covers the municipality, or a network admin; for others PermissionDenied. What
cannot be so is a ValidationError; ChangedMeanwhile if somebody else wrote first (QUALITY R-07).
"""

import datetime
from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from municipalities.models import Council, Municipality, User
from municipalities.permissions import keeps_facts_of


class ChangedMeanwhile(Exception):
    """Somebody saved the fact after the form was opened; str() is a sentence for the reader."""

    def __init__(self):
        super().__init__(
            _(
                "Somebody changed this while you were writing. What stands now is shown beside "
                "your words: compare, and save again."
            )
        )


def municipality_of(fact: models.Model) -> Municipality:
    return fact if isinstance(fact, Municipality) else fact.municipality


def version_of(fact: models.Model) -> int:
    """The number of the fact's newest version; 0 for one that is not stored yet."""
    newest = fact.history.order_by("-history_id").values_list("history_id", flat=True)[:1]
    return next(iter(newest), 0) if fact.pk else 0


@transaction.atomic
def record_fact(
    *, fact: models.Model, by: User, on: datetime.date, seen: int = 0,
    groups: Mapping[str, int] | None = None,
) -> models.Model:  # fmt: skip
    """Store a new fact, or the new words of one whose version ``seen`` was read before.

    ``groups`` are the seats by party of a council, replacing those that stand; ``on`` is today:
    nobody has looked anything up after it. The same words again make no new version.
    """
    if not keeps_facts_of(by, municipality_of(fact)):
        raise PermissionDenied
    model = type(fact)
    stored = model.objects.select_for_update().filter(pk=fact.pk).first() if fact.pk else None
    if stored and version_of(stored) != seen:
        raise ChangedMeanwhile
    fact.full_clean()
    _refuse_what_is_to_come(fact, on)
    if groups is not None:
        _refuse_more_than_the_seats(fact, groups)
    if stored is None or _differs(stored, fact) or (groups is not None and _others(fact, groups)):
        fact._history_user = by
        fact.save()
        if groups is not None:
            _seat(fact, groups, by)
    return fact


def _differs(stored: models.Model, fact: models.Model) -> bool:
    names = [field.attname for field in fact._meta.concrete_fields]
    return any(getattr(stored, name) != getattr(fact, name) for name in names)


def _refuse_what_is_to_come(fact: models.Model, on: datetime.date) -> None:
    """A look-up happened; a year of budgeting may be the one that is being prepared."""
    if (as_of := getattr(fact, "as_of", None)) and as_of > on:
        raise ValidationError({"as_of": _("This day is still to come.")})
    if (year := getattr(fact, "year", None)) and year > on.year + 1:
        raise ValidationError({"year": _("This year is still to come.")})


def _refuse_more_than_the_seats(council: Council, groups: Mapping[str, int]) -> None:
    if council.seats is not None and sum(groups.values()) > council.seats:
        raise ValidationError(
            {NON_FIELD_ERRORS: _("The groups have more seats together than the council.")}
        )


def _others(council: Council, groups: Mapping[str, int]) -> bool:
    return dict(council.groups.values_list("party", "seats")) != dict(groups)


def _seat(council: Council, groups: Mapping[str, int], by: User) -> None:
    """Exactly these groups, each with its history."""
    there = {group.party: group for group in council.groups.all()}
    for party, group in there.items():
        if party not in groups:
            group._history_user = by
            group.delete()
    for party, seats in groups.items():
        group = there.get(party) or council.groups.model(council=council, party=party)
        if group.pk is None or group.seats != seats:
            group.seats = seats
            group.full_clean()
            group._history_user = by
            group.save()
