"""Sectors, places and promises side by side; all municipalities; the form that asks for them."""

import pytest

from municipalities.models import AdministrativeUnit
from tests import factories
from tests.monitoring.scorecards.compare.looking import places, rows_under, side_by_side
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_promises_of_one_sector_stand_beside_each_other(client, publish):
    waste = factories.SectorFactory(slug="waste", name_en="Waste")
    fier, vlore = publish("Fier", (4, 0, 6, 0, 0)), publish("Vlore", (8, 0, 2, 0, 0))
    line(fier, "partial", sector=waste, title_en="Separate collection", number="1")
    line(vlore, "none", sector=waste, title_en="A new landfill", number="2")
    line(vlore, "unassessed", sector=waste, title_en="Bins for all", number="3")

    found = side_by_side(client, "Fier", "Vlore")

    assert rows_under(found, ["Sector"]) == [
        ["Waste", "0 fully, 0 partially, 1 not addressed, 1 not assessed",
         "0 fully, 1 partially, 0 not addressed"],
    ]  # fmt: skip
    promised = found.words.split("What was promised, side by side")[1]
    assert promised.index("Vlore") < promised.index("A new landfill") < promised.index("Fier")
    assert promised.index("Fier") < promised.index("Separate collection")
    assert "Partially addressed planned" in promised


def test_what_was_left_out_as_obsolete_is_no_promise_and_is_counted_apart(client, publish):
    fier = publish("Fier", (4, 0, 6, 0, 0), excluded=1)
    publish("Vlore", (8, 0, 2, 0, 0))
    line(fier, "", items=0, title_en="A law took it", excluded_on="2025-01-01",
         exclusion_sq="Kaloi te qeveria.")  # fmt: skip

    found = side_by_side(client, "Fier", "Vlore")

    assert "A law took it" not in found.words
    assert "10 1 left out as obsolete" in found.words


def test_town_and_villages_are_told_apart_by_units_and_by_published_places(client, publish):
    fier, vlore = publish("Fier", (4, 0, 6, 0, 0)), publish("Vlore", (8, 0, 2, 0, 0))
    unit = factories.AdministrativeUnitFactory(
        municipality=fier.municipality, character=AdministrativeUnit.Character.RURAL
    )
    line(fier, "full").commitment.units.add(unit)
    line(fier, "none", places="Lagjja 7")
    line(vlore, "partial", places="Fshati Zvërnec")
    line(vlore, "none", places="")

    rows = rows_under(side_by_side(client, "Fier", "Vlore"), ["Where"])

    assert [(row[0].split(":")[0], row[1], row[2]) for row in rows] == [
        ("Urban", "– no commitment", "0 fully, 0 partially, 1 not addressed"),
        ("Rural", "0 fully, 1 partially, 0 not addressed",
         "1 fully, 0 partially, 0 not addressed"),
        ("No place named", "0 fully, 0 partially, 1 not addressed", "– no commitment"),
    ]  # fmt: skip


def test_an_incomplete_list_of_commitments_is_said_beside_the_name(client, publish):
    publish("Fier", (4, 0, 6, 0, 0), list_complete=False)
    publish("Vlore", (8, 0, 2, 0, 0))

    names = [row[1] for row in places(side_by_side(client, "Fier", "Vlore"))]

    assert names[:2] == ["Vlore", "Fier list of commitments incomplete"]


def test_all_stand_side_by_side_with_sectors_pooled(client, publish):
    waste = factories.SectorFactory(slug="waste", name_en="Waste")
    for name, full in (("Fier", 2), ("Vlore", 9), ("Korce", 5)):
        card = publish(name, (full, 0, 10 - full, 0, 0))
        for status in ("full", "partial"):
            line(card, status, sector=waste)

    found = read(client, "/en/compare/?m=all")

    assert [row[:2] for row in places(found)] == [
        ("1", "Vlore"), ("2", "Korce"), ("3", "Fier"),
        ("", "All 3 municipalities with a result of this round, pooled"),
    ]  # fmt: skip
    assert rows_under(found, ["Sector"]) == [["Waste", "", "3 · 3 · 0", "75 % 4½ of 6"]]


def test_of_a_list_of_many_pages_no_places_and_no_sums_by_sector_are_claimed(
    client, publish, monkeypatch
):
    monkeypatch.setattr("monitoring.scorecards.views.compare.ON_A_PAGE", 2)
    for name in ("Fier", "Korce", "Vlore"):
        line(publish(name, (4, 0, 6, 0, 0)))

    found = read(client, "/en/compare/?m=all")

    assert [row[:2] for row in places(found)[:2]] == [("–", "Fier"), ("–", "Korce")]
    assert rows_under(found, ["Round"])[0][1] == "3"
    assert not [row for row in found.rows if row[:1] == ["Sector"]]
    assert ("Next page", "?m=all&page=2") in found.links


def test_fewer_than_two_are_asked_for_more_and_the_one_is_ticked(client, publish):
    for name in ("Fier", "Vlore"):
        publish(name, (4, 0, 6, 0, 0))

    none, one = (client.get(f"/en/compare/{q}").content.decode() for q in ("", "?m=fier"))

    assert none.count('type="checkbox"') == one.count('type="checkbox"') == 2
    assert " checked" not in none
    assert 'value="fier" aria-describedby="choose-hint" checked' in one
    assert "Choose at least one more." in one and "Choose at least one more." not in none
    assert 'method="get"' in none


def test_the_form_offers_only_municipalities_of_whom_something_stands(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    factories.RetractionFactory(scorecard=publish("Vlore", (9, 0, 1, 0, 0)))
    factories.MunicipalityFactory(slug="puke", name_sq="Puke")

    page = client.get("/en/compare/").content.decode()

    assert page.count('type="checkbox"') == 1
    assert 'value="fier"' in page


def test_a_term_without_results_says_so_and_offers_nothing(client, term):
    factories.MunicipalityFactory(slug="fier", name_sq="Fier")
    factories.MunicipalityFactory(slug="vlore", name_sq="Vlore")
    sentence = "No result has been published for this term"

    assert sentence in read(client, "/en/compare/").words
    assert sentence in read(client, "/en/compare/?m=fier&m=vlore").words
    assert sentence in read(client, "/en/compare/?m=all").words


def test_the_switches_keep_who_is_compared(client, publish, term):
    first = factories.RoundFactory(term=term, slug="year-1", name_en="Year 1")
    for name in ("Fier", "Vlore"):
        publish(name, (4, 0, 6, 0, 0), round=first)
        publish(name, (6, 0, 4, 0, 0))
    links = dict(side_by_side(client, "Fier", "Vlore", reading="strict").links)

    assert links["Year 1"] == ("/en/compare/2023-2027/?m=fier&m=vlore&round=year-1&reading=strict")
    assert links["Fulfilment"] == "/en/compare/?m=fier&m=vlore"
    assert links["At least partly"] == "/en/compare/?m=fier&m=vlore&reading=at_least_partly"


def test_names_are_text_wherever_they_stand(client, publish):
    """A name is never markup, and what an address says is not repeated."""
    publish("Fier", (4, 0, 6, 0, 0))
    town = publish("Vlore", (6, 0, 4, 0, 0)).municipality
    town.name_en = "<b>Vlore</b> & co"
    town.save()

    page = client.get("/en/compare/?m=fier&m=vlore").content.decode()

    assert "<b>" not in page
    assert "&lt;b&gt;Vlore&lt;/b&gt; &amp; co" in page
