"""Who reviews whom in one round: asked of the rota, accepted or changed by a network admin.

A duty is an organisation's. Which of its people reviews is settled when the report is submitted.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import SocialContract
from monitoring import rota
from monitoring.models import Report, ReviewDuty, Round
from monitoring.permissions import Relation, relations
from monitoring.refusals import Conflict, NotAllowed, Refused
from monitoring.rounds import telling
from monitoring.rounds.running import held_open
from municipalities.models import DeclaredInterest, Membership
from municipalities.permissions import is_network_admin

WHY_NOT = {
    "own": gettext_lazy("This organisation writes the report itself."),
    "barred": gettext_lazy("None of its people can review this report."),
    "mutual": gettext_lazy("Its own report is reviewed by the organisation that writes this one."),
}


class BreaksARule(Refused):
    """``rows``: for each contract whose duty breaks a rule, the sentence that says which."""

    def __init__(self, rows: dict[int, str]):
        super().__init__(_("Some duties break a rule of the rota."))
        self.rows = rows


class ChangedMeanwhile(Conflict):
    """``contracts``: those for which somebody accepted something else after they were shown."""

    def __init__(self, contracts: set[int]):
        super().__init__(
            _("Somebody else changed duties after you opened this page. Compare, and accept again.")
        )
        self.contracts = contracts


def question_of(round: Round, *, on, keep_accepted: bool = True) -> rota.Question:
    """What the rota is asked, from the facts of that day.

    A contract stands in it once its commitments are entered and somebody covers its municipality.
    Reports that somebody reviews already stay with her; so do duties that were accepted, as long
    as they still break no rule and ``keep_accepted``.
    """
    contracts = list(
        SocialContract.objects.of_the_term(round.term).with_entered_commitments().with_who_covers()
    )
    reports = {r.contract_id: r for r in Report.objects.in_the_round(round).order_by("revision")}
    writes = {c.pk: who for c in contracts if (who := _writer(c, reports.get(c.pk)))}
    people = _people_of_organisations()
    settled = {pk: r.reviewing_organisation_id for pk, r in reports.items() if r.reviewer_id}
    question = rota.Question(
        writes=writes,
        reviewers=sorted(people),
        barred=_barred(contracts, people, on),
        settled={pk: who for pk, who in settled.items() if pk in writes},
    )
    if not keep_accepted:
        return question
    kept = dict(question.settled)
    for duty in ReviewDuty.objects.of_the_round(round).in_force():
        contract, who = duty.contract_id, duty.organisation_id
        is_open = contract in writes and contract not in kept
        if is_open and who in people and not rota.why_not(question, kept, contract, who):
            kept[contract] = who
    return rota.Question(question.writes, question.reviewers, question.barred, kept)


@transaction.atomic
def propose_duties(*, round: Round, by, at=None) -> list[ReviewDuty]:
    """Ask the rota, and keep its proposal beside what was accepted before.

    A duty that was accepted and breaks a rule by now is over; whoever had it is told.
    """
    _require_network_admin(by)
    round = held_open(round)
    at = at or timezone.now()
    before = telling.in_force(round)
    question = question_of(round, on=timezone.localdate(at))
    for duty in ReviewDuty.objects.of_the_round(round).in_force():
        if question.settled.get(duty.contract_id) != duty.organisation_id:
            duty.delete()
    telling.tell_what_changed(round, before, by=by, at=at)
    ReviewDuty.objects.of_the_round(round).proposed().delete()
    there = set(ReviewDuty.objects.of_the_round(round).values_list("contract", flat=True))
    return ReviewDuty.objects.bulk_create(
        ReviewDuty(
            round=round, contract_id=contract, author_id=question.writes[contract],
            organisation_id=organisation, proposed_at=at, proposed_by=by,
        )
        for contract, organisation in rota.propose(question).items()
        if contract not in there and contract not in question.settled
    )  # fmt: skip


@transaction.atomic
def accept_duties(
    *, round: Round, by, chosen: Mapping[int, int | None],
    seen: Mapping[int, int | None] | None = None, at=None,
) -> int:  # fmt: skip
    """The duties as they were chosen, contract by contract; None leaves one open.

    ``seen`` is who stood there when the person chose: a choice that she left as it was says
    nothing, and ChangedMeanwhile names those that somebody changed to something else (QUALITY
    R-07).

    How many are in force then; each organisation whose duties changed is told. BreaksARule if one
    of them may not be; what somebody reviews already is not asked any more.
    """
    _require_network_admin(by)
    round = held_open(round)
    at = at or timezone.now()
    before = telling.in_force(round)
    question = question_of(round, on=timezone.localdate(at), keep_accepted=False)
    asked = {c: o for c, o in chosen.items() if c in question.writes and c not in question.settled}
    asked = _as_seen(round, asked, seen or {})
    duties = dict(question.settled) | {c: o for c, o in asked.items() if o}
    broken = {}
    for contract, organisation in asked.items():
        if organisation and organisation not in question.reviewers:
            broken[contract] = str(WHY_NOT["barred"])
        elif organisation and (why := rota.why_not(question, duties, contract, organisation)):
            broken[contract] = str(WHY_NOT[why])
    if broken:
        raise BreaksARule(broken)
    for contract, organisation in asked.items():
        _accept(round, contract, question.writes[contract], organisation, by, at)
    telling.tell_what_changed(round, before, by=by, at=at)
    return ReviewDuty.objects.of_the_round(round).in_force().count()


def _as_seen(round: Round, asked: dict, seen: Mapping[int, int | None]) -> dict:
    """What is asked, with what stands now wherever the person left what she saw."""
    duties = ReviewDuty.objects.of_the_round(round).filter(contract__in=asked)
    stands = dict.fromkeys(asked) | dict(duties.values_list("contract", "organisation"))
    moved = {c for c in asked if c in seen and seen[c] != stands[c]}
    changed = {c for c in moved if asked[c] not in (seen[c], stands[c])}
    if changed:
        raise ChangedMeanwhile(changed)
    return asked | {c: stands[c] for c in moved}


def falls_to(report: Report) -> Membership | None:
    """Who reviews the report by the duty of its round, for which organisation; None if nobody.

    Of the organisation's people who may review it, whoever has the fewest reviews open.
    """
    duty = ReviewDuty.objects.in_force().of_report(report).first()
    if duty is None:
        return None
    members = Membership.objects.in_force().filter(organisation=duty.organisation_id)
    free = [
        membership
        for membership in members.with_people()
        if Relation.OUTSIDER in relations(membership.user, report)
    ]
    return min(
        free,
        key=lambda m: (Report.objects.reviewed_by(m.user).count(), m.pk),
        default=None,
    )


def _accept(round, contract, author, organisation, by, at) -> None:
    """Nothing is written where it is so already: who accepted first stays on record."""
    duty = ReviewDuty.objects.filter(round=round, contract=contract).first()
    if duty and duty.organisation_id == organisation and duty.author_id == author:
        if duty.accepted_at is None:
            duty.accepted_at, duty.accepted_by = at, by
            duty.save()
        return
    if duty:
        duty.delete()
    if organisation:
        ReviewDuty.objects.create(
            round=round, contract_id=contract, author_id=author, organisation_id=organisation,
            proposed_at=at, proposed_by=by, accepted_at=at, accepted_by=by,
        )  # fmt: skip


def _writer(contract: SocialContract, report: Report | None) -> int | None:
    if report:
        return report.organisation_id
    covering = contract.municipality.organisations.all()
    return covering[0].pk if covering else None


def _people_of_organisations() -> dict[int, set[int]]:
    """Of each active organisation the people who could review."""
    people = defaultdict(set)
    for organisation, user in Membership.objects.in_force().values_list("organisation", "user"):
        people[organisation].add(user)
    return people


def _barred(contracts, people: dict[int, set[int]], on) -> frozenset[tuple[int, int]]:
    """Where each and every one of an organisation's people has a tie on that day."""
    tied = defaultdict(set)
    ties = DeclaredInterest.objects.in_force(on).values_list("municipality", "user")
    for municipality, user in ties:
        tied[municipality].add(user)
    return frozenset(
        (organisation, contract.pk)
        for contract in contracts
        for organisation, users in people.items()
        if users <= tied[contract.municipality_id]
    )


def _require_network_admin(by) -> None:
    if not is_network_admin(by):
        raise NotAllowed
