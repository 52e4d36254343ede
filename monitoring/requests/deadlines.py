"""Until when an answer is due. The days and their source are rows, not constants (LegalDeadline).

Working days leave out Saturdays, Sundays and the official holidays that have been recorded
(OfficialHoliday). Some move every year and may be missing, so whoever registers a letter may give
a later day.
"""

import datetime

from django.utils.translation import gettext as _

from monitoring.models import LegalDeadline, OfficialHoliday
from monitoring.refusals import Refused

DAY = datetime.timedelta(days=1)
FRIDAY = 4


def counted_from(day: datetime.date, deadline: LegalDeadline) -> datetime.date:
    """The last day of a deadline that begins on the day after ``day``."""
    left, holidays = deadline.days, _holidays_after(day) if deadline.in_working_days else set()
    while left:
        day += DAY
        if not deadline.in_working_days or (day.weekday() <= FRIDAY and day not in holidays):
            left -= 1
    return day


def _holidays_after(day: datetime.date) -> set[datetime.date]:
    return set(OfficialHoliday.objects.filter(day__gt=day).values_list("day", flat=True))


def deadline_of(what: str) -> LegalDeadline:
    """Refused, with what to do, if nobody has recorded this deadline."""
    found = LegalDeadline.objects.filter(what=what).first()
    if found is None:
        raise Refused(
            _("No legal deadline is recorded for this. A network admin enters it, with its source.")
        )
    return found


def answer_due(sent_on: datetime.date) -> datetime.date:
    return counted_from(sent_on, deadline_of(LegalDeadline.What.INFORMATION_REQUEST))


def answer_due_at_the_latest(sent_on: datetime.date) -> datetime.date:
    """With the longest extension that the law allows."""
    extension = deadline_of(LegalDeadline.What.INFORMATION_EXTENSION)
    return counted_from(answer_due(sent_on), extension)
