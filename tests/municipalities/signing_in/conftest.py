"""One person, at noon of one day."""

import datetime

import pytest
import time_machine

from tests import factories

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def person():
    return factories.UserFactory(email="ana@example.org")


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling
