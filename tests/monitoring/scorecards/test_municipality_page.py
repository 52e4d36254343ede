"""One municipality in one term: the answer first, then every commitment."""

import datetime

import pytest
from time_machine import travel

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import (
    as_published,
    correction,
    line,
    point,
    result,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(client, path="fier/"):
    return read(client, f"/en/municipalities/{path}")


def html(client, path="fier/"):
    return client.get(f"/en/municipalities/{path}").content.decode()


# --- The answer -----------------------------------------------------------------------------------


def test_a_result_states_figure_counts_coverage_evidence_date_and_method(client, contract, round_):
    result(contract, round_)

    found = page(client)

    assert "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not." in found.words
    assert ["Fully addressed", "3", "27 % Fully addressed: share of the bar"] in found.rows
    assert ["Not yet assessed", "2", "18 % Not yet assessed: share of the bar"] in found.rows
    assert "9 of 11 assessed, 82 %" in found.words
    assert "Evidence until 15 September 2026" in found.words
    assert "Method version 1: how percentages come about" in found.words
    assert 'data-state="published"' in html(client)


def test_the_figure_leads_to_its_working(client, contract, round_):
    result(contract, round_)

    links = dict(page(client).links)

    working = "/en/municipalities/fier/2023-2027/year-3/working/"
    assert links["61 % fulfilment: how this percentage comes about"] == f"{working}#fulfilment"
    assert links["The arithmetic, line by line"] == working


def test_every_printed_percentage_is_a_link(client, contract, round_):
    result(contract, round_)

    content = html(client)
    main = content[content.index("<main") :]

    drawn = main.count("\u00a0%</text>")
    assert main.count("\u00a0%") == main.count("\u00a0%<span") + drawn


def test_the_three_readings_stand_with_their_fractions(client, contract, round_):
    result(contract, round_)

    rows = [[cell.split(" %")[0] for cell in row] for row in page(client).rows]

    assert ["Strict: only what is fully addressed", "3 of 11", "27"] in rows
    assert ["Fulfilment: what is partially addressed counts half", "5½ of 9", "61"] in rows
    assert ["At least partly addressed", "8 of 11", "73"] in rows


def test_below_the_headline_rule_there_is_a_range_and_no_percentage(client, contract, round_):
    result(contract, round_, (2, 3, 1, 5, 0))

    found = page(client)

    assert "6 of 11 assessed how this is counted" in found.words
    assert "too few for one percentage" in found.words
    assert ["Fulfilment: what is partially addressed counts half", "3½ of 6",
            "32–77 % range: how this comes about"] in found.rows  # fmt: skip


def test_where_nobody_assessed_anything_nothing_is_zero_percent(client, contract, round_):
    result(contract, round_, (0, 0, 0, 11, 0))

    found = page(client)

    assert "None of the 11 commitments was assessed in this round." in found.words
    assert "Three readings" not in found.words
    assert "0 of 11 assessed, 0 %" in found.words


def test_a_real_zero_is_a_finding(client, contract, round_):
    result(contract, round_, (0, 0, 11, 0, 0))

    words = page(client).words

    assert "Year 3 0 % fulfilment" in words
    assert "This zero is a finding." in words


@pytest.mark.parametrize(
    ("excluded", "said"),
    [
        (1, "1 commitment was left out as obsolete. Commitments"),
        (2, "2 commitments were left out as obsolete: more than a tenth of this contract."),
    ],
)
def test_what_was_left_out_is_counted_beside_the_headline(client, contract, round_, excluded, said):
    result(contract, round_, (3, 5, 1, 0, 0), excluded=excluded)

    assert said in page(client).words


def test_a_contract_of_which_all_was_left_out_has_nothing_to_count(client, contract, round_):
    card = result(contract, round_, (0, 0, 0, 0, 0), excluded=1)
    line(card, "", items=0, excluded_on=datetime.date(2025, 3, 1), exclusion_sq="Me ligj.",
         exclusion_en="Moved by law.", rationale_sq="", rationale_en="")  # fmt: skip

    found = page(client)

    assert "The only commitment was left out as obsolete" in found.words
    assert "Left out as obsolete since 1 March 2025: Moved by law." in found.words
    assert "<del><a" in html(client)


def test_the_last_result_of_the_term_is_called_final(client, contract, round_):
    result(contract, round_, is_final=True)

    assert "Year 3 · final result" in page(client).words


def test_a_correction_names_its_day_and_cause(client, contract, round_):
    correction(result(contract, round_), (5, 3, 1, 2, 0))

    words = page(client).words

    assert (
        "Corrected on 23 December 2026 (revision 2). Cause: A decision had been missed."
    ) in words
    assert "72 % fulfilment" in words


def test_an_incomplete_list_is_said_to_be_incomplete(client, contract, round_):
    result(contract, round_, list_complete=False)

    assert "The list of commitments is incomplete." in page(client).words


def test_what_others_published_is_shown_with_its_source_and_without_a_percentage(client, contract):
    as_published(contract)

    found = page(client)

    assert "As published · First year 5 commitments" in found.words
    assert "As published by" in found.words
    assert ("example.org/raporti-1", "https://example.org/raporti-1") in found.links
    assert ["Partially addressed", "3"] in found.rows
    assert "%" not in found.words


def test_after_a_retraction_the_earlier_round_stands(client, contract, round_):
    earlier = factories.RoundFactory(term=contract.term, slug="year-2", name_en="Year 2")
    result(contract, earlier, (5, 3, 1, 0, 0))
    factories.RetractionFactory(scorecard=result(contract, round_))

    found = page(client)

    assert "Fulfilment · Year 2 72 %" in found.words
    assert ["Year 3", "retracted", "", ""] in found.rows


def test_without_another_result_a_retraction_is_what_is_said(client, contract, round_):
    factories.RetractionFactory(scorecard=result(contract, round_))

    found = page(client)

    assert "What was published about this term was retracted" in found.words
    assert 'data-state="retracted"' in html(client)


# --- Without a result -----------------------------------------------------------------------------


def test_without_a_contract_the_page_says_so(client, town):
    factories.TermFactory()

    assert "No Social Contract is recorded for this municipality" in page(client).words


def test_a_contract_whose_list_is_not_here_says_so(client, contract):
    contract.list_status = "unpublished"
    contract.save()

    assert "its list of commitments is not published here yet" in page(client).words


def test_a_contract_that_nobody_assessed_lists_its_commitments(client, contract):
    factories.CommitmentFactory(contract=contract, title_en="A school")

    found = page(client)

    assert "This Social Contract has 1 commitment. Its assessment has not begun." in found.words
    assert ("1 A school", "/en/commitments/fier-2023-1/") in found.links
    assert 'data-state="not-begun"' in html(client)


def test_a_term_that_is_over_does_not_say_that_something_has_not_begun(client, contract):
    factories.CommitmentFactory(contract=contract)
    with travel("2028-01-01"):
        words = page(client, "fier/2023-2027/").words

    assert "No assessment of it is published here." in words
    assert "not begun" not in words


# --- The list -------------------------------------------------------------------------------------


def test_the_list_has_status_stage_change_and_evidence_by_sector(client, contract, round_):
    waste = factories.SectorFactory(name_sq="Mbetjet", name_en="Waste")
    school = factories.SectorFactory(name_sq="Arsimi", name_en="Education")
    card = result(contract, round_)
    for sector, title in ((waste, "Bins"), (school, "A school")):
        commitment = factories.CommitmentFactory(contract=contract, sector=sector, title_en=title)
        line(card, "partial", items=2, commitment=commitment, previous="none")

    rows = page(client).rows

    start = rows.index(["Education"])
    assert rows[start : start + 4] == [
        ["Education"],
        ["2 A school", "Partially addressed planned", "progress, before: Not addressed",
         "2 items of evidence for commitment 2"],
        ["Waste"],
        ["1 Bins", "Partially addressed planned", "progress, before: Not addressed",
         "2 items of evidence for commitment 1"],
    ]  # fmt: skip


def test_points_stand_under_their_bundle_with_its_evidence_summed(client, contract, round_):
    bundle = line(result(contract, round_), "partial", items=0)
    point(bundle, 1, "full", items=2)
    point(bundle, 2, "none", items=1)

    rows = page(client).rows

    at = next(i for i, row in enumerate(rows) if row[-1].startswith("3 items"))
    assert [row[0].split(" ")[0] for row in rows[at : at + 3]] == ["1", "1.1", "1.2"]


def test_a_withdrawn_commitment_counts_and_says_so(client, contract, round_):
    line(result(contract, round_), "none", withdrawn_on=datetime.date(2026, 2, 3))

    assert (
        "Withdrawn on 3 February 2026 by the municipality alone; counts as not addressed."
    ) in page(client).words


def test_a_reply_to_a_finding_is_announced_and_one_to_the_whole_is_printed(
    client, contract, round_
):
    card = result(contract, round_)
    of_line = line(card)
    factories.ScorecardReplyFactory(scorecard=card, line=of_line, text="Vetëm për pikën.")
    factories.ScorecardReplyFactory(
        scorecard=card, text="Për të tërën.", answer_sq="Faleminderit.", answer_en="Thank you."
    )

    found = page(client)

    reply = "/en/commitments/fier-2023-1/#replies"
    assert ("The municipality replied on commitment 1", reply) in found.links
    assert (
        "Reply of the municipality (the mayor), received on 20 November 2026 Për të tërën."
        " The reviewer’s answer Thank you."
    ) in found.words
    assert "Vetëm për pikën." not in found.words


def test_the_reading_goes_through_the_rounds_of_the_term(client, contract, round_):
    result(contract, round_, (3, 5, 1, 2, 0))

    def in_its_round(reading):
        address = f"/en/municipalities/fier/?reading={reading}"
        found = read(client, address)
        return next(row[1] for row in found.rows if row[0] == "Year 3"), dict(found.links)

    strict, links = in_its_round("strict")

    assert strict == "27 % Strict, Year 3 (3 of 11), 9 of 11 assessed"
    assert in_its_round("fulfilment")[0] == "61 % Fulfilment, Year 3 (5½ of 9), 9 of 11 assessed"
    assert links["Fulfilment"] == "/en/municipalities/fier/#over-the-term"
    together = links["Put Fier beside other municipalities"]
    assert together == "/en/compare/2023-2027/?m=fier&reading=strict"
