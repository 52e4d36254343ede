"""Fetching an untouched original: what a camera wrote into it may say where, when and by whom."""

from django.db import transaction
from django.utils import timezone

from monitoring import permissions
from monitoring.models.proof import Evidence, OriginalDownload
from monitoring.refusals import NotAllowed
from municipalities import audit


@transaction.atomic
def fetch_original(*, evidence: Evidence, by, at=None) -> OriginalDownload:
    """Note that a person fetches the original of an item; sending it comes after (QUALITY S-35).

    NotAllowed for everybody but the organisation that wrote the report and network admins.
    """
    report = evidence.finding.report
    if not evidence.original_sha256 or not permissions.may_fetch_originals(by, report):
        raise NotAllowed
    at = at or timezone.now()
    audit.record(
        audit.Event.ORIGINAL_DOWNLOADED, by=by, organisation=report.organisation,
        detail=f"{report.contract.code} {report.round.slug}", at=at,
    )  # fmt: skip
    return OriginalDownload.objects.create(
        report=report,
        title=evidence.title,
        original_sha256=evidence.original_sha256,
        downloaded_at=at,
        downloaded_by=by,
    )
