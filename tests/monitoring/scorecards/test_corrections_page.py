"""The log of corrections: old and new side by side, causes, retractions; newest first."""

import pytest

from monitoring import actions
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

REASON = "U botua nën emrin e një bashkie tjetër."


def page(client, term, query=""):
    return read(client, f"/en/corrections/{term.slug}/{query}")


def retract(story, at=BEGIN + 90 * DAY):
    actions.retract(report=story.report, by=story.admin, at=at, reason_sq=REASON)


def test_without_corrections_the_page_says_so(client):
    story = Story().published()
    sentence = "Nothing that was published in this term has been corrected or retracted."
    assert sentence in page(client, story.contract.term).words


def test_a_correction_shows_the_old_and_the_new_figure_with_counts_and_cause(client):
    story = Story(("full", "partial", "partial", "none", "none")).published()
    story.corrected(("full", "full", "partial", "none", "unassessed"))

    found = page(client, story.contract.term)

    place = f"/en/municipalities/{story.municipality.slug}/{story.contract.term.slug}"
    assert f"{story.municipality.name_en}, {story.round.name_en}" in found.words
    assert "Corrected on 9 December 2026: revision 2." in found.words
    assert "Cause: A decision of the council had been missed." in found.words
    assert found.rows[1:] == [
        [
            "Old: revision 1 20 October 2026",
            "40 %, 5 of 5 assessed",
            "1 fully, 2 partially, 2 not addressed; 0 not assessed or not assessable",
            "15 September 2026, method 1",
        ],
        [
            "New: revision 2 9 December 2026",
            "4 of 5 assessed, range 50–70 %",
            "2 fully, 1 partially, 1 not addressed; 1 not assessed or not assessable",
            "15 September 2026, method 1",
        ],
    ]
    assert ("Old: revision 1", f"{place}/{story.round.slug}/") in found.links
    assert ("New: revision 2", f"{place}/{story.round.slug}/r2/") in found.links


def test_a_cause_without_translation_is_albanian_and_marked_as_such(client):
    story = Story().published()
    retract(story)
    content = client.get(f"/en/corrections/{story.contract.term.slug}/").content.decode()
    assert f'<span lang="sq">{REASON}</span>' in content


def test_a_retraction_gives_its_reason_and_no_figure(client):
    story = Story().published()
    retract(story)

    found = page(client, story.contract.term)

    assert "Revision 1 retracted on 19 December 2026." in found.words
    assert REASON in found.words
    assert "%" not in found.words
    assert found.rows == []


def test_a_correction_that_was_retracted_later_shows_no_figure_of_its_own(client):
    story = Story().published().corrected()
    retract(story)
    rows = page(client, story.contract.term).rows
    assert [row[1:3] for row in rows[1:]] == [
        ["40 %, 5 of 5 assessed", rows[1][2]],
        ["retracted", "–"],
    ]


def test_only_changes_of_the_term_are_listed_newest_first(client):
    term = factories.TermFactory()
    first, second = Story(term=term).published(), Story(term=term).published()
    other = Story().published()
    for number, story in enumerate((first, second, other)):
        story.corrected(at=BEGIN + (60 + 30 * number) * DAY)
    retract(first, at=BEGIN + 150 * DAY)

    words = page(client, term).words

    assert other.municipality.name_en not in words
    places = [
        words.index("Revision 2 retracted on 17 February 2027."),
        words.index("Corrected on 8 January 2027: revision 2."),
        words.index("Corrected on 9 December 2026: revision 2."),
    ]
    assert places == sorted(places)


def corrections(term, number):
    """Rows as publishing writes them."""
    for _ in range(number):
        old = factories.ScorecardFactory(contract__term=term)
        factories.ScorecardFactory(
            contract=old.contract, round=old.round, revision=2, supersedes=old, cause_sq=REASON,
            entry=factories.LedgerEntryFactory(kind="correct", rev=1),
        )  # fmt: skip


def test_long_lists_are_paged(client):
    term = factories.TermFactory()
    corrections(term, 21)
    assert "Page 1 of 2" in page(client, term).words
    assert ("Next page", "?page=2") in page(client, term).links
    second = page(client, term, "?page=2")
    assert "Page 2 of 2" in second.words
    assert ("Previous page", "?") in second.links
    assert len(second.rows) == 3


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "9" * 30, "%00"])
def test_a_page_that_does_not_exist_is_not_found(client, number):
    term = factories.TermFactory()
    read(client, f"/corrections/{term.slug}/?page={number}", status=404)


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_takes_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    term = factories.TermFactory()
    corrections(term, number)
    with django_assert_num_queries(5):  # version twice, terms, how many, the page
        assert len(page(client, term).rows) == 3 * number
