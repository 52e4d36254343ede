"""The testability check of a commitment that is signed already; its words stay as they are."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.steps import refuse_invalid, require_keeper
from contracts.models import Commitment, TestabilityCheck
from municipalities.models import User
from municipalities.refusals import Refused


@transaction.atomic
def check_testability(
    *, commitment: Commitment, by: User, indicator_sq: str, indicator_en: str = "", at=None,
    **answers: bool,
) -> TestabilityCheck:  # fmt: skip
    """Answer the questions of `TestabilityCheck.QUESTIONS` with yes or no; public at once.

    ``indicator_sq`` may be empty: then the commitment is checked and not testable. A later check
    takes the place of an earlier one.
    """
    require_keeper(by, commitment.contract.municipality)
    if commitment.points.exists():
        raise Refused(_("A bundle is checked point by point."))
    if set(answers) != set(TestabilityCheck.QUESTIONS) or None in answers.values():
        raise Refused(_("Answer every question of the check with yes or no."))
    Commitment.objects.select_for_update().get(pk=commitment.pk)
    check = TestabilityCheck.objects.filter(commitment=commitment).first()
    check = check or TestabilityCheck(commitment=commitment)
    said = answers | {"indicator_sq": indicator_sq, "indicator_en": indicator_en}
    for name, answer in said.items():
        setattr(check, name, answer)
    check.checked_at, check.checked_by = at or timezone.now(), by
    refuse_invalid(check)
    check.save()
    return check
