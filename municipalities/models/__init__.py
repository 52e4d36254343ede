"""Who and where: municipalities, member organisations and the people in them."""

from municipalities.models.people import Coverage, Membership, Organisation, User
from municipalities.models.places import AdministrativeUnit, County, Mayor, Municipality

__all__ = [
    "AdministrativeUnit",
    "County",
    "Coverage",
    "Mayor",
    "Membership",
    "Municipality",
    "Organisation",
    "User",
]
