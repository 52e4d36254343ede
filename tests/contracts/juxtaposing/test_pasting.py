"""Needs pasted from a spreadsheet: all rows, or every row that is wrong by its number."""

from decimal import Decimal

import pytest

from contracts.juxtaposing import pasting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def juxtaposition():
    return factories.JuxtapositionFactory()


def test_cells_are_parted_by_tabs_or_by_semicolons(juxtaposition):
    text = "1\tUjë; i pijshëm\tWater\t1\t4,5\n\n2;Kopsht;;social-dimension;\n"
    pasted = pasting.read(text, juxtaposition)
    assert pasted.errors == []
    assert [
        (need.number, need.title_sq, need.title_en, need.pillar, need.score)
        for need in pasted.needs
    ] == [
        (1, "Ujë; i pijshëm", "Water", "infrastructure-services", Decimal("4.5")),
        (2, "Kopsht", "", "social-dimension", None),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "një;Titull;;1;", ";Titull;;1;", "1;;;1;", "1;Titull;;9;", "1;Titull;;;", "1", "1;T;;1;x",
        "1;T;;1;-2", "1;T;;1;NaN", "1;T;;1;1e99", "1;T;;1;4;më shumë", "0;T;;1;", "99999;T;;1;",
        f"1;{'T' * 301};;1;", "²;T;;1;",
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_is_read(juxtaposition, row):
    pasted = pasting.read(f"7;Titull i mirë;;2;\n{row}", juxtaposition)
    assert pasted.needs == []
    assert len(pasted.errors) >= 1
    assert all(" 2: " in error for error in pasted.errors), pasted.errors


def test_a_number_is_given_once(juxtaposition):
    factories.NeedFactory(juxtaposition=juxtaposition, number=3)
    pasted = pasting.read("1;A;;1;\n1;B;;1;\n3;C;;1;", juxtaposition)
    assert pasted.needs == []
    assert len(pasted.errors) == 2


def test_what_is_recorded_already_in_the_same_words_is_passed_over(juxtaposition):
    factories.NeedFactory(juxtaposition=juxtaposition, number=3, title_sq="C", title_en="")
    pasted = pasting.read("3;C;;1;\n4;D;;1;", juxtaposition)
    assert [need.number for need in pasted.needs] == [4]
    assert pasted.errors == []


def test_no_more_rows_than_a_page_can_show(juxtaposition):
    text = "\n".join(f"{n};T;;1;" for n in range(1, pasting.MOST_ROWS + 2))
    pasted = pasting.read(text, juxtaposition)
    assert (pasted.needs, len(pasted.errors)) == ([], 1)
