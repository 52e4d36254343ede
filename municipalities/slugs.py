"""Words that stand in addresses; what is stored must make an address that can be opened."""

from django.db.models import Q

PATTERN = r"^[-a-zA-Z0-9_]+$"
# The reference of a commitment, which ends in its number: vlore-2023-1.5.
REFERENCE_PATTERN = r"^[a-zA-Z0-9][-a-zA-Z0-9_.]*$"


def is_slug(field: str) -> Q:
    """For a CheckConstraint: the column is not empty and holds what Django calls a slug."""
    return Q(**{f"{field}__regex": PATTERN})


def is_reference(field: str) -> Q:
    return Q(**{f"{field}__regex": REFERENCE_PATTERN})
