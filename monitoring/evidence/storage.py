"""Where files lie: each under the name of its own content, written so that no crash halves it."""

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.text import slugify

from monitoring.evidence.refusal import NoSpace

IS_SHA256 = re.compile("[0-9a-f]{64}").fullmatch
PUBLIC, ORIGINALS, THUMBNAILS, INCOMING = "evidence", "originals", "thumbnails", "incoming"
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT}


def public_path(sha256: str) -> Path:
    """Where the public copy with this hash lies; ValueError if it is no hash."""
    return _path(PUBLIC, sha256)


def original_path(sha256: str) -> Path:
    """Where the untouched original with this hash lies; ValueError if it is no hash."""
    return _path(ORIGINALS, sha256)


def thumbnail_path(sha256: str) -> Path:
    """Where the small picture of the public copy with this hash lies; ValueError if it is none."""
    return _path(THUMBNAILS, sha256)


def _path(folder: str, sha256: str) -> Path:
    if not IS_SHA256(sha256):
        raise ValueError("A file is named by the 64 lower-case hexadecimal digits of its SHA-256.")
    return Path(settings.MEDIA_ROOT) / folder / sha256[:2] / sha256


def incoming() -> Path:
    """The folder of files that have no name yet; made if it is missing."""
    folder = Path(settings.MEDIA_ROOT) / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(content: bytes, path_of: Callable[[str], Path]) -> str:
    """Store bytes under their own hash and return it; storing them again only makes them new.

    NoSpace if the disk is full, with nothing left of them.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    write(content, path_of(sha256))
    return sha256


def write(content: bytes, path: Path) -> None:
    """Put bytes at a path in the order of QUALITY R-02.

    Temporary file on the same filesystem, fsync, rename, fsync of the folder: whenever it is cut
    short, the final name holds everything or nothing.
    """
    try:
        with NamedTemporaryFile(dir=incoming(), delete=False) as temporary:
            try:
                os.fchmod(temporary.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
                temporary.write(content)
                temporary.flush()
                os.fsync(temporary.fileno())
                path.parent.mkdir(parents=True, exist_ok=True)
                with nobody_sweeps():
                    os.replace(temporary.name, path)
            except BaseException:
                Path(temporary.name).unlink(missing_ok=True)
                raise
        for folder in (path.parent, path.parent.parent):
            _fsync(folder)
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise NoSpace from error
        raise


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def renew(paths: list[Path]) -> bool:
    """Make files that no row names yet as new as if they had just been stored.

    False if one of them is gone: whatever waits longer than the sweep lets it has to be sent again.
    """
    with nobody_sweeps():
        try:
            for path in paths:
                os.utime(path)
        except FileNotFoundError:
            return False
    return True


@contextmanager
def nobody_sweeps(*, nor_stores: bool = False) -> Iterator[None]:
    """Many may store at a time; whoever removes a file does it while nobody stores one.

    A lock of the operating system, between processes too, that ends with whoever holds it.
    """
    descriptor = os.open(incoming(), os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if nor_stores else fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def matches(sha256: str, size: int) -> bool:
    """Whether the public copy is on disk and still has this hash and size."""
    return is_whole(public_path(sha256), size)


def is_whole(path: Path, size: int) -> bool:
    """Whether a file that is named by its hash is there and still has it, and this size."""
    try:
        with path.open("rb") as file:
            same_size = os.fstat(file.fileno()).st_size == size
            return same_size and hashlib.file_digest(file, "sha256").hexdigest() == path.name
    except FileNotFoundError:
        return False


def name_for(title: str, content_type: str) -> str:
    """A readable file name for addresses and downloads, in ASCII: 'foto-e-rruges.jpg'."""
    return (slugify(title)[:80].strip("-") or "evidence") + ENDINGS.get(content_type, "")
