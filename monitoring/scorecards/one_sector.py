"""One sector in one term: its pooled counts, its municipalities in both rounds, its trend."""

from dataclasses import dataclass

from contracts.models import Sector, Term
from monitoring import scoring
from monitoring.scorecards import over_time, rounds_compared, sectors
from monitoring.scorecards.lines_of_sector import lines_of_sector
from monitoring.scorecards.over_time import Names, Trend
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.rounds_compared import Compared
from monitoring.scorecards.sectors import Across


@dataclass(frozen=True)
class SectorOnShow:
    """``counts`` and ``excluded`` are of the compared round, over its ``municipalities``."""

    sector: Sector
    term: Term
    compared: Compared
    counts: scoring.Counts
    excluded: int
    municipalities: frozenset
    across: Across
    trend: Trend

    @property
    def absent(self) -> Names:
        """Whose result of the compared round has no commitment in the sector: no data, not zero."""
        return over_time.names_without(self.compared.round, self.sector, len(self.municipalities))


def on_show(sector: Sector, term: Term, reading: Reading) -> SectorOnShow:
    """In two statements, whatever the number of rounds and municipalities."""
    compared = rounds_compared.of_term(term)
    lines = lines_of_sector(sector, compared.rounds)
    results = sectors.results(lines, compared.rounds)
    now = compared.round.pk if compared.round else None
    of_round = [each for each in results if each.round == now]
    names = {line.municipality.pk: line.municipality for line in lines}
    return SectorOnShow(
        sector=sector,
        term=term,
        compared=compared,
        counts=scoring.pool(result.counts for result in of_round),
        excluded=sum(result.excluded for result in of_round),
        municipalities=frozenset(result.municipality for result in of_round),
        across=sectors.across(sectors.towns(lines, compared), reading) if now else Across(),
        trend=over_time.of_results(compared, results, names, reading),
    )
