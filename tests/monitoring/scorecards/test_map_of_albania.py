"""Dots stand where the town is; one that nobody located is hollow, in the middle of its county."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from monitoring.scorecards import map_of_albania
from monitoring.scorecards.map_of_albania import LETTER, LINE, dots, project
from municipalities.models import County, Municipality


@dataclass
class Row:
    municipality: Municipality
    map_label: str


def town(name, latitude=None, longitude=None, county=County.TIRANE):
    return Row(
        Municipality(
            name_sq=name,
            county=county,
            latitude=latitude and Decimal(latitude),
            longitude=longitude and Decimal(longitude),
        ),
        name,
    )


def test_the_projection_is_that_of_the_outlines():
    assert project(41.3256, 19.8197) == (140, 412)
    assert project(42.7, 19.2) == (0, 0)


def test_a_town_without_coordinates_stands_in_the_middle_of_its_county():
    (dot,) = dots([town("Kukës", county=County.KUKES)])

    assert (dot.x, dot.y, dot.is_located) == (*map_of_albania.COUNTY_CENTRES["q47"], False)


def test_every_county_has_a_middle():
    assert set(map_of_albania.COUNTY_CENTRES) == set(County.values)


def test_no_name_covers_a_dot_or_another_name():
    close = [
        town("Tiranë 61 %", "41.3256", "19.8197"),
        town("Kamëz 45 %", "41.3833", "19.7667"),
        town("Durrës 45 %", "41.3233", "19.4414"),
        town("Shkodër", "42.0667", "19.5167"),
        town("Vau i Dejës", "42.0", "19.6333"),
    ]

    placed = dots(close)

    boxes = [box_of(dot) for dot in placed]
    circles = [(dot.x - 9, dot.y - 9, dot.x + 9, dot.y + 9) for dot in placed]
    for i, box in enumerate(boxes):
        others = boxes[:i] + boxes[i + 1 :] + circles[:i] + circles[i + 1 :]
        assert not any(map_of_albania._overlap(box, other) for other in others), close[i].map_label


def box_of(dot):
    width = len(dot.row.map_label) * LETTER
    left = {"start": 0, "middle": -width / 2, "end": -width}[dot.anchor]
    return (
        dot.name_x + left,
        dot.name_y - LINE / 2,
        dot.name_x + left + width,
        dot.name_y + LINE / 2,
    )


@pytest.mark.parametrize(("number", "named"), [(30, True), (31, False)])
def test_a_crowded_map_has_dots_without_names(number, named):
    rows = [town(f"Prova {i}", "41.0", "20.0") for i in range(number)]

    assert {bool(dot.anchor) for dot in dots(rows)} == {named}
