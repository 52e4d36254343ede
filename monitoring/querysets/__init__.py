"""One method per question asked about rounds, reports and what was published."""

from monitoring.querysets.showcase import (
    ClaimQuerySet,
    EvidenceOnShowQuerySet,
    LedgerQuerySet,
    LetterOnShowQuerySet,
    LineQuerySet,
    ReplyOnShowQuerySet,
    ScorecardQuerySet,
    WrittenOnce,
    WrittenOnceQuerySet,
)
from monitoring.querysets.standing import StandingResultQuerySet
from monitoring.querysets.workshop import (
    EvidenceQuerySet,
    FindingQuerySet,
    KeptFileQuerySet,
    ReportQuerySet,
    RoundQuerySet,
)

__all__ = [
    "ClaimQuerySet",
    "EvidenceOnShowQuerySet",
    "EvidenceQuerySet",
    "FindingQuerySet",
    "KeptFileQuerySet",
    "LedgerQuerySet",
    "LetterOnShowQuerySet",
    "LineQuerySet",
    "ReplyOnShowQuerySet",
    "ReportQuerySet",
    "RoundQuerySet",
    "ScorecardQuerySet",
    "StandingResultQuerySet",
    "WrittenOnce",
    "WrittenOnceQuerySet",
]
