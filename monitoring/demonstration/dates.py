"""When things happen: rounds from September to September, and the days of a round.

All days are fixed and lie before December 2026, so that the same seed gives the same ledger, and
whatever people do in the demonstration comes after it.
"""

import datetime
from dataclasses import dataclass

LAST_YEAR = 2026  # in which the last round ends
REPLY_DAYS = 14


@dataclass(frozen=True)
class Year:
    """The dates of the round that ends with August of ``year``."""

    year: int

    @property
    def begins(self) -> datetime.date:
        return datetime.date(self.year - 1, 9, 1)

    @property
    def ends(self) -> datetime.date:
        return datetime.date(self.year, 8, 31)

    @property
    def evidence_until(self) -> datetime.date:
        return datetime.date(self.year, 9, 30)

    @property
    def submit_by(self) -> datetime.date:
        return datetime.date(self.year, 11, 30)

    @property
    def term_ends(self) -> datetime.date:
        """With the local elections in the May after the round."""
        return datetime.date(self.year + 1, 5, 31)

    def at(self, step: str, *, late: int = 0, seconds: int = 0) -> datetime.datetime:
        """When a step of a report's life is taken, so many days late, so many seconds on."""
        morning = datetime.time(8, 0, tzinfo=datetime.UTC)
        day = self.evidence_until + datetime.timedelta(days=DAYS[step] + late)
        return datetime.datetime.combine(day, morning) + datetime.timedelta(seconds=seconds)


# Days after the day until which evidence counts.
DAYS = {
    "open_report": -60,
    "save_finding": -40,
    "submit": 5,
    "take_review": 8,
    "code_blind": 10,
    "return_to_author": 12,
    "approve": 20,
    "invite_reply": 21,
    "record_reply": 28,
    "answer_reply": 32,
    "publish": 40,
    "publish_the_others": 50,
    "correct": 51,
    "tell": 52,
    "decide_case": 53,
    "retract": 150,
    "change_the_contract": 200,
}


def years(rounds: int) -> list[Year]:
    return [Year(year) for year in range(LAST_YEAR - rounds + 1, LAST_YEAR + 1)]


def publication(year: Year, number: int, late: int = 0) -> datetime.datetime:
    """When a municipality's result is out: the twelve one a day, all others one a second."""
    if number < 12:
        return year.at("publish", late=late + number)
    return year.at("publish_the_others", seconds=number)
