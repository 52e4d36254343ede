"""What was promised: needs, offers, Social Contracts, signatures, commitments; and activities."""

from contracts.models.activities import Activity, ActivityStep
from contracts.models.agreed import Pillar, Sector, Signature, SocialContract, Term
from contracts.models.drafts import ContractDraft, DraftCommitment, Freeze, TestabilityCheck
from contracts.models.elections import (
    Candidate,
    Election,
    Juxtaposition,
    Need,
    Participation,
    Position,
)
from contracts.models.promised import (
    Amendment,
    Commitment,
    Exclusion,
    ExclusionApproval,
)
from contracts.models.told import JuxtapositionEvent

__all__ = [
    "Activity",
    "ActivityStep",
    "Amendment",
    "Candidate",
    "Commitment",
    "ContractDraft",
    "DraftCommitment",
    "Election",
    "Exclusion",
    "ExclusionApproval",
    "Freeze",
    "Juxtaposition",
    "JuxtapositionEvent",
    "Need",
    "Participation",
    "Pillar",
    "Position",
    "Sector",
    "Signature",
    "SocialContract",
    "Term",
    "TestabilityCheck",
]
