"""A server that publishes makes the pages that are read first (decision 35).

Commands that publish many results one after the other (the demonstration, what was published
before the portal) do not: their pages are made when they are read.
"""

from monitoring import made_public
from monitoring.scorecards import made_ahead


def begin() -> None:
    """What was made before this start is not believed: the database may be another one."""
    made_ahead.forget()
    made_public.signal.connect(_make, dispatch_uid="made ahead")


def _make(scorecard, **_sent) -> None:
    made_ahead.make(scorecard)
