"""How much of a contract is left out as obsolete; above one in ten that is said (METHOD §5)."""

import datetime
from dataclasses import dataclass

from contracts.models import Commitment, SocialContract

ONE_IN = 10


@dataclass(frozen=True)
class LeftOut:
    """So many commitments of so many that would count."""

    excluded: int
    all: int

    @property
    def is_much(self) -> bool:
        """More than one in ten."""
        return self.excluded * ONE_IN > self.all


def share_excluded(
    contract: SocialContract, *, on: datetime.date, also: Commitment | None = None
) -> LeftOut:
    """What is left out on that day; ``also``: and if this one, or its bundle, was left out too."""
    whole = contract.commitments.top_level()
    excluded = set(whole.excluded(on).values_list("pk", flat=True))
    if also is not None and also.parent_id is None:
        excluded.add(also.pk)
    return LeftOut(len(excluded), whole.count())
