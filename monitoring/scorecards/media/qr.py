"""An address as a QR code, for whoever holds a sheet of paper and a phone."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

# Modules of quiet ground around the code, as its standard asks for.
BORDER = 4
# Any of the eight masks can be read; choosing the prettiest costs four times as long.
MASK = 3


@dataclass(frozen=True)
class Code:
    """``side`` in modules; ``path`` strokes the dark ones, one unit thick."""

    side: int
    path: str


@lru_cache(maxsize=1024)
def of_address(address: str) -> Code:
    """A code that survives a fold or a stain: about 15 % of it may be missing."""
    made = segno.make(address, error="m", micro=False, mask=MASK)
    rows = list(made.matrix_iter(border=BORDER))
    return Code(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row) -> str:
    """'M4 4.5h7m2 0h3': runs of dark modules, and the light ones stepped over."""
    path, x, at = "", 0, None
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            path += f"M{x} {y}.5" if at is None else f"m{x - at} 0"
            path += f"h{length}"
            at = x + length
        x += length
    return path
