"""The results of one round taken together: counts are pooled, percentages never averaged."""

from dataclasses import dataclass
from functools import cached_property

from monitoring import scoring
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.scorecards import headline
from monitoring.scorecards.headline import Headline


@dataclass(frozen=True)
class Pooled:
    """The counts of a round; ``municipalities`` says of how many results (METHOD §4)."""

    round: Round
    counts: scoring.Counts
    excluded: int
    municipalities: int

    @property
    def is_as_published(self) -> bool:
        """Counts of others are not made into a percentage of ours (METHOD §5)."""
        return self.round.method_version == AS_PUBLISHED

    @cached_property
    def score(self) -> scoring.Score:
        return scoring.score(self.counts)

    @cached_property
    def headline(self) -> Headline:
        return headline.of_counts(self.counts, excluded=self.excluded)
