"""What tells who wrote is erased some time after the decision; outcome and reason stay."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from monitoring.cases.telling import KEPT_FOR, fingerprint
from monitoring.evidence import orphans
from monitoring.models.cases import Case, CaseFile
from municipalities.models import OutgoingMail


@dataclass(frozen=True)
class Erased:
    """How many cases were emptied, how many files removed, and those that could not be."""

    cases: int
    files: int
    left: list[str]


def erase(*, at=None, progress: Callable[[Iterable], Iterable] = iter) -> Erased:
    """Erase text, address, files and mail of all cases that were decided 90 days before ``at``.

    ``progress`` wraps the cases looked at. A second time finds nothing more to do. A file that
    something else cites stays; one that could not be removed is removed by the sweep.
    """
    at = at or timezone.now()
    cases = list(Case.objects.to_be_erased(at - KEPT_FOR))
    files = set()
    for case in progress(cases):
        files.update(_erase(case, at))
    swept = orphans.sweep(at=at, only=files) if files else orphans.Swept()
    return Erased(len(cases), swept.files, swept.left)


@transaction.atomic
def _erase(case: Case, at) -> set[str]:
    """Returns the hashes of the files that the case no longer refers to."""
    found = CaseFile.objects.filter(case=case)
    hashes = set(found.values_list("sha256", flat=True))
    found.delete()
    OutgoingMail.objects.filter(key=f"case/{case.number}").delete()
    Case.objects.filter(pk=case.pk, erased_at=None).update(
        text="", contact="", fingerprint=fingerprint(""), erased_at=at
    )
    return hashes
