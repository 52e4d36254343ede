"""What a picture says of one commitment: its words, and what was last found about it."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.models import Commitment
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards.media import statement
from municipalities.languages import in_this_language


@dataclass(frozen=True)
class Finding:
    """``status`` is None where nothing is published of it, "" where it was left out as obsolete."""

    place: str
    title: str
    status: str | None
    stage: str
    basis: tuple[str, ...]
    address: str
    is_demonstration: bool


def of_commitment(
    commitment: Commitment, newest: ScorecardLine | None, *, on: datetime.date
) -> Finding:
    """``newest`` is its line in the newest scorecard that stands, if there is one."""
    contract = commitment.contract
    number = commitment.number or commitment.reference
    place = " · ".join(
        (
            in_this_language(contract.municipality, "name").text,
            in_this_language(contract.term, "label").text,
            _("Commitment %(number)s") % {"number": number},
        )
    )
    return Finding(
        place=place,
        title=in_this_language(commitment, "title").text,
        status=None if newest is None else newest.status,
        stage="" if newest is None else newest.stage,
        basis=(_("as of %(day)s") % {"day": date_format(on)},)
        if newest is None
        else _basis(newest),
        address=settings.PUBLIC_ORIGIN
        + reverse("scorecards:commitment", args=[commitment.reference]),
        is_demonstration=contract.term.is_demonstration,
    )


def _basis(line: ScorecardLine) -> tuple[str, ...]:
    scorecard = line.scorecard
    found = _("found in %(round)s") % {"round": in_this_language(scorecard.round, "name").text}
    if scorecard.is_as_published:
        return (found, *statement.basis_of(scorecard))
    return (
        found,
        _("evidence until %(day)s") % {"day": date_format(scorecard.evidence_until)},
        _("method version %(version)s") % {"version": scorecard.method_version},
    )
