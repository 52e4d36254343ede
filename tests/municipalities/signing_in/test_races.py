"""Many tries at the same moment: no more are allowed than the limit (QUALITY S-19, S-20, S-23)."""

import datetime
import time

import pytest
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from municipalities.models import Attempt
from municipalities.signing_in import limits, resetting
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = datetime.timedelta(hours=1)
TRIALS = 10


def test_of_ten_tries_at_once_no_more_are_allowed_than_the_limit():
    for trial in range(TRIALS):
        outcomes = at_once(
            *[
                lambda who=f"a{trial}": limits.allow(what="knock", who=who, at_most=3, within=HOUR)
                for _each in range(10)
            ]
        )
        assert set(outcomes) <= {True, False}
        assert outcomes.count(True) <= 3
        who = limits.hashed("knock", f"a{trial}")
        assert Attempt.objects.filter(who=who).count() == outcomes.count(True)


def test_of_two_who_use_one_link_at_once_one_sets_the_password():
    for trial in range(TRIALS):
        person = factories.UserFactory(email=f"ana{trial}@example.org")
        resetting.ask_for_link(email=person.email)
        outcomes = at_once(_used(person, "tre lepuj të bardhë"), _used(person, "pesë dele të zeza"))
        assert sorted(outcomes) == [False, True]


def test_one_code_given_twice_at_once_opens_once():
    for _trial in range(TRIALS):
        device = TOTPDevice.objects.create(user=factories.UserFactory(), name="app")
        totp = TOTP(device.bin_key)
        totp.time = time.time()
        code = totp.token()

        outcomes = at_once(*[_given(device, code) for _each in range(2)])
        assert sorted(outcomes) == [False, True]


def _used(person, password):
    return lambda: resetting.use_link(person=person, password=password)


def _given(device, code):
    return lambda: verify_token(device.user, device.persistent_id, code) is not None
