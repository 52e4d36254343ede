"""What a comparison shows: everything from one round and one method (METHOD §4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.db.models import Exists, OuterRef

from contracts.models import Commitment, Term
from monitoring import scoring
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import headline, overview, readings
from monitoring.scorecards.compare import matrix, over_rounds
from monitoring.scorecards.compare.standings import Standing, in_words, standings
from monitoring.scorecards.composed import composed_once
from monitoring.scorecards.overview import Parts, Row
from monitoring.scorecards.pooled import Pooled
from monitoring.scorecards.readings import Reading
from municipalities.models import Municipality

# Beyond, a table of everybody against everybody is longer than anybody reads.
AGAINST_EACH_OTHER = 12


@dataclass(frozen=True)
class PooledAsRead(Pooled):
    """All municipalities with a result of a round, in the reading that was chosen."""

    reading: Reading

    @property
    def figure(self) -> Fraction | None:
        if self.is_as_published or not self.score.has_headline:
            return None
        return readings.share(self.score, self.reading)

    @property
    def fraction(self) -> str:
        return readings.fraction(self.score, self.reading)


@dataclass(frozen=True)
class Comparison:
    """``columns`` are the municipalities that have a result of the round, best first.

    ``parts`` are all that were asked for: in places, without one, and with nothing in this round.
    """

    term: Term
    round: Round | None
    reading: Reading
    parts: Parts
    columns: list[Row]
    pooled: PooledAsRead | None = None
    sectors: list[matrix.Across] = field(default_factory=list)
    places: list[matrix.Across] = field(default_factory=list)
    rounds: list[over_rounds.InRound] = field(default_factory=list)
    rounds_pooled: list[PooledAsRead] = field(default_factory=list)
    pictures: list[over_rounds.Picture] = field(default_factory=list)

    @property
    def is_as_published(self) -> bool:
        return self.round is not None and self.round.method_version == AS_PUBLISHED

    @property
    def has_rounds_of_its_own(self) -> bool:
        """Whether there is anything to show round by round besides what others published."""
        return any(not each.is_as_published for each in self.rounds)

    @cached_property
    def ranked(self) -> list[Row]:
        return [row for group in self.parts.places for row in group.rows]

    @cached_property
    def standings(self) -> list[Standing]:
        """Everybody against everybody; two are told by the sentence alone."""
        fits = 2 < len(self.ranked) <= AGAINST_EACH_OTHER
        return standings(self.ranked, self.reading) if fits else []

    @cached_property
    def words(self) -> str:
        fits = len(self.ranked) <= AGAINST_EACH_OTHER
        return in_words(standings(self.ranked, self.reading)) if fits else ""

    @property
    def left_out(self) -> list[Row]:
        """Asked for, and without a result of this round."""
        return [*self.parts.elsewhere, *self.parts.without]


def pooled_by_round(term: Term, rounds: Sequence[Round], reading: Reading) -> list[PooledAsRead]:
    """All standing results of the term, pooled round by round, newest first."""
    sums = {row["round"]: row for row in _sums_by_round(term.pk)}
    return [
        PooledAsRead(
            round_,
            scoring.Counts(*(sums[round_.pk][f"sum_{status}"] for status in scoring.STATUSES)),
            sums[round_.pk]["sum_excluded"],
            sums[round_.pk]["results"],
            reading,
        )
        for round_ in reversed(rounds)
        if round_.pk in sums
    ]


@composed_once
def _sums_by_round(term: int):
    return Scorecard.objects.standing().of_the_term(term).sums_by_round()


def results_of(term: Term, slugs: Sequence[str]) -> list[Scorecard]:
    """Every standing result of these municipalities in the term, of any round."""
    results = list(_results_of(term.pk, *slugs))
    for result in results:
        result.contract.term = term
    return results


@composed_once
def _results_of(term: int, *slugs: str):
    found = Scorecard.objects.standing().of_the_term(term).filter(municipality__slug__in=slugs)
    return found.as_in_a_list()


def rows_of(
    term: Term, slugs: Sequence[str], compared: Round | None, reading: Reading
) -> list[Row]:
    """What stands of each of these municipalities, in Albanian order."""
    round_, slug = (compared.pk, compared.slug) if compared else (None, None)
    found = _named(term.pk, round_, slug, *slugs, demonstration=term.is_demonstration)
    return [overview.row_of(municipality, term, reading) for municipality in found]


@composed_once
def _named(term: int, compared: int | None, slug: str | None, *slugs: str, demonstration: bool):
    shown = overview.with_results(term, compared, slug, demonstration=demonstration)
    return shown.filter(slug__in=slugs)


def municipalities_with_a_result(term: Term):
    """Those of whom anything of the term stands, in Albanian order."""
    return _with_a_result(term.pk, demonstration=term.is_demonstration)


@composed_once
def first_with_a_result(term: int, *, demonstration: bool, number: int):
    """So many of them, of the term with this key."""
    return _with_a_result(term, demonstration=demonstration)[:number]


def _with_a_result(term: int, *, demonstration: bool):
    theirs = Scorecard.objects.standing().of_the_term(term).filter(municipality=OuterRef("pk"))
    return Municipality.objects.shown_in(demonstration=demonstration).filter(Exists(theirs))


@composed_once
def rounds_of(term: int):
    """The rounds of the term with this key, oldest first."""
    return Round.objects.of_the_term(term)


def of_chosen(
    term: Term,
    rows: Sequence[Row],
    round_: Round | None,
    *,
    rounds: Sequence[Round],
    results: Sequence[Scorecard],
    pooled: Sequence[PooledAsRead],
    reading: Reading,
) -> Comparison:
    """Two to six municipalities; ``rows`` say what stands of each in the compared round."""
    parts = overview.in_parts(rows, round_, is_whole=True, reading=reading)
    columns = _columns(parts)
    findings = list(zip(columns, _lines_of(columns, with_words=True), strict=True))
    in_rounds = over_rounds.in_rounds(
        rounds,
        _rows_by_round(results, reading),
        columns,
        compared=round_,
        reading=reading,
    )
    return Comparison(
        term, round_, reading, parts, columns,
        pooled=next((each for each in pooled if each.round == round_), None),
        sectors=matrix.by_sector(findings, reading),
        places=matrix.by_place(findings, _characters(columns), reading),
        rounds=in_rounds,
        pictures=over_rounds.pictures(in_rounds),
    )  # fmt: skip


def of_everybody(
    term: Term,
    rows: Sequence[Row],
    round_: Round | None,
    *,
    pooled: Sequence[PooledAsRead],
    is_whole: bool,
    reading: Reading,
) -> Comparison:
    """All municipalities of a page: each in its row, their findings pooled."""
    parts = overview.in_parts(rows, round_, is_whole=is_whole, reading=reading)
    columns = _columns(parts)
    found = Comparison(
        term, round_, reading, parts, columns,
        pooled=next((each for each in pooled if each.round == round_), None),
        rounds_pooled=list(pooled),
    )  # fmt: skip
    if not is_whole:
        return found
    of_each = _lines_of(columns, with_words=False)
    everything = [(None, [line for lines in of_each for line in lines])]
    found.sectors.extend(matrix.by_sector(everything, reading))
    found.places.extend(matrix.by_place(everything, _characters(columns), reading))
    return found


def _columns(parts: Parts) -> list[Row]:
    return [*(row for group in parts.places for row in group.rows), *parts.unplaced]


def _lines_of(columns: Sequence[Row], *, with_words: bool) -> list[list[ScorecardLine]]:
    """The counted findings of each, in the order of its contract."""
    found = defaultdict(list)
    cards = [row.scorecard.pk for row in columns]
    for line in _lines_asked(*cards, with_words=with_words):
        found[line.scorecard_id].append(line)
    return [found[pk] for pk in cards]


@composed_once
def _lines_asked(*scorecards: int, with_words: bool):
    lines = ScorecardLine.objects.filter(scorecard__in=scorecards).counted().in_order()
    return lines.side_by_side(with_words=with_words)


def _characters(columns: Sequence[Row]) -> dict[int, set[str]]:
    """Commitment → the characters of its administrative units."""
    found = defaultdict(set)
    for pk, character in _characters_asked(*(row.scorecard.pk for row in columns)):
        found[pk].add(character)
    return found


@composed_once
def _characters_asked(*scorecards: int):
    return Commitment.objects.filter(lines__scorecard__in=scorecards).characters_of_units()


def _rows_by_round(results: Sequence[Scorecard], reading: Reading) -> dict[int, dict[int, Row]]:
    found = defaultdict(dict)
    for result in results:
        row = over_rounds.row_in(result, headline.of_scorecard(result), reading)
        found[result.round_id][result.municipality_id] = row
    return found
