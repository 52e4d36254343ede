"""What was found: rounds, the workshop (mutable) and the showcase (written once)."""

from monitoring.models.answers import (
    Reply,
    ReplyLetter,
    ReportEvent,
    ReviewComment,
    SecondCode,
)
from monitoring.models.cases import Case, CaseFile
from monitoring.models.chain import LedgerEntry
from monitoring.models.claims import Claim
from monitoring.models.documents import Document
from monitoring.models.followers import Follower
from monitoring.models.proof import Evidence, KeptFile, OriginalDownload
from monitoring.models.published_words import PublishedWords
from monitoring.models.requests import InformationRequest, LegalDeadline, OfficialHoliday
from monitoring.models.responses import Retraction, ScorecardReply, ScorecardReplyLetter
from monitoring.models.rota import ReviewDuty
from monitoring.models.rounds import (
    AS_PUBLISHED,
    METHOD_VERSION,
    Round,
    RoundExtension,
    RoundReopening,
)
from monitoring.models.showcase import Scorecard, ScorecardEvidence, ScorecardLine
from monitoring.models.standing import StandingResult
from monitoring.models.vocabulary import Capacity, EvidenceClass, Language, Stage, Status
from monitoring.models.workshop import Finding, Report

__all__ = [
    "AS_PUBLISHED",
    "Capacity",
    "Case",
    "CaseFile",
    "Claim",
    "Document",
    "Evidence",
    "EvidenceClass",
    "Finding",
    "InformationRequest",
    "Follower",
    "KeptFile",
    "Language",
    "LegalDeadline",
    "LedgerEntry",
    "METHOD_VERSION",
    "OfficialHoliday",
    "OriginalDownload",
    "PublishedWords",
    "Reply",
    "ReplyLetter",
    "Report",
    "ReportEvent",
    "Retraction",
    "ReviewComment",
    "ReviewDuty",
    "Round",
    "RoundExtension",
    "RoundReopening",
    "Scorecard",
    "ScorecardEvidence",
    "ScorecardLine",
    "ScorecardReply",
    "ScorecardReplyLetter",
    "SecondCode",
    "Stage",
    "StandingResult",
    "Status",
]
