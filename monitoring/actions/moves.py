"""What every action rests on: who may, compare-and-swap, and the event that remembers it."""

from django.db.models import F
from django.utils import timezone

from monitoring import notices, permissions
from monitoring.models.answers import ReportEvent
from monitoring.models.workshop import Finding, Report
from monitoring.refusals import Conflict, NotAllowed
from municipalities.signing_in.whence import asked_from

# What no form of a finding says.
IDENTITY = {"report", "commitment", "saved_by"}


def require(by, action: str, report: Report) -> None:
    report.refresh_from_db()
    if not permissions.may(by, action, report):
        raise NotAllowed


def hold(report: Report, action: str) -> None:
    """Lock the report in the state that the action needs, until the transaction ends."""
    source, _target = Report.TRANSITIONS[action]
    if not Report.objects.filter(pk=report.pk, status=source).update(
        lock_version=F("lock_version") + 1
    ):
        raise Conflict


def move(report, action, by, at, *, only_if=None, note="", **stamps) -> None:
    """Compare and swap: from the state the table names to the next, or Conflict."""
    source, target = Report.TRANSITIONS[action]
    if not Report.objects.filter(pk=report.pk, status=source, **(only_if or {})).update(
        status=target, lock_version=F("lock_version") + 1, **stamps
    ):
        raise Conflict
    report.refresh_from_db()
    remember(report, action, by, at or timezone.now(), source=source, note=note)


def remember(report, action, by, at, *, source="", note="") -> None:
    event = ReportEvent.objects.create(
        report=report, at=at, by=by, action=action, from_status=source, to_status=report.status,
        note=note, came_from=asked_from(),
    )  # fmt: skip
    notices.about(event)


def write_finding(finding: Finding, by, at, **columns) -> Finding:
    """Save the finding under its next version, also where only its evidence changed (R-07).

    The report is held already. Of whom and what the finding is was settled when it was made, and
    the database holds the rest: nothing is asked again while everybody else waits (R-06).
    """
    for name, value in columns.items():
        setattr(finding, name, value)
    finding.lock_version += 1
    finding.saved_at, finding.saved_by = at or timezone.now(), by
    finding.clean_fields(exclude=IDENTITY)
    finding.save()
    return finding
