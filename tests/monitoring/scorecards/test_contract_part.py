"""The signed contract on the municipality's page: its scan, its signatures in order."""

import re

import pytest

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
