"""A message of a citizen comes in, within limits that no crowd can pass (QUALITY S-50 to S-52).

It moves nothing that anybody else sees. Nobody is asked who she is: addresses are counted by keyed
hashes that are gone a day later.
"""

import datetime
import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import evidence
from monitoring.evidence import CleanedFile
from monitoring.models.cases import Case, CaseFile
from monitoring.refusals import Refused
from municipalities.signing_in import limits

MOST_FILES = 3
LONGEST_TEXT = 5_000
# So long after the decision, what tells who wrote is erased (erasing.py).
KEPT_FOR = datetime.timedelta(days=90)
HOUR = datetime.timedelta(hours=1)
# What is counted, and how many messages of it are taken within an hour (QUALITY S-50).
PER_ADDRESS = ("tell: address", 5)
PER_COMMITMENT = ("tell: commitment", 30)
IN_ALL = ("tell: all", 300)
# All files that wait for a decision; without this, strangers could fill the disk.
BYTES_THAT_WAIT = 1024 * 1024 * 1024
# Without what is mistaken for something else when it is read out or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class TooMany(Refused):
    """More messages than are taken within an hour; ``seconds`` until one is taken again."""

    def __init__(self, seconds: int):
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(
            ngettext(
                "More messages came within the last hour than are taken. Nothing was sent. Keep "
                "this page open and send it again in %(minutes)s minute.",
                "More messages came within the last hour than are taken. Nothing was sent. Keep "
                "this page open and send it again in %(minutes)s minutes.",
                minutes,
            )
            % {"minutes": minutes}
        )


@dataclass(frozen=True)
class Attached:
    """A file that `take_in` stored, and what its sender calls it."""

    name: str
    file: CleanedFile


def new_number() -> str:
    """A case number such as "k7p2m-q9dxt": random, so that it tells neither how many cases there
    are nor where another one is."""
    drawn = "".join(secrets.choice(LETTERS) for _place in range(10))
    return f"{drawn[:5]}-{drawn[5:]}"


def fingerprint(text: str) -> str:
    """The same for texts that differ in case and spaces alone."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(plain.encode()).hexdigest()


def take_in(file: BinaryIO, *, name: str) -> Attached:
    """Store one cleaned file, to be sent with a message; evidence.Refused if it cannot be."""
    if CaseFile.objects.bytes_that_wait() >= BYTES_THAT_WAIT:
        raise evidence.Refused(
            _(
                "So many files wait to be looked at that no more are taken now. Send your words "
                "without it, or come back in some days."
            ),
            evidence.readable_name(name),
        )
    return Attached(evidence.readable_name(name), evidence.take_in_cleaned(file, name=name))


def seconds_to_wait(*, commitment, sender: str, at=None) -> int:
    """Until a message of this sender about this commitment is taken; 0 if it is taken now."""
    return max(
        limits.seconds_to_wait(what=what, who=who, at_most=at_most, within=HOUR, on=at)
        for (what, at_most), who in _counted(commitment, sender)
    )


def tell(
    *, commitment, kind: str, text: str, language: str, sender: str, contact: str = "",
    files: Sequence[Attached] = (), number: str = "", at=None,
) -> Case:  # fmt: skip
    """A new case, or the one that there is already if the same form was sent twice (R-09).

    ``sender`` is the address that it comes from, to be counted; ``number`` the one that the form
    was given out with. Refused with a sentence; TooMany past a limit of S-50.
    """
    at, text = at or timezone.now(), text.strip()
    case = Case(
        number=number or new_number(), commitment=commitment, kind=kind, text=text,
        contact=contact, language=language, fingerprint=fingerprint(text), received_at=at,
    )  # fmt: skip
    _refuse_unusable(case, files)
    there = Case.objects.filter(number=case.number).first()
    if there is not None:
        if (there.commitment_id, there.fingerprint) == (commitment.pk, case.fingerprint):
            return there
        case.number = new_number()
    counted = _count(commitment, sender, at)
    try:
        return _store(case, files)
    except BaseException:
        _give_back(counted)
        raise


@transaction.atomic
def _store(case: Case, files: Sequence[Attached]) -> Case:
    words = {
        name: getattr(case, name)
        for name in (
            "commitment", "kind", "text", "contact", "language", "fingerprint", "received_at"
        )
    }  # fmt: skip
    stored, is_new = Case.objects.get_or_create(number=case.number, defaults=words)
    if is_new:
        once = {attached.file.sha256: attached for attached in files}
        CaseFile.objects.bulk_create(
            CaseFile(case=stored, name=attached.name, **asdict(attached.file))
            for attached in once.values()
        )
    return stored


def _refuse_unusable(case: Case, files: Sequence[Attached]) -> None:
    if not case.text:
        raise Refused(_("Write what you want to tell."))
    if len(case.text) > LONGEST_TEXT:
        raise Refused(
            _("At most %(most)s letters can be sent. Say the rest in a second message.")
            % {"most": LONGEST_TEXT}
        )
    if len(files) > MOST_FILES:
        raise Refused(_("At most %(most)s files can be sent.") % {"most": MOST_FILES})
    try:
        case.clean_fields(exclude={"commitment"})
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _counted(commitment, sender: str) -> list[tuple[tuple[str, int], str]]:
    return [
        (PER_ADDRESS, sender),
        (PER_COMMITMENT, commitment.reference),
        (IN_ALL, "everybody"),
    ]


def _count(commitment, sender: str, at) -> list:
    """Counts one message towards every limit, or towards none and raises TooMany.

    Outside of the transaction that stores it, so that those sent at the same moment see each other.
    """
    counted = []
    for (what, at_most), who in _counted(commitment, sender):
        limit = {"what": what, "who": who, "at_most": at_most, "within": HOUR, "on": at}
        attempt = limits.take(**limit)
        if attempt is None:
            _give_back(counted)
            raise TooMany(max(1, limits.seconds_to_wait(**limit)))
        counted.append(attempt)
    return counted


def _give_back(counted: list) -> None:
    for attempt in counted:
        attempt.delete()
