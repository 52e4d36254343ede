"""Publishing, correcting, retracting; and results from before the portal."""

import json

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from contracts.models import SocialContract
from monitoring import publishing
from monitoring.actions.moves import hold, move, remember, require
from monitoring.models.proof import Evidence
from monitoring.models.responses import Retraction
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import Scorecard
from monitoring.models.workshop import Finding, Report
from monitoring.refusals import Conflict, Refused
from municipalities.models import Organisation

# A public reason shorter than this says nothing (QUALITY L-07).
SHORTEST_REASON = 20


@transaction.atomic
def publish(*, report, by, at=None) -> Scorecard:
    """Copy, score and seal in one transaction; the scorecard is public from then on."""
    at = at or timezone.now()
    require(by, "publish", report)
    hold(report, "publish")
    report.refresh_from_db()
    if awaits := what_publication_awaits(report, at):
        raise Refused(awaits)
    scorecard = publishing.publish_payload(
        publishing.payload_of_report(report),
        contract=report.contract,
        round=report.round,
        supersedes=report.corrects.scorecard if report.corrects else None,
        monitoring=report.organisation,
        reviewing=report.reviewing_organisation,
        at=at,
    )
    publishing.publish_replies(report, scorecard, at)
    move(report, "publish", by, at, published_at=at, published_by=by, scorecard=scorecard)
    return scorecard


def what_publication_awaits(report: Report, at=None) -> str:
    """The sentence that says whose turn it is before an approved report is published, or ''."""
    if report.replies.exists():
        return ""
    if not report.reply_until:
        return _("Invite the municipality to reply before publishing.")
    if timezone.localdate(at) <= report.reply_until:
        return _(
            "The municipality can reply until %(date)s. Publish after that day or its reply."
        ) % {"date": date_format(report.reply_until)}
    return ""


@transaction.atomic
def open_correction(*, report, by, cause_sq: str, cause_en: str = "", at=None) -> Report:
    """A new draft, next revision, as a copy; the old scorecard stands until it is published."""
    at = at or timezone.now()
    require(by, "open_correction", report)
    _refuse_short(cause_sq)
    move(report, "open_correction", by, at, note=cause_sq)
    try:
        with transaction.atomic():
            draft = Report.objects.create(
                contract=report.contract, round=report.round, organisation=report.organisation,
                revision=report.revision + 1, corrects=report, cause_sq=cause_sq,
                cause_en=cause_en, summary_sq=report.summary_sq, summary_en=report.summary_en,
                opened_at=at, opened_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(_("A correction of this report has already been opened.")) from None
    _copy_findings(report, draft, by, at)
    remember(draft, "open_correction", by, at, note=cause_sq)
    return draft


@transaction.atomic
def retract(*, report, by, reason_sq: str, reason_en: str = "", at=None) -> Retraction:
    """Take a published scorecard back; its address keeps a stub with the reason."""
    at = at or timezone.now()
    require(by, "retract", report)
    _refuse_short(reason_sq)
    hold(report, "retract")
    if Retraction.objects.filter(scorecard=report.scorecard).exists():
        raise Conflict(_("This scorecard has already been retracted."))
    retraction = publishing.publish_retraction(
        report.scorecard, reason_sq=reason_sq, reason_en=reason_en, at=at
    )
    # Sealed first: the checkpoint that goes out with the event is the head after it.
    move(report, "retract", by, at, note=reason_sq)
    return retraction


@transaction.atomic
def import_as_published(
    *, contract: SocialContract, round: Round, ratings: dict, list_complete: bool, source: str,
    monitoring: Organisation, at=None,
) -> Scorecard:  # fmt: skip
    """Seal a result published before the portal, by method 0; nothing of it is recomputed.

    ``ratings`` maps the contract's commitments to status words. Returns the scorecard that is
    already there if it says the same; Refused if it says something else.
    """
    if round.method_version != AS_PUBLISHED:
        raise Refused(_("Only results from before the portal are imported as published."))
    payload = publishing.payload_as_published(
        contract=contract, round=round, ratings=ratings, list_complete=list_complete,
        source=source, monitoring=monitoring.slug,
    )  # fmt: skip
    existing = Scorecard.objects.filter(contract=contract, round=round, revision=1).first()
    if existing:
        if _what_was_said(json.loads(existing.entry.payload)) != _what_was_said(payload):
            raise Refused(_("A different result was already imported for this round."))
        return existing
    return publishing.publish_payload(
        payload, contract=contract, round=round, supersedes=None, monitoring=monitoring,
        reviewing=None, at=at or timezone.now(),
    )  # fmt: skip


def _what_was_said(payload: dict) -> tuple:
    """The result itself, without the words and kinds, which may be recorded better later."""
    ratings = {line["reference"]: line["status"] for line in payload["lines"]}
    return ratings, payload["list_complete"], payload["source"], payload["monitoring"]


def _copy_findings(report: Report, draft: Report, by, at) -> None:
    """Findings and evidence as they were, each with its first row of history."""
    originals = list(report.findings.prefetch_related("evidence"))
    evidence = [list(finding.evidence.all()) for finding in originals]
    copies = [_copy(finding, report=draft, lock_version=0) for finding in originals]
    copies = bulk_create_with_history(copies, Finding, default_user=by, default_date=at)
    items = [
        _copy(item, finding=finding)
        for finding, its_items in zip(copies, evidence, strict=True)
        for item in its_items
    ]
    bulk_create_with_history(items, Evidence, default_user=by, default_date=at)


def _copy(row, **instead):
    """A new row with every column of this one, except those given; not saved."""
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del columns[row._meta.pk.attname]
    copy = type(row)(**columns)
    for name, value in instead.items():
        setattr(copy, name, value)
    return copy


def _refuse_short(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            _("Say why in public, in at least %(number)s characters.") % {"number": SHORTEST_REASON}
        )
