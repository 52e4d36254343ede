"""The signed contract on the municipality's page: its scan, its signatures in order, and what
was amended since."""

import datetime
import re

import pytest

from contracts import actions
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(client, contract):
    address = f"/en/municipalities/{contract.municipality.slug}/{contract.term.slug}/"
    return client.get(address).content.decode()


def test_the_scan_is_there_with_its_title_though_nobody_recorded_a_signature(client, contract):
    scan = factories.DocumentFactory(contract=contract, title="Kontrata e nënshkruar")
    links = re.findall(r'<a href="(/documents/[^"]+)"[^>]*>([^<]+)</a>', page(client, contract))
    assert [(scan.sha256 in address, words) for address, words in links] == [
        (True, "Kontrata e nënshkruar")
    ]


def test_a_scan_that_is_added_is_there_at_the_next_request(client, contract):
    before = client.get(f"/en/municipalities/{contract.municipality.slug}/{contract.term.slug}/")
    factories.DocumentFactory(contract=contract, title="Kontrata e nënshkruar")
    assert "Kontrata e nënshkruar" not in before.content.decode()
    assert "Kontrata e nënshkruar" in page(client, contract)


def test_signatures_stand_in_the_order_in_which_they_were_given(client, contract):
    for place, name in ((2, "Kandidati B"), (1, "Kandidatja Ç"), (3, "Kandidati A")):
        factories.SignatureFactory(contract=contract, name=name, place_in_order=place)
    factories.DocumentFactory.create_batch(2, contract=contract)
    names = re.findall(r'<th scope="row">(Kandidat[^<]+)</th>', page(client, contract))
    assert names == ["Kandidatja Ç", "Kandidati B", "Kandidati A"]


# --- Amendments -----------------------------------------------------------------------------------


@pytest.fixture
def amended(contract):
    commitment = factories.CommitmentFactory(contract=contract, title_en="A school for all")
    return factories.AmendmentFactory(commitment=commitment, since=datetime.date(2025, 1, 15))


def papers_on(page: str) -> list[str]:
    return re.findall(r'<a href="(/documents/[^"]+)"', page)


def test_an_amendment_is_named_with_its_day_and_document(client, contract, amended):
    of_the_amendment = {"contract": None, "amendment": amended, "title": "Marrëveshja"}
    paper = factories.DocumentFactory(**of_the_amendment, size=1200)
    factories.DocumentFactory(contract=contract, title="Kontrata", dated="2023")

    found = page(client, contract)

    words = " ".join(re.sub(r"<[^>]+>", " ", found[found.index("Amended since") :]).split())
    assert words.startswith(
        "Amended since it was signed 1 A school for all valid from 15 January 2025 "
        "Marrëveshja (PDF, 1.2 KB, May 2023)"
    )
    assert f"/documents/{paper.sha256}/marreveshja.pdf" == papers_on(found)[1]
    assert len(papers_on(found)) == 2


def test_its_document_stands_on_the_page_of_the_commitment_alone(client, contract, amended):
    other = factories.CommitmentFactory(contract=contract)
    factories.AmendmentFactory(commitment=other)
    paper = factories.DocumentFactory(contract=None, amendment=amended, title="Marrëveshja")

    shown, not_there = (
        client.get(f"/en/commitments/{each.reference}/").content.decode()
        for each in (amended.commitment, other)
    )

    assert papers_on(shown) == [f"/documents/{paper.sha256}/marreveshja.pdf"]
    assert papers_on(not_there) == []


def test_a_document_moves_the_pages_that_show_it_and_taking_it_away_as_well(
    client, contract, amended
):
    other = factories.CommitmentFactory(contract=contract)
    pages = [
        f"/municipalities/{contract.municipality.slug}/{contract.term.slug}/",
        f"/commitments/{amended.commitment.reference}/",
        f"/commitments/{other.reference}/",
    ]

    def tags():
        return [client.get(address).headers["ETag"] for address in pages]

    before = tags()
    paper = factories.DocumentFactory(contract=None, amendment=amended)
    added = tags()
    paper.delete()
    taken_away = tags()
    for one, two in ((before, added), (added, taken_away)):
        assert [a == b for a, b in zip(one, two, strict=True)] == [False, False, True]


def test_what_is_not_in_force_is_nowhere(client, contract, amended):
    """An amendment is on record from its day on, and a proposal to leave something out has one
    approval: neither its words nor a paper of it is anywhere."""
    commitment = amended.commitment
    admin = factories.UserFactory(network_admin=True)
    with pytest.raises(actions.Refused):
        actions.amend(
            commitment=commitment, by=admin, since=datetime.date(2026, 11, 24),
            source="KANARINË", title_sq="KANARINË",
        )  # fmt: skip
    factories.ExclusionApprovalFactory(
        exclusion__commitment=commitment, exclusion__reason_sq="KANARINË",
        exclusion__reason_en="KANARINË",
    )  # fmt: skip
    seen = [
        client.get(prefix + address).content.decode()
        for prefix in ("", "/en")
        for address in (
            f"/municipalities/{contract.municipality.slug}/{contract.term.slug}/",
            f"/commitments/{commitment.reference}/",
            "/search/?q=kanarin",
        )
    ]
    assert [each.count("KANARINË") for each in seen] == [0] * 6

    commitment.exclusion.approved_at = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
    commitment.exclusion.save()
    assert "KANARINË" in client.get(f"/commitments/{commitment.reference}/").content.decode()
