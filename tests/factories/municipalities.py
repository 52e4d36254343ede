"""Places, member organisations and people."""

import factory
from factory.django import DjangoModelFactory, Password

from municipalities.models import (
    AdministrativeUnit,
    County,
    Coverage,
    Mayor,
    Membership,
    Municipality,
    Organisation,
    User,
)

PASSWORD = "fjalëkalim i gjatë për provë"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    slug = factory.Sequence("prova-{}".format)
    name_sq = factory.Sequence("Prova {}".format)
    name_en = factory.Sequence("Trial {}".format)
    county = County.VLORE


class AdministrativeUnitFactory(DjangoModelFactory):
    class Meta:
        model = AdministrativeUnit

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence("Njësia {}".format)
    character = AdministrativeUnit.Character.RURAL


class MayorFactory(DjangoModelFactory):
    class Meta:
        model = Mayor

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence("Kryetare e Sajuar {}".format)
    since = "2023-06"
    basis = Mayor.Basis.ELECTED
    source = "Shpikur për provë"


class OrganisationFactory(DjangoModelFactory):
    """``covers=[municipality, …]`` records what the organisation covers."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    slug = factory.Sequence("organizata-{}".format)
    name_sq = factory.Sequence("Organizata e Provës {}".format)
    town = "Provë"

    @factory.post_generation
    def covers(organisation, create, extracted, **kwargs):
        for municipality in extracted or ():
            CoverageFactory(organisation=organisation, municipality=municipality)


class CoverageFactory(DjangoModelFactory):
    class Meta:
        model = Coverage

    organisation = factory.SubFactory(OrganisationFactory)
    municipality = factory.SubFactory(MunicipalityFactory)


class UserFactory(DjangoModelFactory):
    """Signs in with PASSWORD; ``coordinates=`` and ``manages=`` make her a member."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("personi{}@example.org".format)
    name = factory.Sequence("Personi {}".format)
    password = Password(PASSWORD)

    class Params:
        network_admin = factory.Trait(is_network_admin=True)

    @factory.post_generation
    def coordinates(user, create, organisation, **kwargs):
        if organisation:
            MembershipFactory(user=user, organisation=organisation)

    @factory.post_generation
    def manages(user, create, organisation, **kwargs):
        if organisation:
            MembershipFactory(user=user, organisation=organisation, role=Membership.Role.MANAGER)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.COORDINATOR
