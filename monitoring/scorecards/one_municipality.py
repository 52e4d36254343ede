"""One municipality over its rounds: figures, what changed in between, what findings rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import Scorecard, ScorecardEvidence, ScorecardLine
from monitoring.scorecards import (
    addresses,
    changes_since,
    evidence_profile,
    over_time,
    trend,
    trend_chart,
)
from monitoring.scorecards.changes_since import Cause, Stand, Step
from monitoring.scorecards.evidence_profile import Freshness, Profile
from monitoring.scorecards.over_time import Names, Trend
from monitoring.scorecards.readings import Reading

ROUND = "line__scorecard__round"


@dataclass(frozen=True)
class StepOnShow:
    line: ScorecardLine
    step: Step


@dataclass(frozen=True)
class Passage:
    """From one round to the next; ``stands`` is None where the method changed in between."""

    before: Round
    now: Round
    stands: list[Stand] | None
    by_cause: list[tuple[Cause, list[StepOnShow]]]

    @property
    def told(self) -> list[Stand]:
        """The beginning, and what each cause that occurred made of it."""
        causes = {None, *(cause for cause, _steps in self.by_cause)}
        return [stand for stand in self.stands if stand.cause in causes]

    @property
    def is_unchanged(self) -> bool:
        return self.stands is not None and not self.by_cause


@dataclass(frozen=True)
class Rests:
    """What the findings of one round, or of one municipality in it, rest on."""

    of: object
    profile: Profile
    freshness: Freshness


def passages(scorecards: Sequence[Scorecard], lines: Iterable[ScorecardLine]) -> list[Passage]:
    """Newest first; ``scorecards`` are the standing ones in the order of their rounds.

    ``lines`` are the counted ones of every revision that was not retracted, oldest first.
    """
    newest = {line.commitment_id: line for line in lines}
    told = _told(lines, {each.round_id: each.method_version for each in scorecards})
    found = []
    for one, two in zip(scorecards, scorecards[1:], strict=False):
        if one.is_as_published and two.is_as_published:
            continue
        earlier, later = (told.get(each.round_id) or _nothing(each) for each in (one, two))
        steps = changes_since.steps(earlier, later) or []
        by_cause = [
            (cause, [StepOnShow(newest[step.commitment], step) for step in theirs])
            for cause in Cause
            if (theirs := [step for step in steps if step.cause == cause])
        ]
        stands = changes_since.stands(earlier, later)
        found.append(Passage(one.round, two.round, stands, by_cause))
    return found[::-1]


def its_trend(
    scorecards: Sequence[Scorecard], lines: Iterable[ScorecardLine], reading: Reading
) -> Trend:
    """With the line of the constant list: the commitments that every round counts."""
    results = [
        trend.Result(
            each.round_id, each.municipality_id, each.counts, each.excluded, each.method_version
        )
        for each in scorecards
    ]
    own = [each.round_id for each in scorecards if not each.is_as_published]
    told = _told(lines, {each.round_id: each.method_version for each in scorecards})
    statuses = [told[round].standing if round in told else {} for round in own]
    constant = dict(zip(own, trend.constant_list(statuses), strict=True))
    points = [
        replace(point, constant=constant.get(point.round))
        for point in trend.points([each.round_id for each in scorecards], results, frozenset())
    ]
    of_round = {each.round_id: each for each in scorecards}
    return Trend(
        [
            over_time.in_trend(
                number,
                of_round[point.round].round,
                point,
                reading,
                lambda keys: _NOBODY,
                working=addresses.of_working(of_round[point.round]),
            )
            for number, point in enumerate(points, start=1)
        ],
        trend_chart.of_points(points, reading),
        _NOBODY,
        reading,
    )


def rests(scorecards: Sequence[Scorecard]) -> list[Rests]:
    """What the standing result of each round rests on, oldest first, in two statements."""
    own = [each for each in scorecards if each.method_version != AS_PUBLISHED]
    items = ScorecardEvidence.objects.filter(line__scorecard__in=own)
    return rests_of([each.round for each in own], items, ROUND)


def rests_of(rows: Iterable, items, column: str) -> list[Rests]:
    """One for each row, whose key stands in that column of the evidence."""
    by_class, by_date = list(items.by_class(column)), list(items.by_date(column))
    return [
        Rests(
            row,
            evidence_profile.profile(rest for key, *rest in by_class if key == row.pk),
            evidence_profile.freshness(rest for key, *rest in by_date if key == row.pk),
        )
        for row in rows
    ]


def _told(lines: Iterable[ScorecardLine], methods: dict) -> dict[int, changes_since.Told]:
    rows = (
        (
            line.scorecard.round_id,
            None,
            None if line.stands else line.scorecard_id,
            line.scorecard.revision,
            line.commitment_id,
            line.status,
        )
        for line in lines
    )
    return {round: each for (round, _), each in changes_since.told(rows, methods).items()}


def _nothing(scorecard: Scorecard) -> changes_since.Told:
    return changes_since.Told({}, {}, scorecard.method_version)


_NOBODY = Names([], 0)
