"""Rounds that were run: one was longer than planned, all but the last are closed, and in the last
the rota says who reviews whom."""

import datetime

from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.wording import sentences, two
from monitoring.models import Round
from monitoring.rounds import duties, running

LONGER = datetime.timedelta(days=14)


def run_rounds(rounds: list[Round], years: list[Year], cast: Cast) -> None:
    """A demonstration with a single round, which is published, has nothing to run."""
    past = list(zip(rounds, years, strict=True))[:-1]
    if not past:
        return
    for round, year in past:
        if round is past[-1][0]:
            _extend(round, year, cast)
        running.close_round(round=round, by=cast.secretary, at=year.at("retract"))
    at = years[-1].at("open_report")
    proposed = duties.propose_duties(round=rounds[-1], by=cast.secretary, at=at)
    duties.accept_duties(
        round=rounds[-1], by=cast.publisher, at=at,
        chosen={duty.contract_id: duty.organisation_id for duty in proposed},
    )  # fmt: skip


def _extend(round: Round, year: Year, cast: Cast) -> None:
    reason = two(sentences()["extension"]["reason"]).marked()
    running.extend_round(
        round=round, by=cast.secretary, old_submit_by=round.submit_by,
        new_submit_by=round.submit_by + LONGER, reason_sq=reason.sq, reason_en=reason.en,
        at=year.at("publish_the_others"),
    )  # fmt: skip
