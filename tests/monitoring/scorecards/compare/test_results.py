"""Results side by side: one round, one method, three readings, ties as ties in words."""

import pytest

from tests import factories
from tests.monitoring.scorecards.compare.looking import answer, places, rows_under, side_by_side
from tests.monitoring.scorecards.sample_results import as_published, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_difference_of_more_than_one_commitment_is_said_with_both_fractions(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Vlore", (6, 0, 4, 0, 0))

    assert (
        "Vlore (6 of 10, 60 %) is ahead of Fier (4 of 10, 40 %):"
        " the difference is larger than one commitment."
    ) in answer(side_by_side(client, "Fier", "Vlore"))


def test_a_difference_of_one_commitment_is_a_tie_in_words(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Vlore", (5, 0, 5, 0, 0))

    found = side_by_side(client, "Fier", "Vlore")

    assert "are level: no two of them differ by more than one commitment." in answer(found)
    assert "ahead of" not in answer(found)
    assert [row[0] for row in places(found)[:2]] == ["1–2 tie", "1–2 tie"]


def test_a_chain_of_ties_is_told_pair_by_pair(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Korce", (5, 0, 5, 0, 0))
    publish("Vlore", (6, 0, 4, 0, 0))

    found = side_by_side(client, "Fier", "Korce", "Vlore")

    assert rows_under(found, ["Municipality", "Ahead of", "Level with", "Behind"]) == [
        ["Korce", "nobody", "Vlore, Fier", "nobody"],
        ["Vlore", "Fier", "Korce", "nobody"],
        ["Fier", "nobody", "Korce", "Vlore"],
    ]
    assert "Nobody stands alone in front: Vlore (6 of 10, 60 %) and Korce" in answer(found)


def test_who_has_no_percentage_is_put_before_and_behind_nobody(client, publish):
    publish("Fier", (2, 0, 2, 6, 0))
    publish("Vlore", (6, 0, 4, 0, 0))

    found = side_by_side(client, "Fier", "Vlore")

    assert "Fewer than two of these municipalities have a percentage" in answer(found)
    assert places(found)[:2] == [
        ("1", "Vlore", "60 %", "60 %", "60 %"),
        ("–", "Fier 4 of 10 assessed, range 20–80 %", "20 %", "20–80 %", "20 %"),
    ]


def test_the_reading_of_the_address_decides_order_and_words(client, publish):
    publish("Fier", (5, 0, 5, 0, 0))
    publish("Vlore", (1, 8, 1, 0, 0))

    def order(**reading):
        found = side_by_side(client, "Fier", "Vlore", **reading)
        return [row[:2] for row in places(found)[:2]], answer(found)

    strict, strict_words = order(reading="strict")
    both, both_words = order()
    wide, wide_words = order(reading="at_least_partly")

    assert strict == [("1", "Fier"), ("2", "Vlore")]
    assert both == [("1–2 tie", "Fier"), ("1–2 tie", "Vlore")]
    assert wide == [("1", "Vlore"), ("2", "Fier")]
    assert "Fier (5 of 10, 50 %) is ahead of Vlore (1 of 10, 10 %)" in strict_words
    assert "are level" in both_words
    assert "Vlore (9 of 10, 90 %) is ahead of Fier (5 of 10, 50 %)" in wide_words


def test_all_three_readings_stand_in_the_table_and_lead_to_their_working(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Vlore", (3, 5, 1, 2, 0))

    found = side_by_side(client, "Fier", "Vlore")

    working = "/en/municipalities/vlore/2023-2027/year-2/working/"
    assert places(found)[0] == ("1", "Vlore", "27 %", "61 %", "73 %")
    assert dict(found.links)["61 % Vlore, Fulfilment"] == f"{working}#fulfilment"
    assert dict(found.links)["27 % Vlore, Strict"] == f"{working}#strict"
    assert dict(found.links)["73 % Vlore, At least partly"] == f"{working}#at-least-partly"


def test_the_round_of_everybody_stands_below_pooled_and_not_averaged(client, publish):
    publish("Fier", (9, 0, 1, 0, 0))
    publish("Vlore", (0, 0, 40, 0, 0))
    publish("Korce", (0, 0, 50, 0, 0))

    last = places(side_by_side(client, "Fier", "Vlore"))[-1]

    assert last[1:] == (
        "All 3 municipalities with a result of this round, pooled", "9 %", "9 %", "9 %",
    )  # fmt: skip


def test_the_newest_round_that_most_of_them_have_is_compared(client, publish, term):
    later = factories.RoundFactory(term=term, slug="year-3", name_en="Year 3")
    for name in ("Fier", "Vlore"):
        publish(name, (4, 0, 6, 0, 0))
    publish("Vlore", (10, 0, 0, 0, 0), round=later)

    found = side_by_side(client, "Fier", "Vlore")

    assert "Year 2" in answer(found).split("counts half")[1]
    assert [row[3] for row in places(found)[:2]] == ["40 %", "40 %"]


def test_another_round_can_be_asked_for_and_who_is_missing_is_named(client, publish, term):
    later = factories.RoundFactory(term=term, slug="year-3", name_en="Year 3")
    for name in ("Fier", "Vlore"):
        publish(name, (4, 0, 6, 0, 0))
    publish("Vlore", (10, 0, 0, 0, 0), round=later)

    found = side_by_side(client, "Fier", "Vlore", round="year-3")

    assert [row[1] for row in places(found)] == [
        "Vlore", "The 1 municipality with a result of this round",
    ]  # fmt: skip
    assert "Not compared Fier no result in this round; there is one of Year 2" in found.words


def test_every_round_says_in_words_who_is_ahead_in_it(client, publish, term):
    first = factories.RoundFactory(term=term, slug="year-1", name_en="Year 1")
    publish("Fier", (1, 0, 9, 0, 0), round=first)
    publish("Vlore", (2, 0, 8, 0, 0), round=first)
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Vlore", (8, 0, 2, 0, 0))

    rows = rows_under(side_by_side(client, "Fier", "Vlore"), ["Round"])

    assert [row[0] for row in rows] == ["Year 2", "Year 1"]
    assert rows[0][1].startswith("80 %") and rows[0][1].endswith("8 of 10")
    assert "Vlore (8 of 10, 80 %) is ahead of Fier (4 of 10, 40 %)" in rows[0][3]
    assert "are level" in rows[1][3]


def test_what_others_published_is_shown_without_percentage_place_or_sum(client, term):
    contracts = [
        factories.SocialContractFactory(
            municipality=factories.MunicipalityFactory(slug=name, name_en=name.title()), term=term
        )
        for name in ("durres", "fier")
    ]
    first = as_published(contracts[0], (0, 6, 1, 0, 0))
    result(
        contracts[1], first.round, (0, 3, 2, 0, 0), method_version="0", source="Raporti",
        reviewing=None, evidence_until=None,
    )  # fmt: skip

    found = side_by_side(client, "Durres", "Fier")

    assert "These figures were published by others before this portal existed." in found.words
    counts = rows_under(found, ["Municipality", "Drawing of the counts"])
    assert [(row[0], *row[2:]) for row in counts] == [
        ("Durres", "0", "6", "1", "0", "7"),
        ("Fier", "0", "3", "2", "0", "5"),
    ]
    assert "%" not in found.words
    assert not {"Place", "Tie", "tie", "level"} & set(found.words.split())


def test_own_results_are_never_put_beside_what_others_published(client, publish, term):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Vlore", (8, 0, 2, 0, 0))
    contract = factories.SocialContractFactory(
        municipality=factories.MunicipalityFactory(slug="durres", name_en="Durres"), term=term
    )
    as_published(contract, (7, 0, 0, 0, 0))

    found = side_by_side(client, "Durres", "Fier", "Vlore")

    assert [row[1] for row in places(found)[:-1]] == ["Vlore", "Fier"]
    assert "Not compared Durres no result in this round; there is one of First year" in found.words


def test_a_retracted_and_a_corrected_result_are_not_compared(client, publish):
    publish("Fier", (4, 0, 6, 0, 0))
    publish("Korce", (1, 0, 9, 0, 0))
    factories.RetractionFactory(scorecard=publish("Vlore", (9, 0, 1, 0, 0)))

    found = side_by_side(client, "Fier", "Korce", "Vlore")

    assert "Not compared Vlore result retracted" in found.words
    assert "90 %" not in found.words
    assert places(found)[-1][1] == "All 2 municipalities with a result of this round, pooled"
