"""Every state of METHOD §4 and §5 has its own sentence; a percentage only where the rule allows."""

from fractions import Fraction

import pytest
from django.utils import translation

from contracts.models import SocialContract
from monitoring.scorecards import headline
from monitoring.scorecards.headline import State
from monitoring.scoring import Counts
from tests.factories import ScorecardFactory

LIST = SocialContract.ListStatus


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def contract(list_status=LIST.COMPLETE):
    return SocialContract(list_status=list_status)


SENTENCES = [
    (
        lambda: headline.without_scorecard(None, 0),
        State.NO_CONTRACT,
        "No Social Contract is recorded for this municipality in this term.",
    ),
    (
        lambda: headline.without_scorecard(contract(LIST.UNPUBLISHED), 0),
        State.LIST_UNPUBLISHED,
        "A Social Contract was signed, but its list of commitments is not published here yet.",
    ),
    (
        lambda: headline.without_scorecard(contract(LIST.INCOMPLETE), 3),
        State.NOT_BEGUN_LIST_INCOMPLETE,
        "3 commitments of this Social Contract are known here; the list is incomplete and its"
        " assessment has not begun.",
    ),
    (
        lambda: headline.without_scorecard(contract(LIST.INCOMPLETE), 3, is_over=True),
        State.NOT_HERE_LIST_INCOMPLETE,
        "3 commitments of this Social Contract are known here; the list is incomplete and no"
        " assessment of it is published here.",
    ),
    (
        lambda: headline.without_scorecard(contract(), 11),
        State.NOT_BEGUN,
        "This Social Contract has 11 commitments. Their assessment has not begun.",
    ),
    (
        lambda: headline.without_scorecard(contract(), 11, is_over=True),
        State.NOT_HERE,
        "This Social Contract had 11 commitments. No assessment of them is published here.",
    ),
    (
        lambda: headline.without_scorecard(contract(), 11, retracted=True),
        State.RETRACTED,
        "What was published about this term was retracted; at present no result stands.",
    ),
    (
        lambda: headline.of_counts(Counts(0, 0, 0, 9, 2)),
        State.NONE_ASSESSED,
        "None of the 11 commitments was assessed in this round. That is not 0\u00a0%: the result"
        " may still be anything from 0\u00a0% to 100\u00a0%.",
    ),
    (
        lambda: headline.of_counts(Counts(2, 3, 1, 5, 0)),
        State.FEW_ASSESSED,
        "6 of 11 commitments were assessed, too few for one percentage. Depending on the others,"
        " the result lies in the range of 32–77\u00a0%.",
    ),
    (
        lambda: headline.of_counts(Counts(1, 3, 0, 0, 0)),
        State.FEW_COMMITMENTS,
        "4 of 4 commitments were assessed. With fewer than five, one commitment would swing a"
        " percentage too far, so only the range is given. As all were assessed, its two ends are"
        " the same: 63–63\u00a0%.",
    ),
    (
        lambda: headline.of_counts(Counts(0, 0, 11, 0, 0)),
        State.ZERO,
        "None of the 11 assessed commitments is addressed, not even in part. This zero is a"
        " finding.",
    ),
    (
        lambda: headline.of_counts(Counts(3, 5, 1, 2, 0)),
        State.RESULT,
        "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not.",
    ),
    (
        lambda: headline.of_counts(Counts(0, 0, 0, 0, 0), excluded=4),
        State.ALL_EXCLUDED,
        "All 4 commitments were left out as obsolete; nothing remains to be counted.",
    ),
    (
        lambda: headline.of_counts(Counts(0, 0, 0, 0, 0)),
        State.NOTHING_LISTED,
        "This scorecard lists no commitment, so there is nothing to count.",
    ),
]


@pytest.mark.parametrize(("made", "state", "sentence"), SENTENCES, ids=[s[1] for s in SENTENCES])
def test_a_state_says_its_sentence(made, state, sentence):
    found = made()

    assert (found.state, found.sentence) == (state, sentence)


def test_what_others_published_is_called_so_and_gets_no_percentage():
    published = ScorecardFactory.build(
        contract=None, municipality=None, round=None, monitoring=None, reviewing=None,
        entry=None, evidence_until=None, method_version="0", source="Raporti i parë",
        full=0, partial=3, none=2, unassessed=0,
    )  # fmt: skip

    found = headline.of_scorecard(published)

    assert (found.state, found.figure) == (State.AS_PUBLISHED, None)
    assert found.sentence == (
        "Of 5 commitments, 0 were rated as fully addressed, 3 partially, 2 not: the figures as"
        " published, before this portal existed."
    )
    assert "%" not in found.sentence + found.brief


def test_no_two_states_share_a_sentence():
    sentences = [made().sentence for made, _state, _sentence in SENTENCES]

    assert len(set(sentences)) == len(SENTENCES)
    assert {state for _made, state, _sentence in SENTENCES} | {State.AS_PUBLISHED} == set(State)


def test_only_a_result_and_a_real_zero_have_a_figure():
    figures = {made().state: made().figure for made, _state, _sentence in SENTENCES}

    assert {state for state, figure in figures.items() if figure is not None} == {
        State.RESULT,
        State.ZERO,
    }
    assert figures[State.RESULT] == Fraction(11, 18)
    assert figures[State.ZERO] == 0


@pytest.mark.parametrize(
    ("counts", "excluded", "much"),
    [
        (Counts(5, 4, 0, 0, 0), 1, False),  # exactly a tenth
        (Counts(5, 3, 0, 0, 0), 1, True),
        (Counts(9, 9, 0, 0, 0), 2, False),
        (Counts(9, 8, 0, 0, 0), 2, True),
        (Counts(0, 0, 0, 0, 0), 0, False),
        (Counts(0, 0, 0, 0, 0), 1, True),
    ],
)
def test_more_than_a_tenth_left_out_is_much(counts, excluded, much):
    assert headline.is_much_excluded(counts, excluded) is much
