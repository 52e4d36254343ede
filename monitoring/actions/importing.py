"""Importing: many findings of a draft at once, from a spreadsheet, all or nothing (S-41)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.actions.moves import move, require
from monitoring.actions.proving import Piece
from monitoring.actions.writing import save_finding
from monitoring.models.workshop import Report
from monitoring.refusals import NotAllowed, Refused
from monitoring.spreadsheets.changes import Change
from monitoring.spreadsheets.columns import OF_FINDING


@transaction.atomic
def import_findings(*, report, by, changes: Sequence[Change], at=None) -> Report:
    """Save every change of a dry run through save_finding, with one event for all of them.

    StaleFinding if one of the findings was saved since the dry run; then nothing is imported.
    """
    at = at or timezone.now()
    require(by, "import_findings", report)
    if not changes:
        raise Refused(_("The spreadsheet changes nothing."))
    if any(change.finding.report_id != report.pk for change in changes):
        raise NotAllowed
    commitments = [change.finding.commitment for change in changes]
    numbers = ", ".join(each.number or each.reference for each in commitments)
    move(report, "import_findings", by, at, note=numbers)
    for change in changes:
        _save(change, by, at)
    return report


def _save(change: Change, by, at) -> None:
    words = change.words or {name: getattr(change.finding, name) for name in OF_FINDING}
    pieces = [Piece(words=dict(change.evidence))] if change.evidence else []
    try:
        save_finding(
            finding=change.finding, by=by, version=change.version, pieces=pieces, at=at, **words
        )
    except ValidationError as error:
        sentences = " ".join(error.messages)
        raise Refused(
            _("Row %(row)s: %(sentences)s") % {"row": change.row, "sentences": sentences}
        ) from None
