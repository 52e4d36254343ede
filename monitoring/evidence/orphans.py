"""Files that nothing refers to, and how they go without taking one that is just being stored.

A file is stored before its row (QUALITY R-02), so a crash leaves files without rows, never rows
without files. They get a day of grace, which begins anew whenever the same file is stored again.
"""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from monitoring.evidence import references, storage

GRACE = datetime.timedelta(hours=24)
NAMED_BY_HASH = (storage.PUBLIC, storage.ORIGINALS, storage.THUMBNAILS)


@dataclass
class Swept:
    """What one sweep removed, and what it was not allowed to."""

    files: int = 0
    bytes: int = 0
    left: list[str] = field(default_factory=list)


def sweep(
    *, at=None, only: Collection[str] = (), progress: Callable[[Iterable], Iterable] = iter
) -> Swept:
    """Remove the files that nothing refers to and that were last stored a day before ``at``.

    Of the files with these hashes ``only``, if any are given. ``progress`` wraps the files looked
    at. A second sweep finds nothing more to do.
    """
    last_day = ((at or timezone.now()) - GRACE).timestamp()
    old = [path for path in _files(only) if _is_older(path, last_day)]
    kept = references.hashes()
    swept = Swept()
    for path in progress(old):
        if not _is_needed(path, kept):
            try:
                _remove(path, last_day, swept)
            except OSError:
                swept.left.append(str(path))
    return swept


def _files(only: Collection[str]) -> list[Path]:
    return [path for path in _all_files() if path.name in only] if only else _all_files()


def _all_files() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    found = [path for folder in NAMED_BY_HASH for path in (root / folder).glob("??/*")]
    return found + list((root / storage.INCOMING).glob("*"))


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _is_needed(path: Path, hashes: set[str]) -> bool:
    """By its name; a thumbnail only as long as what it shows is there, so that what had to be
    erased by law is not left in small."""
    is_small = path.parent.parent.name == storage.THUMBNAILS
    if is_small and not storage.public_path(path.name).exists():
        return False
    return path.name in hashes


def _remove(path: Path, last_day: float, swept: Swept) -> None:
    """Look once more and remove it, while nobody stores a file.

    Whoever stores this file from now on stores it anew; whoever did so since the list was made has
    made it young, and whoever committed a row for it is found by the second look.
    """
    with storage.nobody_sweeps(nor_stores=True):
        if not _is_older(path, last_day) or _is_needed(path, references.hashes(path.name)):
            return
        size = path.stat().st_size
        path.unlink()
    swept.files += 1
    swept.bytes += size
