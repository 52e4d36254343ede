"""Nobody learns at the sign-in form, or when inviting, who has an account (QUALITY S-18)."""

import re
from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from municipalities.models import Invitation, OutgoingMail
from municipalities.people import inviting
from tests import factories

pytestmark = pytest.mark.django_db

TRIES = 50
WHAT_DIFFERS = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|value="[a-z]{3}\d\d@example\.org"'
)


@pytest.fixture
def hashes():
    """How often a password is hashed: that is what takes the time of an answer."""
    encode = MD5PasswordHasher.encode
    with mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=encode) as spy:
        yield spy


def tried(email, place) -> tuple:
    """Status, body and headers, without the token and the address that was typed."""
    said = {"username": email, "password": "gabim"}
    answer = Client().post("/en/login/", said, REMOTE_ADDR=f"192.0.2.{place}")
    return answer.status_code, WHAT_DIFFERS.sub(b"", answer.content), dict(answer.headers)


def test_known_unknown_and_disabled_accounts_answer_and_cost_the_same(hashes):
    answers, costs = [], set()
    for place in range(10, 10 + TRIES):
        factories.UserFactory(email=f"ana{place}@example.org")
        factories.UserFactory(email=f"bea{place}@example.org", is_active=False)
        for nobody_or_somebody in ("ana", "bea", "xyz"):
            hashes.reset_mock()
            answers.append(tried(f"{nobody_or_somebody}{place}@example.org", place))
            costs.add(hashes.call_count)
    assert [answer for answer in answers if answer != answers[0]] == []
    assert (len(answers), answers[0][0], costs) == (3 * TRIES, 200, {1})


def test_inviting_says_nothing_of_the_account_and_mail_leaves_through_the_outbox():
    home, elsewhere = factories.OrganisationFactory.create_batch(2)
    managers = factories.UserFactory.create_batch(4, manages=home)
    told = set()
    for number in range(TRIES):
        address = f"dikush{number}@example.org"
        if number % 2:
            factories.UserFactory(email=address, coordinates=elsewhere)
        invitation = inviting.invite(
            by=managers[number % 4], organisation=home, role="coordinator", email=address,
            name="Dikush", language="en",
        )  # fmt: skip
        sent = OutgoingMail.objects.get(to=address)
        told.add((sent.subject, re.sub(r"/join/\S+", "", sent.text).count("\n")))
        assert (invitation.accepted_at, mail.outbox) == (None, [])
    assert (len(told), Invitation.objects.count()) == (1, TRIES)
