"""Elections, needs of citizens, candidates and their positions; every name is invented."""

import datetime

import factory
from factory.django import DjangoModelFactory

from contracts.models import (
    Candidate,
    Election,
    Juxtaposition,
    JuxtapositionEvent,
    Need,
    Participation,
    Pillar,
    Position,
)
from tests.factories.contracts import TermFactory
from tests.factories.municipalities import (
    AdministrativeUnitFactory,
    MunicipalityFactory,
    UserFactory,
)

PREPARED = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)


class ElectionFactory(DjangoModelFactory):
    class Meta:
        model = Election

    term = factory.SubFactory(TermFactory)
    slug = factory.Sequence("zgjedhjet-{}".format)
    name_sq = factory.Sequence("Zgjedhjet e provës {}".format)
    name_en = factory.Sequence("Trial election {}".format)
    held_on = "2027-05-09"
    source = "Shpikur për provë"


class JuxtapositionFactory(DjangoModelFactory):
    """In preparation; ``published=True`` gives one that the public may see, with its event."""

    class Meta:
        model = Juxtaposition
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            published_at=PREPARED + datetime.timedelta(days=7),
            published_by=factory.SubFactory(UserFactory, is_network_admin=True),
            published_event=factory.RelatedFactory(
                "tests.factories.elections.JuxtapositionEventFactory", "juxtaposition"
            ),
        )

    election = factory.SubFactory(ElectionFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    collected_sq = "Takime me banorë, shpikur për provë."
    source = "Shpikur për provë"
    prepared_at = PREPARED
    prepared_by = factory.SubFactory(UserFactory)


class JuxtapositionEventFactory(DjangoModelFactory):
    class Meta:
        model = JuxtapositionEvent

    juxtaposition = factory.SubFactory(JuxtapositionFactory)
    at = PREPARED
    by = factory.SubFactory(UserFactory)
    reason_sq = "U botua."


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    juxtaposition = factory.SubFactory(JuxtapositionFactory)
    unit = factory.SubFactory(
        AdministrativeUnitFactory,
        municipality=factory.SelfAttribute("..juxtaposition.municipality"),
    )
    participants = 30
    women = 16
    youth = 9


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    juxtaposition = factory.SubFactory(JuxtapositionFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title_sq = factory.LazyAttribute(lambda row: f"Nevoja e provës {row.number}")
    title_en = factory.LazyAttribute(lambda row: f"Trial need {row.number}")
    pillar = Pillar.INFRASTRUCTURE


class CandidateFactory(DjangoModelFactory):
    class Meta:
        model = Candidate

    juxtaposition = factory.SubFactory(JuxtapositionFactory)
    name = factory.Sequence("Kandidati i sajuar {}".format)
    source = "Shpikur për provë"


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    candidate = factory.SubFactory(CandidateFactory)
    need = factory.SubFactory(
        NeedFactory, juxtaposition=factory.SelfAttribute("..candidate.juxtaposition")
    )
    answer = Position.Answer.ACCEPTS
    words = "Fjalë të shpikura për provë."
    source = "Shpikur për provë"
    dated = "2027-04-20"
