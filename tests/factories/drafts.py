"""Contracts before they are signed, testability checks and freezes."""

import datetime

import factory
from factory.django import DjangoModelFactory

from contracts import numbers
from contracts.models import ContractDraft, DraftCommitment, Freeze, TestabilityCheck
from tests.factories.contracts import (
    CommitmentFactory,
    SectorFactory,
    SocialContractFactory,
    TermFactory,
)
from tests.factories.municipalities import MunicipalityFactory, UserFactory

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
YES = dict.fromkeys(TestabilityCheck.QUESTIONS, True) | {"indicator_sq": "Numri i koshave"}


class ContractDraftFactory(DjangoModelFactory):
    class Meta:
        model = ContractDraft

    municipality = factory.SubFactory(MunicipalityFactory)
    term = factory.SubFactory(TermFactory)
    code = factory.LazyAttributeSequence(lambda row, n: f"{row.municipality.slug}-d{n}")
    prepared_at = NOON
    prepared_by = factory.SubFactory(UserFactory)


class DraftCommitmentFactory(DjangoModelFactory):
    """A line that nobody has checked; ``testable=True`` for one that passes."""

    class Meta:
        model = DraftCommitment

    class Params:
        testable = factory.Trait(**YES)

    draft = factory.SubFactory(ContractDraftFactory)
    sector = factory.SubFactory(SectorFactory)
    title_sq = factory.LazyAttribute(lambda row: f"Premtimi i draftit {row.number}")

    @factory.lazy_attribute
    def number(self):
        return str(DraftCommitment.objects.filter(draft=self.draft).count() + 1)

    place_in_list = factory.LazyAttribute(lambda row: numbers.place_in_list(row.number))


class TestabilityCheckFactory(DjangoModelFactory):
    """A check that the commitment passes."""

    __test__ = False

    class Meta:
        model = TestabilityCheck

    commitment = factory.SubFactory(CommitmentFactory)
    has_one_action = True
    has_place = True
    has_quantity = True
    has_date = True
    has_competence = True
    indicator_sq = "Numri i koshave"
    checked_at = NOON
    checked_by = factory.SubFactory(UserFactory)


class FreezeFactory(DjangoModelFactory):
    class Meta:
        model = Freeze

    contract = factory.SubFactory(SocialContractFactory)
    frozen_at = NOON
