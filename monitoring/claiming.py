"""Recording what somebody claimed elsewhere (METHOD §5): written once, and public at once."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts.models import Term
from monitoring.models import Claim, Round
from municipalities.models import Municipality, User
from municipalities.permissions import is_network_admin

LONGEST_SLUG = 50


def check(claim: Claim) -> None:
    """ValidationError if this cannot be a claim; a claim about a round is one about its term."""
    if claim.round_id and claim.round.term_id != claim.term_id:
        raise ValidationError({"round": _("This round belongs to another term.")})
    if (
        claim.municipality_id
        and claim.municipality.is_demonstration
        and not claim.term.is_demonstration
    ):
        raise ValidationError({"municipality": _("This municipality is invented.")})
    claim.full_clean(exclude=["slug"])


@transaction.atomic
def record_claim(
    *, by: User, term: Term, claimed_by: str, who_sq: str, text_sq: str, period: str, source: str,
    municipality: Municipality | None = None, round: Round | None = None, who_en: str = "",
    text_en: str = "", figure: Decimal | None = None, full: int | None = None,
    partial: int | None = None, none: int | None = None,
    municipalities_covered: int | None = None, said_on: str = "",
) -> Claim:  # fmt: skip
    """The claim beside the scorecards, for good. The same one recorded twice is one.

    For others than network admins PermissionDenied.
    """
    if not is_network_admin(by):
        raise PermissionDenied
    said = {
        "term": term, "municipality": municipality, "round": round, "claimed_by": claimed_by,
        "who_sq": who_sq, "who_en": who_en, "text_sq": text_sq, "text_en": text_en,
        "figure": figure, "full": full, "partial": partial, "none": none,
        "municipalities_covered": municipalities_covered, "period": period, "said_on": said_on,
        "source": source,
    }  # fmt: skip
    if there := Claim.objects.filter(**said).first():
        return there
    claim = Claim(**said)
    check(claim)
    claim.slug = _free_slug(claim)
    claim.save()
    return claim


def _free_slug(claim: Claim) -> str:
    """Made of place and period, numbered where another claim has it."""
    place = claim.municipality.slug if claim.municipality else "network"
    base = slugify(f"{place}-{claim.period}")[: LONGEST_SLUG - 4] or place
    taken = set(Claim.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
