"""The chosen municipalities round by round: compared only within each round (METHOD §4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.compare.standings import in_words, standings
from monitoring.scorecards.headline import Headline
from monitoring.scorecards.overview import Row
from monitoring.scorecards.readings import Reading
from monitoring.scoring import percent
from municipalities.models import Municipality

# The field of a small drawing: percents are heights, rounds stand side by side.
WIDTH, TOP, HEIGHT, MARGIN = 240, 22, 100, 22


@dataclass(frozen=True)
class InRound:
    """One round, with a pair for each municipality: its column, and what stands in it or None."""

    round: Round
    pairs: list[tuple[Row, Row | None]]
    words: str
    is_compared: bool

    @property
    def is_as_published(self) -> bool:
        return self.round.method_version == AS_PUBLISHED


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    row: Row

    @property
    def label_y(self) -> int:
        return self.y - 9


@dataclass(frozen=True)
class Picture:
    """One municipality's way through the rounds, before the ways of the others.

    ``years``: where each round stands, and in which year its evidence ends.
    """

    municipality: Municipality
    own: list[list[Point]]
    others: list[list[Point]]
    years: list[tuple[int, int]]


def in_rounds(
    rounds: Sequence[Round],
    rows_of: dict[int, dict[int, Row]],
    columns: Sequence[Row],
    *,
    compared: Round | None,
    reading: Reading,
) -> list[InRound]:
    """Rounds with a result of anybody here, newest first; ``rows_of``: round → municipality."""
    found = []
    for round_ in reversed(rounds):
        theirs = rows_of.get(round_.pk, {})
        pairs = [(column, theirs.get(column.municipality.pk)) for column in columns]
        ranked = [row for _column, row in pairs if _has_figure(row)]
        ranked.sort(key=lambda row: row.figure, reverse=True)
        if any(row for _column, row in pairs):
            words = in_words(standings(ranked, reading))
            found.append(InRound(round_, pairs, words, round_ == compared))
    return found


def pictures(found: Sequence[InRound]) -> list[Picture]:
    """A drawing for each; none where fewer than two rounds have a percentage of anybody."""
    drawn = [each for each in reversed(found) if any(_has_figure(row) for _, row in each.pairs)]
    if len(drawn) < 2:
        return []
    step = (WIDTH - 2 * MARGIN) / (len(drawn) - 1)
    xs = [round(MARGIN + step * place) for place in range(len(drawn))]
    columns = [column for column, _row in drawn[0].pairs]
    ways = [
        _way([(x, each.pairs[i][1]) for x, each in zip(xs, drawn, strict=True)])
        for i in range(len(columns))
    ]
    return [
        Picture(
            column.municipality,
            ways[i],
            [piece for other in (*ways[:i], *ways[i + 1 :]) for piece in other],
            [(x, each.round.evidence_until.year) for x, each in zip(xs, drawn, strict=True)],
        )
        for i, column in enumerate(columns)
    ]


def _has_figure(row: Row | None) -> bool:
    return row is not None and row.figure is not None


def _way(places: list[tuple[int, Row | None]]) -> list[list[Point]]:
    """Pieces of neighbours that both have a percentage: where there is none, the line breaks."""
    pieces: list[list[Point]] = [[]]
    for x, row in places:
        if _has_figure(row):
            y = TOP + HEIGHT - round(HEIGHT * percent(row.figure) / 100)
            pieces[-1].append(Point(x, y, row))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def which(rounds: Sequence[Round], results: dict[int, int], *, at_least: int) -> Round | None:
    """The round that is compared unless the address names one; None where nothing is published.

    The newest of the portal's own method that has at least half as many results as the fullest,
    and ``at_least`` so many: the first result of a new round is nothing to compare yet. Where
    there is none of our own, what others published, which has no percentages.
    """
    own = [each for each in rounds if each.method_version != AS_PUBLISHED and results.get(each.pk)]
    among = own or [each for each in rounds if results.get(each.pk)]
    fullest = max((results[each.pk] for each in among), default=0)
    needed = min(fullest, max(at_least, fullest / 2))
    enough = [each for each in among if results[each.pk] >= needed]
    return enough[-1] if enough else None


def row_in(scorecard: Scorecard, words: Headline, reading: Reading) -> Row:
    """A result of any round as a row; its address is that of exactly this result."""
    address = addresses.of_scorecard(scorecard)
    return Row(
        scorecard.municipality, scorecard.contract, scorecard, words, address, reading=reading
    )
