"""The badge: a small card of one result for the side of somebody else's page, as SVG."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monitoring.scorecards import palette
from monitoring.scorecards.media import lettering, svg
from monitoring.scorecards.media.statement import Statement

WIDTH, HEIGHT, MARGIN = 420, 232, 16
NAME, FIGURE, TEXT, NOTE = 22, 46, 14, 12  # sizes of letters
LINES, LINE, SMALL_LINE = 4, 18, 15
# Where the first line of each part stands, from the top.
ABOUT_TOP, TEXT_TOP, BASIS_TOP = 52, 92, 192


@dataclass(frozen=True)
class Line:
    text: str
    x: int
    y: int


def as_svg(said: Statement) -> str:
    """Name, figure and sentence, or the sentence alone; bar, date, and where to check it."""
    left = MARGIN
    if said.figure:
        left += round(lettering.width(said.figure, FIGURE) * lettering.ROOM_FOR_OTHER_FONTS) + 14
    room = WIDTH - MARGIN - left
    sentence = lettering.broken(said.sentence, TEXT, room, at_most=LINES + (not said.counts))
    return svg.drawn(
        "scorecards/media/badge.svg",
        {
            "statement": said,
            "language": get_language(),
            "width": WIDTH,
            "height": HEIGHT,
            "margin": MARGIN,
            "inner": WIDTH - 2 * MARGIN,
            "name": _line(said.name, NAME),
            "figure_y": TEXT_TOP + 32,
            "sentence": _lines(sentence, x=left, top=TEXT_TOP, height=LINE),
            "notes": [
                *_lines(_notes(f"{_('POP Network')} · {said.about}"), top=ABOUT_TOP),
                *_lines([*_notes(_basis(said), 1), *_notes(said.plain_address)], top=BASIS_TOP),
            ],
            "colours": palette.colours(),
        },
    )


def _line(text: str, size: int) -> str:
    return lettering.broken(text, size, WIDTH - 2 * MARGIN, at_most=1)[0]


def _notes(text: str, at_most: int = 2) -> list[str]:
    return lettering.broken(text, NOTE, WIDTH - 2 * MARGIN, at_most=at_most)


def _lines(texts: list[str], *, top: int, x: int = MARGIN, height: int = SMALL_LINE) -> list[Line]:
    return [Line(text, x, top + height * number) for number, text in enumerate(texts)]


def _basis(said: Statement) -> str:
    """What it rests on, as far as a small card has room: the date first."""
    return " · ".join(reversed(said.basis[:2]))
