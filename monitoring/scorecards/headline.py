"""Which sentence a state gets: every case of METHOD §4 and §5 has one of its own.

Pure: counts and words go in, a `Headline` comes out. A percentage stands in it only where the
headline rule allows one, and never for what nobody assessed or for what others published.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import SocialContract
from monitoring import scoring
from monitoring.scorecards.printed import printed_once
from monitoring.templatetags.figures import percent, range_of

# More than one excluded commitment in ten is said loudly (METHOD §5).
EXCLUDED_WARNING = Fraction(10, 100)


class State(StrEnum):
    """What a page can truthfully say about one municipality in one term or round."""

    NO_CONTRACT = "no-contract"
    LIST_UNPUBLISHED = "list-unpublished"
    RETRACTED = "retracted"
    NOT_BEGUN = "not-begun"
    NOT_BEGUN_LIST_INCOMPLETE = "not-begun-list-incomplete"
    NOT_HERE = "not-here"
    NOT_HERE_LIST_INCOMPLETE = "not-here-list-incomplete"
    AS_PUBLISHED = "as-published"
    ALL_EXCLUDED = "all-excluded"
    NOTHING_LISTED = "nothing-listed"
    NONE_ASSESSED = "none-assessed"
    FEW_ASSESSED = "few-assessed"
    FEW_COMMITMENTS = "few-commitments"
    ZERO = "zero"
    RESULT = "result"


@dataclass(frozen=True)
class Headline:
    """``figure`` is the one percentage that may stand alone, or None; ``brief`` fits a list."""

    state: State
    sentence: str
    brief: str
    figure: Fraction | None = None


def of_scorecard(scorecard) -> Headline:
    """The headline of what was published, from its counts alone (METHOD §4)."""
    if scorecard.is_as_published:
        return _as_published(scorecard.counts)
    return of_counts(scorecard.counts, excluded=scorecard.excluded)


def of_counts(counts: scoring.Counts, *, excluded: int = 0) -> Headline:
    return _of_counts(counts, excluded)


@printed_once
def _of_counts(counts: scoring.Counts, excluded: int) -> Headline:
    score = scoring.score(counts)
    if not counts.total:
        return _nothing_counted(excluded)
    if not counts.assessed:
        return _none_assessed(counts)
    if score.has_headline:
        return _result(score)
    if score.coverage < scoring.HEADLINE_COVERAGE:
        return _few_assessed(score)
    return _few_commitments(score)


def without_scorecard(
    contract: SocialContract | None,
    commitments: int,
    *,
    retracted: bool = False,
    is_over: bool = False,
) -> Headline:
    """No result stands: why, each cause in a sentence of its own (METHOD §4).

    ``commitments`` are the top-level ones listed; ``retracted``: what was published of this
    term was retracted; ``is_over``: the term has ended, so "not begun" could be untrue.
    """
    if retracted:
        return Headline(
            State.RETRACTED,
            _("What was published about this term was retracted; at present no result stands."),
            _("result retracted"),
        )
    if contract is None:
        return Headline(
            State.NO_CONTRACT,
            _("No Social Contract is recorded for this municipality in this term."),
            _("no Social Contract recorded"),
        )
    unpublished = SocialContract.ListStatus.UNPUBLISHED
    if contract.list_status == unpublished or not commitments:
        return Headline(
            State.LIST_UNPUBLISHED,
            _(
                "A Social Contract was signed, but its list of commitments is not published"
                " here yet."
            ),
            _("list of commitments not published here"),
        )
    is_complete = contract.list_status == SocialContract.ListStatus.COMPLETE
    return (_not_here if is_over else _not_begun)(commitments, is_complete)


def _not_begun(commitments: int, is_complete: bool) -> Headline:
    if is_complete:
        sentence = ngettext(
            "This Social Contract has %(n)s commitment. Its assessment has not begun.",
            "This Social Contract has %(n)s commitments. Their assessment has not begun.",
            commitments,
        )
        return Headline(State.NOT_BEGUN, sentence % {"n": commitments}, _("assessment not begun"))
    sentence = ngettext(
        "%(n)s commitment of this Social Contract is known here; the list is incomplete and its"
        " assessment has not begun.",
        "%(n)s commitments of this Social Contract are known here; the list is incomplete and"
        " its assessment has not begun.",
        commitments,
    )
    return Headline(
        State.NOT_BEGUN_LIST_INCOMPLETE,
        sentence % {"n": commitments},
        _("list incomplete, assessment not begun"),
    )


def _not_here(commitments: int, is_complete: bool) -> Headline:
    if is_complete:
        sentence = ngettext(
            "This Social Contract had %(n)s commitment. No assessment of it is published here.",
            "This Social Contract had %(n)s commitments. No assessment of them is published here.",
            commitments,
        )
        return Headline(
            State.NOT_HERE, sentence % {"n": commitments}, _("no assessment published here")
        )
    sentence = ngettext(
        "%(n)s commitment of this Social Contract is known here; the list is incomplete and no"
        " assessment of it is published here.",
        "%(n)s commitments of this Social Contract are known here; the list is incomplete and no"
        " assessment of it is published here.",
        commitments,
    )
    return Headline(
        State.NOT_HERE_LIST_INCOMPLETE,
        sentence % {"n": commitments},
        _("list incomplete, no assessment published here"),
    )


def is_much_excluded(counts: scoring.Counts, excluded: int) -> bool:
    """Whether more than a tenth of the contract was left out as obsolete (METHOD §5)."""
    everything = counts.total + excluded
    return bool(everything) and Fraction(excluded, everything) > EXCLUDED_WARNING


def k_of_n(counts: scoring.Counts) -> str:
    return _("%(k)s of %(n)s assessed") % {"k": counts.assessed, "n": counts.total}


def _result(score: scoring.Score) -> Headline:
    counts = score.counts
    if score.fulfilment == 0:
        return Headline(
            State.ZERO,
            _(
                "None of the %(k)s assessed commitments is addressed, not even in part. This zero"
                " is a finding."
            )
            % {"k": counts.assessed},
            k_of_n(counts),
            score.fulfilment,
        )
    return Headline(
        State.RESULT,
        _(
            "Of %(k)s assessed commitments, %(full)s are fully addressed, %(partial)s partially,"
            " %(none)s not."
        )
        % {
            "k": counts.assessed,
            "full": counts.full,
            "partial": counts.partial,
            "none": counts.none,
        },
        k_of_n(counts),
        score.fulfilment,
    )


def _few_assessed(score: scoring.Score) -> Headline:
    counts = score.counts
    return Headline(
        State.FEW_ASSESSED,
        _(
            "%(k)s of %(n)s commitments were assessed, too few for one percentage. Depending on"
            " the others, the result lies in the range of %(range)s."
        )
        % {"k": counts.assessed, "n": counts.total, "range": range_of(score)},
        _("%(k)s of %(n)s assessed, range %(range)s")
        % {"k": counts.assessed, "n": counts.total, "range": range_of(score)},
    )


def _few_commitments(score: scoring.Score) -> Headline:
    """A percentage alone would be the headline that the rule forbids, also where the two ends of
    the range are one (METHOD §4, last row of the test table): the sentence says why they are."""
    counts = score.counts
    sentence = _(
        "%(k)s of %(n)s commitments were assessed. With fewer than five, one commitment would"
        " swing a percentage too far, so only the range is given: %(range)s."
    )
    if counts.assessed == counts.total:
        sentence = _(
            "%(k)s of %(n)s commitments were assessed. With fewer than five, one commitment would"
            " swing a percentage too far, so only the range is given. As all were assessed, its"
            " two ends are the same: %(range)s."
        )
    return Headline(
        State.FEW_COMMITMENTS,
        sentence % {"k": counts.assessed, "n": counts.total, "range": range_of(score)},
        _("%(k)s of %(n)s assessed, range %(range)s")
        % {"k": counts.assessed, "n": counts.total, "range": range_of(score)},
    )


def _none_assessed(counts: scoring.Counts) -> Headline:
    return Headline(
        State.NONE_ASSESSED,
        ngettext(
            "The one commitment was not assessed in this round. That is not %(zero)s: nobody"
            " knows yet.",
            "None of the %(n)s commitments was assessed in this round. That is not %(zero)s:"
            " the result may still be anything from %(zero)s to %(all)s.",
            counts.total,
        )
        % {"n": counts.total, "zero": percent(Fraction(0)), "all": percent(Fraction(1))},
        k_of_n(counts),
    )


def _nothing_counted(excluded: int) -> Headline:
    if excluded:
        return Headline(
            State.ALL_EXCLUDED,
            ngettext(
                "The only commitment was left out as obsolete; nothing remains to be counted.",
                "All %(n)s commitments were left out as obsolete; nothing remains to be counted.",
                excluded,
            )
            % {"n": excluded},
            _("all left out as obsolete"),
        )
    return Headline(
        State.NOTHING_LISTED,
        _("This scorecard lists no commitment, so there is nothing to count."),
        _("no commitment listed"),
    )


@printed_once
def _as_published(counts: scoring.Counts) -> Headline:
    return Headline(
        State.AS_PUBLISHED,
        _(
            "Of %(n)s commitments, %(full)s were rated as fully addressed, %(partial)s partially,"
            " %(none)s not: the figures as published, before this portal existed."
        )
        % {
            "n": counts.total,
            "full": counts.full,
            "partial": counts.partial,
            "none": counts.none,
        },
        _("as published: %(full)s fully, %(partial)s partially, %(none)s not")
        % {"full": counts.full, "partial": counts.partial, "none": counts.none},
    )
