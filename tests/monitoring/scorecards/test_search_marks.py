"""Search by status, stage and round: marks beside the words, which follow from what stands."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from contracts.models import Commitment
from monitoring import actions, search_index
from monitoring.models import PublishedWords
from monitoring.models.published_words import marks
from municipalities.word_search import asked_for
from tests import factories
from tests.monitoring.scorecards.test_search import ask, found
from tests.stories import BEGIN, DAY, Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

migration = importlib.import_module("monitoring.migrations.0011_published_words_carry_marks")


@pytest.fixture
def story():
    return Story(statuses=("full", "partial", "none", "none", "none")).published()


def references(story, *places) -> list[str]:
    return [story.commitments[place].reference for place in places]


def test_a_correction_moves_a_hit_from_one_status_to_the_other(client, story):
    assert found(ask(client, "premtimi", status="full")) == references(story, 0)
    assert found(ask(client, "premtimi", status="partial")) == references(story, 1)
    story.corrected(statuses=("partial", "partial", "none", "none", "full"))
    assert found(ask(client, "premtimi", status="full")) == references(story, 4)
    assert found(ask(client, "premtimi", status="partial")) == references(story, 0, 1)
    assert found(ask(client, status="full", round=story.round.slug)) == references(story, 4)
    assert found(ask(client, stage="in_use")) == references(story, 4)
    assert found(ask(client, stage="in_use", status="full")) == references(story, 4)
    assert found(ask(client, stage="in_use", status="partial")) == []


def test_a_retraction_takes_hits_out_of_every_filter(client, story):
    filters = ({"status": "full"}, {"stage": "in_use"}, {"round": story.round.slug})
    assert [found(ask(client, **each)) for each in filters] == [
        references(story, 0), references(story, 0), references(story, 0, 1, 2, 3, 4)
    ]  # fmt: skip
    _retract(story)
    assert [found(ask(client, **each)) for each in filters] == [[], [], []]


def test_a_retracted_round_leaves_the_status_of_the_round_before(client, story):
    story.next_round(("none", "none", "none", "none", "full"))
    assert found(ask(client, "premtimi", status="full")) == references(story, 4)
    _retract(story)
    assert found(ask(client, "premtimi", status="full")) == references(story, 0)


def test_a_filter_is_no_word_that_can_be_typed(client, story):
    assert found(ask(client, "premtimi+status")) == []
    for mark in marks(status="full"):
        assert found(ask(client, mark.strip("·"))) == found(ask(client, mark)) == []


def test_a_wording_amended_after_publication_is_found_with_the_status_that_stands(client, story):
    amended = story.commitments[1]
    amended.title_sq = "Stadiumi i ri"
    amended.save()
    assert found(ask(client, "stadiumi", status="partial")) == [amended.reference]
    assert found(ask(client, "stadiumi", status="full")) == []


def test_rounds_whose_addresses_are_alike_are_told_apart(client, contract):
    commitment = factories.CommitmentFactory(contract=contract)
    for slug in ("viti-1", "viti_1", "Viti-1", "viti-1-2"):
        round = factories.RoundFactory(term=contract.term, slug=slug)
        card = factories.ScorecardFactory(contract=contract, round=round)
        status = "full" if slug == "Viti-1" else "none"
        factories.ScorecardLineFactory(
            scorecard=card, commitment=commitment, status=status, stage=""
        )
    search_index.remake(contract)
    slugs = ("viti-1", "viti_1", "Viti-1", "viti-1-2", "viti")
    there = [bool(found(ask(client, status="full", round=slug))) for slug in slugs]
    assert there == [False, False, True, False, False]


def test_the_migration_marks_as_publishing_does(story):
    story.next_round(("none", "none", "none", "none", "full"))
    written = _stored()
    for row in PublishedWords.objects.all():
        row.words = " ".join(word for word in row.words.split() if not word.startswith("·"))
        row.save()
    assert _stored() != written
    migration.mark_what_stands(apps, connection)
    assert _stored() == written
    migration.mark_what_stands(apps, connection)
    assert _stored() == written


@pytest.mark.parametrize(
    "typed",
    [
        "rruga", "rru", "re", "12", "rruga e re", "ujesjelles asfalti shkolla ndricim rruga re 12",
        "ujesjelles asfalti shkolla ndricim rruga re 13", "1", "ujesjellesit",
        "ujesjelles asfalti shkolla ndricim rrugat",
    ],
)  # fmt: skip
def test_the_index_and_the_texts_say_the_same(contract, typed):
    for title in (
        "Rruga e re, 12 km", "Rrugë", "Ujësjellës, asfalti, shkolla, ndriçim: rruga e re, 12 orë",
        "Ndriçim", "Asfaltimi i rrugës", "Tregu 123", "Shkolla e re",
    ):  # fmt: skip
        factories.CommitmentFactory(contract=contract, title_sq=title, title_en="")
    asked = asked_for(typed)
    by_index, by_reading = (
        sorted(Commitment.objects.filter(**{f"search_text__{how}": asked}).values_list("title_sq"))
        for how in ("has_words", "spells_words")
    )
    by_hand = sorted(
        (each.title_sq,)
        for each in Commitment.objects.all()
        if all(_is_there(word, each.search_text.split()) for word in asked)
    )
    assert by_index == by_reading == by_hand


def _is_there(word: str, text: list[str]) -> bool:
    if len(word) < 3 or word.isdigit():
        return word in text
    return any(other.startswith(word) for other in text)


def _retract(story):
    actions.retract(
        report=story.report, by=story.admin, reason_sq="U botua për bashkinë e gabuar, gabim.",
        at=BEGIN + 400 * DAY,
    )  # fmt: skip


def _stored() -> dict[int, str]:
    return dict(PublishedWords.objects.values_list("pk", "words"))
