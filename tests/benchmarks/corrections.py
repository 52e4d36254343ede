"""Publishes a correction for every line that it reads, and answers with its address.

    python -m tests.benchmarks.corrections

What the first reader after a change costs can only be measured after a change. Each corrects the
least corrected scorecard of the demonstration in one finding, as publishing does it.
"""

import datetime
import json
import sys
from collections.abc import Callable

import django


def correct() -> str:
    """Publishes the next correction; returns its address."""
    from monitoring.scorecards import addresses

    return addresses.of_scorecard(next_correction()())


def next_correction() -> Callable:
    """A function that publishes one correction and returns its scorecard."""
    from django.db import transaction

    from monitoring import publishing, scoring
    from monitoring.models import LedgerEntry, Scorecard

    old = (
        Scorecard.objects.standing()
        .filter(contract__term__is_demonstration=True, method_version="1", full__gt=4)
        .select_related("entry", "contract__municipality", "contract__term", "round")
        .order_by("revision", "-round__slug", "pk")
        .first()
    )
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
    for _line in sys.stdin:
        print(correct(), flush=True)
