"""The workbook: live formulas that give the published percentages, and texts that stay texts."""

import io
import zipfile

import pytest

from monitoring.scorecards.open_data import workbook
from monitoring.scorecards.open_data.results import scorecards
from tests import factories
from tests.monitoring.scorecards.open_data.fetched import fetched, json_rows
from tests.monitoring.scorecards.open_data.formulas import computed
from tests.monitoring.scorecards.open_data.sheets import book, rows_as_computed
from tests.monitoring.scorecards.sample_results import as_published, result
from tests.stories import Story

pytestmark = pytest.mark.django_db

FIGURES = ("fulfilment", "coverage", "low", "high", "strict", "at_least_partly")
# METHOD §4's test table: f, p, n, u + x and the six figures; None where there is none.
TABLE = [
    ((3, 5, 1, 0, 0), (61, 100, 61, 61, 33, 89)),
    ((3, 5, 1, 2, 0), (61, 82, 50, 68, 27, 73)),
    ((4, 4, 1, 0, 2), (67, 82, 55, 73, 36, 73)),
    ((0, 0, 0, 11, 0), (None, 0, 0, 100, None, None)),
    ((17, 59, 25, 0, 0), (46, 100, 46, 46, 17, 75)),
    ((0, 3, 2, 0, 0), (30, 100, 30, 30, 0, 60)),
    ((1, 3, 0, 0, 0), (63, 100, 63, 63, 25, 100)),
    ((0, 0, 0, 0, 0), (None,) * 6),
]


def published(counts, **fields):
    return result(factories.SocialContractFactory(), factories.RoundFactory(), counts, **fields)


def figures_of(row) -> tuple:
    return tuple(None if row[name] == "" else row[name] for name in FIGURES)


@pytest.mark.parametrize(("counts", "expected"), TABLE)
def test_formulas_give_the_figures_of_the_method(client, counts, expected):
    published(counts)
    (row,) = rows_as_computed(client)
    assert figures_of(row) == expected
    assert figures_of(json_rows(client, "scorecards")[0]) == expected


def test_every_percentage_is_a_formula_over_the_counts_of_its_row(client):
    published((3, 5, 1, 2, 0))
    page = book(client).worksheets[1]
    letter = {cell.value: cell.column_letter for cell in page[1]}
    for name in FIGURES:
        cell = page[f"{letter[name]}2"]
        assert cell.data_type == "f"
        assert f"{letter['full']}2" in cell.value or name == "coverage"


def test_a_changed_count_changes_the_percentages(client):
    published((3, 5, 1, 2, 0))
    page = book(client).worksheets[1]
    cells = {cell.coordinate: cell.value for cell in page[2]}
    letter = {cell.value: cell.column_letter for cell in page[1]}
    cells[f"{letter['full']}2"] = 8
    assert computed(cells[f"{letter['fulfilment']}2"], cells) == 75  # 21 of 28


@pytest.mark.parametrize("counts", [each for each, _figures in TABLE])
def test_the_value_beside_a_formula_is_what_it_gives(client, counts):
    published(counts)
    page = book(client, values=True).worksheets[1]
    shown = dict(zip([cell.value for cell in page[1]], [cell.value for cell in page[2]],
                     strict=True))  # fmt: skip
    assert figures_of(rows_as_computed(client)[0]) == tuple(shown[name] for name in FIGURES)


def test_of_a_result_as_published_no_percentage_is_computed(client):
    as_published(factories.SocialContractFactory())
    (row,) = rows_as_computed(client)
    assert figures_of(row) == (None,) * 6
    assert (row["full"], row["partial"], row["none"]) == (0, 3, 2)


def test_the_workbook_has_the_rows_and_values_of_the_json(client):
    Story().published().corrected()
    published((1, 3, 0, 0, 0), cause_sq="")
    rows = [
        {name: None if value == "" else value for name, value in row.items()}
        for row in rows_as_computed(client)
    ]
    assert rows == json_rows(client, "scorecards")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\tx"])
def test_a_text_stays_a_text_and_is_marked_as_one(client, words):
    published((3, 5, 1, 2, 0), summary_sq=words)
    page = book(client).worksheets[1]
    place = scorecards.names.index("summary_sq")
    cell = page[2][place]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (words, "s", True)
    assert not page[2][place + 2].quotePrefix


def test_what_xml_cannot_write_is_left_out(client):
    published((3, 5, 1, 2, 0), summary_sq="a\x0bb<&>\"'")
    place = scorecards.names.index("summary_sq")
    assert book(client).worksheets[1][2][place].value == "ab<&>\"'"


def test_it_explains_itself_in_both_languages(client):
    card = published((3, 5, 1, 2, 0))
    read_me, _rows, columns = book(client).worksheets
    assert f"checkpoint 1:{card.entry.hash}" in read_me["B1"].value
    assert read_me["A2"].value == "https://creativecommons.org/licenses/by/4.0/"
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == list(scorecards.names)
    assert all(cell.value for row in columns.iter_rows() for cell in row)


def test_the_same_data_are_the_same_bytes(client):
    published((3, 5, 1, 2, 0))
    first = fetched(client, "/data/v1/scorecards.xlsx")
    assert fetched(client, "/data/v1/scorecards.xlsx") == first


def test_more_rows_than_a_sheet_holds_stand_in_further_sheets(client, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", 2)
    cards = [published((place, 1, 1, 1, 0)) for place in range(5)]
    pages = book(client).worksheets[1:-1]
    assert [(page.title, page.max_row) for page in pages] == [
        ("Scorecards 1", 3), ("Scorecards 2", 3), ("Scorecards 3", 2),
    ]  # fmt: skip
    assert [row["hash"] for row in rows_as_computed(client)] == [c.entry.hash for c in cards]


def test_without_a_result_it_has_headings_alone(client):
    (page,) = book(client).worksheets[1:-1]
    assert [cell.value for cell in page[1]] == list(scorecards.names)
    assert page.max_row == 1


def test_it_is_sent_in_pieces_and_begins_before_the_rows(client):
    published((3, 5, 1, 2, 0))
    response = client.get("/data/v1/scorecards.xlsx")
    pieces = list(response.streaming_content)
    assert len(pieces) > 3
    assert pieces[0].startswith(b"PK")
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None


@pytest.mark.parametrize("number", [1, 10])
def test_it_takes_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    for _ in range(number):
        published((3, 5, 1, 2, 0))
    with django_assert_num_queries(6):  # version, head, term, last entry, number, one batch
        fetched(client, "/data/v1/scorecards.xlsx")


def test_a_term_has_a_workbook_of_its_own(client):
    card, _other = published((3, 5, 1, 2, 0)), published((1, 1, 1, 1, 1))
    address = f"/data/v1/terms/{card.contract.term.slug}/scorecards.xlsx"
    page = book(client, address=address).worksheets[1]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == [card.municipality.slug]
