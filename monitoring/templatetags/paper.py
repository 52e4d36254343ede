"""What a sheet of paper needs beside the words: a QR code, and the checkpoint to keep."""

from django import template
from django.conf import settings

from monitoring import ledger
from monitoring.models.showcase import Scorecard
from monitoring.scorecards.media import qr

register = template.Library()


@register.filter
def in_full(path: str) -> str:
    """'/ledger/' -> the same with the portal's origin, as it can be typed anywhere."""
    return f"{settings.PUBLIC_ORIGIN}{path}"


@register.filter
def qr_code(address: str) -> qr.Code:
    return qr.of_address(address)


@register.filter
def checkpoint_at(scorecard: Scorecard) -> str:
    """The checkpoint of the ledger as it was when this scorecard was sealed (METHOD §7)."""
    entry = scorecard.entry
    return ledger.Checkpoint(settings.PUBLIC_ORIGIN, entry.seq, entry.hash).text()
