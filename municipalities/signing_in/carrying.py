"""What somebody had typed when her session was over, carried along until she is back (R-17).

Before sign-in it travels in a signed hidden field of the sign-in page; afterwards it waits in the
session until it is sent again, to the same address. Passwords and codes are never carried.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

SALT = "what somebody typed"
# With the sign-in form around it, it stays below what a request may hold.
MAX_CHARACTERS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2
# A laptop that was closed over a long weekend.
MAX_AGE = 7 * 24 * 60 * 60
IN_SESSION = "typed"

NEVER = {"csrfmiddlewaretoken", "password", "old_password", "new_password", "proof_code"}


@dataclass(frozen=True)
class Typed:
    """One form as it was sent: the address, its fields in order, whose it is if that is known.

    ``lost_files``: names of files that came with it and could not be kept.
    """

    to: str
    fields: tuple[tuple[str, str], ...]
    by: int | None = None
    lost_files: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """What a person wrote herself, to be read again; numbers and choices are not."""
        return [value for _name, value in self.fields if len(value.split()) > 1]

    def as_data(self) -> dict:
        return {
            "to": self.to,
            "fields": [list(field) for field in self.fields],
            "by": self.by,
            "lost": list(self.lost_files),
        }


def typed_in(request, *, kept_files=(), lost_files=()) -> Typed | None:
    """What this POST holds; None where nothing was typed, chosen or attached.

    None also for a script that saves meanwhile: what it sends still stands in its page.
    ``kept_files``: fields that stand for files which were taken in meanwhile.
    """
    if request.headers.get("Accept") == "application/json":
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER
    ]
    fields += kept_files
    if not any(value.strip() for _name, value in fields) and not lost_files:
        return None
    return Typed(request.get_full_path(), tuple(fields), _owner(request), tuple(lost_files))


def signed(typed: Typed) -> str:
    """The hidden field; empty if there is more than a request could bring back."""
    text = signing.dumps(typed.as_data(), salt=SALT, compress=True)
    return text if len(text) <= MAX_CHARACTERS else ""


def read(text: str, *, by, to: str) -> Typed | None:
    """What the hidden field holds; None if it is forged, too old, another person's or address's."""
    try:
        data = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    typed = _from_data(data)
    return typed if typed.to == to and typed.by in (None, by.pk) else None


def keep(session, typed: Typed) -> None:
    session[IN_SESSION] = typed.as_data()


def kept(session) -> Typed | None:
    data = session.get(IN_SESSION)
    return _from_data(data) if data else None


def let_go(session, address: str | None = None) -> None:
    """It was sent again to its address, or is not wanted any more."""
    data = session.get(IN_SESSION)
    if data and address in (None, data["to"]):
        del session[IN_SESSION]


def _from_data(data) -> Typed:
    fields = tuple((name, value) for name, value in data["fields"])
    return Typed(data["to"], fields, data["by"], tuple(data["lost"]))


def _owner(request) -> int | None:
    if request.user.is_authenticated:
        return request.user.pk
    return request.session.asleep
