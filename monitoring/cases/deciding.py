"""A coordinator decides what becomes of a message; outcome and her reason are public from then on.

The same words sent many times about one commitment, without files, are one decision.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring import permissions
from monitoring.cases.telling import KEPT_FOR
from monitoring.models.cases import Case
from monitoring.refusals import Conflict, NotAllowed, Refused
from municipalities import outbox

SHORTEST_REASON = 20


@transaction.atomic
def decide(*, case: Case, by, outcome: str, sq: str, en: str = "", at=None) -> list[Case]:
    """Decide a case, and with it every open one that says the same about the same commitment.

    Returns all that were decided. Whoever left an address is told by mail. Conflict if somebody
    decided it first.
    """
    if not permissions.may_decide_case(by, case):
        raise NotAllowed
    decided = _decide([case], by, outcome, sq, en, at or timezone.now())
    if case.pk not in {each.pk for each in decided}:
        raise already_decided()
    return decided


def already_decided() -> Conflict:
    return Conflict(_("Somebody has decided this case already."))


@transaction.atomic
def reject(*, cases: Iterable[Case], by, sq: str, en: str = "", at=None) -> list[Case]:
    """Reject many at once, each with those that say the same, for one public reason.

    All or none: NotAllowed if one of them is not this person's to decide. What somebody decided
    meanwhile stays as it is. Returns those that were rejected.
    """
    chosen = list(cases)
    if not chosen:
        raise Refused(_("Choose at least one message."))
    mine = permissions.cases_in_hand(by).filter(pk__in=[case.pk for case in chosen])
    if mine.count() != len(chosen):
        raise NotAllowed
    return _decide(chosen, by, Case.Outcome.REJECTED, sq, en, at or timezone.now())


def _decide(cases: list[Case], by, outcome: str, sq: str, en: str, at) -> list[Case]:
    sq, en = sq.strip(), en.strip()
    if outcome not in Case.Outcome.values:
        raise Refused(_("Choose what becomes of it."))
    if len(sq) < SHORTEST_REASON:
        raise Refused(
            _("Give the public reason in Albanian, in at least %(letters)s letters.")
            % {"letters": SHORTEST_REASON}
        )
    now = list(Case.objects.waiting().and_all_that_say_the_same(cases).order_by("pk"))
    # Compare and swap: what somebody else decided since is not among those that carry our stamp.
    swapped = {"decided_at": at, "decided_by": by}
    Case.objects.waiting().filter(pk__in=[case.pk for case in now]).update(
        outcome=outcome, reason_sq=sq, reason_en=en, **swapped
    )
    decided = list(
        Case.objects.filter(pk__in=[case.pk for case in now], **swapped)
        .with_their_places()
        .order_by("pk")
    )
    _tell(decided, at)
    return decided


def _tell(cases: list[Case], at) -> None:
    """One mail to each address, however often it was given: nobody can be flooded through us."""
    first = {}
    for case in cases:
        if case.contact:
            first.setdefault(case.contact.casefold(), case)
    for case in first.values():
        reader = outbox.Reader(f"case/{case.number}", case.contact, case.language)
        outbox.put_many([reader], template="case_decided", at=at, case=case, days=KEPT_FOR.days)
