"""Sectors across municipalities: who moved, ties as ties, every commitment counted in sight."""

from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import correction, line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

STATUSES = ("full", "partial", "none", "unassessed", "unassessable")


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027", label_en="2023–2027")


@pytest.fixture
def years(term):
    return [
        factories.RoundFactory(term=term, slug=f"year-{number}", name_en=f"Year {number}")
        for number in (1, 2)
    ]


@pytest.fixture
def waste():
    return factories.SectorFactory(slug="waste", name_sq="Mbetjet", name_en="Waste")


def town(name):
    return factories.MunicipalityFactory(slug=name.lower(), name_sq=name, name_en=name)


def published(term, name, sector, *by_year, **fields):
    """Results of a municipality; ``by_year`` are (round, statuses of its commitments in order).

    None stands for a commitment that the round does not list.
    """
    contract = factories.SocialContractFactory(municipality=town(name), term=term)
    number = max(len(statuses) for _round, statuses in by_year)
    commitments = [
        factories.CommitmentFactory(
            contract=contract, sector=sector, number=str(i + 1), title_en=f"{name} {i + 1}"
        )
        for i in range(number)
    ]
    return [
        with_lines(contract, round_, commitments, statuses, **fields)
        for round_, statuses in by_year
    ]


def with_lines(contract, round_, commitments, statuses, make=result, **fields):
    listed = [status for status in statuses if status]
    counts = [listed.count(status) for status in STATUSES]
    card = make(contract, round_, counts, **fields)
    for commitment, status in zip(commitments, statuses, strict=True):
        if status:
            line(card, status, commitment=commitment)
    return card


def page(client, address="/en/sectors/waste/"):
    return read(client, address)


def town_rows(found):
    """The rows of municipalities in the table of a sector: name with place, before, now, change."""
    start = next(i for i, row in enumerate(found.rows) if row[0] == "Municipality and commitments")
    rows = found.rows[start + 1 :]
    end = next(i for i, row in enumerate(rows) if row[0] == "Round")
    return [row for row in rows[:end] if not row[0][0].isdigit()]


# --- The page of a sector --------------------------------------------------------------------


def test_it_says_at_once_who_moved_up_and_who_moved_down(client, term, years, waste):
    one, two = years
    published(term, "Vlore", waste, (one, ["none", "none"]), (two, ["full", "partial"]))
    published(term, "Fier", waste, (one, ["none", "full"]), (two, ["partial", "none"]))
    published(term, "Korce", waste, (one, ["full"]), (two, ["full"]))

    words = page(client).words

    assert "Progress since Year 1 Up in: Vlore (2 commitments), Fier (1 commitment)" in words
    assert "Down in: Fier (1 commitment)" in words


def test_municipalities_stand_by_what_they_gained_with_fraction_and_place(
    client, term, years, waste
):
    one, two = years
    published(term, "Vlore", waste, (one, ["none", "none"]), (two, ["full", "partial"]))
    published(term, "Fier", waste, (one, ["full", "partial"]), (two, ["none", "partial"]))
    published(term, "Puke", waste, (one, ["unassessed"]), (two, ["full"]))

    assert town_rows(page(client)) == [
        ["Vlore place 1", "0 of 2", "1½ of 2", "+1½ of 2 commitments"],
        ["Fier place 2", "1½ of 2", "½ of 2", "−1 of 2 commitments"],
        ["Puke", "", "", "nothing assessed in both rounds"],
    ]


def test_every_commitment_leads_to_its_evidence_with_both_statuses(client, term, years, waste):
    one, two = years
    published(term, "Fier", waste, (one, ["none", None]), (two, ["partial", "full"]))

    found = page(client)

    rows = [row for row in found.rows if row[0].startswith(("1 Fier", "2 Fier"))]
    assert rows == [
        ["1 Fier 1, Fier", "Not addressed", "Partially addressed", "progress"],
        ["2 Fier 2, Fier", "no finding", "Fully addressed", "added to the list"],
    ]
    assert all(
        address.startswith("/en/commitments/")
        for words, address in found.links
        if words in ("1 Fier 1, Fier", "2 Fier 2, Fier")
    )


def test_counts_are_pooled_over_the_sector_alone(client, term, years, waste):
    other = factories.SectorFactory(name_en="Schools")
    one = years[0]
    published(term, "Fier", waste, (one, ["full", "none", "none"]))
    published(term, "Vlore", waste, (one, ["partial", "full"]))
    published(term, "Korce", other, (one, ["none", "none"]))

    words = page(client).words

    assert "Of 5 assessed commitments, 2 are fully addressed, 1 partially, 2 not." in words
    assert "50 %" in words.split("Of 5 assessed")[0]
    assert "there is nothing to count, and that is no zero: Korce" in words


def test_with_fewer_than_five_there_is_no_percentage(client, term, years, waste):
    published(term, "Fier", waste, (years[0], ["full", "none"]))

    assert "2 of 2 assessed" in page(client).words.split("2 of 2 commitments were assessed")[0]


def test_a_retracted_result_is_counted_nowhere(client, term, years, waste):
    one, two = years
    cards = published(term, "Fier", waste, (one, ["none"]), (two, ["full"]))
    published(term, "Vlore", waste, (one, ["none"]), (two, ["none"]))
    factories.RetractionFactory(scorecard=cards[1])

    found = page(client)

    assert "Nothing moved up." in found.words
    assert town_rows(found) == [
        ["Vlore place 1", "0 of 1", "0 of 1", "0 of 1 commitment"],
        ["Fier", "", "", "nothing assessed in both rounds"],
    ]


def test_progress_is_measured_from_what_stands_of_the_round_before(client, term, years, waste):
    """It was corrected to "partially" after the next round had been published."""
    one, two = years
    first, _second = published(term, "Fier", waste, (one, ["none"]), (two, ["partial"]))
    commitment = first.lines.get().commitment
    corrected = correction(first, (0, 1, 0, 0, 0))
    line(corrected, "partial", commitment=commitment)

    assert "Nothing moved up." in page(client).words


def test_results_of_the_demonstration_are_not_mixed_in(client, term, years, waste):
    published(term, "Fier", waste, (years[0], ["full"]))
    invented = factories.TermFactory(slug="demonstrim", is_demonstration=True)
    its_round = factories.RoundFactory(term=invented, name_en="Invented year")
    published(invented, "Vlore", waste, (its_round, ["none"]))

    real = page(client, "/en/sectors/waste/2023-2027/")
    shown = page(client, "/en/sectors/waste/demonstrim/")

    assert "1 of 1 commitments were assessed" in real.words
    assert "Vlore" not in real.words
    assert "Fier" not in shown.words
    assert "noindex" in client.get("/en/sectors/waste/demonstrim/").content.decode()


def test_what_others_published_gets_no_percentage_and_no_place(client, term, waste):
    round_ = factories.RoundFactory(
        term=term, method_version="0", begins=None, ends=None, evidence_until=None,
        submit_by=None, name_en="First year",
    )  # fmt: skip
    published(
        term, "Fier", waste, (round_, ["full"] * 6), method_version="0", source="Raporti",
        reviewing=None, evidence_until=None,
    )  # fmt: skip

    words = page(client).words

    assert "No result computed by this portal’s method has been published for this term." in words
    assert "as published by others; no percentage of ours" in words
    assert "%" not in words


def test_the_reading_changes_fractions_and_order_by_a_plain_link(client, term, years, waste):
    one, two = years
    published(term, "Fier", waste, (one, ["none"] * 4), (two, ["partial"] * 4))
    published(term, "Vlore", waste, (one, ["none"] * 4), (two, ["full", "none", "none", "none"]))

    strict = town_rows(page(client, "/en/sectors/waste/?reading=strict"))
    partly = town_rows(page(client, "/en/sectors/waste/?reading=at_least_partly"))

    assert strict == [
        ["Fier tie for places 1 to 2", "0 of 4", "0 of 4", "0 of 4 commitments"],
        ["Vlore tie for places 1 to 2", "0 of 4", "1 of 4", "+1 of 4 commitments"],
    ]
    assert partly == [
        ["Fier place 1", "0 of 4", "4 of 4", "+4 of 4 commitments"],
        ["Vlore place 2", "0 of 4", "1 of 4", "+1 of 4 commitments"],
    ]


def test_a_sector_nobody_knows_is_not_found(client, term):
    assert client.get("/en/sectors/nothing/").status_code == 404
    assert client.get("/en/terms/nothing/sectors/").status_code == 404


def test_a_sector_without_any_result_says_so(client, term, waste):
    words = page(client).words

    assert "No result computed by this portal’s method has been published for this term." in words


# --- The list of sectors ---------------------------------------------------------------------


def test_every_sector_stands_with_counts_and_movement(client, term, years, waste):
    one, two = years
    schools = factories.SectorFactory(slug="schools", name_sq="Shkollat", name_en="Schools")
    factories.SectorFactory(slug="empty", name_sq="Zbrazët", name_en="Empty")
    published(term, "Fier", waste, (one, ["none"] * 5), (two, ["full"] * 4 + ["none"]))
    published(term, "Vlore", schools, (one, ["full"]), (two, ["partial"]))

    found = read(client, "/en/sectors/")

    assert [row for row in found.rows if row[0] != "Sector"] == [
        ["Waste in 1 municipality", "4 · 0 · 1", "80 % Waste: how this comes about 4 of 5",
         "4 up 0 down of 5 assessed in both"],
        ["Schools in 1 municipality", "0 · 1 · 0", "1 of 1 assessed, range 50–50 %",
         "0 up 1 down of 1 assessed in both"],
    ]  # fmt: skip
    assert ("Waste", "/en/sectors/waste/") in found.links
    in_the_term = read(client, "/en/terms/2023-2027/sectors/").links
    assert ("Waste", "/en/sectors/waste/2023-2027/") in in_the_term


def test_from_home_to_the_answer_it_is_two_clicks(client, term, years, waste):
    one, two = years
    published(term, "Fier", waste, (one, ["none"]), (two, ["full"]))

    assert 'href="/en/sectors/"' in client.get("/en/").content.decode()
    links = dict(read(client, "/en/sectors/").links)
    assert "Up in: Fier (1 commitment)" in page(client, links["Waste"]).words


# --- The chart for print ---------------------------------------------------------------------


def test_the_chart_for_print_carries_its_words_source_and_date(client, term, years, waste):
    one, two = years
    published(term, "Fier", waste, (one, ["none"]), (two, ["partial"]))

    links = dict(page(client).links)
    address = links["The chart for print (SVG), with source and date in the picture"]
    response = client.get(address)

    root = ElementTree.fromstring(response.content)
    words = " ".join("".join(root.itertext()).split())
    assert address == "/en/charts/sectors/waste/2023-2027.svg"
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "Fier+½" in words
    assert "Fully addressed Partially addressed Not addressed" in words
    assert "Before: Year 1 Now: Year 2" in words
    assert "results of Fier · 1 of 1 assessed · evidence until 15 September 2026" in words
    assert "/en/sectors/waste/2023-2027/" in words


def test_without_a_round_before_the_chart_is_the_bar_of_what_stands(client, term, years, waste):
    published(term, "Fier", waste, (years[0], ["none"]))

    assert client.get("/charts/sectors/waste/2023-2027.svg").status_code == 200


def test_of_nothing_the_picture_says_so_and_draws_nothing(client, term, waste):
    content = client.get("/en/charts/sectors/waste/2023-2027.svg").content.decode()

    assert "No result computed by this portal’s method has been published" in content
    assert "%" not in content.partition("<desc>")[2].partition("</desc>")[0]


def test_of_an_unknown_sector_or_term_there_is_no_picture(client, term, waste):
    for address in ("/charts/sectors/no/2023-2027.svg", "/charts/sectors/waste/never.svg"):
        assert client.get(address).status_code == 404


# --- Cost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 10])
def test_the_pages_take_the_same_queries_for_one_and_ten(
    client, term, years, waste, django_assert_num_queries, number
):
    one, two = years
    for i in range(number):
        published(term, f"Town{i}", waste, (one, ["none"] * number), (two, ["full"] * number))
    cache.clear()
    with django_assert_num_queries(7):  # version twice, terms, rounds, lines, sectors, names
        client.get("/en/sectors/")
    with django_assert_num_queries(7):  # version twice, sector, terms, rounds, lines, names
        client.get("/en/sectors/waste/")
