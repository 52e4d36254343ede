"""Steps of a year before its round: an election with its offers, the contract, where it came from.

Everybody does her part at her own browser, by the pages; each step says what came of it.
"""

import io
import re

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.models import Commitment, Juxtaposition, Position, SocialContract
from tests.monitoring.workspace.people import Browser
from tests.ways import at_home, follow, value_of, way

NEEDS = "1\tUji i pijshëm\tDrinking water\t1\t4,5\n2\tKopsht në fshat\tA kindergarten\t2\t4"
ANSWERS = {"Cani, i sajuar": "accepts", "Çela, i sajuar": "partly", "Dhima, e sajuar": "declines"}
COMMITMENTS = ("Ujësjellës për fshatin", "Një kopsht i ri", "Dhjetë kosha")


# --- An election ----------------------------------------------------------------------------------


def an_election_is_recorded(secretary, *, term):
    page = way(secretary, "/workspace/network/", "/workspace/elections/", "/elections/new/")
    page = secretary.send(
        "record-election", name_sq="Zgjedhjet e sajuara 2023", name_en="Invented election 2023",
        slug="zgjedhjet-2023", kind="local", held_on="14.5.2023", source="Vendim i sajuar",
        term=value_of(page, "term", term),
    )  # fmt: skip
    assert "Invented election 2023" in page.text


def three_candidates_answer(coordinator):
    page = way(coordinator, "/workspace/network/", "/workspace/elections/", "/begin/")
    coordinator.send("begin", municipality=value_of(page, "municipality", "Sajuara"))
    home = coordinator.page.address
    at_home(coordinator, home, "/describe/")
    coordinator.send(
        "write", order="alphabet", collected_sq="Dy takime të sajuara.", source="Fletë"
    )
    at_home(coordinator, home, "/needs/paste/")
    coordinator.send("write", rows=NEEDS)
    for name in ANSWERS:
        at_home(coordinator, home, "/candidates/new/")
        coordinator.send("write", name=name, source="Listë e sajuar")
    for place, answer in enumerate(ANSWERS.values()):
        page = coordinator.open(home)
        coordinator.open([link for link in page.links if link.endswith("/positions/")][place])
        asked = [n for n in coordinator.page.form("answer").fields if n.endswith("-answer")]
        page = coordinator.send(
            "answer", source="Fletë e nënshkruar, e sajuar", dated="20.4.2023",
            **dict.fromkeys(asked, answer),
        )  # fmt: skip
        assert "2 of 2" in page.text
    recorded = Position.objects.order_by("candidate__name", "need__number")
    assert {each.candidate.name: each.answer for each in recorded} == ANSWERS
    assert len(recorded) == 6
    assert "/publish/" not in "".join(page.links), "a network admin publishes"


def it_is_published(secretary):
    way(
        secretary, "/workspace/network/", "/workspace/elections/", "/elections/offers/", "/publish/"
    )
    page = secretary.send("publish-offers")
    assert "Public since 20 September 2026" in page.text
    assert Juxtaposition.objects.published().count() == 1


# --- Its contract ---------------------------------------------------------------------------------


def its_contract_is_imported(coordinator):
    page = way(coordinator, "/workspace/network/", "/workspace/contracts/", "/prepare/")
    coordinator.send(
        "prepare", municipality=value_of(page, "municipality", "Sajuara"),
        term=value_of(page, "term", "2023–2027"),
    )  # fmt: skip
    follow(coordinator, "/spreadsheet/")
    address = coordinator.page.address
    empty = coordinator.client.get(coordinator.page.link("/xlsx/")).content

    page = coordinator.send(
        "spreadsheet", file=filled(empty, sectors=("Services", "Sporti", "Services"))
    )
    assert page.response.status_code == 422
    faults = re.findall(r'class="row-number">(Row \d+)</th><td[^>]*>([A-Z]+\d+)', page.text)
    assert faults == [("Row 3", "F3")]
    assert "“Sporti” is not known. Choose one of: Services." in page.text
    assert "import" not in page.offers()
    assert "Nothing is entered yet." in follow(coordinator, "/contracts/drafts/").text

    coordinator.open(address)
    page = coordinator.send("spreadsheet", file=filled(empty, sectors=("Services",) * 3))
    assert "Import these 3 changes" in page.text
    page = coordinator.send("import")
    assert "3 rows are imported." in page.text
    assert [title in page.text for title in COMMITMENTS] == [True, True, True]
    assert "A network admin records it." in page.text


def filled(workbook: bytes, *, sectors) -> SimpleUploadedFile:
    """The list as it was taken away, with a row for every commitment."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book.active
    columns = {cell.value.rpartition(" / ")[2]: cell.column for cell in sheet[1]}
    for row, (title, sector) in enumerate(zip(COMMITMENTS, sectors, strict=True), start=2):
        sheet.cell(row, columns["Number"], row - 1)
        sheet.cell(row, columns["Title in Albanian"], title)
        sheet.cell(row, columns["Sector"], sector)
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile("lista.xlsx", written.getvalue())


def it_is_signed(secretary):
    page = way(
        secretary, "/workspace/network/", "/workspace/contracts/", "/contracts/drafts/", "/sign/"
    )
    ours = value_of(page, "signature-1-organisation", "The Thirteenth Centre")
    signatures = {
        "signed_on": "9.5.2023", "source": "Dokumenti i sajuar",
        "signature-0-name": "Cani, i sajuar", "signature-0-capacity": "candidate",
        "signature-1-organisation": ours, "signature-1-capacity": "organisation",
    }  # fmt: skip
    secretary.send("sign", **signatures)
    secretary.send("sign", button={"confirmed": "yes"})
    contract = SocialContract.objects.get()
    assert [(each.name, each.organisation_id) for each in contract.signatures.all()] == [
        ("Cani, i sajuar", None), ("", int(ours)),
    ]  # fmt: skip
    there = Commitment.objects.in_order().values_list("title_sq", flat=True)
    assert tuple(there) == COMMITMENTS


# --- From the need to the commitment --------------------------------------------------------------


def a_need_is_tied_to_what_came_of_it(coordinator, secretary):
    """The focus group is recorded; the first need is told to come of it, and a commitment of it.

    The offers are public, so a network admin says so, with a public reason.
    """
    page = way(coordinator, "/workspace/network/", "/workspace/activities/", "/activities/new/")
    coordinator.send(
        "activity", kind="focus_group", title_sq="Fokus-grup i sajuar", begins="3.2023",
        term=value_of(page, "term", "2023–2027"), source="Listë e sajuar", is_public="on",
        municipalities=value_of(page, "municipalities", "Sajuara"),
        organisations=value_of(page, "organisations", "The Thirteenth Centre"),
    )  # fmt: skip
    page = way(
        secretary, "/workspace/network/", "/workspace/elections/", "/elections/offers/",
        "/elections/needs/",
    )  # fmt: skip
    page = secretary.send(
        "write", voiced_at=value_of(page, "voiced_at", "Fokus-grup i sajuar"),
        commitments=value_of(page, "commitments", r"[^<]*Ujësjellës për fshatin"),
        reason_sq="U lidh me kontratën, e sajuar.",
    )  # fmt: skip
    assert "The need is recorded." in page.text


def the_way_of_a_need(activity) -> list[str]:
    """Where a citizen comes from the activity, by links of the pages."""
    citizen = Browser("en")
    citizen.open(activity)
    return [follow(citizen, part).address for part in ("/en/needs/", "/en/commitments/")]
