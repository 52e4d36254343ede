"""What citizens told: a message that waits, a decided case, one whose words were erased."""

import datetime
import hashlib

import factory
from factory.django import DjangoModelFactory

from monitoring.cases.telling import fingerprint
from monitoring.models import Case, CaseFile
from tests.factories.contracts import CommitmentFactory
from tests.factories.municipalities import UserFactory

RECEIVED = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
DECIDED = datetime.datetime(2026, 10, 12, 9, tzinfo=datetime.UTC)


class CaseFactory(DjangoModelFactory):
    """A message that nobody has decided; ``is_decided=True`` has outcome and reason."""

    class Meta:
        model = Case

    class Params:
        is_decided = factory.Trait(
            outcome="known",
            reason_sq="Kjo dihej: fotoja është në raport.",
            reason_en="This was known: the photo is in the report.",
            decided_at=DECIDED,
            decided_by=factory.SubFactory(UserFactory),
        )

    number = factory.Sequence(lambda n: f"aaaaa-{n:05}")
    commitment = factory.SubFactory(CommitmentFactory)
    kind = "evidence"
    text = factory.Sequence(lambda n: f"Rruga u hap, e pashë vetë ({n}).")
    language = "sq"
    fingerprint = factory.LazyAttribute(lambda case: fingerprint(case.text))
    received_at = RECEIVED


class CaseFileFactory(DjangoModelFactory):
    """A described picture; its bytes are not made."""

    class Meta:
        model = CaseFile

    case = factory.SubFactory(CaseFactory)
    name = "rruga.jpg"
    sha256 = factory.Sequence(lambda n: hashlib.sha256(f"case {n}".encode()).hexdigest())
    size = 1200
    content_type = "image/jpeg"
