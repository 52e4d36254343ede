"""The charts of results that can be taken away: the bar of a scorecard, the rounds of a term."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.models import Term
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import headline, palette, timeline
from monitoring.scorecards.charts.picture import Chart
from monitoring.scorecards.media.statement import Statement
from monitoring.templatetags.figures import Part, percent, status_word, whole_percent
from monitoring.templatetags.figures import bar as parts_of
from municipalities.languages import in_this_language

BAR, ROW = 56, 32  # heights in the picture
# The part of a page that draws rounds over a term, without a band for offices.
TIMELINE = 214


@dataclass(frozen=True)
class Key:
    """What one field of the bar means, and where that stands below it."""

    part: Part
    words: str
    x: int
    y: int


def bar(statement: Statement) -> Chart:
    """The counts of a scorecard as the stacked bar of its page, each status named."""
    legend = _legend(statement)
    colours = palette.colours()
    return Chart(
        statement,
        title=f"{statement.name} {statement.figure}".strip(),
        drawing="scorecards/charts/bar.svg",
        context={
            "counts": statement.counts,
            "legend": legend,
            "sans": colours["sans"],
            "ink": colours["ink"],
        },
        height=legend[-1].y + ROW if legend else 0,
    )


def over_the_term(statement: Statement, term: Term, standing: Sequence[Scorecard]) -> Chart:
    """The fulfilment of every round of a term; without a single percentage, its range."""
    return Chart(
        statement,
        title=f"{statement.name} {statement.figure}".strip(),
        drawing="scorecards/charts/timeline.svg",
        context={"timeline": timeline.of_term(term, standing, [])},
        height=TIMELINE,
        legend=[_round(each) for each in sorted(standing, key=lambda each: each.round.slug)],
    )


def _legend(statement: Statement) -> list[Key]:
    if statement.counts is None:
        return []
    shown = [part for part in parts_of(statement.counts) if part.count or part.is_assessed]
    with_shares = statement.headline.state != headline.State.AS_PUBLISHED
    return [
        Key(part, _named(part, with_shares), x=50 * (i % 2), y=BAR + 20 + ROW * (i // 2))
        for i, part in enumerate(shown)
    ]


def _named(part: Part, with_shares: bool) -> str:
    words = f"{status_word(part.status)}: {part.count}"
    return f"{words} ({whole_percent(part.share)})" if with_shares else words


def _round(scorecard: Scorecard) -> str:
    words = headline.of_scorecard(scorecard)
    name = in_this_language(scorecard.round, "name").text
    figure = "" if words.figure is None else f"{percent(words.figure)}, "
    return f"{name}: {figure}{words.brief}"
