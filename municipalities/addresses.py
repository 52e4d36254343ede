"""What may stand in an address, so that every stored one can be opened (and is safe to)."""

from django.db.models import Q

SLUG_PATTERN = r"^[-a-zA-Z0-9_]+$"
# The reference of a commitment, which ends in its number: vlore-2023-1.5.
REFERENCE_PATTERN = r"^[a-zA-Z0-9][-a-zA-Z0-9_.]*$"


def is_slug(field: str) -> Q:
    """For a CheckConstraint: the column is not empty and holds what Django calls a slug."""
    return Q(**{f"{field}__regex": SLUG_PATTERN})


def is_reference(field: str) -> Q:
    return Q(**{f"{field}__regex": REFERENCE_PATTERN})


def is_web_address_or_empty(field: str) -> Q:
    """For a CheckConstraint: no javascript:, data: or the like can be stored (QUALITY S-45)."""
    return (
        Q(**{field: ""})
        | Q(**{f"{field}__startswith": "https://"})
        | Q(**{f"{field}__startswith": "http://"})
    )
