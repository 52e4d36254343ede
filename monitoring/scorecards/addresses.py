"""The lasting address of what was published."""

from django.urls import reverse

from monitoring.models.showcase import Scorecard


def of_scorecard(scorecard: Scorecard) -> str:
    """The page of exactly this revision, in the active language."""
    return of_revision(*_parts(scorecard), scorecard.revision)


def of_revision(municipality: str, term: str, round: str, revision: int) -> str:
    """The same from the slugs alone."""
    parts = [municipality, term, round]
    if revision == 1:
        return reverse("scorecards:scorecard", args=parts)
    return reverse("scorecards:scorecard-revision", args=[*parts, revision])


def of_working(scorecard: Scorecard) -> str:
    """The arithmetic of exactly this revision, line by line."""
    if scorecard.revision == 1:
        return reverse("scorecards:working", args=_parts(scorecard))
    return reverse("scorecards:working-revision", args=[*_parts(scorecard), scorecard.revision])


def of_data(scorecard: Scorecard) -> str:
    """The same as JSON, with its ledger entry and the sealed payload."""
    return reverse("files:scorecard-json", args=[*_parts(scorecard), scorecard.revision])


def _parts(scorecard: Scorecard) -> list[str]:
    return [scorecard.municipality.slug, scorecard.contract.term.slug, scorecard.round.slug]
