"""How wide words are, and where a line of them ends, in the one font that pictures are set in."""

import re
from functools import cache

from django.conf import settings
from PIL import ImageFont

# Letters for pictures alone: pages load no font (VENDOR.md).
FONT = settings.BASE_DIR / "static" / "vendor" / "source-serif-4.ttf"
# Not at a space that holds a figure and its sign together.
BREAKS = re.compile("[ \t\r\n]+")
# Other fonts are wider than this one; a drawing is set in whatever the reader's machine has.
ROOM_FOR_OTHER_FONTS = 1.12


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Laid out letter by letter, so that no library of the machine changes the picture."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, size: int) -> float:
    return font(size).getlength(text)


def broken(text: str, size: int, room: float, *, at_most: int = 0, is_own: bool = False):
    """The lines of a text no wider than ``room``; longer ones than ``at_most`` end in "…".

    ``is_own``: set in this very font; otherwise there is room for wider ones.
    """
    room = room if is_own else room / ROOM_FOR_OTHER_FONTS
    lines = [""]
    for word in BREAKS.split(text.strip()):
        for piece in _pieces(word, size, room):
            longer = f"{lines[-1]} {piece}".strip()
            if width(longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    if at_most and len(lines) > at_most:
        lines = lines[:at_most]
        lines[-1] = _with_an_end(lines[-1], size, room)
    return lines


def _pieces(word: str, size: int, room: float) -> list[str]:
    """The word, cut where it is wider than a whole line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _with_an_end(line: str, size: int, room: float) -> str:
    while line and width(f"{line}…", size) > room:
        line = line[:-1].rstrip()
    return f"{line}…"
