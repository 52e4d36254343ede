"""From the first submitted report on, the words of a contract change by amendment alone."""

from django.utils import timezone

from contracts.models import Freeze, SocialContract


def freeze(*, contract: SocialContract, at=None) -> Freeze:
    """The contract's freeze; the day of the first one stays, however often this is asked."""
    when = {"frozen_at": at or timezone.now()}
    return Freeze.objects.get_or_create(contract=contract, defaults=when)[0]
