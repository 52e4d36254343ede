"""Who is invited in the demonstration: invented people alone."""

import pytest

from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.people import invite_some
from municipalities.models import Invitation
from tests import factories

pytestmark = pytest.mark.django_db


def test_two_invented_people_are_invited_and_one_of_them_not_any_more():
    admin = factories.UserFactory(network_admin=True)
    invite_some(Cast([factories.OrganisationFactory()], {}, admin, admin))

    invited = Invitation.objects.order_by("pk")
    assert [(each.name, each.revoked_at is None) for each in invited] == [
        ("E Ftuar Demo, 1", True), ("E Ftuar Demo, 2", False),
    ]  # fmt: skip
    assert {each.email.rpartition(".")[2] for each in invited} == {"demo"}
