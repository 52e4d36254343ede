"""What is known of a municipality's council, plans, registers, consultations and budgets."""

import datetime

import factory
from factory.django import DjangoModelFactory

from municipalities.models import (
    Council,
    CouncilGroup,
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from tests.factories.municipalities import MunicipalityFactory

LOOKED_UP = datetime.date(2026, 10, 1)
SOURCE = "Shpikur për provë"


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    municipality = factory.SubFactory(MunicipalityFactory)
    elected_on = "2023-05-14"
    source = SOURCE


class CouncilGroupFactory(DjangoModelFactory):
    class Meta:
        model = CouncilGroup

    council = factory.SubFactory(CouncilFactory)
    party = factory.Sequence("Partia e Sajuar {}".format)
    seats = 7


class IntegrityPlanFactory(DjangoModelFactory):
    class Meta:
        model = IntegrityPlan

    municipality = factory.SubFactory(MunicipalityFactory)
    as_of = LOOKED_UP
    source = SOURCE


class TransparencyFactory(DjangoModelFactory):
    class Meta:
        model = Transparency

    municipality = factory.SubFactory(MunicipalityFactory)
    as_of = LOOKED_UP
    source = SOURCE


class PublicConsultationFactory(DjangoModelFactory):
    class Meta:
        model = PublicConsultation

    municipality = factory.SubFactory(MunicipalityFactory)
    year = 2025
    source = SOURCE


class ParticipatoryBudgetFactory(DjangoModelFactory):
    class Meta:
        model = ParticipatoryBudget

    municipality = factory.SubFactory(MunicipalityFactory)
    year = 2025
    source = SOURCE
