"""What others did with reports that concern the person, in the last days."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from monitoring.models import Report, ReportEvent
from monitoring.workspace.words import EVENTS

SINCE = datetime.timedelta(days=30)
MOST = 10
TOLD = ("return_to_author", "approve", "record_reply", "publish", "retract")


@dataclass(frozen=True)
class News:
    at: datetime.datetime
    report: Report
    words: Promise
    note: str


def of(user, reports: list[Report], mine: set[int], at) -> list[News]:
    """Newest first. ``mine`` are the ids of the person's organisations: their reports concern
    her, and those that she reviews. Several replies of one day are one piece of news."""
    concern = {
        report.pk: report
        for report in reports
        if report.organisation_id in mine
        or (report.reviewer_id == user.pk and report.reviewing_organisation_id in mine)
    }
    events = (
        ReportEvent.objects.filter(report__in=concern, action__in=TOLD, at__range=(at - SINCE, at))
        .exclude(by=user)
        .order_by("-at", "-pk")
    )
    news: dict[tuple, News] = {}
    for event in events:
        report = concern[event.report_id]
        occasion = (report.pk, event.action, timezone.localdate(event.at))
        if occasion not in news:
            news[occasion] = News(
                event.at, report, EVENTS[event.action], _note(event, report, mine)
            )
    return list(news.values())[:MOST]


def _note(event: ReportEvent, report: Report, mine: set[int]) -> str:
    """Why it came back, for those who mend it; a later reviewer rates without knowing."""
    is_for_writers = event.action == "return_to_author" and report.organisation_id in mine
    return event.note if is_for_writers else ""
