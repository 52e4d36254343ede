"""Of many rounds a page shows the newest and leads to all the others, none of them twice."""

import pytest

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TOWN = "/en/municipalities/fier/"
COMMITMENT = "/en/commitments/fier-2023-1/"


@pytest.fixture
def commitment(contract):
    return factories.CommitmentFactory(contract=contract, title_en="A school for all")


def rounds(contract, commitment, number):
    """Year 1 to so many, each with a result and a finding; returns the scorecards."""
    cards = []
    for year in range(1, number + 1):
        round_ = factories.RoundFactory(
            term=contract.term, slug=f"year-{year:02}", name_en=f"Year {year}"
        )
        cards.append(result(contract, round_, (year, 0, 8, 0, 0)))
        line(cards[-1], "partial", commitment=commitment, rationale_en=f"Reason {year}.")
    return cards


def shown(client, address):
    """The rounds in the table of the page, and where it leads to the others."""
    found = read(client, address)
    pages = {words: link for words, link in found.links if words in ("Next page", "Previous page")}
    return [row[0] for row in found.rows if row and row[0].startswith("Year ")], pages


@pytest.mark.parametrize("address", [TOWN, COMMITMENT])
def test_five_rounds_are_on_one_page(client, contract, commitment, address):
    rounds(contract, commitment, 5)

    assert shown(client, address) == ([f"Year {n}" for n in (5, 4, 3, 2, 1)], {})


@pytest.mark.parametrize("address", [TOWN, COMMITMENT])
def test_every_round_of_many_is_on_one_of_the_pages(client, contract, commitment, address):
    rounds(contract, commitment, 12)

    assert shown(client, address) == (
        [f"Year {n}" for n in (12, 11, 10, 9, 8)], {"Next page": "?page=2"},
    )  # fmt: skip
    assert shown(client, f"{address}?page=2") == (
        [f"Year {n}" for n in (7, 6, 5, 4, 3)], {"Previous page": "?", "Next page": "?page=3"},
    )  # fmt: skip
    assert shown(client, f"{address}?page=3") == (
        ["Year 2", "Year 1"], {"Previous page": "?page=2"},
    )  # fmt: skip


@pytest.mark.parametrize("address", [TOWN, COMMITMENT])
@pytest.mark.parametrize("page", ["2", "0", "x", "9" * 30])
def test_a_page_that_there_is_not_is_not_found(client, contract, commitment, address, page):
    rounds(contract, commitment, 5)

    read(client, f"{address}?page={page}", status=404)


def test_the_newest_result_stays_the_answer_on_every_page(client, contract, commitment):
    rounds(contract, commitment, 12)

    for page in ("", "?page=2"):
        found = read(client, TOWN + page)
        assert "Of 20 assessed commitments, 12 are fully addressed" in found.words


def test_what_stands_is_the_answer_even_if_all_newer_rounds_were_retracted(
    client, contract, commitment
):
    cards = rounds(contract, commitment, 7)
    for card in cards[1:]:
        factories.RetractionFactory(scorecard=card)

    found = read(client, TOWN)

    assert "Fulfilment · Year 1 11 % fulfilment" in found.words
    assert [row[:2] for row in found.rows if row and row[0].startswith("Year ")] == [
        [f"Year {n}", "retracted"] for n in (7, 6, 5, 4, 3)
    ]


def test_a_claim_about_an_old_round_is_held_against_its_result(client, contract, commitment):
    cards = rounds(contract, commitment, 8)
    factories.ClaimFactory(
        municipality=contract.municipality, term=contract.term, round=cards[0].round
    )

    found = read(client, TOWN)

    assert shown(client, TOWN)[0] == [f"Year {n}" for n in (8, 7, 6, 5, 4)]
    assert "The scorecard of that period says" in found.words
    assert "1 of 9" in found.words


def test_the_newest_finding_is_the_answer_and_older_ones_come_with_their_page(
    client, contract, commitment
):
    rounds(contract, commitment, 8)

    first, second = (read(client, COMMITMENT + page).words for page in ("", "?page=2"))

    assert [year for year in range(1, 9) if f"Reason {year}." in first] == [4, 5, 6, 7, 8]
    assert [year for year in range(1, 9) if f"Reason {year}." in second] == [1, 2, 3, 8]


def test_the_reading_is_kept_from_page_to_page(client, contract, commitment):
    rounds(contract, commitment, 6)

    _rounds, pages = shown(client, f"{TOWN}?reading=strict")

    assert pages == {"Next page": "?reading=strict&page=2"}


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize(("address", "queries"), [(COMMITMENT, 6), (TOWN, 8)])
def test_rounds_cost_no_queries(
    client, contract, commitment, django_assert_num_queries, address, queries, number
):
    rounds(contract, commitment, number)
    client.get("/en/method/")

    with django_assert_num_queries(queries):
        client.get(address)
