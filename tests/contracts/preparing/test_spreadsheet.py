"""The list of a draft as a spreadsheet: out and back, a dry run first, all or nothing (S-41)."""

import io

import openpyxl
import pytest

from contracts import actions
from contracts.preparing import columns
from contracts.preparing.taking import dry_run
from municipalities.sheets import delimited, reading
from tests import factories as make
from tests.contracts.test_drafting import said
from tests.factories.drafts import YES
from tests.monitoring.workspace.people import Page, signed_in

pytestmark = pytest.mark.django_db

HEADINGS = "Numri;Title in Albanian;Sector;Kind;Names a date;Due;Citizens’ priority, 1 to 3"


@pytest.fixture
def town():
    return make.MunicipalityFactory()


@pytest.fixture
def author(town):
    return make.UserFactory(coordinates=make.OrganisationFactory(covers=[town]))


@pytest.fixture
def sector():
    return make.SectorFactory(name_sq="Mbetjet", name_en="Waste")


@pytest.fixture
def draft(town, author):
    return actions.prepare_contract(municipality=town, term=make.TermFactory(), by=author)


def table(content: bytes):
    return reading.read(io.BytesIO(content), columns.LAYOUT, size=len(content))


def as_csv(*rows: str) -> bytes:
    return "\r\n".join([HEADINGS, *rows]).encode("utf-8-sig")


def as_file(content: bytes, name="lista.csv"):
    file = io.BytesIO(content)
    file.name = name
    return file


def problems(draft, content) -> list[tuple[int, str, str]]:
    return [
        (each.row, each.cell, each.sentence) for each in dry_run(draft, table(content)).problems
    ]


@pytest.mark.parametrize(
    "written",
    [
        columns.as_workbook,
        lambda draft: delimited.written(columns.LAYOUT, columns.rows_of(draft)),
    ],
    ids=["xlsx", "csv"],
)
def test_what_goes_out_comes_back_as_it_was(draft, author, town, sector, written):
    unit = make.AdministrativeUnitFactory(municipality=town)
    full = said(
        "1", sector=sector, title_sq="=1+1 kosha", title_en="Bins", text_sq="Dy\nrreshta",
        places="-5 Maji", due_on="2026-08-07", citizens_priority=2, kind="service",
        pillar="local-democracy", **(YES | {"has_date": False}),
    )  # fmt: skip
    actions.save_line(draft=draft, by=author, said=full, units=[unit])
    actions.save_line(draft=draft, by=author, said=said("1.1", sector=sector, due_on="2026-08"))

    run = dry_run(draft, table(written(draft)))
    assert (run.changes, run.problems, run.notices) == ([], [], [])


def test_numbers_stay_numbers_and_formulas_are_texts(draft, author, sector):
    actions.save_line(
        draft=draft, by=author, said=said(sector=sector, title_sq="=1+1", citizens_priority=2)
    )
    page = openpyxl.load_workbook(io.BytesIO(columns.as_workbook(draft)))[columns.SHEET]
    cells = {heading.value: page.cell(2, place) for place, heading in enumerate(page[1], start=1)}
    by_name = {name: cells[column.heading] for name, column in columns.LAYOUT.by_name.items()}
    assert (by_name["title_sq"].data_type, by_name["title_sq"].value) == ("s", "=1+1")
    assert (by_name["citizens_priority"].data_type, by_name["citizens_priority"].value) == ("n", 2)


def test_every_fault_is_named_with_its_row_and_cell(draft, sector):
    found = problems(
        draft,
        as_csv(
            "1;Kosha;Mbetjet;;;;",
            "1;Kosha;Mbetjet;;;;",
            "x;Kosha;Mbetjet;;;;",
            "2;;Waste;;;;",
            "3;Kosha;Sporti;premtim;ndoshta;31.2.2026;4",
            "4.1;Pikë;Mbetjet;;;;",
            "5;Kosha;;;;;",
        ),
    )
    assert [(row, cell) for row, cell, _sentence in found] == [
        (3, "A3"), (4, "A4"), (5, "B5"), (6, "C6"), (6, "D6"), (6, "G6"), (6, "E6"), (6, "F6"),
        (7, "A7"), (8, "C8"),
    ]  # fmt: skip
    sentences = dict(zip([cell for _row, cell, _sentence in found], found, strict=True))
    assert sentences["C6"][2] == "“Sporti” is not known. Choose one of: Waste."
    assert sentences["A3"][2] == "This number stands in row 2 already."
    assert sentences["A7"][2] == "The commitment 4, of which this is a point, is missing."


def test_one_bad_row_of_five_hundred_stops_all_and_mended_all_are_taken(draft, author, sector):
    rows = [f"{number};Kosha {number};Mbetjet;;;;" for number in range(1, 501)]
    bad = [*rows[:400], "401;;Mbetjet;;;;", *rows[401:]]
    client, address = signed_in(author), f"/en/workspace/contracts/drafts/{draft.pk}/spreadsheet/"
    refused = client.post(address, {"file": as_file(as_csv(*bad))})
    assert refused.status_code == 422
    assert "Row 402" in refused.content.decode()
    assert not draft.commitments.exists()

    shown = Page(client.post(address, {"file": as_file(as_csv(*rows))}))
    assert not draft.commitments.exists()
    taken = client.post(address, shown.form("import").fields)
    assert taken.status_code == 302
    assert draft.commitments.count() == 500


def test_rows_that_are_left_out_and_columns_that_are_missing_stay(draft, author, sector):
    for number in ("1", "2"):
        actions.save_line(draft=draft, by=author, said=said(number, sector=sector, places="Qendër"))
    run = dry_run(draft, table(as_csv("1;Kosha të reja;Mbetjet;physical work;po;;")))
    (change,) = run.changes
    assert [each.heading for each in change.differences] == ["Title in Albanian", "Names a date"]
    actions.take_lines(draft=draft, by=author, version=draft.lock_version, rows=run.rows)
    there = draft.commitments.in_order().values_list("title_sq", "places", "has_date")
    assert list(there) == [("Kosha të reja", "Qendër", True), ("Kosha 2", "Qendër", None)]


def test_what_was_shown_of_a_draft_that_moved_on_is_shown_again(draft, author, sector):
    client, address = signed_in(author), f"/en/workspace/contracts/drafts/{draft.pk}/spreadsheet/"
    shown = Page(client.post(address, {"file": as_file(as_csv("1;Kosha;Mbetjet;;;;"))}))
    actions.save_line(draft=draft, by=author, said=said("2", sector=sector))
    again = client.post(address, shown.form("import").fields)
    assert again.status_code == 409
    assert list(draft.commitments.values_list("number", flat=True)) == ["2"]
    assert client.post(address, Page(again).form("import").fields).status_code == 302
    assert draft.commitments.count() == 2


def test_the_same_button_pressed_twice_imports_once(draft, author, sector):
    client, address = signed_in(author), f"/en/workspace/contracts/drafts/{draft.pk}/spreadsheet/"
    shown = Page(client.post(address, {"file": as_file(as_csv("1;Kosha;Mbetjet;;;;"))}))
    answers = [client.post(address, shown.form("import").fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert draft.commitments.count() == 1


def test_rows_of_another_draft_or_person_are_refused(draft, author, town, sector):
    address = "/en/workspace/contracts/drafts/{}/spreadsheet/"
    shown = Page(
        signed_in(author).post(
            address.format(draft.pk), {"file": as_file(as_csv("1;Kosha;Mbetjet;;;;"))}
        )
    )
    other = actions.prepare_contract(municipality=town, term=make.TermFactory(), by=author)
    admin = make.UserFactory(network_admin=True)
    for person, of in ((author, other), (admin, draft)):
        answer = signed_in(person).post(address.format(of.pk), shown.form("import").fields)
        assert answer.status_code == 422
    assert not draft.commitments.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a;b\r\n", b"\x00"])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(draft, author, content):
    address = f"/en/workspace/contracts/drafts/{draft.pk}/spreadsheet/"
    answer = signed_in(author).post(address, {"file": as_file(content)})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("number", [1, 10])
def test_a_dry_run_takes_the_same_queries_for_one_and_ten(
    draft, sector, django_assert_num_queries, number
):
    rows = table(as_csv(*(f"{each};Kosha;Mbetjet;;;;" for each in range(1, number + 1))))
    with django_assert_num_queries(3):
        dry_run(draft, rows)
