"""The first part of the network's record, and what the project's own file must hold to."""

import pytest

from municipalities import facts_file, record
from municipalities.facts_file import FactsFile
from municipalities.loading import Plan
from municipalities.models import AdministrativeUnit, Mayor, Municipality


@pytest.fixture
def network_facts(monkeypatch):
    """network_facts, not remembering what another test read."""
    record.network_facts.cache_clear()
    yield record.network_facts
    record.network_facts.cache_clear()


def municipality(**facts):
    """A record of an invented municipality about which nothing else is known."""
    return {
        "slug": "prova",
        "name_sq": "Prova",
        "name_en": "Trial",
        "county": "Vlorë",
        "coordinates": None,
        "population": [],
        "administrative_units": {"names": [], "source": "Burim prove", "confirmed": True},
        "website": None,
        "first_contract_cycle": None,
        "mayors": [],
    } | facts


def columns_of(**facts):
    return planned(**facts).find(Municipality, "prova").columns


def planned(**facts):
    file = FactsFile({"municipalities": [municipality(**facts)]}, record.SECTIONS)
    missing = [(where, reason) for where, reason in file.faults if where != "the file"]
    assert missing == []
    plan = Plan()
    record.add_rows(file, plan)
    return plan


# --- The network itself -----------------------------------------------------------------------


def test_the_network_says_who_it_is(network_facts):
    network = network_facts()

    assert network.name_en == "Juxtaposing Political Offers Network (POP Network)"
    assert [(edition.year, edition.elections) for edition in network.editions] == [
        (2013, "parliamentary"), (2015, "local"), (2017, "parliamentary"), (2019, "local"),
        (2021, "parliamentary"), (2023, "local"),
    ]  # fmt: skip
    assert [donor.name_en for donor in network.donors] == [
        "Olof Palme International Center",
        "Embassy of Sweden in Tirana",
        "National Endowment for Democracy",
    ]
    assert network.website == "https://popnetwork.al"


def test_the_network_is_read_once(network_facts, monkeypatch):
    first = network_facts()
    monkeypatch.setattr(record, "PATH", None)

    assert network_facts() is first


def test_a_network_that_is_not_confirmed_is_not_shown(network_facts, monkeypatch):
    content = facts_file.read(record.PATH)
    content["network"]["confirmed"] = False
    monkeypatch.setattr(facts_file, "read", lambda path: content)

    assert network_facts() is None


# --- Municipalities ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed_2011", "confirmed_2023", "population", "census"),
    [
        (True, True, 20, 2023),
        (False, True, 20, 2023),
        (True, False, 10, 2011),
        (False, False, None, None),
    ],
)
def test_the_newest_confirmed_census_gives_the_population(
    confirmed_2011, confirmed_2023, population, census
):
    columns = columns_of(
        population=[
            {"census": 2023, "people": 20, "source": "B", "confirmed": confirmed_2023},
            {"census": 2011, "people": 10, "source": "A", "confirmed": confirmed_2011},
        ]
    )

    assert (columns.get("population"), columns.get("census_year")) == (population, census)
    assert columns.get("population_source") == {2023: "B", 2011: "A", None: None}[census]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_point_a_website_and_units_need_their_confirmation(confirmed):
    plan = planned(
        coordinates={"latitude": 41, "longitude": 20, "confirmed": confirmed},
        website={"address": "https://example.org", "confirmed": confirmed},
        administrative_units={"names": ["Njësia"], "source": "C", "confirmed": confirmed},
    )

    columns = plan.find(Municipality, "prova").columns
    given = {"latitude", "longitude", "website", "units_source"}
    assert given & columns.keys() == (given if confirmed else set())
    (unit,) = (row for row in plan if row.model is AdministrativeUnit)
    assert unit.confirmed is confirmed


def test_what_is_not_known_of_a_mayor_is_left_to_people():
    plan = planned(
        mayors=[
            {
                "name": "Kryetare e Sajuar", "party": None, "since": "2023", "until": None,
                "basis": "elected", "note_sq": None, "note_en": None, "source": "D",
                "confirmed": True,
            }
        ]
    )  # fmt: skip

    (mayor,) = (row for row in plan if row.model is Mayor)
    assert mayor.columns == {"basis": "elected", "source": "D"}


# --- The project's own file -------------------------------------------------------------------


def records(value):
    """Every object of the file that says whether it is confirmed."""
    if isinstance(value, dict):
        if "confirmed" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from records(item)


def test_every_confirmed_record_names_its_source_or_belongs_to_one_that_does():
    content = facts_file.read(record.PATH)
    # A signature stands under its contract, whose source is its own; a point and a website
    # can be checked by opening them.
    own = [r for r in records(content) if "capacity" not in r and "latitude" not in r]
    without = [r for r in own if not r.get("source") and "address" not in r]

    assert without == []
    assert len(own) > 150
