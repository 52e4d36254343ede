"""Preparing a contract: its draft and the lines of it. Nothing of this is public."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import lines, numbers
from contracts.actions.steps import require_keeper, stored
from contracts.models import ContractDraft, DraftCommitment, SocialContract, Term
from municipalities.models import Municipality, User
from municipalities.refusals import Refused


class StaleDraft(Refused):
    """Somebody saved it first; ``theirs`` is the line as it stands now, or None."""

    def __init__(self, theirs: DraftCommitment | None = None):
        super().__init__(
            _("Somebody changed this after you opened it. Compare, and save again if yours holds.")
        )
        self.theirs = theirs


@transaction.atomic
def prepare_contract(
    *, municipality: Municipality, term: Term, by: User, code: str = "", at=None
) -> ContractDraft:
    """Begin a draft. ``code`` begins the references, by itself the municipality and the year.

    A contract that is on record without its commitments keeps its code: signing completes it.
    """
    require_keeper(by, municipality)
    if municipality.is_demonstration and not term.is_demonstration:
        raise Refused(_("An invented municipality has contracts in the demonstration alone."))
    there = SocialContract.objects.filter(municipality=municipality, term=term).first()
    if there and there.commitments.exists():
        raise Refused(
            _("This contract has its commitments already; they change by amendment alone.")
        )
    code = there.code if there else code or f"{municipality.slug}-{term.begins.year}"
    if not there and SocialContract.objects.filter(code=code).exists():
        raise ValidationError({"code": _("Another contract has this code.")})
    draft = ContractDraft(
        municipality=municipality, term=term, code=code, prepared_at=at or timezone.now(),
        prepared_by=by,
    )  # fmt: skip
    if ContractDraft.objects.filter(municipality=municipality, term=term).exists():
        raise Refused(_("A draft of this contract is there already."))
    return stored(draft)


@transaction.atomic
def save_line(
    *, draft: ContractDraft, by: User, said: Mapping[str, Any], units: Iterable = (),
    line: DraftCommitment | None = None, seen: str = "",
) -> DraftCommitment:  # fmt: skip
    """A new line, or what an existing one says now.

    ``said`` holds `lines.COLUMNS`; ``seen`` is the `lines.version_of` the line that the person
    saw. ValidationError if the line cannot be so, StaleDraft if it was changed or removed since.
    """
    require_keeper(by, draft.municipality)
    _hold(draft)
    if line is None:
        line = DraftCommitment(draft=draft)
    else:
        line = _as_seen(draft, line, seen)
    _write(line, said, list(units))
    draft.refresh_from_db()
    return line


@transaction.atomic
def remove_line(*, draft: ContractDraft, by: User, line: DraftCommitment, seen: str) -> None:
    """Take a line out of the draft; a bundle only after its points."""
    require_keeper(by, draft.municipality)
    _hold(draft)
    current = _as_seen(draft, line, seen)
    if draft.commitments.filter(number__startswith=f"{current.number}.").exists():
        raise Refused(_("Remove its points first."))
    current.delete()
    draft.refresh_from_db()


@transaction.atomic
def take_lines(
    *, draft: ContractDraft, by: User, version: int,
    rows: Iterable[tuple[Mapping[str, Any], Iterable]],
) -> ContractDraft:  # fmt: skip
    """All rows of a spreadsheet or none: (what a line says, its units), by their numbers.

    ``version`` is the draft's lock_version when the rows were shown; StaleDraft if it moved on.
    """
    require_keeper(by, draft.municipality)
    _hold(draft, lock_version=version)
    there = {line.number: line for line in draft.commitments.all()}
    for said, units in rows:
        number = said["number"]
        line = there.setdefault(number, DraftCommitment(draft=draft))
        try:
            _write(line, said, list(units))
        except ValidationError as error:
            sentences = {"number": number, "sentences": " ".join(error.messages)}
            raise Refused(_("%(number)s: %(sentences)s") % sentences) from None
    draft.refresh_from_db()
    return draft


def _hold(draft: ContractDraft, **seen) -> None:
    """Lock the draft until the transaction ends; nothing is changed once it is signed."""
    unsigned = ContractDraft.objects.filter(pk=draft.pk, contract=None)
    if not unsigned.filter(**seen).update(lock_version=F("lock_version") + 1):
        if unsigned.exists():
            raise StaleDraft
        raise Refused(_("This contract is signed. Its commitments change by amendment alone."))


def _as_seen(draft: ContractDraft, line: DraftCommitment, seen: str) -> DraftCommitment:
    current = draft.commitments.filter(pk=line.pk).first()
    if current is None or lines.version_of(current) != seen:
        raise StaleDraft(current)
    return current


def _write(line: DraftCommitment, said: Mapping[str, Any], units: list) -> None:
    for name in lines.COLUMNS:
        setattr(line, name, said[name])
    line.place_in_list = numbers.place_in_list(line.number)
    line.full_clean()
    if any(unit.municipality_id != line.draft.municipality_id for unit in units):
        raise ValidationError({"units": _("Choose units of this municipality.")})
    line.save()
    line.units.set(units)
