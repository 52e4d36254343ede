"""Two organisations with their managers and coordinators, and two network admins."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine

from tests import factories

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def cast():
    home, peer = factories.OrganisationFactory.create_batch(2)
    admin, second = factories.UserFactory.create_batch(2, network_admin=True)
    return SimpleNamespace(
        home=home,
        peer=peer,
        admin=admin,
        second=second,
        manager=factories.UserFactory(manages=home),
        coordinator=factories.UserFactory(coordinates=home),
        outsider=factories.UserFactory(manages=peer),
    )


@pytest.fixture
def clock():
    """Noon of one day, until the test moves it."""
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling
