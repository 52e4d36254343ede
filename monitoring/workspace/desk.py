"""What waits for one person: her organisation's reports, the queue, what could be opened."""

from dataclasses import dataclass

from django.utils import timezone

from contracts.models import SocialContract
from monitoring import permissions
from monitoring.completeness import Gap, gaps_of
from monitoring.models import Finding, Report, Round
from municipalities.models import Organisation
from municipalities.permissions import organisations_of


@dataclass(frozen=True)
class OpenReport:
    """A report of one's own that is not published, with everything a draft still lacks."""

    report: Report
    gaps: list[Gap]


@dataclass(frozen=True)
class Opening:
    """A contract without a report in a round that has begun, and who may open one."""

    contract: SocialContract
    round: Round
    organisation: Organisation


@dataclass(frozen=True)
class Desk:
    organisations: list[Organisation]
    under_way: list[OpenReport]
    published: list[Report]
    openings: list[Opening]
    my_reviews: list[Report]
    queue: list[Report]

    @property
    def is_empty(self) -> bool:
        return not (self.organisations or self.my_reviews)


def of(user, *, on=None) -> Desk:
    """Everything that waits for the person on that day, in a fixed number of queries."""
    ids = organisations_of(user)
    organisations = list(
        Organisation.objects.filter(pk__in=ids).members().prefetch_related("municipalities")
    )
    reports = list(
        Report.objects.written_by(ids).with_its_names().in_the_order_of_their_life()
    )  # fmt: skip
    return Desk(
        organisations=organisations,
        under_way=_with_gaps([r for r in reports if r.status != Report.Status.PUBLISHED]),
        published=[r for r in reports if r.status == Report.Status.PUBLISHED],
        openings=_openings(organisations, on or timezone.localdate()),
        my_reviews=list(Report.objects.reviewed_by(user).with_its_names()) if ids else [],
        queue=_queue(user, ids),
    )


def _with_gaps(reports: list[Report]) -> list[OpenReport]:
    """Each report with what it lacks, all findings in one go (METHOD §3)."""
    by_pk = {report.pk: report for report in reports}
    missing: dict[int, list[Gap]] = {report.pk: [] for report in reports}
    drafts = [report for report in reports if report.status == Report.Status.DRAFT]
    for finding in Finding.objects.of_reports(drafts).with_what_is_needed().in_order():
        missing[finding.report_id] += gaps_of(finding, by_pk[finding.report_id].round)
    return [OpenReport(report, missing[report.pk]) for report in reports]


def _queue(user, organisations) -> list[Report]:
    """What the person may take: nothing if she is in no organisation, and no report that she
    wrote on herself, wherever she is now (QUALITY S-09)."""
    if not organisations:
        return []
    waiting = Report.objects.awaiting_review_by(user, organisations).with_its_names()
    found = [report for report in waiting if report.reviewer_id is None]
    written = permissions.reports_written_by(user, found)
    return [report for report in found if report.pk not in written]


def _openings(organisations: list[Organisation], on) -> list[Opening]:
    """Every contract of the covered municipalities in every begun round without a report yet."""
    covered = {m.pk for each in organisations for m in each.municipalities.all()}
    contracts = list(
        SocialContract.objects.with_entered_commitments_in(covered).select_related(
            "municipality", "term"
        )
    )
    rounds = list(Round.objects.open_for_reports(on).order_by("-begins"))
    there = set(Report.objects.filter(contract__in=contracts).values_list("contract", "round"))
    return [
        Opening(contract, round, organisation)
        for round in rounds
        for contract in contracts
        if contract.term_id == round.term_id and (contract.pk, round.pk) not in there
        for organisation in organisations
        if contract.municipality in organisation.municipalities.all()
    ]
