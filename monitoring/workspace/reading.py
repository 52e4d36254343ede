"""A report as one person may see it.

What a reviewer must not know before rating (METHOD §6) is left out here, so that no template can
show it by mistake.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from contracts.models import Commitment, Sector
from monitoring import permissions, scoring
from monitoring.completeness import Gap, gaps, gaps_of, needs_assessment
from monitoring.deadlines import Deadline
from monitoring.models import (
    Evidence,
    Finding,
    KeptFile,
    Report,
    Scorecard,
    ScorecardLine,
    SecondCode,
    Status,
)
from monitoring.workspace import offers, past

# Events on the page of a report; all of them stand in its history.
NEWEST = 10


@dataclass(frozen=True)
class Entry:
    """One commitment in a report. ``finding`` is None for whoever may still rate it blind.

    ``before`` is what the round before published of it; ``waiting`` the number of files that
    wait for their description.
    """

    pk: int
    commitment: Commitment
    evidence: list[Evidence]
    finding: Finding | None
    has_status: bool
    needs_assessment: bool
    gaps: list[Gap]
    code: SecondCode | None
    before: ScorecardLine | None = None
    waiting: int = 0

    @property
    def is_complete(self) -> bool:
        return self.needs_assessment and not self.gaps

    @property
    def needs_rating(self) -> bool:
        """What has no status needs no assessment in this round, so there is nothing to rate."""
        return self.finding is None and self.has_status

    @property
    def differs(self) -> bool:
        """The reviewer's code is not the status that stands now (METHOD §6)."""
        return bool(self.code and self.finding and self.code.status != self.finding.status)


@dataclass(frozen=True)
class Bundle:
    """Entries that stand together: the points of one commitment, or a commitment by itself.

    ``of`` is None for the latter. ``status`` is what the points make of it so far (METHOD §2).
    """

    of: Commitment | None
    entries: list[Entry]
    before: ScorecardLine | None = None
    status: str = ""
    decided: int = 0
    points: int = 0


@dataclass(frozen=True)
class SectorOfReport:
    sector: Sector
    bundles: list[Bundle]


@dataclass(frozen=True)
class Progress:
    """How far a draft is: findings that lack nothing, of those that need an assessment."""

    complete: int
    all: int
    next: Entry | None


def entries(user, report: Report, *, blind: bool, before=None, waiting=None) -> list[Entry]:
    """Every finding of the report in the order of the contract, in a fixed number of queries.

    ``before`` maps commitments to published lines, ``waiting`` findings to numbers of files.
    """
    return [
        _entry(user, finding, report, blind, before or {}, waiting or {})
        for finding in report.findings.with_what_is_needed().in_order()
    ]


def _entry(user, finding: Finding, report: Report, blind: bool, before, waiting) -> Entry:
    code = next((c for c in finding.second_codes.all() if c.reviewer_id == user.pk), None)
    is_hidden = blind and code is None
    return Entry(
        pk=finding.pk,
        commitment=finding.commitment,
        evidence=list(finding.evidence.all()),
        finding=None if is_hidden else finding,
        has_status=bool(finding.status),
        needs_assessment=needs_assessment(finding.commitment, report.round),
        gaps=[] if blind else gaps_of(finding, report.round),
        code=code,
        before=None if is_hidden else before.get(finding.commitment_id),
        waiting=waiting.get(finding.pk, 0),
    )


def is_blind(found: frozenset[permissions.Relation], report: Report, seen: list[Entry]) -> bool:
    """Whether words about the whole report could still tell what this person has to rate."""
    all_rated = report.status == Report.Status.SUBMITTED and not any(e.needs_rating for e in seen)
    return permissions.must_rate_blind(found, report) and not all_rated


def can_be_shown(user, report: Report) -> bool:
    """Whether nothing of the report is hidden from this person."""
    found = permissions.relations(user, report)
    if not permissions.must_rate_blind(found, report):
        return True
    return not is_blind(found, report, entries(user, report, blind=True))


def by_sector(found: list[Entry], round, before) -> list[SectorOfReport]:
    """The entries under their sectors, in Albanian order; points under their commitment."""
    sectors: dict[Sector, list[Entry]] = {}
    for entry in found:
        sectors.setdefault(entry.commitment.sector, []).append(entry)
    ordered = sorted(sectors.items(), key=lambda pair: pair[0].sort_key)
    return [
        SectorOfReport(sector, _bundles(those, found, round, before)) for sector, those in ordered
    ]


def _bundles(those: list[Entry], found: list[Entry], round, before) -> list[Bundle]:
    bundles = []
    for parent, group in groupby(those, key=lambda entry: entry.commitment.parent):
        if parent is None:
            bundles += [Bundle(None, [entry]) for entry in group]
        else:
            points = [entry for entry in found if entry.commitment.parent_id == parent.pk]
            bundles.append(_rolled_up(parent, list(group), points, round, before.get(parent.pk)))
    return bundles


def _rolled_up(bundle: Commitment, shown: list[Entry], points: list[Entry], round, was) -> Bundle:
    """With the status that the points make, those without one as not assessed (METHOD §2)."""
    until = round.evidence_until
    standing = [entry for entry in points if not entry.commitment.is_excluded_on(until)]
    if not standing or any(entry.finding is None for entry in standing):
        return Bundle(bundle, shown)
    statuses = [
        Status.NONE.value if entry.commitment.is_withdrawn_on(until) else entry.finding.status
        for entry in standing
    ]
    return Bundle(
        bundle,
        shown,
        was,
        status=scoring.roll_up([status or Status.UNASSESSED.value for status in statuses]),
        decided=sum(map(bool, statuses)),
        points=len(statuses),
    )


def progress(found: list[Entry]) -> Progress:
    """How far the entries of a draft are, and which of them is to be filled next."""
    return Progress(
        complete=sum(entry.is_complete for entry in found),
        all=sum(entry.needs_assessment for entry in found),
        next=next((entry for entry in found if entry.gaps), None),
    )


def next_incomplete(report: Report, *, after: Finding) -> Finding | None:
    """The next finding that lacks something, from the top again behind the last; or None."""
    order = list(report.findings.in_order().values_list("pk", flat=True))
    lacking = {gap.finding.pk: gap.finding for gap in gaps(report)}
    place = order.index(after.pk)
    following = (lacking[pk] for pk in order[place + 1 :] + order[:place] if pk in lacking)
    return next(following, None)


def finding_page(finding: Finding) -> dict:
    """What stands beside the form of a finding."""
    report = finding.report
    before = ScorecardLine.objects.said_before(finding.commitment, report.round)
    return {
        "report": report,
        "term": report.contract.term,
        "finding": finding,
        "commitment": finding.commitment,
        "before": before,
        "cited_before": list(before.evidence.all()) if before else [],
        "comments": list(finding.comments.select_related("written_by", "evidence")),
    }


def report_page(user, report: Report) -> dict:
    """What the page of a report shows to this person."""
    found = permissions.relations(user, report)
    before = _lines_before(report)
    all_entries = entries(
        user,
        report,
        blind=permissions.must_rate_blind(found, report),
        before=before,
        waiting=Counter(KeptFile.objects.of_report(report).values_list("finding", flat=True)),
    )
    blind = is_blind(found, report, all_entries)
    possible = offers.allowed(found, report)
    since = offers.since_publication(report)
    missing = [gap for entry in all_entries for gap in entry.gaps]
    return {
        "report": report,
        "term": report.contract.term,
        "sectors": by_sector(all_entries, report.round, before),
        "gaps": missing,
        "progress": progress(all_entries),
        "deadline": Deadline(report.round.submit_by, timezone.localdate()),
        "waiting": sum(entry.waiting for entry in all_entries),
        "is_blind": blind,
        "may_write": "save_finding" in possible,
        "offers": offers.of_report(user, report, found, missing=len(missing), since=since),
        "since": since,
        "reply_link": offers.reply_link(found, report),
        "replies": list(
            report.replies.select_related("finding__commitment").prefetch_related("letters")
        ),
        "may_answer": "answer_reply" in possible,
        "events": [past.event(row, blind=blind) for row in past.of_report(report)[:NEWEST]],
        "downloads": downloads_of_originals(found, report),
    }


def downloads_of_originals(found: frozenset[permissions.Relation], report: Report):
    """Who fetched untouched files and when, newest first; None for whoever may not fetch any."""
    if not found & permissions.ORIGINALS:
        return None
    return list(report.original_downloads.select_related("downloaded_by").order_by("-pk"))


def _lines_before(report: Report) -> dict[int, ScorecardLine]:
    """What the round before published, by commitment."""
    before = Scorecard.objects.of_the_round_before(report.contract, report.round)
    return {line.commitment_id: line for line in before.lines.all()} if before else {}
