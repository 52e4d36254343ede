"""Reading every stored file that something cites, to find the one that is not what it was."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from monitoring.evidence import references, storage
from monitoring.evidence.references import Reference

PATHS = {storage.PUBLIC: storage.public_path, storage.ORIGINALS: storage.original_path}


@dataclass(frozen=True)
class Damage:
    """A stored file that is missing or not what a row says, and where the row is seen."""

    reference: Reference
    is_missing: bool


def scrub(progress: Callable[[Iterable], Iterable] = iter) -> Iterator[Damage]:
    """Hash every file that is referred to, each once, and name every address of a bad one.

    ``progress`` wraps the references (QUALITY R-10).
    """
    looked_at: dict[tuple[str, str, int], bool] = {}
    for reference in progress(references.everything()):
        path = PATHS[reference.folder](reference.sha256)
        key = (reference.folder, reference.sha256, reference.size)
        if key not in looked_at:
            looked_at[key] = storage.is_whole(path, reference.size)
        if not looked_at[key]:
            yield Damage(reference, is_missing=not path.exists())
