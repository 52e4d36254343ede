"""The report of a round: the whole network on paper, ties as ties, and nobody forgotten."""

import pytest

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/rounds/2023-2027/year-3/report/"


def more(contract, name, **fields):
    """Another municipality with a contract in the same term."""
    town = factories.MunicipalityFactory(name_sq=name, name_en=name)
    return factories.SocialContractFactory(municipality=town, term=contract.term, **fields)


def rows(client):
    return [row for row in read(client, ADDRESS).rows if len(row) == 7]


def test_the_counts_are_pooled_and_the_middle_is_named(client, contract, round_):
    result(contract, round_, (3, 5, 1, 2, 0))
    result(more(contract, "Vlora"), round_, (5, 0, 5, 0, 0))
    result(more(contract, "Berat"), round_, (0, 0, 10, 0, 0))
    words = read(client, ADDRESS).words

    assert "36 % Of 29 assessed commitments, 8 are fully addressed, 5 partially, 16 not." in words
    assert "Counts of 3 municipalities, pooled; 29 of 31 assessed (94 %)." in words
    assert "Fully addressed: 8 of 31 (26 %); at least partly: 13 of 31 (42 %)." in words
    assert "In the middle: Vlora (50 %, 10 of 10 assessed)" in words


def test_places_are_shared_in_a_tie_and_not_given_to_what_cannot_be_compared(
    client, contract, round_
):
    result(contract, round_, (3, 5, 1, 2, 0))
    result(more(contract, "Vlora"), round_, (4, 4, 1, 0, 0))
    result(more(contract, "Berat"), round_, (0, 0, 10, 0, 0))
    result(more(contract, "Kavaja"), round_, (1, 3, 0, 0, 0))

    assert rows(client)[1:] == [
        ["1–2 tie", "Fier", "3", "5", "1", "2", "61 %, 9 of 11 assessed"],
        ["1–2 tie", "Vlora", "4", "4", "1", "0", "67 %, 9 of 9 assessed"],
        ["3", "Berat", "0", "0", "10", "0", "0 %, 10 of 10 assessed"],
        ["–", "Kavaja", "1", "3", "0", "0", "4 of 4 assessed, range 63–63 %"],
    ]


def test_a_correction_counts_once_and_is_called_so(client, contract, round_):
    correction(result(contract, round_, (3, 5, 1, 2, 0)), (5, 3, 1, 2, 0))

    assert [row[6] for row in rows(client)[1:]] == [
        "72 %, 9 of 11 assessed (corrected, revision 2)"
    ]


def test_who_has_no_result_is_named_and_a_retracted_one_counts_nowhere(client, contract, round_):
    result(contract, round_, (3, 5, 1, 2, 0))
    gone = result(more(contract, "Vlora"), round_, (9, 0, 0, 0, 0))
    line(gone, "full")
    factories.RetractionFactory(scorecard=gone)
    more(contract, "Berat")
    words = read(client, ADDRESS).words

    assert "No result of this round stands Berat, Vlora. Not assessed is not zero." in words
    assert "Of 9 assessed commitments, 3 are fully addressed" in words
    assert "Sector by sector" not in words


def test_sectors_are_counted_over_the_municipalities(client, contract, round_):
    water = factories.SectorFactory(name_sq="Uji", name_en="Water")
    one = result(contract, round_)
    other = result(more(contract, "Vlora"), round_)
    line(one, "full", sector=water)
    line(one, "", items=0, sector=water, excluded_on="2025-03-01", exclusion_sq="Me ligj.")
    line(other, "partial", sector=water)
    line(other, "unassessed", items=0, sector=water)

    assert ["Water", "", "1", "1", "0", "1"] in read(client, ADDRESS).rows


def test_the_agreement_of_two_coders_is_that_of_the_round(client, contract, round_):
    card = result(contract, round_)
    line(card, "full", first_code="full", second_code="full")
    line(card, "none", first_code="none", second_code="partial")
    words = read(client, ADDRESS).words

    assert "Doubly coded findings 2 Compared 2" in words
    assert "Same status 50 %" in words


def test_figures_of_others_are_not_made_into_a_percentage(client, contract):
    card = as_published(contract)
    words = read(client, f"/en/rounds/2023-2027/{card.round.slug}/report/").words

    assert "this portal computes no percentage from them" in words
    assert "as published: 0 fully, 3 partially, 2 not" in words
    assert "%" not in words


def test_of_a_round_without_results_the_report_says_so(client, contract, round_):
    words = read(client, ADDRESS).words

    assert "Nothing of this round has been published, so there is nothing to report." in words
    assert "0 %" not in words


def test_address_and_checkpoint_of_the_day_are_at_the_foot(client, contract, round_):
    card = result(contract, round_)
    words = read(client, ADDRESS).words

    assert f"http://127.0.0.1:8000{ADDRESS}" in words
    assert f"http://127.0.0.1:8000 {card.entry.seq} {card.entry.hash}" in words


@pytest.mark.parametrize("address", ["/rounds/2023-2027/no/report/", "/rounds/no/year-3/report/"])
def test_of_what_does_not_exist_there_is_no_report(client, contract, round_, address):
    assert client.get(address).status_code == 404


def test_the_rounds_lead_to_the_report_of_what_is_published(client, contract, round_):
    result(contract, round_)

    links = [address for _words, address in read(client, "/en/rounds/2023-2027/").links]
    assert ADDRESS in links


@pytest.mark.parametrize("others", [0, 9])
def test_it_costs_the_same_with_one_municipality_and_with_ten(
    client, contract, round_, django_assert_num_queries, others
):
    line(result(contract, round_))
    for number in range(others):
        line(result(more(contract, f"Town {number}"), round_))

    with django_assert_num_queries(12):
        assert client.get(ADDRESS).status_code == 200
