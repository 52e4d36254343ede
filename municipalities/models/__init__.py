"""Who and where: municipalities, member organisations and the people in them."""

from municipalities.models.audit import AuditEntry
from municipalities.models.doorkeeping import Attempt, Session
from municipalities.models.interests import DeclaredInterest
from municipalities.models.invitations import FactorReset, Invitation
from municipalities.models.mail import OutgoingMail
from municipalities.models.openness import (
    Council,
    CouncilGroup,
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from municipalities.models.people import (
    Coverage,
    FormerCoverage,
    Membership,
    Organisation,
    User,
)
from municipalities.models.places import AdministrativeUnit, County, Mayor, Municipality
from municipalities.models.secretariat import Announcement, Channel, PageText

__all__ = [
    "AdministrativeUnit",
    "Announcement",
    "Attempt",
    "AuditEntry",
    "Channel",
    "Council",
    "CouncilGroup",
    "County",
    "Coverage",
    "DeclaredInterest",
    "FactorReset",
    "FormerCoverage",
    "IntegrityPlan",
    "Invitation",
    "Mayor",
    "Membership",
    "Municipality",
    "Organisation",
    "OutgoingMail",
    "PageText",
    "ParticipatoryBudget",
    "PublicConsultation",
    "Session",
    "Transparency",
    "User",
]
