"""What an entry of a feed tells: figures with fractions, causes, nothing that was taken back."""

import datetime

import pytest
from time_machine import travel

from monitoring import actions
from tests import factories
from tests.monitoring.scorecards.atom import entries
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 12, 31, 11, tzinfo=datetime.UTC)
REASON = "U botua nën emrin e një bashkie tjetër."
FIRST = (
    "<p>Of 5 assessed commitments, 1 are fully addressed, 2 partially, 2 not. Fulfilment 40\u00a0% "
    "(2 of 5). Read strictly 20\u00a0% (1 of 5), at least partly 60\u00a0% (3 of 5). Coverage "
    "100\u00a0% (5 of 5). Evidence until 15 September 2026, method 1.</p>"
)


@pytest.fixture(autouse=True)
def one_moment(settings):
    settings.DEMO = False
    settings.PUBLIC_ORIGIN = "https://pop.example"
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027", begins=datetime.date(2023, 6, 1))


def a_story(term, **more):
    return Story(term=term, **more).published()


def retract(story):
    actions.retract(report=story.report, by=story.admin, reason_sq=REASON, at=BEGIN + 90 * DAY)


def test_a_result_is_told_with_every_percentage_beside_its_fraction(client, term):
    story = a_story(term)
    entry = entries(client)[0]
    place, round_ = story.municipality.name_en, story.round.name_en
    assert entry.title == f"{place}, {round_}: new result"
    assert entry.words == FIRST
    assert (entry.published, entry.updated) == ("2026-10-20T09:00:00+00:00",) * 2
    assert entry.link == (
        f"https://pop.example/en/municipalities/{story.municipality.slug}/2023-2027/"
        f"{story.round.slug}/"
    )


def test_a_correction_is_told_with_its_cause_and_both_figures(client, term):
    story = a_story(term).corrected(("full", "full", "partial", "none", "none"))
    correction, first = entries(client)
    assert correction.title.endswith(": corrected result")
    assert correction.words.startswith("<p>Cause: A decision of the council had been missed.</p>")
    assert "Now: Of 5 assessed commitments, 2 are fully" in correction.words
    assert "Before: " + FIRST.removeprefix("<p>") in correction.words
    assert correction.link.endswith(f"/{story.round.slug}/r2/")
    assert first.title.endswith(": new result (corrected since)")
    assert first.words == (
        FIRST + " <p>Corrected on 9 December 2026 by revision 2. Cause: A decision of the council "
        "had been missed.</p>"
    )
    assert (first.published, first.updated) == (
        "2026-10-20T09:00:00+00:00", "2026-12-09T09:00:00+00:00",
    )  # fmt: skip


def test_a_retracted_result_shows_no_figure_anywhere(client, term):
    story = a_story(term)
    factories.ScorecardReplyFactory(scorecard=story.scorecard, text="KANARINË")
    retract(story)
    found = entries(client)
    told = (
        "<p>This result was retracted on 19 December 2026. Its figures no longer count and are "
        f'not shown.</p> <p>Reason: <span lang="sq">{REASON}</span></p>'
    )
    assert [(entry.categories[0], entry.words) for entry in found] == [
        ("retract", told), ("reply", told), ("publish", told),
    ]  # fmt: skip
    assert found[2].title.endswith(": new result (retracted since)")
    assert found[2].updated == "2026-12-19T09:00:00+00:00"


def test_the_figures_of_a_retracted_revision_do_not_stand_in_its_correction(client, term):
    story = a_story(term)
    first = story.scorecard
    story.corrected()
    factories.RetractionFactory(scorecard=first)
    correction = next(entry for entry in entries(client) if entry.categories == ["correct"])
    assert "Before:" not in correction.words
    assert "Now:" in correction.words


def test_a_reply_is_told_in_full_with_the_answer(client, term):
    story = a_story(term)
    line = story.scorecard.lines.first()
    factories.ScorecardReplyFactory(
        scorecard=story.scorecard, line=line, text="Rruga u hap.\n\nFaleminderit.",
        answer_en="Thank you.", answer_sq="Faleminderit.",
    )  # fmt: skip
    entry = entries(client)[0]
    assert entry.title.endswith(": reply of the municipality")
    assert entry.words == (
        f"<p>In the name of the mayor, about “{line.title_en}”:</p> "
        '<blockquote lang="sq"><p>Rruga u hap.</p> <p>Faleminderit.</p></blockquote> '
        "<p>Answer of the reviewer: Thank you.</p>"
    )


def test_a_result_of_before_the_portal_has_no_percentage_of_ours(client, term):
    factories.ScorecardFactory(
        contract__term=term, method_version="0", evidence_until=None, reviewing=None,
        source="Raporti i vitit të parë", monitoring__name_en="Trial organisation",
    )  # fmt: skip
    entry = entries(client)[0]
    assert entry.title.endswith(": result published before this portal")
    assert "%" not in entry.words
    assert entry.words.endswith("Published by Trial organisation: Raporti i vitit të parë</p>")


def test_nobody_assessed_is_not_told_as_a_zero(client, term):
    factories.ScorecardFactory(contract__term=term, full=0, partial=0, none=0, unassessed=11)
    words = entries(client)[0].words
    assert "Fulfilment" not in words
    assert words.startswith("<p>None of the 11 commitments was assessed in this round.")


def test_markup_in_words_is_shown_and_control_characters_are_left_out(client, term):
    """QUALITY S-44; XML cannot hold a control character at all."""
    story = a_story(term)
    factories.ScorecardReplyFactory(
        scorecard=story.scorecard, text="<script>x</script>{{ 7|add:7 }}\x0b\x1f\ufffe",
    )  # fmt: skip
    assert "<p>&lt;script&gt;x&lt;/script&gt;{{ 7|add:7 }}</p>" in entries(client)[0].words
