"""The spreadsheet as a coordinator uses it: take it, fill it in, see what changes, import it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring import actions
from monitoring.models import Finding
from tests.monitoring.spreadsheets.files import edited, table_of
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(statuses=("full", "partial", "none", "none", "full")).filled()


def address(report, end="") -> str:
    return f"/en/workspace/reports/{report.pk}/spreadsheet/{end}"


def send(client, report, content, name="raporti.xlsx"):
    return client.post(address(report), {"file": SimpleUploadedFile(name, content)})


def rows_in(response) -> str:
    """What the button "Import these N changes" carries."""
    found = response.content.decode().partition('name="rows" value="')[2].partition('"')[0]
    assert found
    return found


@pytest.mark.parametrize(
    ("end", "content_type", "name"),
    [
        ("xlsx/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
        ("csv/", "text/csv; charset=utf-8", ".csv"),
    ],
)
def test_the_author_takes_the_file_away(story, end, content_type, name):
    response = signed_in(story.author).get(address(story.report, end))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="{story.contract.code}-{story.round.slug}-r1{name}"'
    )
    assert len(table_of(response.content).rows) == 5


def test_from_the_report_to_the_import_and_back_without_javascript(story):
    browser = Browser("en").sign_in(story.author)
    browser.open(f"/en/workspace/reports/{story.report.pk}/")
    page = browser.send("spreadsheet")
    content = browser.client.get(page.link("/spreadsheet/xlsx/")).content
    assert len(table_of(content).rows) == 5
    changed = io.BytesIO(edited(story.report, (3, "status", "Adresuar plotësisht")))
    changed.name = "raporti.xlsx"

    page = browser.send("spreadsheet", file=changed)
    assert page.response.status_code == 200
    assert "Partially addressed" in page.text
    assert ">50\u00a0% (2½ of 5)<" in page.text.replace("\n", "").replace("  ", "")
    assert ">60\u00a0% (3 of 5)<" in page.text.replace("\n", "").replace("  ", "")
    assert Finding.objects.filter(status="full").count() == 2

    page = browser.send("import")
    assert page.state == "draft"
    assert "1 row is imported." in page.text
    assert Finding.objects.filter(status="full").count() == 3
    assert story.report.events.last().action == "import_findings"


def test_the_page_opens_without_reproach(story):
    text = signed_in(story.author).get(address(story.report)).content.decode()

    assert "Error:" not in text
    assert "error-summary" not in text
    assert "is-invalid" not in text


def test_a_file_that_changes_nothing_says_so_and_offers_nothing(story):
    response = send(signed_in(story.author), story.report, edited(story.report))

    assert response.status_code == 200
    text = response.content.decode()
    assert "The file changes nothing" in text
    assert 'data-action="import"' not in text


def test_faults_are_listed_by_row_and_nothing_can_be_imported(story):
    before = everything()

    response = send(
        signed_in(story.author), story.report,
        edited(story.report, (2, "rationale_sq", "Mirë."), (4, "status", "<script>")),
    )  # fmt: skip

    text = response.content.decode()
    assert response.status_code == 422
    assert text.partition("<title>")[2].startswith("Error:")
    assert "Row 4" in text
    assert "I4" in text
    assert "&lt;script&gt;" in text
    assert 'data-action="import"' not in text
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04torn"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
        ("a.csv", b""),
        ("a.csv", b"\xff\xd8\xff\xe0 a photo \0"),
        ("a.csv", b"Emri;Vlera\n1;2\n"),
    ],
)
def test_a_file_that_cannot_be_taken_says_what_to_do(story, name, content):
    before = everything()

    response = send(signed_in(story.author), story.report, content, name)

    text = response.content.decode()
    assert response.status_code == 422
    assert text.count("error-summary") == 1
    assert 'aria-invalid="true"' in text
    assert everything() == before


def test_no_file_at_all_is_refused_with_a_sentence(story):
    response = signed_in(story.author).post(address(story.report), {})

    assert response.status_code == 422
    assert "Choose the file that you filled in." in response.content.decode()


# --- What the button carries ----------------------------------------------------------------------


def shown(story, *edits):
    """A signed-in author who was shown these changes, and what the button carries."""
    client = signed_in(story.author)
    response = send(client, story.report, edited(story.report, *edits))
    return client, rows_in(response)


def test_pressed_twice_it_is_imported_once(story):
    client, rows = shown(story, (2, "rationale_sq", "Një herë."),
                         (2, "evidence_class", "search"), (2, "title", "Regjistri"))  # fmt: skip

    first = client.post(address(story.report), {"rows": rows})
    after_one = everything()
    second = client.post(address(story.report), {"rows": rows})

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert everything() == after_one
    assert Finding.objects.get(rationale_sq="Një herë.").evidence.count() == 2


def test_what_somebody_saved_after_the_look_is_not_overwritten(story):
    client, rows = shown(story, (2, "rationale_sq", "Nga fleta."), (3, "rationale_sq", "Edhe kjo."))
    finding = story.report.findings.in_order().first()
    actions.save_finding(finding=finding, by=story.colleague, version=finding.lock_version,
                         status="full", rationale_sq="Nga portali.")  # fmt: skip
    before = everything()

    response = client.post(address(story.report), {"rows": rows})

    text = response.content.decode()
    assert response.status_code == 409
    assert "Nga fleta." in text
    assert "Nga portali." in text
    assert everything() == before


@pytest.mark.parametrize("of_whom", ["another report", "another person", "a forger"])
def test_rows_that_were_shown_for_something_else_are_not_imported(story, of_whom):
    other = Story(statuses=("full",)).filled()
    if of_whom == "another report":
        story.author.memberships.create(organisation=other.home, role="coordinator")
        client, rows = shown(story, (2, "rationale_sq", "Tjetër."))
        report = other.report
    else:
        _client, rows = shown(story, (2, "rationale_sq", "Tjetër."))
        client, report = signed_in(story.colleague), story.report
        if of_whom == "a forger":
            client, rows = signed_in(story.author), rows[:-2] + "AA"
    before = everything()

    response = client.post(address(report), {"rows": rows})

    assert response.status_code == 422
    assert "Send the file again." in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize("rows", ["", "\x00", "ë:a:b", "a:b:c", "x" * 100_000, "\ufffd:" * 50])
def test_any_text_instead_of_rows_is_refused(story, rows):
    response = signed_in(story.author).post(address(story.report), {"rows": rows})

    assert response.status_code == 422


def test_more_text_than_a_form_can_carry_is_refused_before_it_is_shown(story, monkeypatch):
    from municipalities.sheets import carrying

    monkeypatch.setattr(carrying, "LONGEST", 10)

    response = send(
        signed_in(story.author), story.report, edited(story.report, (2, "rationale_sq", "Po."))
    )  # fmt: skip

    assert response.status_code == 422
    assert "in two parts" in response.content.decode()


# --- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["stranger", "reviewer", "admin"])
@pytest.mark.parametrize("end", ["", "xlsx/", "csv/"])
def test_for_everybody_else_there_is_no_spreadsheet(story, who, end):
    client = signed_in(getattr(story, who))

    assert client.get(address(story.report, end)).status_code == 404
    if not end:
        assert send(client, story.report, edited(story.report)).status_code == 404


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_what_is_no_draft_takes_no_spreadsheet(story, state):
    client, rows = shown(story, (2, "rationale_sq", "Vonë."))
    getattr(story, state)()
    before = everything()

    for response in (
        send(client, story.report, b""),
        client.post(address(story.report), {"rows": rows}),
        client.get(address(story.report, "xlsx/")),
    ):
        assert response.status_code == 409
    assert everything() == before
