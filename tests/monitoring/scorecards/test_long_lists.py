"""Lists with a line for every municipality come a page at a time; what they sum up is of all."""

import pytest

from monitoring.scorecards.views import openness, organisations, rounds
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

NAMES = ("Berat", "Durrës", "Fier", "Korçë", "Vlorë")


def towns():
    return [factories.MunicipalityFactory(name_sq=name, name_en=name) for name in NAMES]


def first_cells(found):
    return [row[0] for row in found.rows if row and row[0] in NAMES]


def test_openness_shows_some_municipalities_and_counts_the_plans_of_all(client, monkeypatch):
    monkeypatch.setattr(openness, "ON_A_PAGE", 2)
    factories.TermFactory()
    for place, state in zip(towns(), ("adopted", "adopted", "none"), strict=False):
        factories.IntegrityPlanFactory(municipality=place, state=state)

    pages = [read(client, f"/en/openness/{query}") for query in ("", "?page=2", "?page=3")]

    of_each_table = [first_cells(found) for found in pages]
    assert [cells[: len(cells) // 5] for cells in of_each_table] == [
        ["Berat", "Durrës"], ["Fier", "Korçë"], ["Vlorë"],
    ]  # fmt: skip
    for found in pages:
        assert "adopted: 2 · none: 1 · not known: 2" in found.words
    assert [link for words, link in pages[1].links if words in ("Previous page", "Next page")] == [
        "?", "?page=3",
    ]  # fmt: skip
    read(client, "/en/openness/?page=4", status=404)


def test_member_organisations_come_a_page_at_a_time_with_how_many_there_are(client, monkeypatch):
    monkeypatch.setattr(organisations, "ON_A_PAGE", 2)
    for name in NAMES:
        factories.OrganisationFactory(name_sq=name, name_en=name)

    pages = [read(client, f"/en/organisations/{query}") for query in ("", "?page=2", "?page=3")]

    assert [[words for words, _ in found.links if words in NAMES] for found in pages] == [
        ["Berat", "Durrës"], ["Fier", "Korçë"], ["Vlorë"],
    ]  # fmt: skip
    for found in pages:
        assert "5 member organisations" in found.words
    read(client, "/en/organisations/?page=4", status=404)


def test_of_many_covered_municipalities_the_first_are_named_and_all_are_a_link_away(
    client, monkeypatch
):
    monkeypatch.setattr(organisations, "COVERED_ON_A_LINE", 3)
    factories.OrganisationFactory(slug="many", name_sq="Many", name_en="Many", covers=towns())
    factories.OrganisationFactory(name_sq="Three", name_en="Three", covers=towns()[:3])

    many, three = [row[2] for row in read(client, "/en/organisations/").rows if len(row) == 3][1:]

    assert (many, three) == (
        "Berat, Durrës, Fier (all 5 that Many covers)", "Berat, Durrës, Fier",
    )  # fmt: skip


def test_of_a_round_the_first_results_are_named_and_all_are_a_link_away(client, monkeypatch):
    monkeypatch.setattr(rounds, "ON_A_PAGE", 3)
    term = factories.TermFactory(slug="2023-2027")
    full, few = (factories.RoundFactory(term=term, slug=slug, name_en=slug)
                 for slug in ("full", "few"))  # fmt: skip
    for place in reversed(towns()):
        contract = factories.SocialContractFactory(municipality=place, term=term)
        result(contract, full)
        if place.name_sq in ("Fier", "Vlorë"):
            result(contract, few)

    found = read(client, "/en/rounds/")

    assert [words for words, _ in found.links if words in NAMES] == [
        "Berat", "Durrës", "Fier", "Fier", "Vlorë",
    ]  # fmt: skip
    assert "5 of 5 municipalities with a Social Contract" in found.words
    assert "2 of 5 municipalities with a Social Contract" in found.words
    assert [link for words, link in found.links if words.startswith("All results of")] == [
        "/en/rounds/2023-2027/full/"
    ]


def test_a_sector_names_those_of_whom_the_compared_round_has_nothing_in_it(client):
    term = factories.TermFactory(slug="2023-2027")
    round_ = factories.RoundFactory(term=term)
    waste, roads = factories.SectorFactory(slug="waste"), factories.SectorFactory()
    for place in towns():
        contract = factories.SocialContractFactory(municipality=place, term=term)
        sector = waste if place.name_sq in ("Berat", "Korçë") else roads
        line(
            result(contract, round_), sector=sector,
            commitment=factories.CommitmentFactory(contract=contract, sector=sector),
        )  # fmt: skip

    found = read(client, "/en/sectors/waste/")

    assert "that is no zero: Durrës, Fier, Vlorë" in found.words
