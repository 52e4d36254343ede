"""How often something may be tried, counted in the database (QUALITY S-18, S-19, S-27).

Rows hold a keyed hash of the account or address, so they count and do not tell. A refused try
leaves no row: whoever goes on trying does not keep anybody else out for longer.
"""

import datetime
import ipaddress
import math

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from municipalities.models import Attempt

KEPT_FOR = datetime.timedelta(days=1)


def allow(*, what: str, who: str, at_most: int, within: datetime.timedelta, on=None) -> bool:
    """Counts one try and says whether it may be made.

    ``who`` is an account, an address or both as one text; ``on`` is the moment, by default now.
    Of tries at the same moment never more than ``at_most`` are allowed: each writes its row
    before it counts.
    """
    return take(what=what, who=who, at_most=at_most, within=within, on=on) is not None


def take(*, what: str, who: str, at_most: int, within: datetime.timedelta, on=None):
    """Like `allow`; returns the row of the allowed try, which may be deleted to give it back."""
    on = on or timezone.now()
    if seconds_to_wait(what=what, who=who, at_most=at_most, within=within, on=on):
        return None
    attempt = Attempt.objects.create(what=what, who=hashed(what, who), at=on)
    if _since(what, who, within, on).count() > at_most:
        attempt.delete()
        return None
    return attempt


def seconds_to_wait(
    *, what: str, who: str, at_most: int, within: datetime.timedelta, on=None
) -> int:
    """Until the next try is allowed: 0 if it is allowed now. Counts nothing."""
    on = on or timezone.now()
    tries = _since(what, who, within, on).order_by("-at").values_list("at", flat=True)
    deciding = tries[at_most - 1 : at_most].first()  # once it is old enough, there is room again
    return max(1, math.ceil((deciding + within - on).total_seconds())) if deciding else 0


def forget(*, what: str, who: str) -> None:
    """The tries so far do not count any more: the right password was given."""
    Attempt.objects.filter(what=what, who=hashed(what, who)).delete()


def sweep(on=None) -> int:
    """Deletes the rows that no limit looks at any more; returns how many there were."""
    return Attempt.objects.before((on or timezone.now()) - KEPT_FOR).delete()[0]


def hashed(what: str, who: str) -> str:
    return salted_hmac(f"limits of {what}", who, algorithm="sha256").hexdigest()


def address_of(request) -> str:
    """Where the request comes from: one IPv4 address, or one IPv6 network as one line gets it.

    X-Forwarded-For is believed from as many proxies as TRUSTED_PROXIES says, otherwise ignored.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(passed_on) >= settings.TRUSTED_PROXIES:
            address = passed_on[-settings.TRUSTED_PROXIES].strip() or address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return (
        str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
    )


def _since(what, who, within, on):
    return Attempt.objects.since(on - within, what=what, who=hashed(what, who))
