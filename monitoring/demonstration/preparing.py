"""Contracts prepared and checked: a draft where there is none yet, checks of a signed one."""

import datetime
from collections.abc import Sequence

from contracts import actions
from contracts.models import Commitment, ContractDraft, Sector, Term
from contracts.models.drafts import Testable
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.stage import Place, code_of, place_letter
from monitoring.demonstration.wording import Two, commitments, one

LINES = 5
INDICATOR = Two("tregues i trilluar, numri i përfunduar", "invented indicator, how many are done")


def prepare_and_check(
    places: Sequence[Place], cast: Cast, term: Term, at: datetime.datetime
) -> None:
    """The first contract with a list is checked; the first municipality without one has a draft."""
    if listed := next((place for place in places if place.wordings), None):
        check(listed, cast, at)
    if without := next((place for place in places if place.contract is None), None):
        prepare(without, cast, term, at)


def check(place: Place, cast: Cast, at: datetime.datetime) -> None:
    """Every commitment and point; each third names no date."""
    for position, commitment in enumerate(place.contract.commitments.leaves().in_order()):
        actions.check_testability(
            commitment=commitment, by=cast.author(place.number), at=at, **_answers(position)
        )


def prepare(place: Place, cast: Cast, term: Term, at: datetime.datetime) -> ContractDraft:
    """A few commitments, of which somebody has checked all but the last."""
    author, sectors = cast.author(place.number), {each.slug: each for each in Sector.objects.all()}
    draft = actions.prepare_contract(
        municipality=place.municipality, term=term, by=author, code=code_of(place.municipality),
        at=at,
    )  # fmt: skip
    for position, words in enumerate(commitments()[:LINES]):
        letter = place_letter(position)
        title = words.title.marked(place=letter)
        text = words.text.marked(place=letter) if words.text.sq else Two("")
        checked = _answers(position) if position < LINES - 1 else _nothing()
        said = {
            "number": str(position + 1), "sector": sectors[words.sector], "pillar": "",
            "kind": words.kind, "places": words.places.format(place=letter),
            "competence": words.competence or Commitment.Competence.UNRECORDED, "due_on": "",
            "citizens_priority": position + 1 if position < 3 else None,
        }  # fmt: skip
        words_in_both = title.columns("title") | text.columns("text")
        actions.save_line(draft=draft, by=author, said=said | words_in_both | checked)
    return draft


def _answers(position: int) -> dict:
    answers = dict.fromkeys(Testable.QUESTIONS, True) | {"has_date": position % 3 != 2}
    return answers | {"indicator_sq": one(INDICATOR.sq), "indicator_en": INDICATOR.marked().en}


def _nothing() -> dict:
    return dict.fromkeys(Testable.QUESTIONS) | {"indicator_sq": "", "indicator_en": ""}
