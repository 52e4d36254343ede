"""Search by status, stage and round: marks beside the words, which follow from what stands."""

import importlib
import json

import pytest
from django.apps import apps
from django.db import connection

from contracts.models import Commitment
from monitoring import actions, publishing, search_index
from monitoring.models import LedgerEntry, PublishedWords, Scorecard
from monitoring.models.published_words import marks
from municipalities.word_search import asked_for, with_words
from tests import factories
from tests.monitoring.scorecards.test_search import ask, found
from tests.stories import BEGIN, DAY, Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

migration = importlib.import_module("monitoring.migrations.0011_published_words_carry_marks")

SAID = (*search_index.OF_A_LINE, "status", "stage")


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


def test_publishing_leaves_what_making_all_words_again_would_leave(story):
    """After rounds, corrections that take words out and a retraction, nothing more or less."""
    first = story.commitments[0].pk
    _stands_as_made_again(story)
    story.next_round_invited(("none", "none", "none", "none", "full"))
    _stands_as_made_again(story)
    story.publish(at=BEGIN + 395 * DAY)
    _stands_as_made_again(story)
    _publish_again(story, first, "Vetëm këtu kanarina.")
    assert "kanarina" in _stored()[first].split()
    _stands_as_made_again(story)
    _publish_again(story, first, "Tjetër.")
    assert "kanarina" not in _stored()[first].split()
    _stands_as_made_again(story)
    at = LedgerEntry.objects.head().at + DAY
    publishing.publish_retraction(story.scorecard, reason_sq="Gabim.", reason_en="", at=at)
    _stands_as_made_again(story)


def test_a_word_that_another_round_says_outlives_its_correction(client, contract):
    commitment = factories.CommitmentFactory(contract=contract)
    first, second = (factories.RoundFactory(term=contract.term) for _ in range(2))
    for round in (first, second):
        search_index.follow(_card(commitment, round, rationale_sq="Te plazhi, pa ndriçim."))
    _correct(commitment, second, rationale_sq="Te stadiumi.")
    assert found(ask(client, "plazhi")) == [commitment.reference]
    _correct(commitment, first, rationale_sq="Te plazhi.")
    assert found(ask(client, "ndriçim")) == []
    assert found(ask(client, "plazhi stadiumi")) == [commitment.reference]


def test_a_commitment_that_a_correction_leaves_out_is_found_no_longer(client, contract):
    left_out, stays = factories.CommitmentFactory.create_batch(2, contract=contract)
    card = _card(left_out, factories.RoundFactory(term=contract.term), rationale_sq="Plazhi.")
    factories.ScorecardLineFactory(scorecard=card, commitment=stays, rationale_sq="Plazhi.")
    search_index.follow(card)
    assert len(found(ask(client, "plazhi"))) == 2
    _correct(stays, card.round, rationale_sq="Plazhi.")
    assert found(ask(client, "plazhi")) == [stays.reference]
    assert [*_stored()] == [stays.pk]


def test_a_correction_writes_only_the_commitments_of_which_it_says_something_new(contract):
    same, other = factories.CommitmentFactory.create_batch(2, contract=contract)
    card = _card(same, factories.RoundFactory(term=contract.term))
    factories.ScorecardLineFactory(scorecard=card, commitment=other, status="full")
    search_index.follow(card)
    PublishedWords.objects.update(words="nga-dikush-tjeter")
    second = _revision(card)
    line = {name: getattr(card.lines.get(commitment=same), name) for name in SAID}
    factories.ScorecardLineFactory(scorecard=second, commitment=same, **line)
    factories.ScorecardLineFactory(scorecard=second, commitment=other, status="partial")
    search_index.follow(second)
    untouched = {pk for pk, words in _stored().items() if words == "nga-dikush-tjeter"}
    assert untouched == {same.pk}


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
        "ujesjelles asfalti shkolla ndricim rrugat", "ujesjell", "ujesjelle", "ujesjellep",
        "123", "123a", "123ab", "12345678", "12345678a", "123456789", "123456789b", "00", "0",
        "shkolla ujesjellesit",
    ],
)  # fmt: skip
def test_the_index_and_the_texts_say_the_same(contract, typed):
    for title in (
        "Rruga e re, 12 km", "Rrugë", "Ujësjellës, asfalti, shkolla, ndriçim: rruga e re, 12 orë",
        "Ndriçim", "Asfaltimi i rrugës", "Tregu 123", "Shkolla e re", "Tregu 123ab", "00 12345678",
        "12345678abc", "123456789", "123456789bc", "Ujësjellësit e shkollave",
    ):  # fmt: skip
        factories.CommitmentFactory(contract=contract, title_sq=title, title_en="")
    asked = asked_for(typed)
    by_index, by_reading = (
        sorted(Commitment.objects.filter(**{f"search_text__{how}": asked}).values_list("title_sq"))
        for how in ("has_words", "spells_words")
    )
    by_hand = sorted(
        (each.title_sq,) for each in Commitment.objects.all() if _all_there(asked, each)
    )
    assert by_index == by_reading == by_hand
    _published_as_worded()
    every = Commitment.objects.order_by("pk")
    all_of = [each.pk for each in every if _all_there(asked, each)]
    for text in ("search_text", "published_words__words"):
        in_order = with_words(Commitment.objects.all(), text, asked)
        assert [each.pk for each in in_order] == all_of, text
    some_of = [each.pk for each in every if any(_all_there([word], each) for word in asked)]
    found_by_any = Commitment.objects.filter(search_text__has_any_word=asked)
    assert sorted(found_by_any.values_list("pk", flat=True)) == some_of


def _published_as_worded():
    PublishedWords.objects.bulk_create(
        PublishedWords(commitment=each, words=each.search_text) for each in Commitment.objects.all()
    )


def _all_there(asked, commitment) -> bool:
    return all(_is_there(word, commitment.search_text.split()) for word in asked)


def _is_there(word: str, text: list[str]) -> bool:
    if len(word) < 3 or word.isdigit():
        return word in text
    return any(other.startswith(word) for other in text)


def _retract(story):
    actions.retract(
        report=story.report, by=story.admin, reason_sq="U botua për bashkinë e gabuar, gabim.",
        at=BEGIN + 400 * DAY,
    )  # fmt: skip


def _stands_as_made_again(story):
    written = _stored()
    search_index.remake(story.contract)
    assert _stored() == written


def _publish_again(story, commitment, sentence):
    """A correction of the newest result in this sentence alone."""
    at = LedgerEntry.objects.head().at + DAY
    payload = json.loads(story.scorecard.entry.payload)
    reference = Commitment.objects.get(pk=commitment).reference
    line = next(line for line in payload["lines"] if line["reference"] == reference)
    line["rationale"]["sq"] = sentence
    payload |= {"rev": payload["rev"] + 1, "cause": {"sq": "Gabim i yni.", "en": ""}}
    story.scorecard = publishing.publish_payload(
        payload, contract=story.contract, round=story.round, supersedes=story.scorecard,
        monitoring=story.home, reviewing=story.peer, at=at,
    )  # fmt: skip


def _card(commitment, round, **line):
    card = factories.ScorecardFactory(contract=commitment.contract, round=round)
    factories.ScorecardLineFactory(scorecard=card, commitment=commitment, **line)
    return card


def _revision(card):
    return factories.ScorecardFactory(
        contract=card.contract, round=card.round, supersedes=card, revision=card.revision + 1,
        cause_sq="Një vendim nuk ishte parë.",
    )  # fmt: skip


def _correct(commitment, round, **line):
    card = _revision(Scorecard.objects.standing().get(round=round))
    factories.ScorecardLineFactory(scorecard=card, commitment=commitment, **line)
    search_index.follow(card)


def _stored() -> dict[int, str]:
    return dict(PublishedWords.objects.values_list("pk", "words"))
