"""What findings rest on, and how old that is (METHOD §3). Pure: counted rows go in."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from monitoring.models.vocabulary import EvidenceClass


@dataclass(frozen=True)
class Rest:
    """One class: how many items, and how many findings have at least one of them."""

    evidence_class: EvidenceClass
    items: int
    findings: int
    share: Fraction | None


@dataclass(frozen=True)
class Profile:
    """All five classes, in the order of METHOD §3, those without an item too."""

    classes: list[Rest]
    items: int


@dataclass(frozen=True)
class Freshness:
    """Items by their age on the day until which evidence counted."""

    within_a_year: int
    within_two_years: int
    older: int
    undated: int

    @property
    def dated(self) -> int:
        return self.within_a_year + self.within_two_years + self.older


def profile(rows: Iterable[tuple[str, int, int]]) -> Profile:
    """From (class, items, findings); several rows of one class add up."""
    items, findings = Counter(), Counter()
    for evidence_class, number, of_findings in rows:
        items[evidence_class] += number
        findings[evidence_class] += of_findings
    total = items.total()
    return Profile(
        [
            Rest(each, items[each], findings[each], Fraction(items[each], total) if total else None)
            for each in EvidenceClass
        ],
        total,
    )


def of_lines(lines: Iterable) -> Profile:
    """Of one scorecard, from lines with ``items_official`` and so on."""
    return profile(
        (each, items, 1)
        for line in lines
        for each in EvidenceClass
        if (items := getattr(line, f"items_{each}"))
    )


def freshness(rows: Iterable[tuple[str, datetime.date, int]]) -> Freshness:
    """From (date as known, day until which evidence counted, items).

    A year or a month counts from its first day: nothing is called fresher than it is known to be.
    """
    ages = Counter()
    for dated, until, items in rows:
        ages[_years(dated, until)] += items
    return Freshness(ages[0], ages[1], ages[2], ages[None])


def _years(dated: str, until: datetime.date) -> int | None:
    """0 within a year before ``until``, 1 within two, 2 before that; None without a date."""
    if not dated:
        return None
    first_day = datetime.date.fromisoformat(dated + "-01" * (2 - dated.count("-")))
    if first_day > _years_before(until, 1):
        return 0
    return 1 if first_day > _years_before(until, 2) else 2


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day of an earlier year; for 29 February the day before."""
    last_of_february = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)
