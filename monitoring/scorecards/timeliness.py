"""Whether an organisation's results were public in time: dates of what is published, nothing else.

In time is on or before the first day on which every result of the round could be public: a report
of the last day, and the days for the municipality's reply (`round_record.possible_from`).
"""

from dataclasses import dataclass

from django.utils.timezone import localdate

from monitoring.models.rounds import AS_PUBLISHED
from monitoring.models.showcase import Scorecard
from monitoring.scorecards.round_record import possible_from
from municipalities.models import Organisation


@dataclass(frozen=True)
class Timeliness:
    """Of ``published`` results so many were ``in_time``, and ``reviewed`` by somebody else."""

    published: int
    in_time: int
    reviewed: int


def of(organisation: Organisation, *, demonstration: bool) -> Timeliness | None:
    """From the first revision of each of its results, in one query; None while there are none.

    Results from before the portal have no deadline of ours and are not counted.
    """
    first = (
        Scorecard.objects.filter(
            monitoring=organisation, revision=1, contract__term__is_demonstration=demonstration
        )
        .exclude(round__method_version=AS_PUBLISHED)
        .select_related("round")
    )
    days = [
        (localdate(each.published_at), possible_from(each.round), each.reviewing_id)
        for each in first
    ]
    if not days:
        return None
    return Timeliness(
        published=len(days),
        in_time=sum(day <= possible for day, possible, _by in days),
        reviewed=sum(by is not None for _day, _possible, by in days),
    )
