"""One round: its coverage, whether its dates were kept, its coders, its replies."""

import datetime

import pytest

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, result
from tests.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(client, round_):
    return read(client, f"/en/rounds/{round_.term.slug}/{round_.slug}/")


def another(contract):
    return factories.SocialContractFactory(term=contract.term)


def at(month, day):
    return datetime.datetime(2026, month, day, 9, tzinfo=datetime.UTC)


def coded(card, first, second, **fields):
    return factories.ScorecardLineFactory(
        scorecard=card, first_code=first, second_code=second, status=first, **fields
    )


def test_coverage_is_that_of_all_standing_results(client, contract, round_):
    result(contract, round_, (3, 5, 1, 2, 0))
    result(another(contract), round_, (0, 0, 4, 0, 1), excluded=2)
    another(contract)

    words = page(client, round_).words

    assert "Published 2 of 3 municipalities with a Social Contract" in words
    assert "Assessed 13 of 16 commitments, 81 %" in words
    assert "Left out as obsolete 2 Corrected since 0 of 2" in words


def test_dates_are_kept_or_not(client, contract, round_):
    """Evidence until 15 September, reports due 30 September, two weeks for the reply."""
    result(contract, round_, published_at=at(10, 14))
    result(another(contract), round_, published_at=at(10, 15))
    result(another(contract), round_, published_at=at(11, 1))

    words = page(client, round_).words

    assert "Results can be public from 15 October 2026" in words
    assert "Public by that day 2 of 3" in words
    assert (
        "From the last day of evidence to publication 30 days in the middle; from 29 to 47"
    ) in words


def test_a_correction_does_not_make_a_result_late(client, contract, round_):
    card = result(contract, round_, published_at=at(10, 14))
    correction(card, (5, 3, 1, 2, 0))

    found = page(client, round_)

    assert "Public by that day 1 of 1" in found.words
    assert "Corrected since 1 of 1" in found.words
    assert found.rows[-1][2:4] == ["14 October 2026", "29"]


def test_replies_are_counted_with_how_soon_they_came(client, contract, round_):
    card = result(contract, round_, published_at=at(10, 20))
    factories.ScorecardReplyFactory(scorecard=card, received_on=datetime.date(2026, 10, 10))
    factories.ScorecardReplyFactory(scorecard=card, received_on=datetime.date(2026, 10, 5))
    result(another(contract), round_, published_at=at(10, 20))

    words = page(client, round_).words

    assert "Replied 1 of 2 municipalities" in words
    assert "From the last day of evidence to the first reply 20 days" in words
    assert "From the first reply to publication 15 days" in words


def test_where_the_coders_differed_most_is_said_by_sector_kind_and_finding(
    client, contract, round_
):
    card = result(contract, round_)
    waste = factories.SectorFactory(name_sq="Mbetje", name_en="Waste")
    sport = factories.SectorFactory(name_sq="Sport", name_en="Sport")
    near = coded(card, "partial", "full", sector=waste)
    far = coded(card, "none", "full", sector=waste)
    coded(card, "full", "full", sector=sport)
    coded(card, "unassessed", "full", sector=sport)

    found = page(client, round_)

    assert "Doubly coded findings 4 Compared 3" in found.words
    assert ["Waste", "2", "2", "0 of 2, 0 %"] in found.rows
    assert ["Sport", "1", "0", "1 of 1, 100 %"] in found.rows
    sectors = [row[0] for row in found.rows if row[0] in ("Waste", "Sport")]
    assert sectors == ["Waste", "Sport"]
    assert ["physical work", "3", "2", "1 of 3, 33 %"] in found.rows
    differed = [row for row in found.rows if row[0].endswith(", Fier")]
    assert [row[0] for row in differed] == [
        f"{each.number} {each.title_en}, Fier" for each in (far, near)
    ]
    assert differed[0][1:] == ["Not addressed", "Fully addressed", "Not addressed"]


def test_a_retracted_result_is_nowhere_counted(client, contract, round_):
    card = result(contract, round_)
    coded(card, "none", "full")
    factories.ScorecardReplyFactory(scorecard=card)
    factories.RetractionFactory(scorecard=card)

    words = page(client, round_).words

    assert "Nothing of this round has been published yet" in words
    assert "Replied" not in words
    assert "No doubly coded finding of this round has been published yet." in words


def test_results_from_before_the_portal_are_not_added_up(client, contract):
    card = as_published(contract)

    found = page(client, card.round)

    assert "this portal adds nothing up" in found.words
    assert "Assessed" not in found.words
    assert found.rows[-1] == ["Fier", "as published: 0 fully, 3 partially, 2 not"]


def test_a_draft_tells_a_round_nothing(client):
    story = Story().invited()
    assert "Nothing of this round has been published yet" in page(client, story.round).words
    story.publish()
    assert "Published 1 of 1 municipality with a Social Contract" in page(client, story.round).words


def test_an_unknown_round_is_not_found_nor_is_one_of_another_term(client, contract, round_):
    read(client, f"/rounds/{contract.term.slug}/asnje/", status=404)
    other = factories.RoundFactory()
    read(client, f"/rounds/{contract.term.slug}/{other.slug}/", status=404)


def test_the_list_of_rounds_leads_to_it(client, round_):
    found = read(client, f"/en/rounds/{round_.term.slug}/")
    assert f"/en/rounds/{round_.term.slug}/{round_.slug}/" in [link for _, link in found.links]


@pytest.mark.parametrize("number", [1, 10])
def test_a_round_costs_twelve_queries(client, contract, round_, django_assert_num_queries, number):
    for _ in range(number):
        card = result(another(contract), round_)
        coded(card, "none", "full")
        factories.ScorecardReplyFactory(scorecard=card)
    with django_assert_num_queries(12):
        page(client, round_)
