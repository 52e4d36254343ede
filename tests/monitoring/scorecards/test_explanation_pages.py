"""The method and the network in plain words; every figure on them computed, none typed."""

import json

import pytest

from monitoring.models import EvidenceClass, Stage, Status
from monitoring.needs import NEEDS
from monitoring.scorecards.views import explanations
from monitoring.scoring import Counts
from tests.monitoring.scorecards.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def method(client):
    return read(client, "/en/method/")


def rows_from(page, first_heading):
    start = next(i for i, row in enumerate(page.rows) if row[0] == first_heading)
    width = len(page.rows[start])
    rows = []
    for row in page.rows[start + 1 :]:
        if len(row) != width or row[0] in ("Status", "Kind", "Class"):
            break
        rows.append(row)
    return rows


def test_the_test_table_of_the_method_is_on_the_page_exactly(method):
    """METHOD §4, row by row."""
    assert rows_from(method, "Fully, partially, not addressed, open") == [
        ["3, 5, 1, 0", "61 %", "100 %", "61–61 %", "33 %", "89 %"],
        ["3, 5, 1, 2", "61 %", "82 %", "50–68 %", "27 %", "73 %"],
        ["4, 4, 1, 2", "67 %", "82 %", "55–73 %", "36 %", "73 %"],
        ["0, 0, 0, 11", "0 of 11 assessed", "0 %", "0–100 %", "–", "–"],
        ["17, 59, 25, 0", "46 %", "100 %", "46–46 %", "17 %", "75 %"],
        ["0, 3, 2, 0", "30 %", "100 %", "30–30 %", "0 %", "60 %"],
        ["1, 3, 0, 0", "4 of 4 assessed", "100 %", "63–63 %", "25 %", "100 %"],
    ]


def test_the_figures_are_computed_when_the_page_is_made(client, monkeypatch):
    monkeypatch.setattr(explanations, "TEST_TABLE", (Counts(1, 1, 3, 0, 0),))
    rows = rows_from(read(client, "/en/method/"), "Fully, partially, not addressed, open")
    assert rows == [["1, 1, 3, 0", "30 %", "100 %", "30–30 %", "20 %", "40 %"]]


def test_the_worked_example_can_be_followed_by_hand(method):
    for sentence in (
        "A contract has 11 commitments: 3 are fully addressed, 5 partially, 1 is not addressed "
        "and 2 are not yet assessed.",
        "Assessed: 3 + 5 + 1 = 9 commitments.",
        "Credit: 3 × 1 and 5 × ½, together 11 halves or 5.5.",
        "Fulfilment: 5.5 of 9 is 61 %.",
        "Coverage: 9 of 11 is 82 %.",
        "Range: at least 5.5 of 11, which is 50 %; at most, with the 2 open ones, 7.5 of 11, "
        "which is 68 %.",
        "Strict reading: 3 of 11 is 27 %. At least partly: 8 of 11 is 73 %.",
        "here 27-46-9-18.",
    ):
        assert sentence in method.words


def test_in_albanian_the_numbers_have_a_decimal_comma(client):
    words = read(client, "/method/").words
    assert "5,5" in words
    assert "5.5" not in words


def test_the_three_readings_are_those_of_the_first_year(method):
    assert "Of 101 commitments with 17 fully, 59 partially and 25 not addressed" in method.words
    assert "one can say 17 % (only" in method.words
    assert "46 % (half a credit" in method.words
    assert "or 75 % (whatever" in method.words


def test_the_headline_rule_is_stated_with_its_limits(method):
    assert "if at least 80 % of the commitments were assessed" in method.words
    assert "the assessed ones are at least 5." in method.words


def test_every_status_stage_and_class_of_evidence_is_explained(method):
    assert [row[:2] for row in rows_from(method, "Status")] == [
        [Status.FULL.label, "1"],
        [Status.PARTIAL.label, "½"],
        [Status.NONE.label, "0"],
        [Status.UNASSESSED.label, "–"],
        [Status.UNASSESSABLE.label, "–"],
    ]
    assert " ".join(str(label) for label in Stage.labels) in method.words
    full, partial, none = "Fully addressed", "Partially addressed", "Not addressed"
    assert [(row[0], row[2]) for row in rows_from(method, "Class")] == [
        (EvidenceClass.OFFICIAL.label, f"{full} {partial} {none}"),
        (EvidenceClass.OBSERVATION.label, f"{full} {partial} {none}"),
        (EvidenceClass.INDEPENDENT.label, f"{partial} {none}"),
        (EvidenceClass.STATEMENT.label, none),
        (EvidenceClass.SEARCH.label, none),
    ]


def test_what_each_status_needs_stands_there_for_every_kind(method):
    rows = rows_from(method, "Kind")
    assert [row[0] for row in rows] == [
        "Physical work", "Service", "Rule or policy", "Budget", "Participation, transparency",
    ]  # fmt: skip
    assert [row[1:] for row in rows] == [
        [str(need.none), str(need.partial), str(need.full)] for need in NEEDS.values()
    ]


@pytest.mark.parametrize(
    "anchor",
    [
        "counted", "statuses", "needs", "evidence", "figures", "headline", "readings", "table",
        "cases", "coders", "ledger", "versions",
    ],
)  # fmt: skip
def test_every_part_of_the_method_can_be_linked_to(client, anchor):
    content = client.get("/en/method/").content.decode()
    assert content.count(f'id="{anchor}"') == 1
    assert f'href="#{anchor}"' in content


def test_both_versions_of_the_method_are_described(method):
    assert "Version 1 This page. A change to a rule is a new version" in method.words
    assert "Version 0 – as published before the portal Results that the network" in method.words


def test_the_page_about_the_network_shows_the_confirmed_facts(client):
    page = read(client, "/en/about/")
    facts = json.loads(explanations.NETWORK.read_text())["network"]
    assert facts["confirmed"] is True
    assert facts["name_en"] in page.words
    for donor in facts["donors"]:
        assert donor["name_en"] in page.words
    for edition in facts["editions"]:
        assert f"{edition['year']}, {edition['elections']} elections" in page.words
    assert (facts["website"], facts["website"]) in page.links
    assert (facts["email"], f"mailto:{facts['email']}") in page.links
    assert "Boundaries: Natural Earth (public domain)." in page.words


def test_unconfirmed_facts_about_the_network_are_not_shown(client, monkeypatch, tmp_path):
    facts = json.loads(explanations.NETWORK.read_text())
    facts["network"]["confirmed"] = False
    unconfirmed = tmp_path / "network.json"
    unconfirmed.write_text(json.dumps(facts))
    monkeypatch.setattr(explanations, "NETWORK", unconfirmed)
    explanations._network.cache_clear()
    try:
        words = read(client, "/en/about/").words
    finally:
        explanations._network.cache_clear()
    assert "The facts about the network have not been confirmed" in words
    assert facts["network"]["email"] not in words
    assert facts["network"]["name_en"] not in words
    assert facts["network"]["donors"][0]["name_en"] not in words


def test_explanations_ask_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        for address in ("/method/", "/en/method/"):
            read(client, address)


def test_what_the_secretariat_wrote_costs_one_query_more_than_its_etag(
    client, django_assert_num_queries
):
    with django_assert_num_queries(3):  # version twice, the words
        read(client, "/about/")
    with django_assert_num_queries(1):
        read(client, "/about/")
