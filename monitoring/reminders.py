"""Who is reminded by mail of a deadline, 7 days and 1 day before it; once each.

A run that was missed is made up for by the next one, as long as the deadline has not passed; the
mail says how many days are really left. A deadline that is moved is another one.

Of a request for information people are told when its answer is nearly due, and once more when the
time is over: then it is their turn.
"""

import datetime
from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from contracts.models import SocialContract
from monitoring import notices, permissions
from monitoring.actions.replying import link_of, link_opens
from monitoring.completeness import Gap, gaps
from monitoring.deadlines import Deadline
from monitoring.models import InformationRequest, Report, Round
from monitoring.requests.registering import ABOUT_A_REPORT
from municipalities import outbox
from municipalities.models import Membership, User
from municipalities.outbox import Reader

DAYS_BEFORE = (7, 1)
# A request appears on the desk so many days before its answer is due, and by mail as well.
NEARLY_DUE = datetime.timedelta(days=3)
# That its time is over is made up for so long; the outbox remembers much longer what it sent.
OVER_FOR = datetime.timedelta(days=30)
WITHOUT_THE_STATUS = {
    "evidence": _("%(name)s: add evidence that carries the status."),
    "reason_sq": _("%(name)s: give the reason in Albanian."),
}

Reminder = Callable[[], None]


def due(on: datetime.date) -> Iterator[Reminder]:
    """What puts the reminders of that day (in Tirana) into the outbox, one thing for each report
    or contract that somebody is reminded of. What was put in before is not put in again."""
    last = on + datetime.timedelta(days=max(DAYS_BEFORE))
    for round in Round.objects.open_for_reports(on).to_be_submitted_between(on, last):
        deadline = Deadline(round.submit_by, on)
        reports = Report.objects.in_the_round(round).with_its_names()
        for report in reports.drafts():
            yield partial(_remind_writers, report, deadline)
        for report in reports.awaiting_review():
            yield partial(_remind_reviewer, report, deadline)
        for contract in _without_report(round):
            yield partial(_remind_those_who_cover, contract, round, deadline)
    for report in Report.objects.awaiting_reply_between(on, last).with_its_names():
        yield partial(_remind_municipality, report, Deadline(report.reply_until, on))
    waiting = InformationRequest.objects.open().due_between(on - OVER_FOR, on + NEARLY_DUE)
    for request in waiting.with_its_names():
        yield partial(_remind_of_request, request, Deadline(request.due_on, on))


def _remind_writers(report: Report, deadline: Deadline) -> None:
    """A draft, with everything that it lacks (METHOD §3)."""
    outbox.put_many(
        _readers(notices.writers(report), f"draft/{report.pk}", deadline),
        template="reminder_draft",
        report=report,
        deadline=deadline,
        missing=lambda: [_without_the_status(gap) for gap in gaps(report)],
    )


def _remind_reviewer(report: Report, deadline: Deadline) -> None:
    """The reviewer; while there is none, the organisation that has the duty by the rota."""
    outbox.put_many(
        _readers(
            notices.reviewer(report) or notices.on_duty(report), f"review/{report.pk}", deadline
        ),
        template="reminder_review",
        report=report,
        deadline=deadline,
    )


def _remind_those_who_cover(contract: SocialContract, round: Round, deadline: Deadline) -> None:
    """A contract on which nobody has opened a report yet."""
    members = Membership.objects.in_force().covering(contract.municipality).with_people()
    outbox.put_many(
        _readers([m.user for m in members], f"open/{contract.pk}/{round.pk}", deadline),
        template="reminder_unopened",
        contract=contract,
        round=round,
        deadline=deadline,
    )


def _remind_municipality(report: Report, deadline: Deadline) -> None:
    """The link again, to where the invitation went; not if it was revoked."""
    if not link_opens(report, deadline.on):
        return
    invited = report.reply_invited_at.isoformat()
    with override(settings.LANGUAGE_CODE):
        address = reverse("reply", args=[link_of(report)])
    outbox.put_many(
        [Reader(_key(f"reply/{report.pk}/{invited}", deadline), report.reply_email,
                User.Language.ALBANIAN)],
        template="reminder_reply",
        report=report,
        deadline=deadline,
        address=address,
    )  # fmt: skip


def _remind_of_request(request: InformationRequest, deadline: Deadline) -> None:
    """Those who may note something on it: whoever writes the report and has no tie there."""
    writers = [
        person
        for person in notices.writers(request.report)
        if permissions.may(person, ABOUT_A_REPORT, request.report)
    ]
    step = "over" if deadline.is_missed else "due"
    key = f"reminder/request/{request.pk}/{deadline.day}/{step}"
    outbox.put_many(
        [Reader(f"{key}/{person.pk}", person.email, person.language) for person in writers],
        template="reminder_request",
        report=request.report,
        letter=request,
        deadline=deadline,
    )


def _without_report(round: Round):
    """The contracts whose commitments have been entered, and nobody has opened a report."""
    opened = Report.objects.in_the_round(round).values("contract")
    contracts = SocialContract.objects.of_the_term(round.term).with_entered_commitments()
    return contracts.exclude(pk__in=opened).select_related("municipality", "term")


def _readers(people: list[User], occasion: str, deadline: Deadline) -> list[Reader]:
    key = _key(occasion, deadline)
    everybody = {person.pk: person for person in people}
    return [Reader(f"{key}/{p.pk}", p.email, p.language) for p in everybody.values()]


def _key(occasion: str, deadline: Deadline) -> str:
    """The smallest number of days before that has begun: a missed one is made up for once."""
    before = min(days for days in DAYS_BEFORE if deadline.days_left <= days)
    return f"reminder/{occasion}/{deadline.day}/{before}"


def _without_the_status(gap: Gap) -> str:
    """The sentence of the gap, put so that it does not tell the status: a mail tells no finding
    of a draft."""
    if gap.field not in WITHOUT_THE_STATUS:
        return gap.sentence
    commitment = gap.finding.commitment
    name = commitment.number or commitment.title_sq
    return str(WITHOUT_THE_STATUS[gap.field]) % {"name": name}
