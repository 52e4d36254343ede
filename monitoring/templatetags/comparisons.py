"""Ways to a comparison, for templates of other pages."""

from dataclasses import dataclass

from django import template

from monitoring.scorecards import readings
from monitoring.scorecards.compare import choice
from monitoring.scorecards.compare.standings import joined, name_of

register = template.Library()


@dataclass(frozen=True)
class Way:
    names: str
    address: str


@register.filter
def side_by_side(rows, term) -> Way | None:
    """These municipalities side by side in their reading; None where they are too many."""
    if not choice.AT_LEAST <= len(rows) <= choice.AT_MOST:
        return None
    reading = rows[0].reading
    further = {} if reading == readings.DEFAULT else {"reading": reading}
    slugs = [row.municipality.slug for row in rows]
    return Way(joined([name_of(row) for row in rows]), choice.address(term, slugs, **further))
