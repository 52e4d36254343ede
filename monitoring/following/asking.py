"""Who wants to be told: asked on a page, confirmed by mail, erased on leaving.

Nothing that these functions do tells anybody whether an address follows something: whoever asks
gets the same answer, and mail leaves through the outbox, after the request (QUALITY S-18).
"""

import datetime
import secrets

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from contracts.models import Commitment, Sector
from monitoring.models.chain import LedgerEntry
from monitoring.models.followers import Follower
from municipalities import outbox
from municipalities.models import Municipality
from municipalities.outbox import Reader
from municipalities.signing_in import limits

UNCONFIRMED_IS_KEPT = datetime.timedelta(days=7)
# A mailbox gets no more mails than this through the portal, however often somebody asks.
MAILS_TO_ONE_ADDRESS = {"at_most": 10, "within": datetime.timedelta(days=1)}

Thing = Municipality | Sector | Commitment


def follow(*, thing: Thing, email: str, language: str, at=None) -> None:
    """Mails a link to confirm; to who follows the thing already, a link to leave.

    Asked again, the links mailed before still work, and the time to confirm begins anew.
    """
    at, email = at or timezone.now(), email.lower()
    allowed = limits.take(what="follow mail to", who=email, on=at, **MAILS_TO_ONE_ADDRESS)
    if allowed is None:
        return
    with transaction.atomic():
        follower, _is_new = Follower.objects.get_or_create(
            email=email,
            **{type(thing).__name__.lower(): thing},
            defaults={"language": language, "key": secrets.token_urlsafe(32), "asked_at": at},
        )
        if follower.confirmed_at is None:
            follower.asked_at, follower.language = at, language
            follower.save(update_fields=["asked_at", "language"])
        with translation.override(follower.language):
            address = reverse("follow:confirm", args=[follower.key])
        outbox.put_many(
            [reader_of(follower, f"asked/{allowed.pk}")],
            template="follow",
            at=at,
            follower=follower,
            address=address,
        )


def follower_behind(key: str, *, at=None) -> Follower | None:
    """Whose link it is; None if she left, never confirmed in time, or nobody ever got it."""
    asked_after = (at or timezone.now()) - UNCONFIRMED_IS_KEPT
    return Follower.objects.of_the_link(key).still_there(asked_after).first()


def follows_more(follower: Follower) -> bool:
    """Whether the same address follows, or was asked to follow, anything else."""
    return Follower.objects.filter(email=follower.email).exclude(pk=follower.pk).exists()


@transaction.atomic
def confirm(*, key: str, at=None) -> Follower | None:
    """From now on she is told what is published; None if the link is dead. Twice is once."""
    at = at or timezone.now()
    follower = follower_behind(key, at=at)
    if follower is not None:
        head = LedgerEntry.objects.checkpoint().size
        unconfirmed = Follower.objects.filter(pk=follower.pk, confirmed_at=None)
        unconfirmed.update(confirmed_at=at, told_up_to=head)
    return follower


@transaction.atomic
def leave(*, key: str, everything: bool = False) -> None:
    """Erases the address, also from the outbox; done again, or with a dead link, it is nothing.

    ``everything`` that the same address follows is left as well.
    """
    follower = Follower.objects.filter(key=key).first()
    if follower is not None:
        _erase(
            Follower.objects.filter(email=follower.email)
            if everything
            else Follower.objects.filter(pk=follower.pk)
        )


def sweep(*, at=None) -> int:
    """Erases who did not confirm in seven days; returns how many there were."""
    asked_before = (at or timezone.now()) - UNCONFIRMED_IS_KEPT
    with transaction.atomic():
        return _erase(Follower.objects.never_confirmed(asked_before))


def reader_of(follower: Follower, occasion: str) -> Reader:
    """Her as a reader of the outbox; every mail to her carries the link to leave."""
    with translation.override(follower.language):
        leave_at = reverse("follow:leave", args=[follower.key])
    return Reader(_mails_to(follower.pk) + occasion, follower.email, follower.language, leave_at)


def _erase(followers) -> int:
    """Rows first, then their mail: a digest that is being written at this moment holds the row."""
    numbers = list(followers.values_list("pk", flat=True))
    followers.delete()
    for number in numbers:
        outbox.forget(_mails_to(number))
    return len(numbers)


def _mails_to(number: int) -> str:
    """How the keys of all mails to a follower begin."""
    return f"follower/{number}/"
