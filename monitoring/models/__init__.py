"""What was found: rounds, the workshop (mutable) and the showcase (written once)."""

from monitoring.models.answers import Reply, ReportEvent, SecondCode
from monitoring.models.chain import LedgerEntry
from monitoring.models.claims import Claim
from monitoring.models.rounds import AS_PUBLISHED, METHOD_VERSION, Round
from monitoring.models.showcase import (
    Retraction,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    ScorecardReply,
)
from monitoring.models.vocabulary import Capacity, EvidenceClass, Stage, Status
from monitoring.models.workshop import Evidence, Finding, Report

__all__ = [
    "AS_PUBLISHED",
    "Capacity",
    "Claim",
    "Evidence",
    "EvidenceClass",
    "Finding",
    "LedgerEntry",
    "METHOD_VERSION",
    "Reply",
    "Report",
    "ReportEvent",
    "Retraction",
    "Round",
    "Scorecard",
    "ScorecardEvidence",
    "ScorecardLine",
    "ScorecardReply",
    "SecondCode",
    "Stage",
    "Status",
]
