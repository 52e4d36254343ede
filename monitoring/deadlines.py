"""Days that count: each ends with the day in Europe/Tirane (QUALITY R-11)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Deadline:
    """A day until which something has to be done, seen on another day; both as in Tirana."""

    day: datetime.date
    on: datetime.date

    @property
    def days_left(self) -> int:
        """0 on the day itself, negative once it is over."""
        return (self.day - self.on).days

    @property
    def is_missed(self) -> bool:
        return self.days_left < 0

    @property
    def words(self) -> str:
        """'10 days left', 'today', '3 days late'."""
        days = abs(self.days_left)
        if not days:
            return _("today")
        if self.is_missed:
            return ngettext("%(number)s day late", "%(number)s days late", days) % {"number": days}
        return ngettext("%(number)s day left", "%(number)s days left", days) % {"number": days}
