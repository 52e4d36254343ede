"""The lasting address of what was published."""

from monitoring.models.showcase import Scorecard
from monitoring.scorecards.printed import address_of_page


def of_scorecard(scorecard: Scorecard) -> str:
    """The page of exactly this revision, in the active language."""
    return of_revision(*slugs_of(scorecard), scorecard.revision)


def of_revision(municipality: str, term: str, round: str, revision: int) -> str:
    """The same from the slugs alone."""
    parts = [municipality, term, round]
    if revision == 1:
        return address_of_page("scorecards:scorecard", *parts)
    return address_of_page("scorecards:scorecard-revision", *parts, revision)


def of_working(scorecard: Scorecard) -> str:
    """The arithmetic of exactly this revision, line by line."""
    if scorecard.revision == 1:
        return address_of_page("scorecards:working", *slugs_of(scorecard))
    return address_of_page("scorecards:working-revision", *slugs_of(scorecard), scorecard.revision)


def of_data(scorecard: Scorecard) -> str:
    """The same as JSON, with its ledger entry and the sealed payload."""
    return address_of_page("files:scorecard-json", *slugs_of(scorecard), scorecard.revision)


def slugs_of(scorecard: Scorecard) -> tuple[str, str, str]:
    """What the addresses of all its revisions have in common."""
    return scorecard.municipality.slug, scorecard.contract.term.slug, scorecard.round.slug
