"""Documents beside facts: who adds, replaces and takes away, and what everybody can open."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from monitoring import documents, evidence
from monitoring.evidence import orphans
from monitoring.models import Document
from monitoring.refusals import Conflict, NotAllowed, Refused
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.stored_files import age_all, photo

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 9, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def contract():
    return factories.SocialContractFactory()


@pytest.fixture
def keeper(contract):
    home = factories.OrganisationFactory(covers=[contract.municipality])
    return factories.UserFactory(coordinates=home)


def pdf():
    return evidence.take_in_cleaned(samples.pdf(), name="kontrata.pdf")


def picture(number=0):
    return evidence.take_in_cleaned(photo(number), name="foto.jpg")


def address(document, name="kontrata-e-nenshkruar.pdf"):
    return f"/documents/{document.sha256}/{name}"


def added(contract, by, **more):
    said = {"file": pdf(), "title": "Kontrata e nënshkruar", "dated": "2023-05"} | more
    return documents.add_document(about=contract, by=by, **said)


# --- Adding -------------------------------------------------------------------------------------


def test_a_document_of_a_contract_is_public_at_once(client, contract, keeper):
    document = added(contract, keeper)

    response = client.get(address(document))

    assert response.status_code == 200
    assert response.getvalue().startswith(b"%PDF")
    assert (
        dict(response.headers).items()
        >= {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="kontrata-e-nenshkruar.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=86400",
            "ETag": f'"{document.sha256}"',
        }.items()
    )
    assert "Set-Cookie" not in response.headers


def test_a_document_of_an_amendment_is_served_as_every_public_document_is(client, contract, keeper):
    commitment = factories.CommitmentFactory(contract=contract)
    amendment = factories.AmendmentFactory(commitment=commitment)
    of_both = [added(about, keeper) for about in (contract, amendment)]
    response = client.get(address(of_both[1]))
    of_both[0].delete()  # the same bytes and name: the amendment's alone cites them now
    alone = client.get(address(of_both[1]))
    assert (response.status_code, alone.status_code) == (200, 200)
    per_request = {"Date", "X-Request-Id"}
    assert {k: v for k, v in response.items() if k not in per_request} == {
        k: v for k, v in alone.items() if k not in per_request
    }
    assert alone.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    of_both[1].delete()
    assert client.get(address(of_both[1])).status_code == 404


def test_only_the_cleaned_copy_is_kept(media, contract, keeper):
    added(contract, keeper, file=picture())
    assert not (media / "originals").exists()
    kept = [path.read_bytes() for path in media.rglob("*") if path.is_file()]
    assert kept and not [content for content in kept if b"LEAK" in content]


def test_the_same_file_sent_twice_is_one_document(contract, keeper):
    assert added(contract, keeper) == added(contract, keeper)
    assert Document.objects.count() == 1


def test_the_21st_document_is_refused_and_another_fact_has_room(contract, keeper):
    factories.DocumentFactory.create_batch(20, contract=contract)
    with pytest.raises(Refused, match="20"):
        added(contract, keeper)
    other = factories.SocialContractFactory(municipality=contract.municipality)
    added(other, keeper)
    assert Document.objects.filter(contract=other).count() == 1


@pytest.mark.parametrize("words", [{"title": ""}, {"dated": "dje"}, {"language": "it"}])
def test_words_that_are_none_are_refused(contract, keeper, words):
    with pytest.raises(ValidationError):
        added(contract, keeper, **words)
    assert Document.objects.count() == 0


def facts_and_their_keepers():
    """(fact, who adds documents to it) of every kind."""
    contract = factories.SocialContractFactory()
    organisation = factories.OrganisationFactory(covers=[contract.municipality])
    member = factories.UserFactory(coordinates=organisation)
    manager = factories.UserFactory(manages=organisation)
    commitment = factories.CommitmentFactory(contract=contract)
    activity = factories.ActivityFactory(organisations=[organisation])
    offers = factories.JuxtapositionFactory(municipality=contract.municipality)
    return [
        (contract, member),
        (factories.AmendmentFactory(commitment=commitment), member),
        (activity, member),
        (offers, member),
        (organisation, manager),
    ]


def test_every_kind_of_fact_has_its_keepers_and_nobody_else():
    admin = factories.UserFactory(is_network_admin=True)
    stranger = factories.UserFactory(coordinates=factories.OrganisationFactory())
    disabled = factories.UserFactory(is_network_admin=True, is_active=False)
    for fact, keeper in facts_and_their_keepers():
        assert documents.may_add_to(keeper, fact)
        assert documents.may_add_to(admin, fact)
        assert not documents.may_add_to(disabled, fact)
        with pytest.raises(NotAllowed):
            documents.add_document(about=fact, by=stranger, file=picture(), title="Foto")
    assert Document.objects.count() == 0


def test_a_coordinator_is_no_manager_and_changes_no_logo():
    organisation = factories.OrganisationFactory()
    coordinator = factories.UserFactory(coordinates=organisation)
    assert not documents.may_add_to(coordinator, organisation)


# --- What is not public yet ---------------------------------------------------------------------


def test_the_paper_of_an_activity_is_public_with_it(client):
    admin = factories.UserFactory(is_network_admin=True)
    activity = factories.ActivityFactory()
    document = documents.add_document(about=activity, by=admin, file=pdf(), title="Programi")
    assert client.get(address(document, "programi.pdf")).status_code == 404

    activity.is_public = True
    activity.save()

    assert client.get(address(document, "programi.pdf")).status_code == 200


def test_another_name_leads_to_the_right_one_and_nonsense_to_nothing(client, contract, keeper):
    document = added(contract, keeper)
    response = client.get(address(document, "tjeter.pdf"))
    assert (response.status_code, response["Location"]) == (301, address(document))
    assert client.get(f"/documents/{'0' * 64}/x.pdf").status_code == 404
    assert client.get("/documents/x/x.pdf").status_code == 404
    assert client.get(f"/documents/{document.sha256}/thumbnail/x.webp").status_code == 404


def test_a_document_is_no_evidence(client, contract, keeper):
    document = added(contract, keeper)
    assert client.get(f"/evidence/{document.sha256}/x.pdf").status_code == 404


def test_a_picture_has_a_small_one(client, contract, keeper):
    document = added(contract, keeper, file=picture())
    response = client.get(f"/documents/{document.sha256}/thumbnail/kontrata-e-nenshkruar.webp")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")


def test_a_damaged_file_is_not_served_as_good(client, contract, keeper):
    document = added(contract, keeper)
    evidence.public_path(document.sha256).write_bytes(b"tjeter")
    assert client.get(address(document)).status_code == 410


# --- Replacing and taking away ------------------------------------------------------------------


def test_a_replaced_file_is_gone_and_its_bytes_go_with_it(client, media, contract, keeper):
    document = added(contract, keeper)
    old = address(document)
    version = documents.version_of(document)

    changed = documents.replace_document(
        document=document, by=keeper, version=version, title="Kontrata, faqja e parë",
        file=picture(), at=NOON,
    )  # fmt: skip

    assert (changed.pk, changed.added_by, changed.added_at) == (document.pk, keeper, NOON)
    assert client.get(old).status_code == 404
    assert client.get(address(changed, "kontrata-faqja-e-pare.jpg")).status_code == 200
    age_all(media)
    orphans.sweep()
    assert not evidence.public_path(document.sha256).exists()
    assert evidence.public_path(changed.sha256).exists()


def test_words_change_and_the_file_stays(contract, keeper):
    document = added(contract, keeper)
    changed = documents.replace_document(
        document=document, by=keeper, version=documents.version_of(document),
        title="Contract", language="en",
    )  # fmt: skip
    assert (changed.title, changed.language, changed.sha256) == ("Contract", "en", document.sha256)


def test_who_saw_an_older_version_changes_nothing(contract, keeper):
    document = added(contract, keeper)
    seen = documents.version_of(document)
    documents.replace_document(document=document, by=keeper, version=seen, title="E para", at=NOON)
    with pytest.raises(Conflict):
        documents.replace_document(document=document, by=keeper, version=seen, title="E dyta")
    assert Document.objects.get().title == "E para"


def test_strangers_neither_replace_nor_take_away(contract, keeper):
    document = added(contract, keeper)
    stranger = factories.UserFactory(coordinates=factories.OrganisationFactory())
    with pytest.raises(NotAllowed):
        documents.replace_document(
            document=document, by=stranger, version=documents.version_of(document), title="Tjetër"
        )
    with pytest.raises(NotAllowed):
        documents.remove_document(
            document=document, by=stranger, version=documents.version_of(document)
        )
    assert Document.objects.get().title == "Kontrata e nënshkruar"


def test_what_is_taken_away_is_served_no_more(client, contract, keeper):
    document = added(contract, keeper)
    seen = documents.version_of(document)
    documents.remove_document(document=document, by=keeper, version=seen)
    assert client.get(address(document)).status_code == 404
    documents.remove_document(document=document, by=keeper, version=seen)  # pressed twice


# --- Logos --------------------------------------------------------------------------------------


def test_an_organisation_has_one_logo_and_a_new_one_takes_its_place():
    organisation = factories.OrganisationFactory()
    manager = factories.UserFactory(manages=organisation)
    for number in (1, 2):
        documents.add_document(
            about=organisation, by=manager, file=picture(number), title=organisation.name_sq
        )
    assert Document.objects.get(logo_of=organisation).sha256 == picture(2).sha256


def test_a_logo_is_a_picture():
    organisation = factories.OrganisationFactory()
    manager = factories.UserFactory(manages=organisation)
    with pytest.raises(ValidationError, match="Logoja duhet të jetë figurë"):
        documents.add_document(about=organisation, by=manager, file=pdf(), title="Logo")
