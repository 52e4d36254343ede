"""Places, member organisations and people."""

import datetime

import factory
from factory.django import DjangoModelFactory, Password

from municipalities.models import (
    AdministrativeUnit,
    Attempt,
    County,
    Coverage,
    DeclaredInterest,
    FormerCoverage,
    Mayor,
    Membership,
    Municipality,
    Organisation,
    OutgoingMail,
    Session,
    User,
)

PUT_AT = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)
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


class FormerCoverageFactory(DjangoModelFactory):
    class Meta:
        model = FormerCoverage

    organisation = factory.SubFactory(OrganisationFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    since = "2019-09"
    until = "2023-05"


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


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    session_key = factory.Sequence("{:032x}".format)
    session_data = "{}"
    expire_date = PUT_AT + datetime.timedelta(hours=12)
    user = factory.SubFactory(UserFactory)


class AttemptFactory(DjangoModelFactory):
    class Meta:
        model = Attempt

    what = "sign-in"
    who = "a" * 64
    at = PUT_AT


class OutgoingMailFactory(DjangoModelFactory):
    """A mail that waits to be sent."""

    class Meta:
        model = OutgoingMail

    key = factory.Sequence("prova/{}".format)
    to = factory.Sequence("lexuesi{}@example.org".format)
    language = "sq"
    subject = "Një mesazh prove"
    text = "Një mesazh i shpikur për provë."
    put_at = PUT_AT


class DeclaredInterestFactory(DjangoModelFactory):
    class Meta:
        model = DeclaredInterest

    user = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    kind = DeclaredInterest.Kind.FAMILY
    declared_at = PUT_AT
