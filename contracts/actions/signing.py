"""Signing: what was prepared becomes a Social Contract, once, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import lines
from contracts.actions.drafting import StaleDraft
from contracts.actions.steps import refuse_invalid, require_network_admin
from contracts.models import (
    Commitment,
    ContractDraft,
    DraftCommitment,
    Signature,
    SocialContract,
    TestabilityCheck,
)
from municipalities.models import Organisation, User
from municipalities.refusals import Refused

COPIED = (*lines.WORDS, *lines.FACTS)


@dataclass(frozen=True)
class Signatory:
    """Who signed, in which capacity; what is not known is empty or None."""

    capacity: str
    name: str = ""
    party: str = ""
    organisation: Organisation | None = None
    was_mayor: bool = False
    elected: bool | None = None
    signed_on: str = ""


@transaction.atomic
def sign_contract(
    *, draft: ContractDraft, by: User, version: int, signed_on: str, source: str,
    signatories: Sequence[Signatory], signed_at: str = "", document: str = "", at=None,
) -> SocialContract:  # fmt: skip
    """Record the signed contract with its commitments, their checks and everybody who signed.

    ``signed_on`` is a partial date, ``signatories`` stand in the order of the document, ``source``
    says how it is known. ``version`` is the draft's lock_version that was shown: StaleDraft if
    it moved on. A contract that was on record without commitments is completed.
    """
    at = at or timezone.now()
    require_network_admin(by)
    _hold(draft, version)
    prepared = list(draft.commitments.in_order().prefetch_related("units"))
    _refuse_unready(prepared, signatories)
    if signed_on > timezone.localdate(at).isoformat():
        raise Refused(_("This day is in the future. Record it once it has come."))
    contract = _contract(draft, by, signed_on, signed_at, source, document)
    _commit(contract, prepared, by, at)
    for place, signatory in enumerate(signatories, start=1):
        _sign(contract, signatory, place, by)
    ContractDraft.objects.filter(pk=draft.pk).update(contract=contract, signed_at=at, signed_by=by)
    draft.refresh_from_db()
    return contract


def _hold(draft: ContractDraft, version: int) -> None:
    unsigned = ContractDraft.objects.filter(pk=draft.pk, contract=None)
    if not unsigned.filter(lock_version=version).update(lock_version=F("lock_version") + 1):
        if unsigned.exists():
            raise StaleDraft
        raise Refused(_("This contract is recorded as signed already."))


def _refuse_unready(prepared: list[DraftCommitment], signatories: Sequence[Signatory]) -> None:
    if not prepared:
        raise Refused(_("Enter the commitments first."))
    if lost := lines.without_their_bundle(line.number for line in prepared):
        raise Refused(_("Points without their bundle: %(numbers)s.") % {"numbers": ", ".join(lost)})
    if not signatories:
        raise Refused(_("Give at least one signature: somebody must have signed."))
    told_apart = {(each.capacity, each.name or each.organisation) for each in signatories}
    if len(told_apart) < len(signatories):
        raise Refused(_("The same signature is entered twice."))


def _contract(draft, by, signed_on, signed_at, source, document) -> SocialContract:
    contract = SocialContract.objects.filter(municipality=draft.municipality, term=draft.term)
    contract = contract.first() or SocialContract(
        municipality=draft.municipality, term=draft.term, code=draft.code
    )
    if contract.pk and contract.commitments.exists():
        raise Refused(
            _("This contract has its commitments already; they change by amendment alone.")
        )
    contract.signed_on, contract.source = signed_on, source
    contract.signed_at = signed_at or contract.signed_at
    contract.document = document or contract.document
    contract.list_status = SocialContract.ListStatus.COMPLETE
    return _saved(contract, by)


def _commit(contract: SocialContract, prepared: list[DraftCommitment], by: User, at) -> None:
    """Bundles come before their points, as the lines are in order."""
    made: dict[str, Commitment] = {}
    for line in prepared:
        commitment = _saved(
            Commitment(
                contract=contract,
                parent=made.get(lines.bundle_of(line.number)),
                reference=f"{contract.code}-{line.number}",
                source=contract.source,
                **{name: getattr(line, name) for name in COPIED},
            ),
            by,
        )
        commitment.units.set(line.units.all())
        made[line.number] = commitment
    bundles = {lines.bundle_of(line.number) for line in prepared}
    for line in prepared:
        if line.is_checked and line.number not in bundles:
            check = {name: getattr(line, name) for name in lines.CHECK}
            TestabilityCheck.objects.create(
                commitment=made[line.number], checked_at=at, checked_by=by, **check
            )


def _sign(contract: SocialContract, signatory: Signatory, place: int, by: User) -> None:
    """Whoever is on record already is not recorded twice; her place and facts are the new ones."""
    is_the_same = {"capacity": signatory.capacity, "name": signatory.name}
    if not signatory.name:
        is_the_same["organisation"] = signatory.organisation
    signature = contract.signatures.filter(**is_the_same).first()
    signature = signature or Signature(contract=contract)
    for name in ("capacity", "name", "party", "organisation", "was_mayor", "elected", "signed_on"):
        setattr(signature, name, getattr(signatory, name))
    signature.place_in_order = place
    _saved(signature, by)


def _saved(row, by: User):
    """With the person in its history."""
    refuse_invalid(row)
    row._history_user = by
    row.save()
    return row
