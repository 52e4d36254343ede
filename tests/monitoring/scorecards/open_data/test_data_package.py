"""datapackage.json describes the CSV files truly, and says whose they are and how to cite them."""

import json

import pytest
from django.conf import settings

from monitoring.models import LedgerEntry
from monitoring.scorecards.open_data.tables import TABLES
from tests import factories
from tests.monitoring.scorecards.open_data.fetched import NAMES, OF_TERMS, fetched
from tests.monitoring.scorecards.open_data.frictionless import faults
from tests.monitoring.scorecards.sample_results import as_published, line, point, result
from tests.stories import Story

pytestmark = pytest.mark.django_db


def package_of(client, folder="/data/v1/"):
    return json.loads(fetched(client, f"{folder}datapackage.json"))


@pytest.fixture
def everything():
    """Results in every state that a row can have."""
    story = Story(statuses=("full", "unassessed", "none", "partial", "none")).published()
    story.corrected(("full", "full", "full", "partial", "none"))
    term = story.contract.term
    factories.MunicipalityFactory(
        latitude="41.3256", longitude="19.8197", population=598176, census_year=2023,
        joined="2019-08", website="https://example.org",
    )  # fmt: skip
    card = result(factories.SocialContractFactory(term=term), story.round)
    bundle = line(card, "partial", items=2, title_sq="=1+1")
    point(bundle, 1, "none")
    line(card, "", items=0, excluded_on="2025-03-01", exclusion_sq="Me ligj.")
    withheld = factories.ScorecardEvidenceFactory(
        line=bundle, title="", link="", withheld_reason="Emra personash privatë."
    )
    factories.ScorecardEvidenceFactory(
        line=withheld.line, link="", sha256="a" * 64, size=7, content_type="image/jpeg",
        dated="2024-05", language="en",
    )  # fmt: skip
    as_published(factories.SocialContractFactory(term=term))
    factories.RetractionFactory(scorecard=result(factories.SocialContractFactory(term=term),
                                                 story.round))  # fmt: skip
    factories.OrganisationFactory(is_active=False)
    return story


def test_the_package_describes_every_table_truly(client, everything):
    package = package_of(client)
    assert faults(package, lambda path: fetched(client, f"/data/v1/{path}")) == []
    assert [resource["name"] for resource in package["resources"]] == NAMES


def test_the_package_of_a_term_describes_the_files_of_the_term(client, everything):
    folder = f"/data/v1/terms/{everything.contract.term.slug}/"
    package = package_of(client, folder)
    assert faults(package, lambda path: fetched(client, f"{folder}{path}")) == []
    assert [resource["name"] for resource in package["resources"]] == OF_TERMS


def test_the_empty_package_of_a_new_portal_is_true_as_well(client):
    package = package_of(client)
    assert faults(package, lambda path: fetched(client, f"/data/v1/{path}")) == []
    assert package["citation"].endswith("Nothing published yet.")


SPOILT = {
    "a number that is none": (b",100,", b",x,", "'x' is no integer"),
    "a percentage above 100": (b",100,", b",101,", "'101' is against maximum 100"),
    "a word that is not known": (b",true,", b",maybe,", "'maybe' is no boolean"),
    "a municipality that is not there": (b"\r\n", b"\r\nx", "is not in municipalities"),
    "a line end": (b"\r\n", b"\n", "the last line has another end"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_check_itself_finds_what_is_wrong(client, name):
    Story(statuses=("full",) * 5).published()
    old, new, expected = SPOILT[name]

    def spoilt(path):
        content = fetched(client, f"/data/v1/{path}")
        return content.replace(old, new) if path == "scorecards.csv" else content

    assert any(expected in fault for fault in faults(package_of(client), spoilt))


def test_it_names_licence_checkpoint_and_citation(client, everything):
    head = LedgerEntry.objects.head()
    package = package_of(client)
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["checkpoint"] == f"{settings.PUBLIC_ORIGIN}\n{head.seq}\n{head.hash}\n"
    assert f"checkpoint {head.seq}:{head.hash}" in package["citation"]
    assert package["demonstration"] is False


def test_every_column_is_described_in_both_languages(client):
    for resource, table in zip(package_of(client)["resources"], TABLES, strict=True):
        for field, column in zip(resource["schema"]["fields"], table.columns, strict=True):
            assert field["name"] == column.name
            assert field["description"]
            assert field["description_sq"]
