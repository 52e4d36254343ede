"""Writing: a draft, its findings and their evidence."""

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import SocialContract
from monitoring import permissions
from monitoring.actions.moves import hold, move, remember, require
from monitoring.evidence import StoredFile
from monitoring.models.proof import Evidence
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.workshop import Finding, Report
from monitoring.refusals import Conflict, NotAllowed, Refused, StaleFinding
from municipalities.models import Organisation


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


@transaction.atomic
def save_finding(
    *, finding, by, version: int, status: str, stage: str = "", rationale_sq: str = "",
    rationale_en: str = "", reason_sq: str = "", reason_en: str = "", at=None,
) -> Finding:  # fmt: skip
    """Save what was found. ``version`` is the finding's lock_version that the person saw.

    Incomplete findings are fine in a draft; StaleFinding if somebody saved it since.
    """
    report = finding.report
    require(by, "save_finding", report)
    hold(report, "save_finding")
    current = Finding.objects.get(pk=finding.pk)
    if current.lock_version != version:
        raise StaleFinding(current)
    return _write(
        current, by, at, status=status, stage=stage, rationale_sq=rationale_sq,
        rationale_en=rationale_en, reason_sq=reason_sq, reason_en=reason_en,
    )  # fmt: skip


@transaction.atomic
def add_evidence(
    *, finding, by, evidence_class: str, title: str, publisher: str = "", dated: str = "",
    place: str = "", page: str = "", shows: str = "", link: str = "",
    file: StoredFile | None = None, visibility: str = Evidence.Visibility.PUBLIC,
    withheld_reason: str = "", at=None,
) -> Evidence:  # fmt: skip
    """Add a file that evidence.take_in stored, a link, or a search without result.

    The same item sent twice is one item (QUALITY R-09).
    """
    at = at or timezone.now()
    require(by, "save_finding", finding.report)
    hold(finding.report, "save_finding")
    words = {
        "evidence_class": evidence_class, "title": title, "publisher": publisher, "dated": dated,
        "place": place, "page": page, "shows": shows, "link": link, "visibility": visibility,
        "withheld_reason": withheld_reason, **(asdict(file) if file else {"sha256": ""}),
    }  # fmt: skip
    if already_there := finding.evidence.filter(**words).first():
        return already_there
    item = Evidence(finding=finding, added_at=at, added_by=by, **words)
    item.full_clean()
    item.save()
    _write(Finding.objects.get(pk=finding.pk), by, at)
    return item


@transaction.atomic
def remove_evidence(*, evidence, by, at=None) -> None:
    """Take an item out of a draft. The stored file stays until nothing refers to it."""
    finding = evidence.finding
    require(by, "save_finding", finding.report)
    hold(finding.report, "save_finding")
    evidence.delete()
    _write(Finding.objects.get(pk=finding.pk), by, at)


def _write(finding: Finding, by, at, **fields) -> Finding:
    """Save the finding under the next version; the report is already held."""
    for name, value in fields.items():
        setattr(finding, name, value)
    finding.lock_version += 1
    finding.saved_at, finding.saved_by = at or timezone.now(), by
    finding.full_clean()
    finding.save()
    return finding


def _refuse_unfit(contract: SocialContract, round: Round, at) -> None:
    if round.method_version == AS_PUBLISHED:
        raise Refused(
            _("This round was published before the portal; no reports are written in it.")
        )
    if round.term_id != contract.term_id:
        raise Refused(_("The contract and the round belong to different terms."))
    if round.begins > timezone.localdate(at):
        raise Refused(_("This round has not begun."))
    if not contract.commitments.exists():
        raise Refused(_("The commitments of this contract have not been entered yet."))
