"""Terms, Social Contracts and what was promised in them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from contracts.models import (
    Amendment,
    Commitment,
    Exclusion,
    ExclusionApproval,
    Pillar,
    Sector,
    Signature,
    SocialContract,
    Term,
)
from tests.factories.municipalities import (
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    slug = factory.Sequence("mandati-{}".format)
    label_sq = factory.Sequence("Mandati {}".format)
    label_en = factory.Sequence("Term {}".format)
    begins = datetime.date(2023, 6, 1)
    ends = datetime.date(2027, 5, 31)


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector

    slug = factory.Sequence("sektori-{}".format)
    name_sq = factory.Sequence("Sektori {}".format)
    pillar = Pillar.INFRASTRUCTURE


class SocialContractFactory(DjangoModelFactory):
    class Meta:
        model = SocialContract

    municipality = factory.SubFactory(MunicipalityFactory)
    term = factory.SubFactory(TermFactory)
    code = factory.LazyAttributeSequence(lambda row, n: f"{row.municipality.slug}-k{n}")
    source = "Shpikur për provë"
    list_status = SocialContract.ListStatus.COMPLETE


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = Signature

    contract = factory.SubFactory(SocialContractFactory)
    name = factory.Sequence("Nënshkruese e Sajuar {}".format)
    capacity = Signature.Capacity.CANDIDATE


class CommitmentFactory(DjangoModelFactory):
    """A top-level commitment; a point with ``parent=`` takes contract and sector from it."""

    class Meta:
        model = Commitment

    contract = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.contract"),
        no_declaration=factory.SubFactory(SocialContractFactory),
    )
    sector = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.sector"),
        no_declaration=factory.SubFactory(SectorFactory),
    )
    parent = None

    @factory.lazy_attribute
    def number(self):
        """The next free number: 3 after 2, and 1.2 after 1.1 for a point."""
        before = Commitment.objects.filter(contract=self.contract, parent=self.parent).count()
        return f"{self.parent.number}.{before + 1}" if self.parent else str(before + 1)

    reference = factory.LazyAttribute(lambda row: f"{row.contract.code}-{row.number}")
    title_sq = factory.LazyAttribute(lambda row: f"Premtimi i provës {row.number}")
    title_en = factory.LazyAttribute(lambda row: f"Trial commitment {row.number}")
    kind = Commitment.Kind.WORKS


class AmendmentFactory(DjangoModelFactory):
    class Meta:
        model = Amendment

    commitment = factory.SubFactory(CommitmentFactory)
    since = datetime.date(2025, 1, 15)
    old_title_sq = "Fjalët e mëparshme"
    source = "Marrëveshje e shpikur për provë"
    recorded_at = datetime.datetime(2025, 1, 20, 12, tzinfo=datetime.UTC)
    recorded_by = factory.SubFactory(UserFactory)


class ExclusionFactory(DjangoModelFactory):
    class Meta:
        model = Exclusion

    commitment = factory.SubFactory(CommitmentFactory)
    since = datetime.date(2025, 1, 15)
    reason_sq = "Arsye e shpikur për provë"


class ExclusionApprovalFactory(DjangoModelFactory):
    class Meta:
        model = ExclusionApproval

    exclusion = factory.SubFactory(ExclusionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    approved_at = datetime.datetime(2025, 1, 20, 12, tzinfo=datetime.UTC)
    approved_by = factory.SubFactory(UserFactory)
