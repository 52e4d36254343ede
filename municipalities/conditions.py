"""What the constraints of several models say, once."""

from django.db.models import F, Q

SHA256 = "^[0-9a-f]{64}$"


def known_together(at: str, by: str) -> Q:
    """When and who are both known or both unknown."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(
        **{f"{at}__isnull": False, f"{by}__isnull": False}
    )


def at_most(part: str, whole: str) -> Q:
    """A number that is part of another is no larger, where both are known."""
    return (
        Q(**{f"{part}__isnull": True})
        | Q(**{f"{whole}__isnull": True})
        | Q(**{f"{part}__lte": F(whole)})
    )
