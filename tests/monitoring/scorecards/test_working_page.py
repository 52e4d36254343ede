"""The arithmetic of a scorecard, line by line, with links to whatever it stands on."""

import pytest
from django.core.cache import cache

from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/municipalities/fier/2023-2027/year-3/working/"


def test_every_commitment_stands_in_the_order_of_the_contract_with_its_credit(
    client, contract, round_
):
    card = result(contract, round_, (1, 1, 1, 1, 0), excluded=1)
    for status in ("full", "partial", "none", "unassessed"):
        line(card, status, items=0)
    line(card, "", items=0, excluded_on="2025-03-01", exclusion_sq="Me ligj.")

    rows = read(client, ADDRESS).rows

    assert rows[1:6] == [
        ["1 Trial commitment 1", "Fully addressed", "1"],
        ["2 Trial commitment 2", "Partially addressed", "½"],
        ["3 Trial commitment 3", "Not addressed", "0"],
        ["4 Trial commitment 4", "Not yet assessed", "–"],
        ["5 Trial commitment 5", "Left out as obsolete", "–"],
    ]


def test_the_lines_are_summed_up_and_compared_with_the_sealed_counts(client, contract, round_):
    card = result(contract, round_, (2, 1, 2, 1, 0), excluded=1)
    for status in ("full", "full", "partial", "none", "none", "unassessed"):
        line(card, status, items=0)
    line(card, "", items=0, excluded_on="2025-03-01", exclusion_sq="Me ligj.")

    found = read(client, ADDRESS)

    assert ["Sum of these lines", "5 of 6 assessed", "2½"] in found.rows
    assert (
        "this gives exactly the counts that were sealed. Fulfilment is the credit divided by the"
        " number assessed: 2½ of 5, 50 %."
    ) in found.words


def test_lines_that_do_not_give_the_sealed_counts_are_said_loudly(client, contract, round_):
    line(result(contract, round_, (2, 0, 0, 0, 0)), "full", items=0)
    assert "these lines do not give the counts that were sealed" in read(client, ADDRESS).words


def test_a_bundle_counts_once_and_its_points_not_at_all(client, contract, round_):
    bundle = line(result(contract, round_), "partial", items=0)
    point(bundle, 1, "full")

    words = read(client, ADDRESS).words

    assert "1 Trial commitment 1 Partially addressed ½" in words
    assert "1.1" not in words


def test_the_formula_stands_with_its_numbers_and_its_result(client, contract, round_):
    result(contract, round_)

    found = read(client, ADDRESS)

    assert [
        "Fulfilment",
        "(2f + p) / 2A",
        "(2 × 3 + 5) / (2 × 9) = 11 / 18",
        "0.6111…",
        "61 %",
    ] in (found.rows)
    assert "yes: 61 %" in found.words
    assert ["Partially addressed", "5", "45.45…", "46 %"] in found.rows


def test_the_rule_says_no_where_too_few_were_assessed(client, contract, round_):
    result(contract, round_, (2, 3, 1, 5, 0))

    words = read(client, ADDRESS).words

    assert "no: the page says “6 of 11 assessed” and gives the range, 32–77 %" in words


def test_nothing_assessed_is_undefined_and_not_zero(client, contract, round_):
    result(contract, round_, (0, 0, 0, 11, 0))

    words = read(client, ADDRESS).words

    assert "so fulfilment is undefined: there is nothing to divide by. It is not zero." in words


def test_what_others_published_has_no_arithmetic_of_ours(client, contract):
    card = as_published(contract)
    line(card, "partial", items=0)

    found = read(client, f"/en/municipalities/fier/2023-2027/{card.round.slug}/working/")

    assert "no percentage is computed from them here" in found.words
    assert ["1 Trial commitment 1", "Partially addressed"] in found.rows
    assert "%" not in found.words and "Formula" not in found.words


def test_it_leads_to_method_data_ledger_and_commitments(client, contract, round_):
    card = result(contract, round_)
    line(card)

    links = dict(read(client, ADDRESS).links)

    assert links["The method, with every rule used here"] == "/en/method/"
    assert links[f"The ledger: this scorecard is entry {card.entry.seq}"] == "/en/ledger/"
    assert links["This scorecard with its sealed payload (JSON)"] == (
        "/data/v1/scorecards/fier/2023-2027/year-3/r1.json"
    )
    assert links["1 Trial commitment 1"] == "/en/commitments/fier-2023-1/"


def test_the_arithmetic_of_what_was_corrected_says_so(client, contract, round_):
    correction(result(contract, round_), (5, 3, 1, 2, 0))

    found = read(client, ADDRESS)

    assert "This scorecard was corrected on 23 December 2026." in found.words
    corrected = "/en/municipalities/fier/2023-2027/year-3/r2/working/"
    assert ("The arithmetic of the correction", corrected) in found.links
    assert "72 %" in read(client, corrected).words


@pytest.mark.parametrize("number", [1, 10])
def test_it_costs_five_queries_with_its_etag(
    client, contract, round_, django_assert_num_queries, number
):
    card = result(contract, round_)
    for _ in range(number):
        line(card, items=number)
    client.get(ADDRESS)
    cache.clear()

    with django_assert_num_queries(5):
        client.get(ADDRESS)
