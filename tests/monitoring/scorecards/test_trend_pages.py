"""Over the rounds: the network and one municipality, with marks, causes and evidence."""

import pytest
from django.core.cache import cache

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, line, result
from tests.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def years(contract):
    return [
        factories.RoundFactory(term=contract.term, slug=f"year-{number}", name_en=f"Year {number}")
        for number in (1, 2)
    ]


def other_town(contract, name):
    municipality = factories.MunicipalityFactory(slug=name.lower(), name_sq=name, name_en=name)
    return factories.SocialContractFactory(municipality=municipality, term=contract.term)


def network(client):
    return read(client, "/en/trend/2023-2027/")


def fier(client, query=""):
    return read(client, f"/en/trend/2023-2027/fier/{query}")


def table(found, first):
    """The rows of the table whose head begins with this word."""
    start = next(i for i, row in enumerate(found.rows) if row[0] == first)
    columns = len(found.rows[start])
    rows = []
    for row in found.rows[start + 1 :]:
        if len(row) != columns or row[0] in ("Cause", "Municipality", "After", "Round"):
            break
        rows.append(row)
    return rows


# --- The network -----------------------------------------------------------------------------


def test_the_line_for_all_stands_beside_that_of_the_same_municipalities(client, contract, years):
    one, two = years
    for round_ in years:
        result(contract, round_, (2, 0, 8, 0, 0))
    result(other_town(contract, "Korce"), two, (10, 0, 0, 0, 0))

    found = network(client)

    assert table(found, "Round") == [
        ["1 Year 1 1 municipality", "2 · 0 · 8",
         "20 % Year 1: the scorecards that it is pooled from 2 of 10", "20 % 2 of 10",
         "first round"],
        ["2 Year 2 2 municipalities", "12 · 0 · 8",
         "60 % Year 2: the scorecards that it is pooled from 12 of 20", "20 % 2 of 10",
         "Not in the round before: Korce"],
    ]  # fmt: skip
    assert "They are: Fier" in found.words


def test_without_somebody_who_came_or_went_there_is_one_line(client, contract, years):
    for round_ in years:
        result(contract, round_, (2, 0, 8, 0, 0))

    found = network(client)

    assert "Same municipalities throughout" not in found.words
    assert table(found, "Round")[1][-1] == "nothing but findings"


def test_changed_coverage_and_lists_are_marked_in_words(client, contract, years):
    one, two = years
    result(contract, one, (2, 0, 8, 0, 0))
    result(contract, two, (2, 0, 5, 2, 0), excluded=1)

    assert table(network(client), "Round")[1][-1] == (
        "Coverage: 7 of 9 assessed, before 10 of 10"
        " The list of commitments changed in 1 municipality"
    )


def test_a_round_that_has_only_begun_gives_no_percentage_of_the_network(client, contract, years):
    one, two = years
    for name in ("Vlore", "Korce"):
        result(other_town(contract, name), one, (2, 0, 8, 0, 0))
    result(contract, one, (2, 0, 8, 0, 0))
    result(contract, two, (9, 0, 1, 0, 0))

    row = table(network(client), "Round")[1]

    assert row[2] == "9 of 10, too few municipalities to speak for all"
    assert row[-1] == "So far 1 municipality has a result of this round."


def test_what_others_published_stands_apart_and_marks_the_method(client, contract, years):
    as_published(contract, (0, 3, 2, 0, 0))
    result(contract, years[0], (2, 0, 8, 0, 0))

    found = network(client)

    assert "as published by others; no percentage of ours" in found.words
    assert "There is no round before by the portal’s own method" in found.words


def test_changes_are_split_by_cause_and_regression_is_shown_like_progress(client, contract, years):
    """a rose, b fell, c was left out, d came; then a correction raised b again."""
    one, two = years
    before, now = result(contract, one), result(contract, two)
    a, b, c, d = factories.CommitmentFactory.create_batch(4, contract=contract)
    for commitment, status in ((a, "none"), (b, "full"), (c, "none")):
        line(before, status, commitment=commitment)
    for commitment, status in ((a, "partial"), (b, "none"), (d, "none")):
        line(now, status, commitment=commitment)
    corrected = correction(now, (0, 2, 1, 0, 0))
    for commitment, status in ((a, "partial"), (b, "partial"), (d, "none")):
        line(corrected, status, commitment=commitment)

    found = network(client)

    assert table(found, "Cause") == [
        ["Correction of the earlier round", "0", "–"],
        ["Changed list of commitments", "2", "1 added to the list 1 left out of the list"],
        ["New finding", "2", "1 progress 1 regression"],
        ["Correction of this round", "1", "1 progress"],
    ]
    assert table(found, "Municipality") == [
        ["Fier", "–", "1 added to the list 1 left out of the list", "1 progress 1 regression",
         "1 progress"],
    ]  # fmt: skip


def test_only_municipalities_with_both_rounds_are_compared(client, contract, years):
    one, two = years
    for commitment_of in (contract, other_town(contract, "Vlore")):
        line(result(commitment_of, two), "full")
    line(result(other_town(contract, "Korce"), one), "none")

    assert "No municipality has a result of both rounds." in network(client).words


def test_a_retracted_result_is_in_no_line_and_no_cause(client, contract, years):
    one, two = years
    commitment = line(result(contract, one, (2, 0, 8, 0, 0)), "none").commitment
    gone = result(contract, two, (10, 0, 0, 0, 0))
    line(gone, "full", commitment=commitment)
    factories.RetractionFactory(scorecard=gone)

    found = network(client)

    assert [row[0] for row in table(found, "Round")] == ["1 Year 1 1 municipality"]
    assert "There is no round before" in found.words


def test_without_anything_published_the_page_says_so(client, contract):
    assert "Nothing of this term has been published yet." in network(client).words


@pytest.mark.parametrize("number", [1, 10])
def test_the_network_takes_the_same_queries_for_one_and_ten(
    client, contract, years, django_assert_num_queries, number
):
    for i in range(number):
        theirs = other_town(contract, f"Town{i}")
        commitment = line(result(theirs, years[0]), "none").commitment
        line(result(theirs, years[1]), "full", commitment=commitment)
    cache.clear()
    with django_assert_num_queries(7):  # version twice, terms, rounds, results, names, lines
        client.get("/en/trend/2023-2027/")
    with django_assert_num_queries(9):  # version twice, terms, rounds, names, four of evidence
        client.get("/en/evidence-profile/2023-2027/")


# --- One municipality ------------------------------------------------------------------------


def test_every_commitment_is_listed_under_the_cause_of_its_change(client):
    """The whole way by actions: two rounds, then a correction of the second."""
    story = Story(("none", "full", "partial", "partial", "none")).published()
    story.next_round(("partial", "none", "partial", "partial", "none"))
    slug, term = story.municipality.slug, story.contract.term.slug

    found = read(client, f"/en/trend/{term}/{slug}/")

    assert [row[1] for row in table(found, "After")] == ["1 · 2 · 2", "0 · 3 · 2"]
    assert "Not addressed → Partially addressed, progress" in found.words
    assert "Fully addressed → Not addressed, regression" in found.words
    assert "Correction of this round" not in found.words


def test_a_correction_is_told_apart_from_a_new_finding(client, contract, years):
    one, two = years
    first = result(contract, one)
    commitment = line(first, "none").commitment
    later = result(contract, two)
    line(later, "none", commitment=commitment)
    line(correction(later, (1, 0, 0, 0, 0)), "full", commitment=commitment)

    found = fier(client)

    assert [row[0] for row in table(found, "After")] == [
        "Year 1, as first published",
        "Correction of this round",
    ]
    assert "New finding" not in found.words


def test_the_same_commitments_have_a_line_of_their_own(client, contract, years):
    one, two = years
    before = result(contract, one, (0, 0, 5, 0, 0))
    now = result(contract, two, (5, 0, 5, 0, 0))
    for _ in range(5):
        commitment = line(before, "none").commitment
        line(now, "none", commitment=commitment)
        line(now, "full")

    rows = table(fier(client), "Round")

    assert [row[2].split(" Year")[0] for row in rows] == ["0 %", "50 %"]
    assert [row[3] for row in rows] == ["0 % 0 of 5", "0 % 0 of 5"]
    assert rows[1][-1] == "The list of commitments changed"


def test_a_figure_leads_to_the_working_of_its_round(client, contract, years):
    result(contract, years[0], (2, 0, 8, 0, 0))

    links = dict(fier(client).links)

    working = "/en/municipalities/fier/2023-2027/year-1/working/"
    assert links["20 % Year 1: how this comes about"] == working


def test_rounds_by_different_methods_are_not_compared(client, contract, years):
    line(as_published(contract), "partial")
    line(result(contract, years[0]), "full")

    words = fier(client).words

    assert "Changed method: these two rounds were rated by different methods" in words
    assert "progress" not in words


def test_evidence_is_shown_by_class_and_by_age_for_every_round(client, contract, years):
    first, second = line(result(contract, years[0]), "full", items=0), None
    second = line(result(contract, years[1]), "full", items=0, commitment=first.commitment)
    for evidence_class, dated in (("official", "2026"), ("official", ""), ("search", "2020-05")):
        factories.ScorecardEvidenceFactory(line=second, evidence_class=evidence_class, dated=dated)
    factories.ScorecardEvidenceFactory(line=first, evidence_class="statement", dated="2026-09-01")

    rows = [row for row in fier(client).rows if row[0].startswith("Year") and len(row) > 4]

    assert rows == [
        ["Year 1", "0", "0", "0", "1 for 1 finding", "0", "1"],
        ["Year 2", "2 for 1 finding", "0", "0", "0", "1 for 1 finding", "3"],
        ["Year 1", "1", "0", "0", "0"],
        ["Year 2", "1", "0", "1", "1"],
    ]


def test_the_municipalitys_page_leads_here(client, contract, years):
    result(contract, years[0])

    links = dict(read(client, "/en/municipalities/fier/").links)

    words = "Why results of Fier changed from round to round, and what they rest on"
    assert links[words] == "/en/trend/2023-2027/fier/"


def test_where_nothing_stands_the_page_says_so(client, contract):
    assert "At present no result of this municipality stands in this term" in fier(client).words


def test_an_unknown_municipality_or_term_is_not_found(client, contract):
    for address in ("/en/trend/2023-2027/nowhere/", "/en/trend/never/fier/", "/en/trend/never/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_a_municipality_takes_the_same_queries_for_one_and_ten(
    client, contract, years, django_assert_num_queries, number
):
    before, now = (result(contract, round_) for round_ in years)
    for _ in range(number):
        commitment = line(before, "none", items=number).commitment
        line(now, "full", items=number, commitment=commitment)
    cache.clear()
    with django_assert_num_queries(7):  # version twice, terms, results, lines, class, age
        client.get("/en/trend/2023-2027/fier/")


# --- What findings rest on, across the network -----------------------------------------------


def test_the_profile_is_of_what_stands_round_by_round_and_town_by_town(client, contract, years):
    two = years[1]
    first = result(contract, two)
    commitment = line(first, "full", items=3).commitment
    line(correction(first, (1, 0, 0, 0, 0)), "full", items=1, commitment=commitment)
    gone = result(other_town(contract, "Vlore"), two)
    line(gone, "full", items=5)
    factories.RetractionFactory(scorecard=gone)

    rows = read(client, "/en/evidence-profile/2023-2027/").rows

    assert [row for row in rows if len(row) == 7 and row[0] in ("Year 2", "Fier", "Vlore")] == [
        ["Year 2", "1 for 1 finding", "0", "0", "0", "0", "1"],
        ["Fier", "1 for 1 finding", "0", "0", "0", "0", "1"],
    ]


def test_the_working_of_a_scorecard_says_what_it_rests_on(client, contract, round_):
    shown = line(result(contract, round_), "full", items=2)
    factories.ScorecardEvidenceFactory(line=shown, evidence_class="search")
    line(shown.scorecard, "none", items=1)

    rows = read(client, "/en/municipalities/fier/2023-2027/year-3/working/").rows

    assert ["Official act", "3", "2"] in rows
    assert ["Search without result", "1", "1"] in rows
    assert ["Municipality's statement", "0", "0"] in rows
    assert ["All", "4", ""] in rows
