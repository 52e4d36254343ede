"""Stages across the network: how much is budgeted but not built."""

import pytest
from django.core.cache import cache

from monitoring.scorecards.stages import StageRow, of_tallies
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(client):
    return read(client, "/en/stages/")


def stages(found) -> dict[str, list[str]]:
    """Stage -> fully, partially, not addressed, together."""
    start = next(i for i, row in enumerate(found.rows) if row[0] == "Stage")
    return {row[0]: row[1:] for row in found.rows[start + 1 :] if len(row) == 5}


def test_tallies_are_put_in_the_order_of_the_stages_with_their_statuses():
    found = of_tallies(
        [
            ("budgeted", "none", 3),
            ("budgeted", "none", 1),
            ("contracted", "none", 2),
            ("under_way", "partial", 5),
            ("under_way", "none", 1),
            ("in_use", "full", 7),
            ("", "full", 1),
            ("", "unassessed", 4),
            ("", "unassessable", 2),
        ]
    )

    assert [row for row in found.rows if row.total] == [
        StageRow("budgeted", 0, 0, 4),
        StageRow("contracted", 0, 0, 2),
        StageRow("under_way", 0, 5, 1),
        StageRow("in_use", 7, 0, 0),
        StageRow("", 1, 0, 0),
    ]
    assert (found.full, found.partial, found.none) == (8, 5, 7)
    assert (found.assessed, found.not_assessed, found.budgeted_not_built) == (20, 6, 6)


def test_budgeted_and_contracted_are_counted_and_listed_with_their_municipality(
    client, contract, round_
):
    card = result(contract, round_)
    budgeted = line(card, "none", stage="budgeted")
    line(card, "none", stage="contracted")
    line(card, "none", stage="no_step")
    line(card, "partial", stage="under_way")

    found = page(client)

    assert "Of 4 findings, 2 are budgeted or contracted and not addressed yet" in found.words
    assert stages(found)["budgeted"] == ["0", "0", "1", "1"]
    assert stages(found)["All assessed findings"] == ["0", "1", "3", "4"]
    assert f"/en/commitments/{budgeted.reference}/" in [address for _words, address in found.links]
    assert [row[1] for row in found.rows if row[-1] in ("budgeted", "contracted")] == [
        "Fier",
        "Fier",
    ]


def test_points_have_a_stage_each_and_their_bundle_none(client, contract, round_):
    bundle = line(result(contract, round_), "partial", stage="")
    point(bundle, 1, "full", stage="in_use")
    point(bundle, 2, "none", stage="budgeted")

    found = page(client)

    assert "Of 2 findings, 1 is budgeted or contracted and not addressed yet" in found.words
    assert stages(found)["All assessed findings"] == ["1", "0", "1", "2"]


def test_what_was_left_out_is_not_counted_and_its_points_neither(client, contract, round_):
    card = result(contract, round_)
    line(card, "none", stage="budgeted")
    gone = {"excluded_on": "2025-03-01", "exclusion_sq": "Me ligj."}
    bundle = line(card, "", **gone)
    point(bundle, 1, "none", stage="contracted")
    line(card, "", **gone)

    assert "Of 1 findings, 1 is budgeted" in page(client).words


def test_not_assessed_is_no_stage_and_no_zero(client, contract, round_):
    line(result(contract, round_), "unassessed")

    words = page(client).words

    assert "Nothing was assessed in this round, so there is no stage to show." in words


def test_superseded_and_retracted_results_are_not_counted(client, contract, round_, town):
    first = result(contract, round_)
    commitment = line(first, "none", stage="budgeted").commitment
    second = result(
        contract, round_, revision=2, supersedes=first, cause_sq="Gabim.",
        entry__kind="correct",
    )  # fmt: skip
    line(second, "full", stage="in_use", commitment=commitment)
    other = factories.SocialContractFactory(term=contract.term)
    gone = result(other, round_)
    line(gone, "none", stage="contracted")
    factories.RetractionFactory(scorecard=gone)

    found = page(client)

    assert stages(found)["All assessed findings"] == ["1", "0", "0", "1"]
    assert "There is none in this round." in found.words


def test_without_a_result_the_page_says_so(client, contract):
    assert "has been published for this term" in page(client).words


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_takes_the_same_queries_for_one_and_ten(
    client, contract, round_, django_assert_num_queries, number
):
    for _ in range(number):
        card = result(factories.SocialContractFactory(term=contract.term), round_)
        line(card, "none", stage="budgeted")
    cache.clear()
    with django_assert_num_queries(8):  # version twice, terms, rounds, tallies, names, list, count
        client.get("/en/stages/")
