"""Publishes corrections while it is asked to, and says their addresses.

    python -m tests.benchmarks.corrections

Two lines are one correction: at the first it answers with the address of the scorecard that will
be corrected, at the second it publishes and answers with that of the correction. What the first
reader after a change costs can only be measured after a change. Each corrects the least corrected
scorecard of the demonstration in one finding, as a server does that publishes.
"""

import datetime
import json
import sys
from collections.abc import Callable

import django


def to_be_corrected(more_full_than: int = 4):
    """The standing scorecard whose turn it is, of those with more fully addressed than that."""
    from monitoring.models import Scorecard

    return (
        Scorecard.objects.standing()
        .filter(contract__term__is_demonstration=True, method_version="1", full__gt=more_full_than)
        .select_related("entry", "contract__municipality", "contract__term", "round")
        .order_by("revision", "-round__slug", "pk")
        .first()
    )


def next_correction(more_full_than: int = 4) -> Callable:
    """A function that publishes one correction of `to_be_corrected`, and returns its scorecard."""
    from django.db import transaction

    from monitoring import publishing, scoring
    from monitoring.models import LedgerEntry, Scorecard

    old = to_be_corrected(more_full_than)
    payload = json.loads(old.entry.payload)
    line = next(
        line
        for line in payload["lines"]
        if not (line["points"] or line["excluded"] or line["withdrawn"])
    )
    line["status"] = scoring.FULL if line["status"] == scoring.PARTIAL else scoring.PARTIAL
    counts = scoring.Counts.of(line["status"] for line in payload["lines"] if not line["excluded"])
    payload |= {
        "rev": old.revision + 1,
        "counts": {status: getattr(counts, status) for status in scoring.STATUSES},
        "cause": {"sq": "Shembull: një vendim nuk ishte parë.", "en": ""},
    }
    at = LedgerEntry.objects.head().at + datetime.timedelta(minutes=1)

    def publish() -> Scorecard:
        with transaction.atomic():
            return publishing.publish_payload(
                payload,
                contract=old.contract,
                round=old.round,
                supersedes=old,
                monitoring=old.monitoring,
                reviewing=old.reviewing,
                at=at,
            )

    return publish


if __name__ == "__main__":
    django.setup()
    from monitoring.scorecards.addresses import of_scorecard
    from popnet import making_ahead

    making_ahead.begin()
    while sys.stdin.readline():
        print(of_scorecard(to_be_corrected()), flush=True)
        sys.stdin.readline()
        print(of_scorecard(next_correction()()), flush=True)
