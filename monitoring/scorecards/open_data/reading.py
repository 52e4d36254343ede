"""Rows in batches, whatever their number: no cursor stays open, no more is in memory (P-09)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from contracts.models import Term
from monitoring.models.showcase import Scorecard

# Rows that are in memory at once; each batch is a query of its own, so that a slow reader holds
# neither a transaction nor a cursor open.
BATCH = 200
# Scorecards whose lines or evidence are in memory at once.
SCORECARDS_AT_ONCE = 25


@dataclass(frozen=True)
class Part:
    """What of the record a file holds: one term, or without one all of the same record.

    ``size``: as many entries of the ledger count, so that what is published while a file is
    being sent waits for the next one.
    """

    demonstration: bool
    term: Term | None
    size: int

    def of_its_terms(self, to_the_term: str) -> Q:
        """The condition for rows from which ``to_the_term`` is the way to the term."""
        if self.term:
            return Q(**{to_the_term: self.term})
        return Q(**{f"{to_the_term}__is_demonstration": self.demonstration})

    def scorecards(self) -> QuerySet:
        """Every revision that is public, in the order in which they were sealed."""
        return Scorecard.objects.as_of(self.size).filter(self.of_its_terms("contract__term"))


def in_batches(rows: QuerySet, key: str, reads: Sequence[str]) -> Iterator[tuple]:
    """What is read of each row, in the order of ``key``, of which each has its own."""
    rows = rows.order_by(key).values_list(*reads, key)
    last = None
    while True:
        batch = list((rows if last is None else rows.filter(**{f"{key}__gt": last}))[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1][-1]


def below_scorecards(
    part: Part, rows: QuerySet, to_the_scorecard: str, order: Sequence[str], reads: Sequence[str]
) -> Iterator[tuple]:
    """What is read of each row below the scorecards, a few scorecards at a time.

    ``superseded`` is known of each row.
    """
    newer = When(
        **{f"{to_the_scorecard}__superseded_by__entry__seq__lte": part.size}, then=Value(True)
    )
    rows = rows.annotate(superseded=Case(newer, default=Value(False))).order_by(
        f"{to_the_scorecard}__entry__seq", *order
    )
    scorecards = part.scorecards().values_list("entry__seq", "pk")
    seq = 0
    while True:
        batch = list(scorecards.filter(entry__seq__gt=seq)[:SCORECARDS_AT_ONCE])
        if batch:
            found = rows.filter(**{f"{to_the_scorecard}__in": [pk for _seq, pk in batch]})
            yield from found.values_list(*reads)
        if len(batch) < SCORECARDS_AT_ONCE:
            return
        seq = batch[-1][0]
