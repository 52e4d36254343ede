"""A paper is added while the offers that it belongs to become public; see tests/races.py."""

import pytest

from contracts.juxtaposing import publishing
from monitoring import documents, evidence
from monitoring.models import Document
from monitoring.refusals import Refused
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.races import while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_waited_for_the_publication_adds_no_paper_in_silence(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    position = factories.PositionFactory()
    offers = position.candidate.juxtaposition
    admin = factories.UserFactory(is_network_admin=True)
    member = factories.UserFactory(
        coordinates=factories.OrganisationFactory(covers=[offers.municipality])
    )
    file = evidence.take_in_cleaned(samples.pdf(), name="procesverbali.pdf")
    seen_before = type(offers).objects.get(pk=offers.pk)

    outcome = while_uncommitted(
        lambda: publishing.publish(juxtaposition=offers, by=admin, version=offers.lock_version),
        lambda: documents.add_document(
            about=seen_before, by=member, file=file, title="Procesverbali"
        ),
    )

    assert (type(outcome), Document.objects.count()) == (Refused, 0)
    assert type(offers).objects.get().published_by == admin
