"""One municipality with a contract and a round, on a known day."""

import datetime

import pytest
from time_machine import travel

from tests import factories


@pytest.fixture
def today():
    with travel(datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def town():
    return factories.MunicipalityFactory(slug="fier", name_sq="Fier", name_en="Fier")


@pytest.fixture
def contract(town):
    term = factories.TermFactory(slug="2023-2027", label_en="2023–2027")
    return factories.SocialContractFactory(municipality=town, term=term, code="fier-2023")


@pytest.fixture
def round_(contract):
    return factories.RoundFactory(term=contract.term, slug="year-3", name_en="Year 3")
