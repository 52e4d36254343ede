"""From bytes that somebody sent to two stored files, or a refusal that leaves nothing behind."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import BinaryIO

from django.utils.translation import gettext as _

from monitoring.evidence import documents, kinds, pictures, storage, thumbnails
from monitoring.evidence.pictures import MAX_PIXELS
from monitoring.evidence.refusal import Refused

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "CleanedFile",
    "Refused",
    "StoredFile",
    "readable_name",
    "renew",
    "renew_cleaned",
    "take_in",
    "take_in_cleaned",
]

MAX_BYTES = 20 * 1024 * 1024

# A picture of 50 million pixels needs some 400 MB while it is drawn anew, so each process draws
# one file at a time; reading the public pages goes on beside it (QUALITY P-13).
one_at_a_time = Lock()

# How the public copy of each kind is made (QUALITY D).
CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": partial(pictures.redraw, format="JPEG"),
    "image/png": partial(pictures.redraw, format="PNG"),
    "image/webp": partial(pictures.redraw, format="WEBP"),
    "application/pdf": documents.rewrite,
}


@dataclass(frozen=True)
class StoredFile:
    """Two files on disk that no row names yet; hash, size and type are the public copy's."""

    sha256: str
    size: int
    content_type: str
    original_sha256: str
    original_size: int


@dataclass(frozen=True)
class CleanedFile:
    """The public copy alone, on disk, that no row names yet; its original was not kept."""

    sha256: str
    size: int
    content_type: str


def take_in(file: BinaryIO | bytes, *, name: str) -> StoredFile:
    """Check, clean and store a file; raise Refused, with nothing stored, if it cannot be.

    ``name`` is what the sender calls it; it appears in the refusal and nowhere else. Returns
    before any row exists: what fails afterwards leaves an unreferenced file, never a row without
    its file (QUALITY R-02). The same bytes always give the same StoredFile. NoSpace if the disk
    is full. Call it outside of transactions: drawing a large picture takes seconds.
    """
    original, public, content_type = _read_and_cleaned(file, name)
    original_sha256 = storage.keep(original, storage.original_path)
    return StoredFile(
        sha256=_keep_public(public, content_type),
        size=len(public),
        content_type=content_type,
        original_sha256=original_sha256,
        original_size=len(original),
    )


def take_in_cleaned(file: BinaryIO | bytes, *, name: str) -> CleanedFile:
    """The same checks and cleaning; the original, with all that it tells, is never written."""
    _original, public, content_type = _read_and_cleaned(file, name)
    return CleanedFile(_keep_public(public, content_type), len(public), content_type)


def renew(file: StoredFile) -> bool:
    """Is a file that was taken in earlier still there? If so, it waits for its row a day longer.

    For a StoredFile that comes back from a form: it may be as old as the form.
    """
    return storage.renew(
        [storage.public_path(file.sha256), storage.original_path(file.original_sha256)]
    )


def renew_cleaned(file: CleanedFile) -> bool:
    """The same for a file whose original was not kept."""
    return storage.renew([storage.public_path(file.sha256)])


def _read_and_cleaned(file: BinaryIO | bytes, name: str) -> tuple[bytes, bytes, str]:
    try:
        original = _read(file)
        content_type = kinds.kind_of(original)
        return original, _clean(original, content_type), content_type
    except Refused as refusal:
        raise Refused(refusal.reason, readable_name(name)) from refusal


def _keep_public(public: bytes, content_type: str) -> str:
    """Store the public copy, with its small picture; returns its hash."""
    sha256 = storage.keep(public, storage.public_path)
    if content_type in thumbnails.OF_TYPES:
        thumbnails.keep(public, sha256)
    return sha256


def _read(file: BinaryIO | bytes) -> bytes:
    content = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
    if not content:
        raise Refused(_("The file is empty. Choose it again."))
    if len(content) > MAX_BYTES:
        raise Refused(
            _("It is larger than %(limit)s MB. Make it smaller or send it in parts.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    return content


def _clean(content: bytes, content_type: str) -> bytes:
    try:
        with one_at_a_time:
            return CLEANERS[content_type](content)
    except Refused:
        raise
    except Exception as error:
        # Decoders fail on foreign bytes in more ways than they document; each means the same.
        raise Refused(
            _("It is damaged or incomplete. Open it, save it anew and send the new file.")
        ) from error


def readable_name(name: str) -> str:
    """A sender's file name as it may be shown: no path, one line, at most 100 letters, never
    empty, its ë one letter and nothing in it that turns the line around."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:100] or "?"
