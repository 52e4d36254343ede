"""A report as one person may see it.

What a reviewer must not know before rating (METHOD §6) is left out here, so that no template can
show it by mistake.
"""

from dataclasses import dataclass

from contracts.models import Commitment, Sector
from monitoring import permissions
from monitoring.completeness import Gap, gaps_of
from monitoring.models import Evidence, Finding, Report, SecondCode
from monitoring.workspace import offers
from monitoring.workspace.words import EVENTS


@dataclass(frozen=True)
class Entry:
    """One commitment in a report. ``finding`` is None for whoever may still rate it blind."""

    pk: int
    commitment: Commitment
    evidence: list[Evidence]
    finding: Finding | None
    has_status: bool
    gaps: list[Gap]
    code: SecondCode | None

    @property
    def needs_rating(self) -> bool:
        """What has no status needs no assessment in this round, so there is nothing to rate."""
        return self.finding is None and self.has_status

    @property
    def differs(self) -> bool:
        """The reviewer's code is not the status that stands now (METHOD §6)."""
        return bool(self.code and self.finding and self.code.status != self.finding.status)


@dataclass(frozen=True)
class SectorOfReport:
    sector: Sector
    entries: list[Entry]


@dataclass(frozen=True)
class Event:
    """One step in the history, in words; without its note for who still has to rate blind."""

    at: object
    by: object
    words: str
    note: str


def entries(user, report: Report, *, blind: bool) -> list[Entry]:
    """Every finding of the report in the order of the contract, in a fixed number of queries."""
    return [
        _entry(user, finding, report, blind=blind)
        for finding in report.findings.with_what_is_needed().in_order()
    ]


def _entry(user, finding: Finding, report: Report, *, blind: bool) -> Entry:
    code = next((c for c in finding.second_codes.all() if c.reviewer_id == user.pk), None)
    return Entry(
        pk=finding.pk,
        commitment=finding.commitment,
        evidence=list(finding.evidence.all()),
        finding=None if blind and code is None else finding,
        has_status=bool(finding.status),
        gaps=[] if blind else gaps_of(finding, report.round),
        code=code,
    )


def is_blind(found: frozenset[permissions.Relation], report: Report, seen: list[Entry]) -> bool:
    """Whether words about the whole report could still tell what this person has to rate."""
    all_rated = report.status == Report.Status.SUBMITTED and not any(e.needs_rating for e in seen)
    return permissions.must_rate_blind(found, report) and not all_rated


def can_be_shown_whole(user, report: Report) -> bool:
    """Whether nothing is missing in the report and nothing in it is hidden from this person."""
    found = permissions.relations(user, report)
    seen = entries(user, report, blind=permissions.must_rate_blind(found, report))
    return not is_blind(found, report, seen) and not any(entry.gaps for entry in seen)


def by_sector(found: list[Entry]) -> list[SectorOfReport]:
    """The entries under their sectors, in Albanian order."""
    sectors: dict[Sector, list[Entry]] = {}
    for entry in found:
        sectors.setdefault(entry.commitment.sector, []).append(entry)
    ordered = sorted(sectors.items(), key=lambda pair: pair[0].sort_key)
    return [SectorOfReport(sector, those) for sector, those in ordered]


def report_page(user, report: Report) -> dict:
    """What the page of a report shows to this person."""
    found = permissions.relations(user, report)
    all_entries = entries(user, report, blind=permissions.must_rate_blind(found, report))
    blind = is_blind(found, report, all_entries)
    possible = offers.allowed(found, report)
    since = offers.since_publication(report)
    missing = [gap for entry in all_entries for gap in entry.gaps]
    return {
        "report": report,
        "term": report.contract.term,
        "sectors": by_sector(all_entries),
        "gaps": missing,
        "is_blind": blind,
        "may_write": "save_finding" in possible,
        "offers": offers.of_report(user, report, found, missing=len(missing), since=since),
        "since": since,
        "reply_link": offers.reply_link(found, report),
        "replies": list(report.replies.select_related("finding__commitment")),
        "may_answer": "answer_reply" in possible,
        "events": _history(report, blind=blind),
    }


def _history(report: Report, *, blind: bool) -> list[Event]:
    """Newest first. A note of the author could tell what she found; a reviewer's own cannot."""
    return [
        Event(
            at=event.at,
            by=event.by,
            words=EVENTS[event.action],
            note="" if blind and event.action != "return_to_author" else event.note,
        )
        for event in report.events.select_related("by").order_by("-id")
    ]
