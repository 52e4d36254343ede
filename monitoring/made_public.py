"""Tells whoever listens that a scorecard is public, or no longer, once that is committed.

Nothing of a publication depends on who listens, and no listener can undo one.
"""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from monitoring.models.showcase import Scorecard

# Sent with ``scorecard``.
signal = Signal()


def tell(scorecard: Scorecard) -> None:
    """Call it inside the transaction that publishes or retracts; who listens hears after it."""
    send = partial(signal.send_robust, sender=Scorecard, scorecard=scorecard)
    transaction.on_commit(send, robust=True)
