"""What waits for the person as a reviewer, and as somebody who runs the network."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import permissions
from monitoring.models import Report
from monitoring.workspace.desk.turns import TO_OTHERS, Turn, turn_of


@dataclass(frozen=True)
class Review:
    """A report of another organisation; ``days`` since it was handed in."""

    report: Report
    turn: Turn
    days: int

    @property
    def is_my_turn(self) -> bool:
        return self.turn == Turn.REVIEWER or self.has_open_replies

    @property
    def has_open_replies(self) -> bool:
        """Approved, and a reply of the municipality has no answer yet; it need not get one."""
        return self.report.status == Report.Status.APPROVED and any(
            reply.answered_at is None for reply in self.report.replies.all()
        )

    @property
    def whose_turn(self) -> str | Promise:
        if self.has_open_replies:
            return _("The municipality has replied; you can answer until it is published.")
        if self.turn == Turn.REVIEWER:
            return _("Your turn: rate the findings.")
        return TO_OTHERS[self.turn]

    @property
    def waits(self) -> str:
        if not self.days:
            return _("handed in today")
        return ngettext("waits for %(number)s day", "waits for %(number)s days", self.days) % {
            "number": self.days
        }


def lists(
    user, reports: list[Report], mine: set[int], ties: set[int], *, is_network_admin: bool, at
) -> dict:
    """The lists ``my_reviews``, ``queue``, ``to_assign`` and ``to_publish`` of a desk.

    ``mine`` are the ids of the person's organisations, ``ties`` those of the municipalities to
    which she has declared a tie. Nothing is offered that she may not take: no report that she
    wrote on herself, wherever she is now, and none on a municipality with a tie (QUALITY S-09).
    """
    theirs = [report for report in reports if report.organisation_id not in mine]
    free = [r for r in reports if turn_of(r, at) == Turn.ANY_REVIEWER]
    ready = [r for r in theirs if turn_of(r, at) == Turn.PUBLISHER and r.reviewer_id != user.pk]
    written = permissions.reports_written_by(user, free + ready)
    return {
        "my_reviews": [
            _review(r, at)
            for r in theirs
            if r.reviewer_id == user.pk and r.reviewing_organisation_id in mine
            if r.contract.municipality_id not in ties
            if r.status != Report.Status.PUBLISHED
        ],
        "queue": [
            _review(r, at)
            for r in _oldest_first(free)
            if mine and r.organisation_id not in mine and r.pk not in written
            if r.contract.municipality_id not in ties
        ],
        "to_assign": [_review(r, at) for r in _oldest_first(free)] if is_network_admin else [],
        "to_publish": [r for r in ready if r.pk not in written] if is_network_admin else [],
    }


def _oldest_first(reports: list[Report]) -> list[Report]:
    return sorted(reports, key=lambda report: report.submitted_at)


def _review(report: Report, at) -> Review:
    waited = timezone.localdate(at) - timezone.localdate(report.submitted_at)
    return Review(report, turn_of(report, at), max(waited.days, 0))
