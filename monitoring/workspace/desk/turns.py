"""Whose turn it is with a report, in each state of its life (DESIGN §4)."""

from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring import permissions
from monitoring.actions.publication import what_publication_awaits
from monitoring.deadlines import Deadline
from monitoring.models import Report
from monitoring.rounds.running import is_left_behind


class Turn(StrEnum):
    WRITERS = "writers"
    TOO_LATE = "too late"
    ANY_REVIEWER = "any reviewer"
    REVIEWER = "reviewer"
    INVITATION = "invitation"
    MUNICIPALITY = "municipality"
    PUBLISHER = "publisher"
    NOBODY = "nobody"


# Said to the organisation that writes the report, and to everybody else.
TO_WRITERS = {
    Turn.WRITERS: _("Your turn: complete it and submit it."),
    Turn.TOO_LATE: _("The round was closed before it was submitted; it stays a draft."),
    Turn.ANY_REVIEWER: _("Waits for a reviewer of another organisation."),
    Turn.REVIEWER: _("The reviewer’s turn."),
    Turn.INVITATION: _("Your turn: invite the municipality to reply."),
    Turn.MUNICIPALITY: _("The municipality’s turn: it can reply."),
    Turn.PUBLISHER: _("The network’s turn: it can be published."),
    Turn.NOBODY: _("Published."),
}
TO_OTHERS = TO_WRITERS | {
    Turn.WRITERS: _("The turn of the organisation that writes it."),
    Turn.INVITATION: _("The organisation that writes it invites the municipality to reply."),
}


def turn_of(report: Report, at) -> Turn:
    """Whose turn it is at that moment; asks no question if the replies have been fetched."""
    if report.status == Report.Status.DRAFT:
        return Turn.TOO_LATE if is_left_behind(report) else Turn.WRITERS
    if report.status == Report.Status.SUBMITTED:
        return Turn.REVIEWER if permissions.has_a_reviewer(report) else Turn.ANY_REVIEWER
    if report.status == Report.Status.APPROVED:
        if not what_publication_awaits(report, at):
            return Turn.PUBLISHER
        return Turn.MUNICIPALITY if report.reply_until else Turn.INVITATION
    return Turn.NOBODY


def deadline_of(report: Report, turn: Turn, at) -> Deadline | None:
    """Until when whoever's turn it is has time, where the round says so."""
    days = {Turn.WRITERS: report.round.submit_by, Turn.MUNICIPALITY: report.reply_until}
    day = days.get(turn)
    return Deadline(day, timezone.localdate(at)) if day else None
