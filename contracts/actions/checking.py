"""The testability check of a commitment that is signed already; its words stay as they are."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.steps import refuse_invalid, require_keeper
from contracts.models import Commitment, TestabilityCheck
from municipalities.models import User
from municipalities.refusals import Refused


class CheckedMeanwhile(Refused):
    """Somebody recorded a check after this one was opened; ``theirs`` is what stands now."""

    def __init__(self, theirs: TestabilityCheck):
        super().__init__(
            _("Somebody changed this after you opened it. Compare, and save again if yours holds.")
        )
        self.theirs = theirs


def version_of(check: TestabilityCheck | None) -> str:
    """What a form carries, to notice that somebody else checked meanwhile (QUALITY R-07)."""
    return check.checked_at.isoformat() if check else ""


@transaction.atomic
def check_testability(
    *, commitment: Commitment, by: User, indicator_sq: str, indicator_en: str = "",
    seen: str | None = None, at=None, **answers: bool,
) -> TestabilityCheck:  # fmt: skip
    """Answer the questions of `TestabilityCheck.QUESTIONS` with yes or no; public at once.

    ``indicator_sq`` may be empty: then the commitment is checked and not testable. A later check
    takes the place of the one whose `version_of` was ``seen`` (None: of whichever stands); the
    same answers again leave it as it is.
    """
    require_keeper(by, commitment.contract.municipality)
    if commitment.points.exists():
        raise Refused(_("A bundle is checked point by point."))
    if set(answers) != set(TestabilityCheck.QUESTIONS) or None in answers.values():
        raise Refused(_("Answer every question of the check with yes or no."))
    Commitment.objects.select_for_update().get(pk=commitment.pk)
    check = TestabilityCheck.objects.filter(commitment=commitment).first()
    said = answers | {"indicator_sq": indicator_sq, "indicator_en": indicator_en}
    if check and seen is not None and version_of(check) != seen:
        if all(getattr(check, name) == answer for name, answer in said.items()):
            return check
        raise CheckedMeanwhile(check)
    check = check or TestabilityCheck(commitment=commitment)
    for name, answer in said.items():
        setattr(check, name, answer)
    check.checked_at, check.checked_by = at or timezone.now(), by
    refuse_invalid(check)
    check.save()
    return check
