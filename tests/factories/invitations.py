"""How people come in, lost second factors, and the audit list."""

import datetime

import factory
from factory.django import DjangoModelFactory

from municipalities.models import AuditEntry, FactorReset, Invitation
from tests.factories.municipalities import OrganisationFactory, UserFactory

SENT_AT = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)


class InvitationFactory(DjangoModelFactory):
    """Open, sent by a network admin."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    role = "coordinator"
    email = factory.Sequence("ftuar{}@example.org".format)
    name = factory.Sequence("E Ftuara {}".format)
    key = factory.Sequence("{:032x}".format)
    sent_at = SENT_AT
    sent_by = factory.SubFactory(UserFactory, network_admin=True)


class FactorResetFactory(DjangoModelFactory):
    """Asked for, and nobody has decided."""

    class Meta:
        model = FactorReset

    person = factory.SubFactory(UserFactory)
    reason = "U takua në zyrë."
    asked_at = SENT_AT
    asked_by = factory.SubFactory(UserFactory)


class AuditEntryFactory(DjangoModelFactory):
    class Meta:
        model = AuditEntry

    event = AuditEntry.Event.SIGNED_IN
    at = SENT_AT
    by = factory.SubFactory(UserFactory)
