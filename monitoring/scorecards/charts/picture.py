"""A chart of a page as a picture of its own: with title, source and date inside of it.

A chart names the template of its drawing, the same that the page shows, and a `Statement`:

    chart = Chart(said, title=…, drawing="scorecards/parts/….svg", context={…}, height=214)
    return svg.download(as_svg(chart), "file-name")

The template finds ``context`` as ``drawn`` and draws on a field as wide as the paper, ``height``
high; percents are those of that field.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monitoring.scorecards import palette
from monitoring.scorecards.media import lettering, svg
from monitoring.scorecards.media.statement import Statement

WIDTH, MARGIN = 960, 40
# The strip on top that says that everything is invented.
STRIP = 28
TITLE, TEXT, NOTE = 34, 19, 15  # sizes of letters


@dataclass(frozen=True)
class Written:
    """One line of text in the picture: its foot is at ``y``."""

    text: str
    y: int
    size: int


@dataclass(frozen=True)
class Chart:
    """``legend`` are lines below the drawing; ``sheets`` the style sheets of the page it is on."""

    statement: Statement
    title: str
    drawing: str
    context: dict
    height: int
    legend: Sequence[str] = ()
    sheets: tuple[str, ...] = palette.SHEETS


def as_svg(chart: Chart) -> str:
    """The whole picture as text, the same for the same chart."""
    said = chart.statement
    top = MARGIN + (STRIP if said.is_demonstration else 0) - NOTE
    above = _set([(said.about, NOTE), (chart.title, TITLE), (said.sentence, TEXT)], top=top)
    drawing_top = above[-1].y + 28
    below_drawing = drawing_top + (chart.height + 12 if said.counts else 0)
    legend = _set([(line, TEXT) for line in chart.legend], top=below_drawing)
    source = " · ".join((_("Source: POP Network"), *said.basis, said.address))
    below = legend + _set([(source, NOTE)], top=legend[-1].y + 14 if legend else below_drawing)
    return svg.drawn(
        "scorecards/charts/picture.svg",
        {
            "statement": said,
            "title": chart.title,
            "language": get_language(),
            "width": WIDTH,
            "height": below[-1].y + MARGIN,
            "lines": above + below,
            "margin": MARGIN,
            "drawing": chart.drawing,
            "drawn": chart.context,
            "drawing_top": drawing_top,
            "drawing_width": WIDTH - 2 * MARGIN,
            "drawing_height": chart.height,
            "colours": palette.colours(),
        },
        chart.sheets,
    )


def _set(lines: Sequence[tuple[str, int]], *, top: int) -> list[Written]:
    """Texts one below the other, each broken where the paper ends."""
    found, y = [], top
    for text, size in lines:
        for line in lettering.broken(text, size, WIDTH - 2 * MARGIN):
            y += round(size * 1.4)
            found.append(Written(line, y, size))
        y += round(size * 0.25)
    return found
