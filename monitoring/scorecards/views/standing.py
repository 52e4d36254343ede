"""What stands about a municipality in a term, for everything that is made from it."""

from contracts.models import Commitment
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import headline, terms
from monitoring.scorecards.joined import together
from monitoring.scorecards.views.municipality import of_the_municipality


def standing(slug: str, term_slug: str | None) -> dict:
    """As `of_the_municipality`, with ``results`` (newest round first), ``scorecard``, ``headline``.

    ``scorecard`` is the newest result that stands, or None; then the headline says why.
    """
    found = of_the_municipality(slug, term_slug)
    newest_revisions = together(
        Scorecard.objects.filter(municipality=found["municipality"], superseded_by=None)
        .of_the_term(found["term"])
        .newest_round_first()
        .with_its_page()
    )
    results = [each for each in newest_revisions if not hasattr(each, "retraction")]
    scorecard = results[0] if results else None
    if scorecard is None:
        words = headline.without_scorecard(
            found["contract"],
            Commitment.objects.top_level().filter(contract=found["contract"]).count(),
            retracted=bool(newest_revisions),
            is_over=terms.is_over(found["term"]),
        )
    else:
        words = headline.of_scorecard(scorecard)
    return found | {"results": results, "scorecard": scorecard, "headline": words}
