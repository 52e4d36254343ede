"""Where a municipality's dot and its name stand on the map of Albania.

Projection and outlines: Natural Earth, public domain; x grows east, y south, in units of the
map's own picture.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

WEST, NORTH, SCALE = 19.2, 42.7, 300
NARROWER = math.cos(math.radians(41))
# The middle of each county, for municipalities whose coordinates nobody has confirmed.
COUNTY_CENTRES = {
    "q40": (202, 621),
    "q41": (233, 329),
    "q42": (97, 376),
    "q43": (224, 495),
    "q44": (96, 580),
    "q45": (219, 744),
    "q46": (331, 621),
    "q47": (232, 151),
    "q48": (147, 270),
    "q49": (115, 158),
    "q50": (134, 430),
    "q51": (135, 763),
}
# From where to where the picture reaches; a name beyond would be cut off on a phone.
VIEW = (-20, 480)
# Widths of a name on the map, in its units; names are set in one size.
LETTER, LINE, GAP = 9.2, 20, 11
# More names than this would cover the map; the list beside it has them all.
NAMES_UP_TO = 30


@dataclass(frozen=True)
class Dot:
    """One municipality: where its dot stands, where its name, and whether the place is known."""

    row: Any
    x: int
    y: int
    is_located: bool
    name_x: int = 0
    name_y: int = 0
    anchor: str = ""

    @property
    def left(self) -> int:
        return self.x - 7

    @property
    def top(self) -> int:
        return self.y - 7


def project(latitude: float, longitude: float) -> tuple[int, int]:
    return (
        round((longitude - WEST) * NARROWER * SCALE),
        round((NORTH - latitude) * SCALE),
    )


def dots(rows: list[Any]) -> list[Dot]:
    """A dot for each row (with ``municipality`` and ``map_label``); names stand clear of others."""
    return with_names([dot_of(row) for row in rows])


def with_names(dots: list[Dot]) -> list[Dot]:
    """The same, where they are few, each with the place of its name."""
    if len(dots) > NAMES_UP_TO:
        return dots
    places = _places_of_names(tuple((dot.x, dot.y, len(dot.row.map_label)) for dot in dots))
    return [
        replace(dot, name_x=x, name_y=y, anchor=anchor)
        for dot, (x, y, anchor) in zip(dots, places, strict=True)
    ]


def dot_of(row) -> Dot:
    """The dot of a row, without its name."""
    place = row.municipality
    if place.latitude is None:
        return Dot(row, *COUNTY_CENTRES[place.county], is_located=False)
    return Dot(row, *project(float(place.latitude), float(place.longitude)), is_located=True)


# They follow from the places of the dots and the lengths of the names alone.
@lru_cache(maxsize=64)
def _places_of_names(dots: tuple[tuple[int, int, int], ...]) -> list[tuple[int, int, str]]:
    taken = [(x - GAP, y - GAP, x + GAP, y + GAP) for x, y, _letters in dots]
    return [_place_of_name(*dot, taken) for dot in dots]


def _place_of_name(x: int, y: int, letters: int, taken: list) -> tuple[int, int, str]:
    """Beside the dot, on the first side where the name fits and covers no dot or name."""
    width = letters * LETTER
    sides = [
        ("start", x + GAP + 4, y, 0),
        ("end", x - GAP - 4, y, -width),
        ("middle", x, y - GAP - 10, -width / 2),
        ("middle", x, y + GAP + 10, -width / 2),
    ]
    boxes = [(x + left, y - LINE / 2, x + left + width, y + LINE / 2) for _, x, y, left in sides]
    free = [
        i
        for i, box in enumerate(boxes)
        if VIEW[0] <= box[0] and box[2] <= VIEW[1]
        and not any(_overlap(box, other) for other in taken)
    ]  # fmt: skip
    best = free[0] if free else 0
    taken.append(boxes[best])
    anchor, x, y, _ = sides[best]
    return round(x), round(y), anchor


def _overlap(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
