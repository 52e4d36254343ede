"""How far everybody is in one round: state, what is missing, who reviews, what happened last.

Everybody in the network reads it. How much a draft lacks is said to those who write it and to
network admins; what stands in it to nobody here (METHOD §6).
"""

import datetime
from dataclasses import dataclass

from contracts.models import SocialContract
from monitoring.models import Report, ReviewDuty, Round
from monitoring.workspace.desk import own, progress
from municipalities.models import Organisation
from municipalities.permissions import is_network_admin, organisations_of


@dataclass(frozen=True)
class Row:
    """One contract; ``report`` leads there for whoever may read it, ``reviews`` may be nobody."""

    standing: progress.Standing
    report: Report | None
    lacks: list[own.Lack]
    reviews: Organisation | None
    is_by_rota: bool
    last_activity: datetime.datetime | None


@dataclass(frozen=True)
class Board:
    progress: progress.RoundProgress
    rows: list[Row]


def of(round: Round, *, user, at, on: datetime.date) -> Board:
    """Every contract of the round's term, in Albanian order, in a fixed number of queries."""
    contracts = list(
        SocialContract.objects.of_the_terms([round.term])
        .with_whether_commitments_are_entered()
        .with_who_covers()
    )
    reports = list(
        Report.objects.in_the_round(round)
        .with_its_names()
        .with_last_activity()
        .order_by("revision")
    )
    mine, admin = organisations_of(user), is_network_admin(user)
    shown = [r for r in reports if admin or r.organisation_id in mine]
    known = own.with_what_is_missing(shown, at)
    found = progress.of([round], contracts, reports, own=known, on=on)[0]
    duties = {
        duty.contract_id: duty.organisation
        for duty in ReviewDuty.objects.of_the_round(round).in_force().with_organisations()
    }
    newest = {report.contract_id: report for report in reports}
    missing = {each.report.pk: each.lacks for each in known}
    return Board(
        found,
        [
            _row(standing, newest.get(standing.contract.pk), missing, duties)
            for standing in found.standings
        ],
    )


@dataclass(frozen=True)
class Left:
    """What a closing leaves behind: drafts that were never submitted, contracts without a report,
    and how many reports go on their way."""

    drafts: list[Report]
    unopened: list[SocialContract]
    under_way: int


def left_by_closing(round: Round) -> Left:
    reports = Report.objects.in_the_round(round)
    contracts = SocialContract.objects.of_the_term(round.term).with_entered_commitments()
    return Left(
        drafts=list(
            reports.never_submitted().with_its_names().order_by("contract__municipality__sort_key")
        ),
        unopened=list(
            contracts.exclude(pk__in=reports.values("contract")).select_related("municipality")
        ),
        under_way=reports.open().exclude(pk__in=reports.never_submitted()).count(),
    )


def _row(standing, report: Report | None, missing: dict, duties: dict) -> Row:
    taken = report.reviewing_organisation if report else None
    return Row(
        standing=standing,
        report=report if report and report.pk in missing else None,
        lacks=missing.get(report.pk, []) if report else [],
        reviews=taken or duties.get(standing.contract.pk),
        is_by_rota=taken is None,
        last_activity=_last_activity(report) if report else None,
    )


def _last_activity(report: Report) -> datetime.datetime | None:
    known = [at for at in (report.last_event_at, report.last_saved_at) if at]
    return max(known, default=None)
