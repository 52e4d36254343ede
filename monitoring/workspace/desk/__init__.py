"""What lies on one person's desk: what waits for her, what others did, how far everybody is."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from contracts.models import SocialContract
from monitoring import permissions
from monitoring.models import InformationRequest, Reply, Report, Round
from monitoring.workspace.desk import news, own, progress, waiting
from municipalities.models import Membership, Organisation
from municipalities.permissions import is_network_admin, is_somebody

PUBLISHED = Report.Status.PUBLISHED
SOON = datetime.timedelta(days=3)
MOST_LETTERS = 20


@dataclass(frozen=True)
class Opening:
    """A contract without a report in a round that has begun, and who may open one."""

    contract: SocialContract
    round: Round
    organisation: Organisation


@dataclass(frozen=True)
class Desk:
    organisations: list[Organisation]
    is_network_admin: bool
    under_way: list[own.OwnReport]
    published: list[Report]
    openings: list[Opening]
    my_reviews: list[waiting.Review]
    queue: list[waiting.Review]
    to_assign: list[waiting.Review]
    to_publish: list[Report]
    news: list[news.News]
    cases: int
    letters: list[InformationRequest]
    rounds: list[progress.RoundProgress]

    @property
    def is_nobodys(self) -> bool:
        """Of a person who belongs to no member organisation and does not run the network."""
        return not (self.organisations or self.is_network_admin)

    @property
    def nothing_waits(self) -> bool:
        return not (
            any(each.is_our_turn for each in self.under_way)
            or any(review.is_my_turn for review in self.my_reviews)
            or self.openings or self.queue or self.to_assign or self.to_publish or self.cases
            or self.letters
        )  # fmt: skip


def of(user, *, at=None) -> Desk:
    """Everything on the person's desk at that moment (now), in a fixed number of queries."""
    at = at or timezone.now()
    on = timezone.localdate(at)
    organisations = _organisations_of(user)
    mine = {organisation.pk for organisation in organisations}
    ties = permissions.municipalities_with_a_tie(user, on)
    admin = is_network_admin(user)
    rounds = list(Round.objects.open_for_reports(on).select_related("term").newest_first())
    contracts = list(
        SocialContract.objects.of_the_terms({round.term_id for round in rounds})
        .with_whether_commitments_are_entered()
        .with_who_covers()
    )
    shown = progress.newest_of_record_and_demonstration(rounds) if organisations or admin else []
    reports = list(
        Report.objects.on_the_desk_of(
            user, organisations=mine, rounds=shown, by_network_admin=admin,
            municipalities={c.municipality_id for c in contracts if mine & _who_covers(c)},
        ).with_its_names()
    )  # fmt: skip
    _fetch_replies(reports)
    ours = [
        report
        for report in reports
        if report.organisation_id in mine and report.contract.municipality_id not in ties
    ]
    under_way = own.with_what_is_missing([r for r in ours if r.status != PUBLISHED], at)
    return Desk(
        organisations=organisations,
        is_network_admin=admin,
        under_way=under_way,
        published=[report for report in ours if report.status == PUBLISHED],
        openings=_openings(
            organisations, rounds, [c for c in contracts if c.municipality_id not in ties], reports
        ),
        **waiting.lists(user, reports, mine, ties, is_network_admin=admin, at=at),
        news=news.of(
            user, [r for r in reports if r.contract.municipality_id not in ties], mine, at
        ),
        cases=permissions.cases_in_hand(user).waiting().folded().count(),
        letters=_letters_to_be_looked_after(mine, ties, on),
        rounds=progress.of(shown, contracts, reports, own=under_way, on=on),
    )


def _organisations_of(user) -> list[Organisation]:
    """The active organisations that the person belongs to, in Albanian order."""
    if not is_somebody(user):
        return []
    return [membership.organisation for membership in Membership.objects.of(user).with_people()]


def _fetch_replies(reports: list[Report]) -> None:
    """Whose turn it is with an approved report depends on them."""
    approved = [report for report in reports if report.status == Report.Status.APPROVED]
    replies = Reply.objects.only("report_id", "answered_at")
    prefetch_related_objects(approved, Prefetch("replies", replies))


def _letters_to_be_looked_after(mine: set[int], ties, on) -> list[InformationRequest]:
    """Requests for information of the person's organisations whose time is over or nearly so."""
    soon = InformationRequest.objects.to_be_looked_after(on + SOON).of_organisations(mine)
    there = soon.outside_of(ties).with_its_names()
    return list(there.order_by("due_on", "pk")[:MOST_LETTERS])


def _who_covers(contract: SocialContract) -> set[int]:
    return {organisation.pk for organisation in contract.municipality.organisations.all()}


def _openings(organisations, rounds, contracts, reports) -> list[Opening]:
    """Every contract of the covered municipalities in every begun round without a report yet."""
    there = {(report.contract_id, report.round_id) for report in reports}
    return [
        Opening(contract, round, organisation)
        for round in rounds
        for contract in contracts
        if contract.term_id == round.term_id and contract.has_commitments
        if (contract.pk, round.pk) not in there
        for organisation in organisations
        if organisation.pk in _who_covers(contract)
    ]
