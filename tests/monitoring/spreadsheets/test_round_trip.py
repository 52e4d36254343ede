"""What goes out and comes back as it was changes nothing, in any format and language (issue 7)."""

import csv
import datetime
import io

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring import actions
from monitoring.models import Finding
from monitoring.spreadsheets import changes, sheet, workbook
from monitoring.spreadsheets.columns import COLUMNS, LAYOUT
from municipalities.sheets import cells, delimited
from municipalities.sheets.workbook import INSTRUCTIONS
from tests.monitoring.spreadsheets.files import PLACE, edited, opened, saved, table_of
from tests.stories import Story

pytestmark = pytest.mark.django_db


def as_csv(report) -> bytes:
    return delimited.written(LAYOUT, sheet.rows_of(report))


FORMATS = {"xlsx": workbook.written, "csv": as_csv}
ODD = [
    "=1+1", "+355 4", "-5 %", "@të gjithë", "\tpara", "＝1", "'=x", "''-x", "'thjesht",
    "dy\r\nrreshta", "dy\nrreshta\n", "  anash  ", 'me "thonjëza"; dhe, presje\tdhe tab',
    "ë ç Ë Ç", "e\u0308 c\u0327", "\u202eprapa", "_x000D_ dhe _x0041_", "x005F_", "2026-08-07",
    "1.10", "TRUE", "#N/A", "<b>&amp;</b>", "😀" * 3, "\x0bkontroll\x1f", "\ufeffbom",
]  # fmt: skip


def unchanged(report, content) -> tuple:
    run = changes.dry_run(report, table_of(content))
    return run.changes, run.problems, run.notices


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("out_in", ["sq", "en"])
@pytest.mark.parametrize("back_in", ["sq", "en"])
def test_a_report_that_comes_back_as_it_was_changes_nothing(form, out_in, back_in):
    story = Story(statuses=("full", "partial", "none", "unassessed", "unassessable")).filled()

    with override(out_in):
        content = FORMATS[form](story.report)
    with override(back_in):
        assert unchanged(story.report, content) == ([], [], [])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ODD)
def test_odd_words_come_back_as_they_were(form, text):
    story = Story(statuses=("full",)).opened()
    finding = story.report.findings.get()
    story.find(finding, "full", rationale_sq=text, reason_en=text)

    assert unchanged(story.report, FORMATS[form](story.report)) == ([], [], [])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_any_words_come_back_as_they_were(once, text):
    Finding.objects.filter(report=once.report).update(rationale_sq=text, rationale_en=f"={text}")

    for written in FORMATS.values():
        assert unchanged(once.report, written(once.report)) == ([], [], [])


@pytest.fixture
def once():
    return Story(statuses=("full",)).filled()


@given(text=st.text(st.sampled_from("'=+-@\t＝a \n"), max_size=8))
def test_the_quote_of_csv_is_taken_off_exactly_where_it_was_put_on(text):
    assert cells.unguarded(cells.guarded(text)) == text
    assert not cells.guarded(text).startswith(("=", "+", "-", "@", "\t", "＝"))


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r=", "＝"])
def test_what_begins_like_a_formula_is_a_text_in_a_workbook_and_quoted_in_csv(beginning):
    """QUALITY S-46."""
    story = Story(statuses=("full",)).opened()
    Finding.objects.filter(report=story.report).update(rationale_sq=f"{beginning}cmd|' /C calc'!A0")

    cell = opened(workbook.written(story.report))[workbook.FINDINGS].cell(2, PLACE["rationale_sq"])
    text = as_csv(story.report).decode("utf-8-sig")
    record = next(each for each in delimited_records(text) if "calc" in "".join(each))
    raw = record[PLACE["rationale_sq"] - 1]

    assert cell.data_type == "s"
    assert cell.value.strip().endswith("cmd|' /C calc'!A0")
    assert not raw.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝"))


def test_a_nul_before_a_formula_is_quoted_as_well():
    """PostgreSQL stores none; SQLite does."""
    assert cells.guarded("\0=1+1") == "'\0=1+1"
    assert cells.unguarded("'\0=1+1") == "\0=1+1"
    assert cells.writable("\0=1+1") == "=1+1"


def delimited_records(text):
    return csv.reader(io.StringIO(text, newline=""), delimiter=";")


def test_a_number_stays_a_number():
    story = Story(statuses=("full",)).filled()

    cell = opened(workbook.written(story.report))[workbook.FINDINGS].cell(2, PLACE["items"])

    assert (cell.data_type, cell.value) == ("n", 1)


def test_csv_is_what_excel_in_albania_opens():
    story = Story(statuses=("full",)).filled()

    content = as_csv(story.report)

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    assert content.split(b"\r\n")[0].count(b";") == len(COLUMNS) - 1


def test_the_workbook_shows_what_is_needed_and_what_was_before():
    story = Story(statuses=("partial",)).published()
    before = story.round
    later = datetime.timedelta(days=365)
    story.round = type(before).objects.create(
        term=before.term, slug="2027-28", name_sq="Raundi tjetër", begins=before.begins + later,
        ends=before.ends + later, evidence_until=before.evidence_until + later,
        submit_by=before.submit_by + later,
    )  # fmt: skip
    report = actions.open_report(
        contract=story.contract, round=story.round, by=story.author, organisation=story.home,
        at=datetime.datetime(2027, 9, 20, 9, tzinfo=datetime.UTC),
    )  # fmt: skip

    with override("en"):
        page = opened(workbook.written(report))[workbook.FINDINGS]
    row = {name: page.cell(2, place).value for name, place in PLACE.items()}

    assert (row["number"], row["wording"], row["kind"]) == (
        "1",
        "Trial commitment 1",
        "physical work",
    )
    assert row["full_needs"] == "The full quantity usable by citizens and handed over"
    assert row["before"] == "Partially addressed"
    assert (row["status"], row["items"], row["title"]) == (None, 0, None)


def test_the_sheet_is_ready_to_be_filled_in():
    """Headings stay in sight, grey columns are locked, lists offer the words."""
    story = Story(statuses=("full", "none")).filled()

    book = opened(workbook.written(story.report))
    page, instructions = book[workbook.FINDINGS], book[INSTRUCTIONS]
    locked = {name: page.cell(2, place).protection.locked for name, place in PLACE.items()}
    lists = {str(each.sqref): each.formula1 for each in page.data_validations.dataValidation}

    assert page.freeze_panes == "D2"
    assert page.protection.sheet is True
    assert {name for name, is_locked in locked.items() if not is_locked} == {
        column.name for column in COLUMNS if column.is_taken
    }
    assert len(lists) == 3
    for cells_of_list in lists.values():
        area = instructions[cells_of_list.split("!")[1].replace("$", "")]
        assert all(cell.value for (cell,) in area)
    assert [page.cell(1, place).value for place in PLACE.values()] == [c.heading for c in COLUMNS]


def test_the_words_of_both_languages_and_the_stored_ones_are_taken():
    story = Story(statuses=("full", "full", "full")).filled()

    content = edited(
        story.report,
        (2, "status", "Nuk është adresuar"), (3, "status", "not  ADDRESSED"), (4, "status", "none"),
    )  # fmt: skip
    run = changes.dry_run(story.report, table_of(content))

    assert [change.words["status"] for change in run.changes] == ["none"] * 3
    assert run.problems == []


def test_a_workbook_saved_by_another_program_changes_nothing():
    """openpyxl reads and writes everything anew, with shared strings and its own styles."""
    story = Story(statuses=("full", "partial")).filled()

    again = saved(opened(workbook.written(story.report)))

    assert unchanged(story.report, again) == ([], [], [])


def test_what_is_too_long_for_a_cell_is_left_alone():
    story = Story(statuses=("full",)).opened()
    Finding.objects.filter(report=story.report).update(rationale_sq="a" * 40_000)

    for written in FORMATS.values():
        assert unchanged(story.report, written(story.report)) == ([], [], [])
    shortened = edited(story.report, (2, "rationale_sq", "b"))
    run = changes.dry_run(story.report, table_of(shortened))
    assert [(each.row, each.cell[0]) for each in run.problems] == [(2, "K")]
