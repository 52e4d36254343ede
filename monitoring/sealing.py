"""Appending to the ledger: one chain for the whole site, one writer at a time (METHOD §7)."""

import datetime

from django.db import connection
from django.utils.translation import gettext as _

from monitoring import ledger
from monitoring.models.chain import LedgerEntry

# A clock that runs this far behind the last entry is wrong; less is jitter (QUALITY R-11).
CLOCK_TOLERANCE = datetime.timedelta(seconds=5)
# Any number that nothing else in this database locks.
LEDGER_LOCK = 0x504F50


class ClockIsBehind(Exception):
    """The server's clock is behind the last entry; times in the ledger never decrease."""


def seal(*, kind: str, subject: str, rev: int, payload: dict, at: datetime.datetime) -> LedgerEntry:
    """Append an entry for ``payload``. Call it inside the transaction that it belongs to.

    Raises ClockIsBehind. Appenders wait for each other until that transaction ends; the unique
    keys on seq, prev and (subject, rev) are the net below the lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
    head = LedgerEntry.objects.head()
    at = in_whole_seconds(at)
    if head and at < head.at:
        if head.at - at > CLOCK_TOLERANCE:
            raise ClockIsBehind(
                _("The server's clock is behind the last publication. Tell the network admin.")
            )
        at = head.at
    text = ledger.canonical(payload)
    entry = ledger.make_entry(
        kind=kind,
        subject=subject,
        rev=rev,
        payload_sha256=ledger.sha256_hex(text),
        prev=head.hash if head else ledger.GENESIS,
        seq=head.seq + 1 if head else 1,
        at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return LedgerEntry.objects.create(
        seq=entry["seq"],
        prev=entry["prev"],
        hash=ledger.entry_hash(entry),
        kind=kind,
        subject=subject,
        rev=rev,
        at=at,
        entry=ledger.canonical(entry),
        payload=text,
    )


def in_whole_seconds(at: datetime.datetime) -> datetime.datetime:
    """UTC without a fraction of a second: the ledger's precision."""
    return at.astimezone(datetime.UTC).replace(microsecond=0)


def next_revision(subject: str) -> int:
    """The number that the next entry of this subject gets."""
    return LedgerEntry.objects.filter(subject=subject).count() + 1
