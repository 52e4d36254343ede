"""What an invented secretariat says, and how open invented municipalities are.

The openness of real municipalities is never invented (DESIGN §7): a demonstration of the usual
size, which has only those, knows nothing of it.
"""

import datetime

from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import Two, one
from municipalities.announcing import announce
from municipalities.models import (
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from municipalities.recording import record_fact

MEETING = Two("Takimi i rrjetit është në fund të muajit.", "The network meets at the month’s end.")


def speak(cast: Cast, year: Year) -> None:
    """One notice on every desk, without an end."""
    words = MEETING.marked()
    announce(
        by=cast.secretary, title_sq=words.sq, title_en=words.en, begins=year.ends,
        at=year.at("open_report"),
    )  # fmt: skip


def look_up(places: list[Place], cast: Cast, year: Year) -> None:
    """What is known of each invented municipality; some of it is not."""
    for place in places:
        if place.municipality.is_demonstration:
            for fact in _facts(place, year.ends):
                record_fact(fact=fact, by=cast.author(place.number), on=year.ends)


def _facts(place: Place, day: datetime.date):
    known = {"municipality": place.municipality, "source": one("e trilluar")}
    drafted = place.number % 2 == 0
    yield IntegrityPlan(as_of=day, state="drafting" if drafted else "adopted", **known)
    yield Transparency(as_of=day, programme="yes", calendar="partly", agenda="no", **known)
    yield PublicConsultation(year=day.year, acts=4, comments=12, accepted=3, **known)
    yield ParticipatoryBudget(
        year=day.year, hearings=6, participants=240, women=130, received=40, accepted=12,
        budgeted=6, **known,
    )  # fmt: skip
