"""What is taken in, how it is understood, and what is refused before it is parsed (S-40, S-41)."""

import contextlib
import io
import random
import zipfile

import pytest
from django.utils.translation import override

from monitoring.spreadsheets import workbook
from monitoring.spreadsheets.columns import LAYOUT
from municipalities.sheets import reading
from municipalities.sheets.rows import Unreadable
from tests.effort import processor_seconds
from tests.monitoring.spreadsheets.files import (
    MAIN,
    by_hand,
    edited,
    heading,
    inline_rows,
    opened,
    saved,
    table_of,
    zipped,
)
from tests.stories import Story

HEADINGS = (heading("reference"), heading("status"), heading("rationale_sq"))
ROWS = inline_rows(HEADINGS, ("vlore-1", "full", "Një fjali."))
TEXT = "Reference;Status;Rationale in Albanian\r\nvlore-1;full;{}\r\n"
EXPECTED = {"reference": "vlore-1", "status": "full", "rationale_sq": "Një fjali."}


def reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        table_of(content)
    assert processor_seconds(lambda: _refuse(content), under=1) < 1
    return str(refusal.value)


def _refuse(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        table_of(content)


def only_row(content: bytes) -> dict:
    (row,) = table_of(content).rows
    return dict(row.cells)


# --- Workbooks ------------------------------------------------------------------------------------


def test_texts_inside_their_cells_are_read():
    table = table_of(by_hand(ROWS))

    assert [(row.number, dict(row.cells)) for row in table.rows] == [(2, EXPECTED)]
    assert table.letters == {"reference": "A", "status": "B", "rationale_sq": "C"}
    assert table.notices == []


def test_headings_may_stand_below_a_title_and_in_any_order():
    rows = inline_rows(
        ("Titulli ynë",), (), (heading("rationale_sq"), "Tonat", "Referenca / Reference"),
        ("Një fjali.", "x", "vlore-1"), ("", "", ""), ("", "", "vlore-2"),
    )  # fmt: skip

    table = table_of(by_hand(rows))

    assert [row.number for row in table.rows] == [4, 6]
    assert dict(table.rows[0].cells) == {"reference": "vlore-1", "rationale_sq": "Një fjali."}


@pytest.mark.parametrize(
    "status", ["Statusi", "Status", "status", "STATUSI / Status", "Gjendja / Status", " status "]
)
def test_a_heading_is_known_in_either_language_in_both_and_by_one_half(status):
    content = by_hand(inline_rows(("reference", status), ("vlore-1", "full")))

    assert only_row(content) == {"reference": "vlore-1", "status": "full"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="C2"><v>7</v></c>', "7"),
        ('<c r="C2"><v>7.5</v></c>', "7.5"),
        ('<c r="C2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="C2" t="str"><v>fjalë</v></c>', "fjalë"),
        ('<c r="C2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="C2" t="d"><v>2026-08-07T00:00:00</v></c>', "2026-08-07"),
        ('<c r="C2" t="inlineStr"><is><r><t>dy </t></r><r><t>copë</t></r></is></c>', "dy copë"),
        ('<c r="C2" t="inlineStr"><is><t>dy_x000D_\nrreshta</t></is></c>', "dy\nrreshta"),
    ],
)
def test_every_kind_of_cell_is_read_as_its_text(cell, text):
    rows = inline_rows(HEADINGS) + (
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>vlore-1</t></is></c>{cell}</row>'
    )

    assert only_row(by_hand(rows))["rationale_sq"] == text


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="C2" t="str"><f>HYPERLINK("http://e.x")</f><v>Kliko</v></c>',
        '<c r="C2"><f t="array" ref="C2">HYPERLINK("http://e.x")</f><v>9</v></c>',
        '<c r="C2"><f t="shared" ref="C2" si="0">HYPERLINK("http://e.x")</f><v>9</v></c>',
    ],
)
def test_a_formula_is_its_text_and_never_its_result(formula):
    rows = inline_rows(HEADINGS) + (
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>vlore-1</t></is></c>{formula}</row>'
    )

    table = table_of(by_hand(rows))

    assert table.rows[0].cells["rationale_sq"] == '=HYPERLINK("http://e.x")'
    (notice,) = table.notices
    assert notice.endswith("C2.")


@pytest.mark.django_db
def test_a_hidden_sheet_is_not_read_and_the_reader_is_told():
    story = Story(statuses=("full",)).filled()
    with override("sq"):
        book = opened(edited(story.report))
    hidden = book.copy_worksheet(book[workbook.FINDINGS])
    hidden.title, hidden.sheet_state = "Fshehur", "hidden"
    hidden["I2"] = "none"
    book.move_sheet(hidden, offset=-2)

    table = table_of(saved(book))

    assert [row.cells["status"] for row in table.rows] == ["Adresuar plotësisht"]
    assert ["Fshehur" in notice for notice in table.notices] == [True]


@pytest.mark.django_db
def test_if_only_a_hidden_sheet_has_the_rows_nothing_is_read():
    story = Story(statuses=("full",)).filled()
    book = opened(edited(story.report))
    book[workbook.FINDINGS].sheet_state = "veryHidden"
    book.active = 0

    assert reason(saved(book))


def test_merged_cells_are_refused_by_name():
    content = by_hand(ROWS, after='<mergeCells count="1"><mergeCell ref="B2:B5"/></mergeCells>')

    assert "B2:B5" in reason(content)


def test_a_column_that_is_there_twice_is_refused():
    assert heading("status") in reason(by_hand(inline_rows((*HEADINGS, "Status"))))


@pytest.mark.parametrize(("rows", "is_taken"), [(5_000, True), (5_001, False)])
def test_at_most_5000_rows_are_taken(rows, is_taken):
    content = ("Reference;Status\r\n" + "vlore-1;full\r\n" * rows).encode()

    if is_taken:
        assert len(table_of(content).rows) == rows
    else:
        with override("en"):
            assert "5,000" in reason(content)


# --- Bombs, each refused within a second of processor time ----------------------------------------


def test_a_workbook_that_would_unpack_to_128_mb_is_refused():
    row = inline_rows(("a" * 1000,) * 64)
    content = by_hand(row * 2000)
    assert len(content) < 2_000_000

    assert reason(content)


def test_a_workbook_of_few_bytes_that_would_be_many_is_refused():
    content = by_hand(ROWS, **{"xl/media/zeros.bin": b"\0" * 20_000_000})
    assert len(content) < 50_000

    assert reason(content)


def test_a_directory_that_lies_about_sizes_gains_nothing():
    content = by_hand(ROWS, **{"xl/theme/theme1.xml": b"<a/>" * 10_000_000})
    honest = (40_000_000).to_bytes(4, "little")
    assert honest in content

    assert reason(content.replace(honest, (1_000).to_bytes(4, "little")))


def test_a_flood_of_empty_elements_is_refused():
    padding = random.Random(1).randbytes(1_000_000)
    content = by_hand("<row/>" * 2_000_000, **{"xl/media/image1.png": padding})

    assert reason(content)


def test_a_flood_of_formats_is_refused():
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 60_000}</cellXfs></styleSheet>'

    assert reason(by_hand(ROWS, **{"xl/styles.xml": styles}))


def test_a_row_far_below_costs_nothing():
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>vlore-9</t></is></c></row>'
    content = by_hand(ROWS + far)

    assert [row.number for row in table_of(content).rows] == [2, 1_048_576]
    assert processor_seconds(lambda: table_of(content), under=2) < 2
    assert reason(by_hand(ROWS + far.replace("1048576", "99999999999")))


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "http://127.0.0.1:9/canary">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/canary.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part_and_encoding(prologue, part, encoding):
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{prologue}<w>&b;</w>'.encode(encoding)

    assert "XML" in reason(by_hand(ROWS, **{part: whole}))


def test_a_packed_file_inside_is_refused():
    assert reason(by_hand(ROWS, **{"xl/embeddings/a.bin": zipped({"b": b"c"})}))


def test_macros_are_refused():
    with override("en"):
        assert "macros" in reason(by_hand(ROWS, **{"xl/vbaProject.bin": b"\0"}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04",
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        zipped({"word/document.xml": b"<w/>"}),
        b"%PDF-1.7\n\0",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"nothing of ours; at all",
        "Reference;Status".encode("utf-16-le"),
        b'Reference;Status\r\n"' + b"x" * 200_000,
        b"\xff\xfeR",
        b"Reference;Status\r\nvlore-1;\x81\x8d\r\n",
    ],
    ids=[
        "empty", "xls", "torn", "ods", "docx", "pdf", "png", "other-text", "utf-16-without-mark",
        "open-quote", "torn-utf-16", "no-code-page",
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_of_ours_is_refused_with_a_sentence(content):
    assert reason(content).endswith(".")


def test_a_workbook_torn_anywhere_is_refused_or_read_but_never_an_error():
    whole = by_hand(ROWS)
    for cut in range(0, len(whole), 37):
        for content in (whole[:cut], whole[:cut] + b"\0" * 8 + whole[cut + 8 :]):
            try:
                table_of(content)
            except Unreadable as refusal:
                assert str(refusal)


def test_parts_that_are_xml_but_no_workbook_are_refused():
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels",
                 "[Content_Types].xml", "xl/worksheets/sheet1.xml"):  # fmt: skip
        for content in ("<a/>", "<a>", "", f'<worksheet xmlns="{MAIN}"><sheetData><row r="x"/>'):
            assert_read_or_refused(by_hand(ROWS, **{part: content}))


def assert_read_or_refused(content):
    try:
        table_of(content)
    except Unreadable as refusal:
        assert str(refusal)


def test_a_file_of_more_than_20_mb_is_not_even_opened():
    class Closed(io.BytesIO):
        def read(self, *args):
            raise AssertionError("read")

    with pytest.raises(Unreadable):
        reading.read(Closed(), LAYOUT, size=20 * 1024 * 1024 + 1)


def test_an_encrypted_part_is_refused():
    content = bytearray(by_hand(ROWS))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        count = len(packed.infolist())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        for _ in range(count):
            place = content.find(mark, place + 1)
            content[place + offset] |= 1

    assert reason(bytes(content))


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_whatever_separates_and_encodes_it(separator, encoding):
    text = TEXT.replace(";", separator).format("Një fjali.")

    assert only_row(text.encode(encoding)) == EXPECTED


def test_old_windows_text_is_read_and_the_reader_is_told_to_look():
    table = table_of(TEXT.format("Kërkesë për çadra").encode("cp1252"))

    assert table.rows[0].cells["rationale_sq"] == "Kërkesë për çadra"
    assert len(table.notices) == 1


def test_quoted_line_ends_and_separators_stay_in_their_cell():
    content = TEXT.format('"dy;\r\nrreshta ""këtu"""').encode()

    assert only_row(content)["rationale_sq"] == 'dy;\nrreshta "këtu"'


def test_a_file_of_another_system_with_other_line_ends_is_read():
    assert only_row(TEXT.format("Një fjali.").replace("\r\n", "\r").encode()) == EXPECTED
    assert only_row(TEXT.format("Një fjali.").replace("\r\n", "\n").encode()) == EXPECTED
