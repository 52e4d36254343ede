"""Papers of political offers: in public they change with a reason that everybody reads."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from contracts.juxtaposing.changing import Reason
from monitoring import documents, evidence
from monitoring.models import Document
from monitoring.refusals import NotAllowed
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.stored_files import photo

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 9, 20, 12, tzinfo=datetime.UTC)
WHY = Reason("Procesverbali kishte emra banorësh.", "The minutes named citizens.")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def pdf():
    return evidence.take_in_cleaned(samples.pdf(), name="procesverbali.pdf")


def picture(number=0):
    return evidence.take_in_cleaned(photo(number), name="foto.jpg")


def test_papers_of_published_offers_are_a_network_admins_alone():
    offers = factories.JuxtapositionFactory(published=True)
    member = factories.UserFactory(
        coordinates=factories.OrganisationFactory(covers=[offers.municipality])
    )
    admin = factories.UserFactory(is_network_admin=True)
    added = documents.add_document(about=offers, by=admin, file=picture(), title="Foto", reason=WHY)
    seen = documents.version_of(added)

    with pytest.raises(NotAllowed):
        documents.add_document(about=offers, by=member, file=picture(1), title="Tjetër")
    with pytest.raises(NotAllowed):
        documents.remove_document(document=added, by=member, version=seen)
    assert list(Document.objects.filter(juxtaposition=offers)) == [added]


def test_papers_of_published_offers_change_with_a_reason_that_everybody_reads(client):
    offers = factories.JuxtapositionFactory(published=True)
    admin = factories.UserFactory(is_network_admin=True)
    said = {"about": offers, "by": admin, "title": "Procesverbali", "at": NOON}
    first, second = pdf(), picture()

    document = documents.add_document(**said, file=first, reason=WHY)
    documents.add_document(**said, file=first)  # pressed twice
    changed = documents.replace_document(
        document=document, by=admin, version=documents.version_of(document), file=second,
        title="Procesverbali", reason=WHY, at=NOON + datetime.timedelta(minutes=1),
    )  # fmt: skip
    documents.remove_document(
        document=changed, by=admin, version=documents.version_of(changed), reason=WHY
    )

    told = offers.events.exclude(paper="").values_list(
        "reason_sq", "reason_en", "paper", "by", "paper_before", "paper_after"
    )
    alike = (WHY.sq, WHY.en, "Procesverbali", admin.pk)
    assert list(told) == [
        (*alike, "", first.sha256),
        (*alike, first.sha256, second.sha256),
        (*alike, second.sha256, ""),
    ]
    page = client.get(f"/en/elections/{offers.election.slug}/{offers.municipality.slug}/")
    assert WHY.en in page.text
    assert (page.text.count(first.sha256), page.text.count(second.sha256)) == (2, 2)


@pytest.mark.parametrize("reason", [None, Reason("shkurt", "In English at length")])
def test_papers_of_published_offers_do_not_change_without_a_reason(reason):
    offers = factories.JuxtapositionFactory(published=True)
    admin = factories.UserFactory(is_network_admin=True)
    document = documents.add_document(
        about=offers, by=admin, file=pdf(), title="Fletushka", reason=WHY
    )
    version = documents.version_of(document)
    told = offers.events.count()

    with pytest.raises(ValidationError, match="reason_sq"):
        documents.add_document(
            about=offers, by=admin, file=picture(), title="Tjetër", reason=reason
        )
    with pytest.raises(ValidationError, match="reason_sq"):
        documents.replace_document(
            document=document, by=admin, version=version, title="Tjetër", reason=reason
        )
    with pytest.raises(ValidationError, match="reason_sq"):
        documents.remove_document(document=document, by=admin, version=version, reason=reason)

    assert Document.objects.get().title == "Fletushka"
    assert offers.events.count() == told


def test_papers_of_offers_in_preparation_ask_for_no_reason_and_tell_nothing():
    offers = factories.JuxtapositionFactory()
    admin = factories.UserFactory(is_network_admin=True)
    document = documents.add_document(about=offers, by=admin, file=pdf(), title="Fletushka")
    documents.remove_document(document=document, by=admin, version=documents.version_of(document))
    assert offers.events.count() == 0
