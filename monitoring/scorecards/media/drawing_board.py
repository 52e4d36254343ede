"""A sheet of 1200 × 630 to draw on, in the colours and the font of the portal.

Everything is drawn at twice its size and made smaller, so that edges are smooth. The letters come
from the portal's own font file, so the same words give the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from monitoring import scoring
from monitoring.scorecards import palette
from monitoring.scorecards.media import lettering
from monitoring.scorecards.media.statement import plain
from monitoring.templatetags.figures import bar, status_word

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
FINER = 2
COLOURS = 48
BAR = 52  # height
EXCLUDED = ""


class Board:
    """Places are in pixels of the finished picture, from its upper left corner."""

    def __init__(self, *, is_demonstration: bool):
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), _colour("paper"))
        self.draw = ImageDraw.Draw(self.image)
        top = 14
        if is_demonstration:
            self.rectangle(0, 0, WIDTH, 36, fill="partial-ground")
            invented = _("Commitments and results in this picture are invented.")
            self.write(f"{_('Demonstration')} · {invented}", MARGIN, 3, 23, lines=1)
            top = 40
        self.write(_("POP Network"), MARGIN, top, 28, lines=1)
        self.rectangle(MARGIN, top + 42, WIDTH - MARGIN, top + 44, fill="ink")
        self.rectangle(MARGIN, top + 47, WIDTH - MARGIN, top + 49, fill="ink")

    def rectangle(self, left, top, right, bottom, *, fill=None, outline=None):
        self.draw.rectangle(
            [left * FINER, top * FINER, right * FINER - 1, bottom * FINER - 1],
            fill=fill and _colour(fill),
            outline=outline and _colour(outline),
            width=2 * FINER,
        )

    def write(self, text: str, x: int, y: int, size: int, *, lines: int, colour="ink") -> int:
        """The text, broken into so many lines at most; returns where they end."""
        room = WIDTH - MARGIN - x
        for line in lettering.broken(text, size, room, at_most=lines, is_own=True):
            font = lettering.font(size * FINER)
            self.draw.text((x * FINER, y * FINER), line, font=font, fill=_colour(colour))
            y += round(size * 1.26)
        return y

    def write_whole(self, text: str, x: int, y: int, sizes: Sequence[int], colour="ink") -> int:
        """One line in the largest of these sizes in which nothing of it is lost."""
        room = WIDTH - MARGIN - x
        size = next((size for size in sizes if lettering.width(text, size) <= room), sizes[-1])
        return self.write(text, x, y, size, lines=1, colour=colour)

    def stacked_bar(self, counts: scoring.Counts, *, top: int):
        """One field a commitment, and below it what the fields mean."""
        parts, whole = bar(counts), WIDTH - 2 * MARGIN
        for part in parts:
            if part.share:
                left, right = (MARGIN + whole * at / 100 for at in (part.x, part.x + part.share))
                self._field(part.status, round(left), top, round(right))
            for notch in part.notches:
                x = round(MARGIN + whole * float(notch) / 100)
                ink = "ink" if part.status == scoring.NONE else "paper"
                self.rectangle(x, top + 2, x + 1, top + BAR - 2, fill=ink)
        self.rectangle(MARGIN, top, WIDTH - MARGIN, top + BAR, outline="ink")
        self._key([part for part in parts if part.count or part.is_assessed], top + BAR + 13)

    def mark(self, status: str, x: int, y: int, radius: int):
        """The shape of a status, as on the pages: its middle is at x, y."""
        box = [FINER * at for at in (x - radius, y - radius, x + radius, y + radius)]
        thick = max(2, radius // 5) * FINER
        ink = _colour(status if status in (scoring.FULL, scoring.PARTIAL, scoring.NONE) else "ink")
        if status == scoring.FULL:
            self.draw.ellipse(box, fill=ink)
        elif status in (scoring.PARTIAL, scoring.NONE):
            self.draw.ellipse(box, outline=ink, width=thick)
            if status == scoring.PARTIAL:
                self.draw.pieslice(box, 90, 270, fill=ink)
        elif status == EXCLUDED:
            self.draw.line(box, fill=ink, width=thick)
            self.draw.line([box[0], box[3], box[2], box[1]], fill=ink, width=thick)
        else:
            for start in range(0, 360, 45):
                self.draw.arc(box, start, start + 18, fill=ink, width=thick)
            if status == scoring.UNASSESSABLE:
                self.draw.line(
                    [box[0] + thick * 2, y * FINER, box[2] - thick * 2, y * FINER],
                    fill=ink, width=thick,
                )  # fmt: skip

    def foot(self, basis: Sequence[str], address: str):
        """What it rests on, and where it can be checked."""
        self.write_whole(" · ".join(basis), MARGIN, 550, (25, 22, 19), colour="ink-soft")
        self.write_whole(plain(address), MARGIN, 584, (25, 22, 19))

    def png(self) -> bytes:
        """Few colours: a picture of letters and fields stays small."""
        small = self.image.reduce(FINER).quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        out = BytesIO()
        small.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _field(self, status: str, left: int, top: int, right: int):
        """Solid, hatched, empty or dotted, with an edge."""
        size = ((right - left) * FINER, BAR * FINER)
        if status == scoring.PARTIAL:
            pattern = _hatched(size)
        elif status in (scoring.FULL, scoring.NONE):
            name = "full" if status == scoring.FULL else "none-ground"
            pattern = Image.new("RGB", size, _colour(name))
        else:
            pattern = _dotted(size)
        self.image.paste(pattern, (left * FINER, top * FINER))
        self.rectangle(left, top, left + 1, top + BAR, fill="ink")

    def _key(self, parts, top: int):
        """Each status with shape, number and word, in as many rows as they need."""
        size, x = 24, MARGIN
        for part in parts:
            words = f"{status_word(part.status)}: {part.count}"
            wide = 30 + round(lettering.width(words, size))
            if x + wide > WIDTH - MARGIN:
                x, top = MARGIN, top + 34
            self.mark(part.status, x + 10, top + 17, 10)
            self.write(words, x + 30, top, size, lines=1)
            x += wide + 28


def _colour(name: str) -> str:
    return palette.colours()[name]


def _hatched(size: tuple[int, int]) -> Image.Image:
    """Diagonal lines on a ground, as `marks.html` draws them."""
    pattern = Image.new("RGB", size, _colour("partial-ground"))
    draw, (width, height) = ImageDraw.Draw(pattern), size
    for x in range(-height, width + height, 22):
        draw.line([x, height, x + height, 0], fill=_colour("partial"), width=8)
    return pattern


def _dotted(size: tuple[int, int]) -> Image.Image:
    pattern = Image.new("RGB", size, _colour("unassessed-ground"))
    draw, (width, height) = ImageDraw.Draw(pattern), size
    for y in range(7, height, 14):
        for x in range(7, width, 14):
            draw.ellipse([x - 2, y - 2, x + 2, y + 2], fill=_colour("unassessed"))
    return pattern
