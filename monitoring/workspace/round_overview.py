"""A round as the secretariat and donors look at it: who is how far, on time, with what result.

Figures are those of published scorecards alone; of a report in work it says the state and the
days, never a status (METHOD §4: nobody types a percentage).
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from contracts.models import SocialContract
from monitoring.models import Report, Round, Scorecard
from monitoring.scoring import Counts, percent, pool, score


@dataclass(frozen=True)
class Row:
    """One contract of the round's term; ``report`` is its newest, ``scorecard`` what stands."""

    contract: SocialContract
    report: Report | None
    scorecard: Scorecard | None
    submit_by: datetime.date | None

    @property
    def submitted(self) -> datetime.date | None:
        if self.report is None or self.report.submitted_at is None:
            return None
        return timezone.localdate(self.report.submitted_at)

    @property
    def days_late(self) -> int | None:
        """How many days after the last day it was handed in; None where it was not, or had none."""
        if self.submitted is None or self.submit_by is None:
            return None
        return max(0, (self.submitted - self.submit_by).days)

    @property
    def published(self) -> datetime.date | None:
        return timezone.localdate(self.scorecard.published_at) if self.scorecard else None

    @property
    def counts(self) -> Counts | None:
        return self.scorecard.counts if self.scorecard else None

    @property
    def fulfilment(self) -> int | None:
        """In whole percent, where one number may stand for the result (METHOD §4)."""
        if self.scorecard is None or self.scorecard.is_as_published:
            return None
        return headline_percent(self.counts)

    @property
    def coverage(self) -> int | None:
        """How much of the contract was assessed, in whole percent."""
        share = self.counts and score(self.counts).coverage
        return None if share is None else percent(share)


def headline_percent(counts: Counts) -> int | None:
    figures = score(counts)
    return percent(figures.fulfilment) if figures.has_headline else None


@dataclass(frozen=True)
class Overview:
    round: Round
    rows: list[Row]

    @property
    def published(self) -> int:
        return sum(1 for row in self.rows if row.scorecard)

    @property
    def fulfilment(self) -> int | None:
        return headline_percent(self.pooled)

    @property
    def coverage(self) -> int:
        """Of what the pooled counts hold, how much was assessed, in whole percent."""
        return percent(score(self.pooled).coverage or 0)

    @property
    def pooled(self) -> Counts:
        """Over what stands; counts that others published are not made into ours (METHOD §4, §5)."""
        return pool(
            row.counts for row in self.rows if row.counts and not row.scorecard.is_as_published
        )


def of(round: Round) -> Overview:
    """Every contract of the round's term, in Albanian order; three queries."""
    contracts = SocialContract.objects.of_the_term(round.term).select_related("municipality")
    reports = {}
    for report in Report.objects.filter(round=round).with_its_names().order_by("revision"):
        reports[report.contract_id] = report
    scorecards = Scorecard.objects.standing().filter(round=round)
    standing = {
        scorecard.contract_id: scorecard
        for scorecard in scorecards.select_related("municipality", "contract__term", "round")
    }
    return Overview(
        round,
        [
            Row(contract, reports.get(contract.pk), standing.get(contract.pk), round.submit_by)
            for contract in contracts.order_by("municipality__sort_key")
        ],
    )
