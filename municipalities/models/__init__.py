"""Who and where: municipalities, member organisations and the people in them."""

from municipalities.models.doorkeeping import Attempt, Session
from municipalities.models.interests import DeclaredInterest
from municipalities.models.mail import OutgoingMail
from municipalities.models.people import Coverage, Membership, Organisation, User
from municipalities.models.places import AdministrativeUnit, County, Mayor, Municipality

__all__ = [
    "AdministrativeUnit",
    "Attempt",
    "County",
    "Coverage",
    "DeclaredInterest",
    "Mayor",
    "Membership",
    "Municipality",
    "Organisation",
    "OutgoingMail",
    "Session",
    "User",
]
