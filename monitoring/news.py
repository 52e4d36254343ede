"""What was published, corrected, retracted and replied: one piece of news for each ledger entry.

Feeds and digests tell the same. A result that was taken back later tells no figures any more,
wherever it is told (METHOD §5).
"""

import datetime
from dataclasses import dataclass

from monitoring.models.chain import LedgerEntry
from monitoring.models.responses import Retraction, ScorecardReply
from monitoring.models.showcase import Scorecard

WITH_WHAT_IS_TOLD = (
    "municipality", "contract__term", "round", "monitoring", "retraction", "superseded_by",
    "supersedes__retraction",
)  # fmt: skip


@dataclass(frozen=True)
class News:
    """One entry of the ledger, with the scorecard that it is about and, if it is one, the reply."""

    entry: LedgerEntry
    scorecard: Scorecard
    reply: ScorecardReply | None = None

    @property
    def kind(self) -> str:
        return self.entry.kind

    @property
    def retraction(self) -> Retraction | None:
        """The scorecard's, if it was taken back by now."""
        return getattr(self.scorecard, "retraction", None)

    @property
    def before(self) -> Scorecard | None:
        """What a correction corrects, unless that was retracted."""
        before = self.scorecard.supersedes
        return None if before is None or hasattr(before, "retraction") else before

    @property
    def after(self) -> Scorecard | None:
        """The revision that corrected this one by now."""
        return getattr(self.scorecard, "superseded_by", None)

    @property
    def changed_at(self) -> datetime.datetime:
        """When what is told here last changed; a time of the ledger."""
        times = [self.entry.at]
        for retracted in (self.scorecard, self.scorecard.supersedes):
            if hasattr(retracted, "retraction"):
                times.append(retracted.retraction.retracted_at)
        if self.after and self.reply is None:
            times.append(self.after.published_at)
        return max(times)


def newest(
    number: int | None = None, *, of: dict, replies: dict | None = None,
    between: tuple[int, int] | None = None,
) -> list[News]:  # fmt: skip
    """News of scorecards for which the conditions ``of`` hold, newest first; three statements.

    Of replies only those for which ``replies`` hold too; of everything what came after the first
    and up to the second of two ledger entries, and no more than ``number``.
    """
    of_a_scorecard = {f"scorecard__{field}": value for field, value in of.items()}
    found = [
        *(
            News(scorecard.entry, scorecard)
            for scorecard in _told(Scorecard.objects.filter(**of), "", between, number)
        ),
        *(
            News(reply.entry, reply.scorecard, reply)
            for reply in _told(
                ScorecardReply.objects.filter(**of_a_scorecard, **(replies or {})).select_related(
                    "line"
                ),
                "scorecard",
                between,
                number,
            )
        ),
        *_retractions(of_a_scorecard, between, number),
    ]
    return sorted(found, key=lambda news: news.entry.seq, reverse=True)[:number]


def newest_corrections(number: int, *, of: dict) -> list[News]:
    """Corrections and retractions alone, newest first; two statements."""
    of_a_scorecard = {f"scorecard__{field}": value for field, value in of.items()}
    corrections = _told(Scorecard.objects.corrections().filter(**of), "", None, number)
    found = [
        *(News(scorecard.entry, scorecard) for scorecard in corrections),
        *_retractions(of_a_scorecard, None, number),
    ]
    return sorted(found, key=lambda news: news.entry.seq, reverse=True)[:number]


def _retractions(of_a_scorecard: dict, between, number: int | None) -> list[News]:
    rows = Retraction.objects.filter(**of_a_scorecard)
    return [
        News(retraction.entry, retraction.scorecard)
        for retraction in _told(rows, "scorecard", between, number)
    ]


def _told(rows, scorecard: str, between: tuple[int, int] | None, number: int | None):
    """The newest of the rows; a row's entries are numbered in the order of the ledger."""
    path = f"{scorecard}__" if scorecard else ""
    names = [path + name for name in WITH_WHAT_IS_TOLD]
    if between:
        rows = rows.filter(entry__seq__gt=between[0], entry__seq__lte=between[1])
    return (
        rows.select_related(*names, "entry")
        .defer("entry__entry", "entry__payload")
        .order_by("-entry_id")[:number]
    )
