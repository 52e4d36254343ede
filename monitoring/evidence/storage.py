"""Where files lie: each under the name of its own content, written so that no crash halves it."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.text import slugify

IS_SHA256 = re.compile("[0-9a-f]{64}").fullmatch
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}


def public_path(sha256: str) -> Path:
    """Where the public copy with this hash lies; ValueError if it is no hash."""
    return _path("evidence", sha256)


def original_path(sha256: str) -> Path:
    """Where the untouched original with this hash lies; ValueError if it is no hash."""
    return _path("originals", sha256)


def _path(folder: str, sha256: str) -> Path:
    if not IS_SHA256(sha256):
        raise ValueError("A file is named by the 64 lower-case hexadecimal digits of its SHA-256.")
    return Path(settings.MEDIA_ROOT) / folder / sha256[:2] / sha256


def keep(content: bytes, path_of: Callable[[str], Path]) -> str:
    """Store bytes under their own hash and return it; storing them again changes nothing.

    The order of QUALITY R-02: temporary file on the same filesystem, fsync, hash, rename, fsync
    of the folder. Whenever it is cut short, the final name holds everything or nothing.
    """
    incoming = Path(settings.MEDIA_ROOT) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=incoming, delete=False) as temporary:
        try:
            os.fchmod(temporary.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
            sha256 = hashlib.sha256(content).hexdigest()
            path = path_of(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(temporary.name, path)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise
    for folder in (path.parent, path.parent.parent):
        _fsync(folder)
    return sha256


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def matches(sha256: str, size: int) -> bool:
    """Whether the public copy is on disk and still has this hash and size."""
    try:
        with public_path(sha256).open("rb") as file:
            same_size = os.fstat(file.fileno()).st_size == size
            return same_size and hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def name_for(title: str, content_type: str) -> str:
    """A readable file name for addresses and downloads, in ASCII: 'foto-e-rruges.jpg'."""
    return (slugify(title)[:80].strip("-") or "evidence") + ENDINGS.get(content_type, "")
