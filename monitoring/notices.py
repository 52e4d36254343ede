"""Who is told by mail of what happened to a report; each mail waits in the outbox (R-18).

A mail says which report it is about, whose turn it is and until when, and leads there. It holds no
words, statuses or findings of a draft and does not name who reviews: it passes through many hands.
"""

from collections.abc import Callable, Iterable

from django.utils import timezone

from monitoring.models.answers import ReportEvent
from monitoring.models.chain import LedgerEntry
from monitoring.models.rota import ReviewDuty
from monitoring.models.workshop import Report
from municipalities import outbox
from municipalities.models import Membership, User
from municipalities.outbox import Reader


def about(event: ReportEvent) -> None:
    """Called by the actions with every ReportEvent, inside their transaction.

    Whoever did it is not told of it; inactive people and suspended organisations never are.
    """
    for template, people in TOLD.get(event.action, ()):
        report = Report.objects.with_its_names().get(pk=event.report_id)
        readers = [
            Reader(f"{_occasion(event)}/{person.pk}", person.email, person.language)
            for person in people(report)
            if person.pk != event.by_id
        ]
        outbox.put_many(readers, template=template, at=event.at, report=report)
    if event.action in ("publish", "retract"):
        _send_checkpoint(event.at)


def invitation(report: Report, *, address: str, at) -> None:
    """The municipality's link to reply, to the address that the coordinator entered, if she did.

    ``address`` is the path of the link on the portal.
    """
    if report.reply_email:
        outbox.put(
            key=f"invitation/{report.pk}/{report.reply_invited_at.isoformat()}",
            to=report.reply_email,
            language=User.Language.ALBANIAN,
            template="invitation",
            at=at,
            report=report,
            address=address,
        )


def writers(report: Report) -> list[User]:
    """Everybody of the organisation that writes the report."""
    return _people(Membership.objects.in_force().filter(organisation=report.organisation_id))


def reviewer(report: Report) -> list[User]:
    """The reviewer, if there is one and she still belongs to the organisation that reviews."""
    return _people(
        Membership.objects.in_force().filter(
            user=report.reviewer_id, organisation=report.reviewing_organisation_id
        )
    )


def on_duty(report: Report) -> list[User]:
    """Everybody of the organisation that reviews it by the round's rota, if there is one."""
    duty = ReviewDuty.objects.in_force().of_report(report).first()
    if duty is None:
        return []
    return _people(Membership.objects.in_force().filter(organisation=duty.organisation_id))


def _those_who_assign(report: Report) -> list[User]:
    """Network admins, for as long as nobody reviews the report."""
    if reviewer(report):
        return []
    return list(User.objects.filter(is_active=True, is_network_admin=True))


def _writers_and_reviewer(report: Report) -> list[User]:
    return list({person.pk: person for person in writers(report) + reviewer(report)}.values())


# What is told to whom; the queue of what waits for a reviewer is on everybody's desk.
TOLD: dict[str, list[tuple[str, Callable[[Report], list[User]]]]] = {
    "submit": [("to_review", reviewer), ("submitted", _those_who_assign)],
    "assign_review": [("to_review", reviewer)],
    "return_to_author": [("returned", writers)],
    "approve": [("approved", writers)],
    "record_reply": [("replied", _writers_and_reviewer)],
    "publish": [("published", _writers_and_reviewer)],
}


def _people(memberships) -> list[User]:
    return [membership.user for membership in memberships.with_people()]


def _occasion(event: ReportEvent) -> str:
    """What the mail is about. A municipality that replies to eleven findings is one occasion a
    day, not eleven."""
    if event.action == "record_reply":
        return f"replied/{event.report_id}/{timezone.localdate(event.at)}"
    return f"event/{event.pk}"


def _send_checkpoint(at) -> None:
    """The ledger's head, to be kept outside by every member organisation (METHOD §7)."""
    checkpoint = LedgerEntry.objects.checkpoint()
    readers = [
        Reader(f"checkpoint/{checkpoint.size}/{person.pk}", person.email, person.language)
        for person in _keepers()
    ]
    outbox.put_many(readers, template="checkpoint", at=at, checkpoint=checkpoint)


def _keepers() -> Iterable[User]:
    """The managers of each active organisation; its coordinators where it has no manager."""
    of_organisation: dict[int, list[Membership]] = {}
    for membership in Membership.objects.in_force().with_people():
        of_organisation.setdefault(membership.organisation_id, []).append(membership)
    keepers = {}
    for members in of_organisation.values():
        managers = [m for m in members if m.role == Membership.Role.MANAGER]
        keepers |= {m.user_id: m.user for m in managers or members}
    return keepers.values()
