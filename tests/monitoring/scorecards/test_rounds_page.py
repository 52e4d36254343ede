"""Rounds: dates, who is published, how well two coders agree; a sentence for every state."""

import datetime

import pytest
from time_machine import travel

from contracts.models import Term
from monitoring.scorecards.views.rounds import agreement_of, stage_of
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.stories import Story

pytestmark = pytest.mark.django_db


def coded(scorecard, first, second, number=1):
    for _ in range(number):
        factories.ScorecardLineFactory(
            scorecard=scorecard, first_code=first, second_code=second, status=first
        )


def page(client, term: Term):
    return read(client, f"/en/rounds/{term.slug}/")


@pytest.fixture
def term():
    return factories.TermFactory()


def test_without_a_round_the_page_says_so(client, term):
    assert "No round has been opened for this term yet." in page(client, term).words


def test_the_default_page_is_that_of_the_term_in_force(client, term):
    factories.TermFactory(begins="2019-06-01", ends="2023-05-31", label_en="Long ago")
    round_ = factories.RoundFactory(term=term)
    with travel("2026-11-23"):
        assert round_.name_en in read(client, "/en/rounds/").words


def test_an_unknown_term_is_not_found(client, term):
    read(client, "/rounds/1999/", status=404)


def test_a_round_states_its_dates_and_its_method(client, term):
    factories.RoundFactory(term=term, reply_days=20, is_final=True)
    words = page(client, term).words
    assert (
        "Period 1 September 2025 to 31 August 2026 Evidence counts until 15 September 2026 "
        "Reports due 30 September 2026 Municipality may reply within 20 days Method version 1"
    ) in words
    assert "It is the last round of the term: its results are final." in words


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((2025, 8, 31), "The period has not begun yet."),
        ((2025, 9, 1), "The period is running; evidence is being collected."),
        ((2026, 9, 15), "The period is running; evidence is being collected."),
        ((2026, 9, 16), "Evidence no longer counts; the reports are being written."),
        ((2026, 9, 30), "Evidence no longer counts; the reports are being written."),
        (
            (2026, 10, 1),
            "The reports were due; they are reviewed, replied to and published one by one.",
        ),
    ],
)
def test_where_a_round_stands_follows_from_its_dates(day, sentence):
    assert stage_of(factories.RoundFactory(), on=datetime.date(*day)) == sentence


def test_without_a_contract_nobody_is_counted(client, term):
    factories.RoundFactory(term=term)
    assert "No Social Contract of this term has been entered yet." in page(client, term).words


def test_before_the_first_publication_the_page_says_how_many_are_awaited(client, term):
    factories.RoundFactory(term=term)
    factories.SocialContractFactory(term=term)
    factories.SocialContractFactory(term=term)
    words = page(client, term).words
    assert (
        "Nothing of this round has been published yet; 2 municipalities have a Social Contract "
        "in this term."
    ) in words
    assert "No doubly coded finding of this round has been published yet." in words


def test_published_municipalities_are_linked_to_what_was_published(client, term):
    story = Story(term=term).published().corrected()
    factories.SocialContractFactory(term=term)

    found = page(client, term)

    place = f"{story.municipality.slug}/{term.slug}/{story.round.slug}"
    assert (story.municipality.name_en, f"/en/municipalities/{place}/r2/") in found.links
    assert "1 of 2 municipalities with a Social Contract" in found.words
    assert "(revision 2)" in found.words


def test_a_retracted_result_is_not_published(client, term):
    card = factories.ScorecardFactory(contract__term=term)
    coded(card, "full", "full")
    factories.RetractionFactory(scorecard=card)
    words = page(client, term).words
    assert "Nothing of this round has been published yet; 1 municipality has" in words
    assert "No doubly coded finding" in words


def test_the_agreement_of_a_round_is_computed_from_its_standing_scorecards(client, term):
    round_ = factories.RoundFactory(term=term)
    card = factories.ScorecardFactory(round=round_, contract__term=term)
    other = factories.ScorecardFactory(round=round_, contract__term=term)
    # METHOD §6, the third test vector: fifteen agree on partial, one says none, and one the reverse
    coded(card, "partial", "partial", 14)
    coded(other, "none", "partial")
    coded(other, "partial", "none")
    coded(other, "unassessed", "unassessed")
    coded(factories.ScorecardFactory(contract__term=term), "full", "none")  # another round's

    words = page(client, term).words

    assert (
        "Doubly coded findings 17 Compared 16 those that both assessed as fully, partially or "
        "not addressed Same status 88 % Krippendorff’s alpha -0.03"
    ) in words


def test_codes_that_cannot_be_compared_have_no_figure(client, term):
    coded(factories.ScorecardFactory(contract__term=term), "unassessed", "unassessable")
    assert "Compared 0" in page(client, term).words
    assert "Same status not defined: there is nothing to compare" in page(client, term).words


def test_codes_without_variation_have_no_alpha():
    found = agreement_of([("full", "full")] * 3)
    assert (found.doubly_coded, found.compared, found.raw, found.alpha) == (3, 3, 1, None)


def test_results_from_before_the_portal_say_so(client, term):
    round_ = factories.RoundFactory(
        term=term, method_version="0", begins=None, ends=None, evidence_until=None, submit_by=None
    )
    factories.ScorecardFactory(
        round=round_, contract__term=term, method_version="0", source="Raport", reviewing=None
    )
    words = page(client, term).words
    assert "Published before this portal existed; shown as published, with the source." in words
    assert "whether two people coded them is not recorded" in words
    assert "Method version 0" in words


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_takes_the_same_queries_for_one_and_ten(
    client, term, django_assert_num_queries, number
):
    for _ in range(number):
        round_ = factories.RoundFactory(term=term)
        for _again in range(number):
            coded(factories.ScorecardFactory(round=round_, contract__term=term), "full", "partial")
    with django_assert_num_queries(7):  # version twice, terms, contracts, rounds, published, codes
        page(client, term)
