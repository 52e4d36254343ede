"""Lines that each stand for one published revision, printed once for the same values."""

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

# What a row among all revisions says of one; its figure follows from the counts.
OF_ROW = (
    "revision", "published_at", "cause_sq", "cause_en", *scoring.STATUSES, "excluded",
    "method_version",
)  # fmt: skip
OF_NEWS = ("revision", "published_at")
_of_row, _of_news = attrgetter(*OF_ROW), attrgetter(*OF_NEWS)
_names = attrgetter("name_sq", "name_en")


@register.simple_tag
def row_of_revision(scorecard: Scorecard, shown: Scorecard):
    """One revision in the list of all, on the page of the one that is ``shown``."""
    is_retracted = hasattr(scorecard, "retraction")
    is_shown = scorecard.revision == shown.revision
    return _row(addresses.slugs_of(scorecard), _of_row(scorecard), is_retracted, is_shown)


@register.simple_tag
def line_of_news(scorecard: Scorecard):
    """One publication or correction, with the names of the municipality and the round."""
    names = _names(scorecard.municipality), _names(scorecard.round)
    return _line(addresses.slugs_of(scorecard), _of_news(scorecard), *names)


@printed_once
def _row(slugs: tuple, said: tuple, is_retracted: bool, is_shown: bool):
    each = _revision(slugs, zip(OF_ROW, said, strict=True))
    return rendered(
        "scorecards/parts/revision_row.html",
        each=each, is_retracted=is_retracted, is_shown=is_shown,
    )  # fmt: skip


@printed_once
def _line(slugs: tuple, said: tuple, of_municipality: tuple, of_round: tuple):
    each = _revision(slugs, zip(OF_NEWS, said, strict=True))
    each.municipality.name_sq, each.municipality.name_en = of_municipality
    each.round.name_sq, each.round.name_en = of_round
    return rendered("scorecards/network/line_of_news.html", each=each)


def _revision(slugs: tuple, said) -> Scorecard:
    """A scorecard of which only that is known."""
    municipality, term, round_ = slugs
    return Scorecard(
        municipality=Municipality(slug=municipality),
        contract=SocialContract(term=Term(slug=term)),
        round=Round(slug=round_),
        **dict(said),
    )
