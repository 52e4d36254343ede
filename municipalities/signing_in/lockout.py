"""The lock-out of django-axes, counting by our own limits before any password is hashed (S-19).

Ten tries for one account from one address and twenty from one address in ten minutes. From
another address the owner of the account still gets in. A right password counts as no try.
"""

import datetime

from axes.handlers.base import AxesHandler
from django.shortcuts import render

from municipalities import audit
from municipalities.models import User
from municipalities.signing_in import limits

WINDOW = datetime.timedelta(minutes=10)
PER_ACCOUNT_AND_ADDRESS = 10
PER_ADDRESS = 20


class LockOut(AxesHandler):
    """What axes asks: before a password is looked at, and after it was the right one."""

    def is_allowed(self, request, credentials=None) -> bool:
        both = _limits(request, (credentials or {}).get("username"))
        if any(limits.seconds_to_wait(**limit) for limit in both):
            return self._refuse(request)
        taken = [limits.take(**limit) for limit in both]
        if None in taken:
            for attempt in filter(None, taken):
                attempt.delete()
            return self._refuse(request)
        request.tries_at_signing_in = taken
        return True

    def user_logged_in(self, sender, request, user, **kwargs):
        for attempt in getattr(request, "tries_at_signing_in", ()):
            attempt.delete()
        limits.forget(**_of_account_and_address(request, user.email))
        limits.sweep()

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Noted once a try that was let through; whoever is locked out leaves no more rows."""
        if getattr(request, "axes_locked_out", False):
            return
        username = str(credentials.get("username") or "")
        person = User.objects.filter(email=username.lower()).first() if _is_text(username) else None
        audit.record(audit.Event.SIGN_IN_FAILED, person=person, detail="password")
        if request and seconds_to_wait(request, username):
            audit.record(audit.Event.LOCKED_OUT, person=person)

    def _refuse(self, request) -> bool:
        request.axes_locked_out = True  # the middleware of axes then answers with `too_many`
        return False


def seconds_to_wait(request, username) -> int:
    """Until this account may be tried again from this address; 0 if it may be now."""
    return max(limits.seconds_to_wait(**limit) for limit in _limits(request, username))


def too_many(request, response=None, credentials=None):
    """The answer of axes to somebody who is locked out."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    return wait_first(request, seconds_to_wait(request, username))


def wait_first(request, seconds: int, **more):
    """429: how long to wait, for the reader and in Retry-After."""
    context = {"minutes": max(1, -(-seconds // 60)), "this_page": None} | more
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(max(1, seconds))
    return response


def _is_text(username: str) -> bool:
    """NUL is in no address; PostgreSQL takes it ill."""
    return "\0" not in username


def _limits(request, username) -> list[dict]:
    address = limits.address_of(request)
    return [
        {"what": "sign-in from", "who": address, "at_most": PER_ADDRESS, "within": WINDOW},
        {
            **_of_account_and_address(request, username),
            "at_most": PER_ACCOUNT_AND_ADDRESS,
            "within": WINDOW,
        },
    ]


def _of_account_and_address(request, username) -> dict:
    who = f"{str(username or '').casefold()} {limits.address_of(request)}"
    return {"what": "sign-in as", "who": who}
