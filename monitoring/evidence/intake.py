"""From bytes that somebody sent to two stored files, or a refusal that leaves nothing behind."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from monitoring.evidence import documents, pictures, storage
from monitoring.evidence.pictures import MAX_PIXELS
from monitoring.evidence.refusal import Refused

__all__ = ["MAX_BYTES", "MAX_PIXELS", "Refused", "StoredFile", "take_in"]

MAX_BYTES = 20 * 1024 * 1024

# What is taken in, by content (QUALITY D), and how its public copy is made.
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


def take_in(file: BinaryIO | bytes, *, name: str) -> StoredFile:
    """Check, clean and store a file; raise Refused, with nothing stored, if it cannot be.

    ``name`` is what the sender calls it; it appears in the refusal and nowhere else. Returns
    before any row exists: what fails afterwards leaves an unreferenced file, never a row without
    its file (QUALITY R-02). The same bytes always give the same StoredFile.
    """
    try:
        original = _read(file)
        content_type = _type_of(original)
        public = _clean(original, content_type)
    except Refused as refusal:
        raise Refused(refusal.reason, _readable(name)) from refusal
    original_sha256 = storage.keep(original, storage.original_path)
    return StoredFile(
        sha256=storage.keep(public, storage.public_path),
        size=len(public),
        content_type=content_type,
        original_sha256=original_sha256,
        original_size=len(original),
    )


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


def _type_of(content: bytes) -> str:
    found = filetype.guess_mime(content)
    if found not in CLEANERS:
        raise Refused(
            _(
                "By its content it is no JPEG, PNG or WebP picture and no PDF document, whatever "
                "its name says. Save it as one of these and send it again."
            )
        )
    return found


def _clean(content: bytes, content_type: str) -> bytes:
    try:
        return CLEANERS[content_type](content)
    except Refused:
        raise
    except Exception as error:
        # Decoders fail on foreign bytes in more ways than they document; each means the same.
        raise Refused(
            _("It is damaged or incomplete. Open it, save it anew and send the new file.")
        ) from error


def _readable(name: str) -> str:
    """A sender's file name as it may stand in a sentence: no path, one line, not endless."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:100] or "?"
