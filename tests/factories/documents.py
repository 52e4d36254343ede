"""Documents beside facts."""

import datetime
import hashlib

import factory
from factory.django import DjangoModelFactory

from monitoring.models import Document
from tests.factories.contracts import SocialContractFactory
from tests.factories.municipalities import UserFactory

ADDED = datetime.datetime(2026, 9, 10, 9, tzinfo=datetime.UTC)


class DocumentFactory(DjangoModelFactory):
    """A signed contract as PDF; its bytes are not made. Of another fact: ``contract=None``."""

    class Meta:
        model = Document

    contract = factory.SubFactory(SocialContractFactory)
    title = factory.Sequence("Kontrata e nënshkruar {}".format)
    dated = "2023-05"
    sha256 = factory.Sequence(lambda n: hashlib.sha256(f"document {n}".encode()).hexdigest())
    size = 1200
    content_type = "application/pdf"
    added_at = ADDED
    added_by = factory.SubFactory(UserFactory)
