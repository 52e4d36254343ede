"""Results of one round to put side by side."""

import pytest

from tests import factories
from tests.monitoring.scorecards.sample_results import result


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027")


@pytest.fixture
def round_(term):
    return factories.RoundFactory(term=term, slug="year-2", name_en="Year 2")


@pytest.fixture
def publish(term, round_):
    """A result of one municipality, by name, in the compared round or another."""
    contracts = {}

    def publish(name, counts, round=round_, **fields):
        if name not in contracts:
            town = factories.MunicipalityFactory(name_sq=name, name_en=name, slug=name.lower())
            contracts[name] = factories.SocialContractFactory(municipality=town, term=term)
        return result(contracts[name], round, counts, **fields)

    return publish
