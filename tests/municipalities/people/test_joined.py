"""What somebody who has just joined reads is what she then needs (QUALITY S-20)."""

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from municipalities.people import inviting
from tests import factories
from tests.monitoring.workspace.people import signed_in

pytestmark = pytest.mark.django_db

PASSPHRASE = "katër dele të bardha në mal"
SAYS = {
    "password": "Sign in with your address and your password.",
    "set-up": "The first time you set up a second factor: have your phone at hand.",
    "code": "Sign in as you always do: with your address, your password and a code.",
}


def said_after_joining(client, *, email, **fields) -> list[str]:
    """Which of the sentences stand on the page that the link leads to in the end."""
    invitation = factories.InvitationFactory(email=email, sent_at=timezone.now())
    address = f"/en/login/join/{inviting._links.sign(invitation.key)}/"
    page = client.post(address, fields, follow=True)
    assert page.status_code == 200
    return [way for way, sentence in SAYS.items() if sentence in page.content.decode()]


@pytest.mark.parametrize(("demanded", "way"), [(False, "password"), (True, "set-up")])
def test_a_newcomer_hears_of_a_second_factor_where_one_is_demanded(settings, demanded, way):
    settings.SECOND_FACTOR = demanded
    fields = {"name": "Bora", "language": "en", "new_password": PASSPHRASE}
    assert said_after_joining(Client(), email="bora@example.org", **fields) == [way]


@pytest.mark.parametrize(("demanded", "way"), [(False, "password"), (True, "code")])
def test_whoever_has_a_code_already_sets_none_up(settings, demanded, way):
    settings.SECOND_FACTOR = demanded
    person = factories.UserFactory(email="bora@example.org")
    TOTPDevice.objects.create(user=person, name="app", confirmed=True)
    assert said_after_joining(Client(), email=person.email) == [way]


def test_whoever_has_an_account_without_a_code_sets_one_up(settings):
    settings.SECOND_FACTOR = True
    person = factories.UserFactory(email="bora@example.org")
    assert said_after_joining(Client(), email=person.email) == ["set-up"]


def test_whoever_is_signed_in_goes_on_to_her_workspace():
    person = factories.UserFactory(email="bora@example.org")
    client = signed_in(person)
    assert said_after_joining(client, email=person.email) == []
    page = client.get("/en/login/joined/").content.decode()
    assert "You are signed in with the address bora@example.org." in page
    assert 'href="/en/workspace/"' in page
