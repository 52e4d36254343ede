"""The rows that list the revisions of a result; each is printed once for the same values."""

from operator import attrgetter

from django import template

from contracts.models import SocialContract, Term
from monitoring import scoring
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.printed import printed_once, rendered
from municipalities.models import Municipality

register = template.Library()

# What a row says of a revision; a figure follows from its counts.
SAID = (
    "revision", "published_at", "cause_sq", "cause_en", *scoring.STATUSES, "excluded",
    "method_version",
)  # fmt: skip
_said = attrgetter(*SAID)


@register.simple_tag
def row_of_revision(scorecard: Scorecard, shown: Scorecard):
    is_retracted = hasattr(scorecard, "retraction")
    is_shown = scorecard.revision == shown.revision
    return _row(addresses.slugs_of(scorecard), _said(scorecard), is_retracted, is_shown)


@printed_once
def _row(slugs: tuple, said: tuple, is_retracted: bool, is_shown: bool):
    municipality, term, round_ = slugs
    each = Scorecard(
        municipality=Municipality(slug=municipality),
        contract=SocialContract(term=Term(slug=term)),
        round=Round(slug=round_),
        **dict(zip(SAID, said, strict=True)),
    )
    return rendered(
        "scorecards/parts/revision_row.html",
        each=each, is_retracted=is_retracted, is_shown=is_shown,
    )  # fmt: skip
