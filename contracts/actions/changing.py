"""What happens to a promise after it was signed: amended by both, withdrawn by one (METHOD §5)."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.steps import refuse_future, require_network_admin, stored, swap
from contracts.models import Amendment, Commitment, SocialContract
from municipalities.models import User
from municipalities.refusals import Refused


@transaction.atomic
def amend(
    *, commitment: Commitment, by: User, since: datetime.date, source: str, title_sq: str,
    title_en: str = "", text_sq: str = "", text_en: str = "", at=None,
) -> Amendment:  # fmt: skip
    """Give a commitment the words that both signatories agreed on; the old ones are kept.

    ``since`` is the day from which the new words hold, not in the future and after every earlier
    amendment; ``source`` the document that both signed.
    """
    at = at or timezone.now()
    require_network_admin(by)
    refuse_future(since, at)
    if not title_sq.strip() or not source.strip():
        raise Refused(_("An amendment needs its new title in Albanian and its source."))
    new = {"title_sq": title_sq, "title_en": title_en, "text_sq": text_sq, "text_en": text_en}
    old = {name: getattr(commitment, name) for name in new}
    if new == old:
        raise Refused(_("The new words are the same as the old ones."))
    if commitment.amendments.filter(since__gte=since).exists():
        raise Refused(_("A later amendment is already recorded; its old words would be wrong."))
    swap(commitment, by, seen=old, then=new)
    amendment = Amendment(
        commitment=commitment, since=since, source=source, recorded_at=at, recorded_by=by,
        **{f"old_{name}": words for name, words in old.items()},
    )  # fmt: skip
    return stored(amendment)


@transaction.atomic
def record_withdrawal(
    *, commitment: Commitment, by: User, on: datetime.date, source: str, at=None
) -> Commitment:
    """The municipality alone took it back: it stays in and counts as not addressed."""
    require_network_admin(by)
    refuse_future(on, at or timezone.now())
    if not source.strip():
        raise Refused(_("A withdrawal needs its source."))
    withdrawn = {"withdrawn_on": on, "withdrawn_source": source}
    swap(commitment, by, seen={"withdrawn_on": None}, then=withdrawn)
    return commitment


@transaction.atomic
def withdraw_contract(
    *, contract: SocialContract, by: User, on: datetime.date, source: str, at=None
) -> list[Commitment]:
    """The municipality alone took the whole contract back: each commitment and each point.

    Those that it had withdrawn before keep their own day and source. Refused if none is left.
    """
    require_network_admin(by)
    left = list(contract.commitments.filter(withdrawn_on=None).in_order())
    if not left:
        raise Refused(_("No commitment of this contract is left to be withdrawn."))
    return [
        record_withdrawal(commitment=commitment, by=by, on=on, source=source, at=at)
        for commitment in left
    ]
