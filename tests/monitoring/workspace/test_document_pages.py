"""Adding, changing and taking away documents at the desk; a file is never lost on the way."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.models import Document
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel(BEGIN, tick=False):
        yield


@pytest.fixture
def contract():
    return factories.SocialContractFactory()


@pytest.fixture
def keeper(contract):
    home = factories.OrganisationFactory(covers=[contract.municipality])
    return factories.UserFactory(coordinates=home)


def scan(content=None, name="Skanim i Gentit.pdf"):
    return SimpleUploadedFile(name, samples.pdf() if content is None else content)


def at_the_documents(contract, keeper) -> Browser:
    browser = Browser("en").sign_in(keeper)
    browser.start(f"/workspace/documents/contract/{contract.pk}/")
    return browser


def test_a_scan_is_added_and_everybody_can_open_it(client, contract, keeper):
    browser = at_the_documents(contract, keeper)
    page = browser.send("add-document", title="Kontrata", dated="5.2023", file=scan())
    document = Document.objects.get()
    assert (document.contract, document.dated, document.added_by) == (contract, "2023-05", keeper)
    assert "Kontrata" in page.text and "Gentit" not in page.text
    assert client.get(f"/documents/{document.sha256}/kontrata.pdf").status_code == 200


def test_the_file_is_kept_while_a_field_is_mended(contract, keeper):
    browser = at_the_documents(contract, keeper)
    page = browser.send("add-document", title="", dated="dje", file=scan())
    assert page.response.status_code == 422
    assert "The file was received and is kept" in page.text
    page = browser.send("add-document", title="Kontrata")
    assert page.response.status_code == 422 and page.form("add-document").fields["dated"] == "dje"
    browser.send("add-document", dated="")
    assert Document.objects.get().title == "Kontrata"


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"PK\x03\x04"])
def test_what_is_no_document_is_refused_with_the_words_kept(contract, keeper, content):
    browser = at_the_documents(contract, keeper)
    page = browser.send("add-document", title="Kontrata", file=scan(content))
    assert page.response.status_code == 422
    assert page.form("add-document").fields["title"] == "Kontrata"
    assert Document.objects.count() == 0


def test_a_file_is_asked_for(contract, keeper):
    page = at_the_documents(contract, keeper).send("add-document", title="Kontrata")
    assert (page.response.status_code, "Choose the file." in page.text) == (422, True)


def test_a_file_of_somebody_else_cannot_be_claimed(contract, keeper):
    first = at_the_documents(contract, keeper)
    first.send("add-document", file=scan())
    ticket = first.page.form("add-document").fields["ticket"]
    assert ticket
    home = factories.OrganisationFactory(covers=[contract.municipality])
    other = at_the_documents(contract, factories.UserFactory(coordinates=home))
    for claimed in (ticket, "nonsense", ticket[:-2]):
        page = other.send("add-document", title="Kontrata", ticket=claimed)
        assert page.response.status_code == 422
    assert Document.objects.count() == 0


def test_other_words_and_another_file_take_the_place_of_the_old(contract, keeper):
    document = factories.DocumentFactory(contract=contract)
    browser = at_the_documents(contract, keeper)
    browser.open(browser.page.link(f"/workspace/documents/{document.pk}/"))
    browser.send("change-document", title="Kontrata e plotë", file=scan())
    changed = Document.objects.get()
    assert (changed.pk, changed.title) == (document.pk, "Kontrata e plotë")
    assert changed.sha256 != document.sha256


def test_what_a_colleague_changed_first_stays_until_it_was_seen(contract, keeper):
    document = factories.DocumentFactory(contract=contract)
    address = f"/workspace/documents/{document.pk}/"
    slow, fast = (Browser("en").sign_in(keeper) for _ in range(2))
    slow.start(address)
    fast.start(address)
    fast.send("change-document", title="E para")
    page = slow.send("change-document", title="E dyta")
    assert page.response.status_code == 409
    assert page.form("change-document").fields["title"] == "E dyta"
    assert Document.objects.get().title == "E para"


def test_a_document_is_taken_away_after_a_question(contract, keeper):
    document = factories.DocumentFactory(contract=contract)
    browser = at_the_documents(contract, keeper)
    browser.open(browser.page.link(f"/workspace/documents/{document.pk}/"))
    browser.open(browser.page.link("/remove/"))
    assert Document.objects.count() == 1
    page = browser.send("remove-document")
    assert (page.response.status_code, Document.objects.count()) == (200, 0)


def test_papers_of_published_offers_are_changed_with_the_reason_typed_beside_them(client):
    offers = factories.JuxtapositionFactory(published=True)
    browser = Browser("en").sign_in(factories.UserFactory(is_network_admin=True))
    browser.start(f"/workspace/documents/juxtaposition/{offers.pk}/")

    page = browser.send("add-document", title="Fletushka", file=scan())
    assert (page.response.status_code, Document.objects.count()) == (422, 0)
    assert "The file was received and is kept" in page.text
    browser.send("add-document", reason_sq="U shtua fletushka e forumit.")
    document = Document.objects.get()
    browser.start(f"/workspace/documents/{document.pk}/")
    page = browser.send("change-document", title="Fletushka e forumit")
    assert (page.response.status_code, Document.objects.get().title) == (422, "Fletushka")
    assert page.form("change-document").fields["title"] == "Fletushka e forumit"
    browser.send("change-document", reason_sq="Titulli ishte i paqartë.")
    browser.start(f"/workspace/documents/{document.pk}/remove/")
    page = browser.send("remove-document", reason_en="It named a citizen.")
    assert (page.response.status_code, Document.objects.count()) == (422, 1)
    assert page.form("remove-document").fields["reason_en"] == "It named a citizen."
    browser.send("remove-document", reason_sq="Kishte emrin e një banori.")

    told = offers.events.exclude(paper="").values_list("reason_sq", "paper")
    assert list(told) == [
        ("U shtua fletushka e forumit.", "Fletushka"),
        ("Titulli ishte i paqartë.", "Fletushka e forumit"),
        ("Kishte emrin e një banori.", "Fletushka e forumit"),
    ]
    page = client.get(f"/en/elections/{offers.election.slug}/{offers.municipality.slug}/")
    assert f"SHA-256 of the file before: <code>{document.sha256}</code>" in page.text


def test_a_manager_puts_up_the_logo_of_her_organisation():
    organisation = factories.OrganisationFactory()
    browser = Browser("en").sign_in(factories.UserFactory(manages=organisation))
    browser.start(f"/workspace/documents/logo/{organisation.pk}/")
    assert browser.page.form("add-document").fields["title"] == organisation.name_sq
    page = browser.send("add-document", file=scan())
    assert page.response.status_code == 422 and "The logo must be a picture" in page.text
    browser.send("add-document", file=scan(samples.png(), "logo.png"))
    assert organisation.logo.content_type == "image/png"


def test_every_kind_has_a_page_for_its_keepers_and_none_for_others(contract, keeper):
    admin = factories.UserFactory(is_network_admin=True)
    other = factories.UserFactory(manages=factories.OrganisationFactory())
    commitment = factories.CommitmentFactory(contract=contract)
    addresses = [
        f"/workspace/documents/contract/{contract.pk}/",
        f"/workspace/documents/amendment/{factories.AmendmentFactory(commitment=commitment).pk}/",
        f"/workspace/documents/activity/{factories.ActivityFactory().pk}/",
        f"/workspace/documents/logo/{factories.OrganisationFactory().pk}/",
        f"/workspace/documents/{factories.DocumentFactory(contract=contract).pk}/",
    ]
    found = {
        who: [signed_in(user).get(address).status_code for address in addresses]
        for who, user in {"keeper": keeper, "admin": admin, "other": other}.items()
    }
    assert found == {
        "keeper": [200, 200, 404, 404, 200], "admin": [200] * 5, "other": [404] * 5
    }  # fmt: skip


def test_addresses_of_nothing_are_not_found():
    client = signed_in(factories.UserFactory(is_network_admin=True))
    for address in ("contract/0", "contract/99999999999999999999", "scorecard/1", "987654321"):
        assert client.get(f"/workspace/documents/{address}/").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_costs_the_same_with_ten(contract, keeper, number, django_assert_num_queries):
    for _each in range(number):
        factories.DocumentFactory(contract=contract)
    client = signed_in(keeper)
    with django_assert_num_queries(5):
        client.get(f"/workspace/documents/contract/{contract.pk}/")
