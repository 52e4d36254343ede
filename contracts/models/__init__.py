"""What was promised: terms, sectors, Social Contracts, signatures and commitments."""

from contracts.models.agreed import Pillar, Sector, Signature, SocialContract, Term
from contracts.models.promised import (
    Amendment,
    Commitment,
    Exclusion,
    ExclusionApproval,
)

__all__ = [
    "Amendment",
    "Commitment",
    "Exclusion",
    "ExclusionApproval",
    "Pillar",
    "Sector",
    "Signature",
    "SocialContract",
    "Term",
]
