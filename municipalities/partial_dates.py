"""Dates as precise as their source: "2015", "2019-08" or "2023-06-16".

Stored as text, because inventing a day for a year would be inventing a fact. Their text order
is their order in time.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Substr
from django.utils import dateformat
from django.utils.translation import gettext_lazy as _

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
AS_WRITTEN = re.compile(r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})")


def validate_partial_date(value: str) -> None:
    """Accept a year, a month or a day that exists; ValidationError otherwise."""
    if re.match(PATTERN, value):
        try:
            datetime.date.fromisoformat(value + "-01" * (2 - value.count("-")))
            return
        except ValueError:
            pass
    raise ValidationError(
        _("“%(value)s” is no date. Write a year (2019), a month (2019-08) or a day (2019-08-07)."),
        params={"value": value},
    )


def as_stored(written: str) -> str:
    """A date as it is written in Albania, 7.8.2026 or 8.2026, as 2026-08-07 or 2026-08.

    Anything else comes back as it was, for the validator to judge.
    """
    if found := AS_WRITTEN.fullmatch(written.strip()):
        return "-".join(part.zfill(2) for part in reversed(found.groups()) if part)
    return written.strip()


def as_written(stored: str) -> str:
    """The other way round: 2026-08-07 as 7.8.2026, 2026-08 as 8.2026, a year as it is."""
    return ".".join(part.lstrip("0") for part in reversed(stored.split("-")))


class PartialDateField(models.CharField):
    """A year, month or day as ISO text; empty when not known."""

    def __init__(self, *args, **kwargs):
        kwargs = {"max_length": 10, "blank": True, "default": ""} | kwargs
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_partial_date]


def is_partial_date_or_empty(field: str) -> Q:
    """For a CheckConstraint: the column holds a partial date or nothing."""
    return Q(**{field: ""}) | Q(**{f"{field}__regex": PATTERN})


def not_before(later: str, earlier: str) -> Q:
    """For a CheckConstraint: ``later`` is empty or no earlier, as far as both are precise.

    "2019" is not before "2019-08": nobody knows in which month of 2019 it was.
    """
    return Q(**{later: ""}) | Q(**{f"{later}__gte": Substr(F(earlier), 1, Length(later))})


def in_words(value: str) -> str:
    """'2019' -> '2019', '2019-08' -> 'gusht 2019', '2019-08-07' -> '7 gusht 2019'."""
    if not value:
        return ""
    day = datetime.date.fromisoformat(value + "-01" * (2 - value.count("-")))
    return dateformat.format(day, ("Y", "F Y", "j F Y")[value.count("-")])
