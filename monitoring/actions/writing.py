"""Writing: a draft, its summary and its findings."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import SocialContract
from monitoring import permissions
from monitoring.actions.moves import hold, move, remember, require, write_finding
from monitoring.actions.proving import Piece, prove
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import ScorecardLine
from monitoring.models.workshop import Finding, Report
from monitoring.refusals import Conflict, NotAllowed, Refused, StaleFinding
from monitoring.rounds.running import held_open
from municipalities.models import Organisation

WORDS_OF_A_FINDING = ("rationale_sq", "rationale_en", "reason_sq", "reason_en")


@transaction.atomic
def open_report(*, contract, round, by, organisation: Organisation, at=None) -> Report:
    """A new draft with one empty finding per leaf commitment, first revision."""
    at = at or timezone.now()
    if organisation.pk not in permissions.organisations_that_may_open(by, contract):
        raise NotAllowed
    _refuse_unfit(contract, round, at)
    try:
        with transaction.atomic():
            report = Report.objects.create(
                contract=contract,
                round=round,
                organisation=organisation,
                opened_at=at,
                opened_by=by,
            )
    except IntegrityError:
        raise Conflict(_("There is already a report on this contract in this round.")) from None
    Finding.objects.bulk_create(
        Finding(report=report, commitment=leaf) for leaf in contract.commitments.leaves().in_order()
    )
    remember(report, "open_report", by, at)
    return report


@transaction.atomic
def write_summary(*, report, by, version: int, sq: str, en: str = "", at=None) -> Report:
    """The summary in both languages; ``version`` is the report's lock_version that was shown."""
    require(by, "write_summary", report)
    move(report, "write_summary", by, at, only_if={"lock_version": version},
          summary_sq=sq, summary_en=en)  # fmt: skip
    return report


def save_finding(
    *, finding, by, version: int, status: str, stage: str = "", rationale_sq: str = "",
    rationale_en: str = "", reason_sq: str = "", reason_en: str = "",
    pieces: Sequence[Piece] = (), at=None,
) -> Finding:  # fmt: skip
    """Save what was found, and the evidence that was typed beside it, all or nothing.

    ``version`` is the finding's lock_version that the person saw; StaleFinding if somebody saved
    it, or changed its evidence, since. Incomplete findings are fine in a draft. Whether the
    person may is asked before the transaction begins: on SQLite everybody waits for it (R-06).
    """
    require(by, "save_finding", finding.report)
    with transaction.atomic():
        current = _held(finding, version)
        prove(current, pieces, by=by, at=at)
        return write_finding(
            current, by, at, status=status, stage=stage, rationale_sq=rationale_sq,
            rationale_en=rationale_en, reason_sq=reason_sq, reason_en=reason_en,
        )  # fmt: skip


def save_unchanged(
    *, finding, by, version: int, pieces: Sequence[Piece] = (), at=None, **typed: str
) -> Finding:
    """Nothing has changed since the round before, and here is new evidence of it (METHOD §3).

    Status, stage and words are those that were published then, except words ``typed`` now.
    Refused unless the finding has evidence that was not cited then.
    """
    require(by, "save_finding", finding.report)
    before = ScorecardLine.objects.said_before(finding.commitment, finding.report.round)
    if before is None or not before.status:
        raise Refused(_("Nothing was published about this commitment in an earlier round."))
    said = {name: getattr(before, name) for name in ("status", "stage", *WORDS_OF_A_FINDING)}
    with transaction.atomic():
        current = _held(finding, version)
        prove(current, pieces, by=by, at=at)
        if not _has_new_evidence(current, before):
            raise Refused(
                _("Add at least one new piece of evidence; without it nobody knows that it is so.")
            )
        return write_finding(current, by, at, **(said | typed))


def _held(finding: Finding, version: int) -> Finding:
    """The finding as it stands, in the version that the person saw, with its report held."""
    hold(finding.report, "save_finding")
    current = Finding.objects.get(pk=finding.pk)
    if current.lock_version != version:
        raise StaleFinding(current)
    return current


def _has_new_evidence(finding: Finding, before: ScorecardLine) -> bool:
    """Is there an item that the round before did not cite?"""
    cited = set(before.evidence.values_list("sha256", "link", "title", "dated"))
    return bool(set(finding.evidence.values_list("sha256", "link", "title", "dated")) - cited)


def _refuse_unfit(contract: SocialContract, round: Round, at) -> None:
    if round.method_version == AS_PUBLISHED:
        raise Refused(
            _("This round was published before the portal; no reports are written in it.")
        )
    if round.term_id != contract.term_id:
        raise Refused(_("The contract and the round belong to different terms."))
    if round.begins > timezone.localdate(at):
        raise Refused(_("This round has not begun."))
    held_open(round)
    if not contract.commitments.exists():
        raise Refused(_("The commitments of this contract have not been entered yet."))
