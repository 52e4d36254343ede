"""Proving: the evidence of a finding, and files that wait to be described as evidence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.actions.moves import hold, require, write_finding
from monitoring.evidence import StoredFile, readable_name
from monitoring.evidence.quotas import refuse_over_quota
from monitoring.models.proof import Evidence, KeptFile
from monitoring.models.vocabulary import Language
from monitoring.models.workshop import Finding
from monitoring.refusals import Conflict, NotAllowed, StaleFinding

FILE_COLUMNS = tuple(column.name for column in fields(StoredFile))
WORD_COLUMNS = (
    "evidence_class", "title", "publisher", "dated", "place", "page", "shows", "text_alternative",
    "language", "link", "visibility", "withheld_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """What one form says of one piece of evidence, to be saved with the rest of its finding.

    ``evidence`` is described anew or, with ``is_removed``, taken out; ``kept`` is the file that
    the words describe; with neither of them the piece is new: a link, or a search in vain.
    """

    words: dict[str, Any] = field(default_factory=dict)
    evidence: Evidence | None = None
    kept: KeptFile | None = None
    is_removed: bool = False


@transaction.atomic
def keep_file(*, finding, by, file: StoredFile, name: str, at=None) -> KeptFile:
    """Remember a file that evidence.take_in stored until somebody describes it (QUALITY R-17).

    ``name`` is the sender's. The same file sent twice waits once (R-02). evidence.Refused, with
    how much is left, if there is no room for it (S-42).
    """
    at = at or timezone.now()
    require(by, "save_finding", finding.report)
    hold(finding.report, "save_finding")
    waiting = KeptFile.objects.filter(finding=finding, sha256=file.sha256).first()
    if waiting:
        return waiting
    refuse_over_quota(finding, file, name=name)
    called = readable_name(name)
    kept = KeptFile(finding=finding, name=called, kept_at=at, kept_by=by, **asdict(file))
    kept.full_clean()
    kept.save()
    return kept


@transaction.atomic
def discard_file(*, kept, by) -> None:
    """Take back a file that nobody described. What is stored stays until nothing refers to it."""
    require(by, "save_finding", kept.finding.report)
    hold(kept.finding.report, "save_finding")
    KeptFile.objects.filter(pk=kept.pk).delete()


@transaction.atomic
def add_evidence(
    *, finding, by, evidence_class: str, title: str, publisher: str = "", dated: str = "",
    place: str = "", page: str = "", shows: str = "", text_alternative: str = "",
    language: str = Language.ALBANIAN, link: str = "", file: StoredFile | None = None,
    kept: KeptFile | None = None, visibility: str = Evidence.Visibility.PUBLIC,
    withheld_reason: str = "", at=None,
) -> Evidence:  # fmt: skip
    """Add a file that evidence.take_in stored or that was kept, a link, or a search in vain.

    The same item sent twice is one item (QUALITY R-09).
    """
    require(by, "save_finding", finding.report)
    hold(finding.report, "save_finding")
    words = {
        "evidence_class": evidence_class, "title": title, "publisher": publisher, "dated": dated,
        "place": place, "page": page, "shows": shows, "text_alternative": text_alternative,
        "language": language, "link": link, "visibility": visibility,
        "withheld_reason": withheld_reason,
    }  # fmt: skip
    item, is_new = _add(finding, words, file=file, kept=kept, by=by, at=at)
    if is_new:
        write_finding(Finding.objects.get(pk=finding.pk), by, at)
    return item


@transaction.atomic
def describe_evidence(*, evidence, by, version: int | None = None, at=None, **words) -> Evidence:
    """Other words for an item of a draft; its file stays. Its history keeps the old ones.

    ``version`` is the finding's lock_version that was shown; StaleFinding if it is not current.
    """
    require(by, "save_finding", evidence.finding.report)
    hold(evidence.finding.report, "save_finding")
    finding = Finding.objects.get(pk=evidence.finding_id)
    if version is not None and finding.lock_version != version:
        raise StaleFinding(finding)
    if _describe(evidence, words):
        write_finding(finding, by, at)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence, by, at=None) -> None:
    """Take an item out of a draft. The stored file stays until nothing refers to it."""
    finding = evidence.finding
    require(by, "save_finding", finding.report)
    hold(finding.report, "save_finding")
    evidence.delete()
    write_finding(Finding.objects.get(pk=finding.pk), by, at)


def prove(finding: Finding, pieces: Sequence[Piece], *, by, at) -> list[Evidence]:
    """All pieces of one form, inside the action that holds the report. Returns what is new."""
    added = []
    for piece in pieces:
        if piece.evidence:
            _refuse_of_another(finding, piece.evidence)
            if piece.is_removed:
                piece.evidence.delete()
            else:
                _describe(piece.evidence, piece.words)
        elif piece.is_removed:
            KeptFile.objects.filter(pk=piece.kept.pk, finding=finding).delete()
        else:
            item, _is_new = _add(finding, piece.words, kept=piece.kept, by=by, at=at)
            added.append(item)
    return added


def _add(finding, words: dict, *, by, at, file=None, kept=None) -> tuple[Evidence, bool]:
    """The item, and whether it was not there before."""
    columns = words | _file_columns(finding, file, kept)
    already_there = finding.evidence.filter(
        **{name: columns[name] for name in columns if name not in FILE_COLUMNS},
        sha256=columns.get("sha256", ""),
    ).first()
    if kept:
        taken = KeptFile.objects.filter(pk=kept.pk).delete()[0]
        if not (taken or already_there):
            raise Conflict(
                _("Somebody described or discarded this file after you opened the page.")
            )
    if already_there:
        return already_there, False
    if file:
        refuse_over_quota(finding, file)
    item = Evidence(finding=finding, added_at=at or timezone.now(), added_by=by, **columns)
    item.full_clean()
    item.save()
    return item, True


def _file_columns(finding: Finding, file: StoredFile | None, kept: KeptFile | None) -> dict:
    if kept:
        _refuse_of_another(finding, kept)
        return {name: getattr(kept, name) for name in FILE_COLUMNS}
    return asdict(file) if file else {}


def _refuse_of_another(finding: Finding, thing: Evidence | KeptFile) -> None:
    """What belongs to another finding is not moved by naming it here (QUALITY S-06)."""
    if thing.finding_id != finding.pk:
        raise NotAllowed


def _describe(item: Evidence, words: dict) -> bool:
    """Whether any word is another one than what is stored; only then is it saved."""
    stored = Evidence.objects.filter(pk=item.pk).values(*WORD_COLUMNS).first()
    if stored is None:
        raise Conflict
    if stored | words == stored:
        return False
    for name, word in (stored | words).items():
        setattr(item, name, word)
    item.full_clean()
    item.save()
    return True
