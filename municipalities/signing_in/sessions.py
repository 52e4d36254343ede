"""Sessions in the database that know whose they are and end by themselves (QUALITY S-11, S-17).

A session ends 30 minutes after it was last used and 12 hours after the password was given,
whatever its cookie says. Its row stays asleep until it is swept: it opens nothing any more, but
still tells to whom it belonged, so that what she was about to send can be kept for her (R-17).
"""

import datetime
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

IDLE = datetime.timedelta(minutes=30)
ABSOLUTE = datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
WRITTEN_AT_MOST_EVERY = datetime.timedelta(minutes=1)
LAST_AT_LEAST = int((IDLE - WRITTEN_AT_MOST_EVERY).total_seconds())

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"


@dataclass(frozen=True)
class OpenSession:
    """One of a person's sessions as she sees it; ``handle`` names it without opening it."""

    handle: str
    signed_in_at: datetime.datetime
    seen_at: datetime.datetime
    is_this: bool


class SessionStore(DatabaseStore):
    """``asleep``: id of the person whose session this was until it ended by itself, or None."""

    asleep = None

    @classmethod
    def get_model_class(cls):
        from municipalities.models import Session

        return Session

    def load(self):
        data = super().load()
        if SESSION_KEY in data and _is_over(data):
            self.asleep = int(data[SESSION_KEY])
            return {}
        return data

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data.setdefault(SIGNED_IN_AT, _now())
            data.setdefault(SEEN_AT, _now())
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row

    def save(self, must_create=False):
        """Of a session that was ended while its request was answered, nothing is written."""
        with suppress(UpdateError):
            super().save(must_create)

    @property
    def seconds_left(self) -> int:
        """Until it ends if nothing more is asked; 0 for whoever is not signed in.

        Less the minute that is not written down: so the same page says the same figure.
        """
        if SESSION_KEY not in self:
            return 0
        return max(0, min(LAST_AT_LEAST, _seconds_of_the_day_left(self._session)))

    @property
    def is_the_last_half_hour(self) -> bool:
        """The twelve hours are nearly over: asking for more does not help."""
        return self.seconds_left < LAST_AT_LEAST


def begin(session) -> None:
    """The password was given just now: a new id, and both clocks start."""
    session.cycle_key()
    session[SIGNED_IN_AT] = session[SEEN_AT] = _now()


def touch(session) -> None:
    """The person asked for something; written down once a minute."""
    if _now() - session.get(SEEN_AT, 0) >= WRITTEN_AT_MOST_EVERY.total_seconds():
        session[SEEN_AT] = _now()


def end_sessions(user, *, except_key="") -> None:
    """Signs the person out everywhere, but for one session of hers (QUALITY S-11, S-23)."""
    from municipalities.models import Session

    Session.objects.of(user).exclude(session_key=except_key).delete()


def open_sessions(user, *, this_key: str) -> list[OpenSession]:
    """Where she is signed in, the session with ``this_key`` and the latest first."""
    found = []
    for row in _rows(user):
        data = row.get_decoded()
        if not _is_over(data):
            times = (_moment(data[name]) for name in (SIGNED_IN_AT, SEEN_AT))
            found.append(OpenSession(_handle(row), *times, row.session_key == this_key))
    return sorted(found, key=lambda one: (not one.is_this, -one.seen_at.timestamp()))


def end_session(user, handle: str) -> bool:
    """Signs her out of one of her sessions; False if it has ended already, or is not hers."""
    for row in _rows(user):
        if constant_time_compare(_handle(row), handle):
            return bool(row.delete()[0])
    return False


def _rows(user):
    from municipalities.models import Session

    return Session.objects.of(user).open_on(timezone.now())


def _handle(row) -> str:
    return salted_hmac("handle of a session", row.session_key, algorithm="sha256").hexdigest()[:32]


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)


def _is_over(data) -> bool:
    """A session without times, which this portal never wrote, is over."""
    idle = data.get(SEEN_AT, 0) + IDLE.total_seconds() - _now()
    return min(idle, _seconds_of_the_day_left(data)) <= 0


def _seconds_of_the_day_left(data) -> int:
    return int(data.get(SIGNED_IN_AT, 0) + ABSOLUTE.total_seconds() - _now())


def _now() -> int:
    return int(timezone.now().timestamp())
