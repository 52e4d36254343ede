"""A folder that is there whole or not at all, with the checksums of everything in it."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUMS = "SHA256SUMS"


class ForeignFolder(Exception):
    """The folder holds something that no earlier copy put there; str() names it."""


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """Yields an empty folder beside ``target``, which takes its place when all went well.

    An earlier copy is replaced. ForeignFolder, before anything is done, if ``target`` holds
    anything else.
    """
    target = target.resolve()
    refuse_foreign(target)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    fresh, earlier = beside / "fresh", beside / "earlier"
    fresh.mkdir()
    try:
        yield fresh
        write_sums(fresh)
        refuse_foreign(target)
        if target.exists():
            os.rename(target, earlier)
        os.rename(fresh, target)
    finally:
        if earlier.exists() and not target.exists():
            os.rename(earlier, target)
        shutil.rmtree(beside)


def refuse_foreign(target: Path) -> None:
    """ForeignFolder unless ``target`` is missing, empty, or an earlier copy and nothing more."""
    if target.exists() and not target.is_dir():
        raise ForeignFolder(f"{target} is no folder.")
    if not target.exists() or not any(target.iterdir()):
        return
    known = {SUMS, *_listed(target)}
    for file in files_in(target):
        if file not in known:
            raise ForeignFolder(
                f"{target} holds {file}, which no earlier copy of the site put there. "
                "Name an empty folder, or one that does not exist yet."
            )


def files_in(folder: Path) -> list[str]:
    """Every file below the folder, by its path within it, in one order on every machine."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def write_sums(folder: Path) -> None:
    """The list that `sha256sum -c` reads."""
    lines = []
    for file in files_in(folder):
        with (folder / file).open("rb") as content:
            lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {file}\n")
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _listed(target: Path) -> set[str]:
    """The files that the list of an earlier copy names; none where there is no such list."""
    try:
        lines = (target / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {line[66:] for line in lines}
