"""Invented letters under the law on the right to information: one was answered, one still waits.

They belong to the draft of the open round, so that they are in the workspace alone.
"""

import datetime

from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import one
from monitoring.models import Report
from monitoring.requests import letters, registering

HOW = "protokoll i trilluar"
ANSWER = "Bashkia dërgoi tabelën e trilluar të punimeve."
ANSWERED_AFTER = datetime.timedelta(days=6)


def ask_for_information(places: list[Place], cast: Cast, year: Year) -> None:
    """About the first two commitments of the first draft; nothing where there is no draft."""
    drafts = Report.objects.filter(status=Report.Status.DRAFT)
    drafts = drafts.select_related("contract__municipality")
    for place in places:
        report = drafts.filter(contract=place.contract).first() if place.wordings else None
        if report:
            asked = report.contract.commitments.leaves().in_order()[:2]
            for commitment, is_answered in zip(asked, (True, False), strict=False):
                _write(report, commitment, cast.author(place.number), year, is_answered)
            return


def _write(report: Report, commitment, by, year: Year, is_answered: bool) -> None:
    at = year.at("save_finding")
    request = registering.write_letter(
        report=report, commitment=commitment, by=by, at=at,
        office=one(letters.office_of(report)), letter=one(letters.letter_about(report, commitment)),
    )  # fmt: skip
    sent = registering.record_sent(
        request=request, by=by, version=request.lock_version, sent_on=at.date(), how=one(HOW),
        on=year.ends,
    )  # fmt: skip
    if is_answered:
        answered_on = at.date() + ANSWERED_AFTER
        registering.record_answer(
            request=sent, by=by, version=sent.lock_version, answered_on=answered_on,
            answer=one(ANSWER), on=answered_on,
        )  # fmt: skip
