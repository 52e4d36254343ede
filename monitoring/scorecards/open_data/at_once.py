"""At most two long downloads at once from one address, so that two do not take every worker (P-09).

Counted by locks on empty files: they hold across threads and worker processes of one machine,
need no database, and the system lets go of them whatever happens to the process. An address is
one of a few thousand numbers there, which tells nobody who it was.
"""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import IO

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from municipalities.signing_in.limits import address_of

AT_ONCE = 2
ADDRESSES = 4096
SECONDS = 10
LONG = 128 * 1024  # bytes; what is shorter is sent before anybody could count it


class Held:
    """An answer in pieces that gives its place back when it ends or its reader leaves."""

    def __init__(self, begun: list[bytes], pieces: Iterator[bytes], place: IO):
        self.begun, self.pieces, self.place = begun, pieces, place

    def __iter__(self):
        try:
            yield from self.begun
            yield from self.pieces
        finally:
            self.close()

    def close(self):
        self.pieces.close()
        self.place.close()


def streamed(request, pieces: Iterator[bytes], content_type: str, **headers) -> HttpResponse:
    """The pieces as an answer, or 429 if this address has two long answers running already.

    What is short is sent whatever else is running.
    """
    begun, size = [], 0
    for piece in pieces:
        begun.append(piece)
        size += len(piece)
        if size >= LONG:
            break
    else:
        return StreamingHttpResponse(begun, content_type=content_type, headers=headers)
    try:
        place = _free_place(address_of(request))
    except OSError:  # a disk that cannot be written to keeps nobody from reading
        return StreamingHttpResponse(
            chain(begun, pieces), content_type=content_type, headers=headers
        )
    if place is None:
        pieces.close()
        return too_many()
    return StreamingHttpResponse(
        Held(begun, pieces, place), content_type=content_type, headers=headers
    )


def too_many() -> HttpResponse:
    words = _("Two downloads of this address are running. Try again when one of them has ended.")
    return HttpResponse(
        f"{words}\n",
        status=429,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(SECONDS), "Cache-Control": "no-store"},
    )


def _free_place(address: str) -> IO | None:
    folder = settings.DATA_DIR / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    number = int(hashlib.sha256(address.encode()).hexdigest(), 16) % ADDRESSES
    for place in range(AT_ONCE):
        file = open(folder / f"{number:04}-{place}", "w")  # noqa: SIM115  (held while it is sent)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        file.close()
    return None
