"""What a search finds commitments by: the words of standing scorecards (`PublishedWords`).

Called by publishing alone, in its transaction: what is not published cannot be found. Besides the
words, a row has marks of what stands: status and stage (METHOD §2) of each round and the newest.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from contracts.models import SocialContract
from monitoring.models.published_words import PublishedWords, marks
from monitoring.models.showcase import Scorecard, ScorecardLine
from municipalities.albanian import words
from municipalities.word_search import is_mark

OF_A_LINE = (
    "title_sq", "title_en", "text_sq", "text_en", "places", "rationale_sq", "rationale_en",
    "reason_sq", "reason_en", "exclusion_sq", "exclusion_en",
)  # fmt: skip
OF_EVIDENCE = ("title", "publisher", "place", "shows")


class Said(NamedTuple):
    """What one scorecard says of a commitment, as far as a search can find it."""

    words: frozenset[str]
    status: str
    stage: str


NOTHING = Said(frozenset(), "", "")


def follow(scorecard: Scorecard) -> None:
    """Let the words of this new scorecard be found, and no longer those that it supersedes.

    Written are the commitments of which it says anything new. All rounds are read again only of
    those that lost a word, which another round may have said as well.
    """
    lines = ScorecardLine.objects.filter(scorecard__retraction=None)
    superseded = [scorecard.supersedes_id] if scorecard.supersedes_id else []
    said = _said_by(lines.filter(scorecard__in=superseded))
    says = _said_by(lines.filter(scorecard=scorecard))
    changed = {each for each in {*said, *says} if said.get(each) != says.get(each)}
    lost = {each for each in changed & {*said} if said[each].words - says.get(each, NOTHING).words}
    found = {each: set(says[each].words) for each in changed - lost}
    for commitment, known in PublishedWords.objects.filter(commitment__in=found).values_list():
        found[commitment] |= {word for word in known.split() if not is_mark(word)}
    _write(found | _in_all_rounds(lost))


def remake(contract: SocialContract) -> None:
    """The words of all standing scorecards of a contract; those of others are forgotten."""
    _write(_in_all_rounds(contract.commitments.values_list("pk", flat=True)))


def text_of(words_found: set[str], standing: list[tuple[str, str, str]]) -> str:
    """As it is stored. ``standing``: round, status and stage of each finding, newest last."""
    of_the_newest = [("", *its_words) for _round, *its_words in standing[-1:]]
    marked = set()
    for round, status, stage in [*standing, *of_the_newest]:
        for asked in (("", ""), (status, ""), ("", stage), (status, stage)):
            marked.update(marks(round=round, status=asked[0], stage=asked[1]))
    return " ".join([*sorted(marked), *sorted(words_found)])


def _said_by(lines: QuerySet[ScorecardLine]) -> dict[int, Said]:
    """Commitment -> what these lines of one scorecard say of it; what is withheld has no words."""
    return {
        line.commitment_id: Said(_words_of(line), line.status, line.stage)
        for line in lines.prefetch_related("evidence")
    }


def _words_of(line: ScorecardLine) -> frozenset[str]:
    texts = [getattr(line, name) for name in OF_A_LINE]
    texts += [getattr(item, name) for item in line.evidence.all() for name in OF_EVIDENCE]
    return frozenset(words(" ".join(texts)))


def _in_all_rounds(commitments: Iterable[int]) -> dict[int, set[str]]:
    """Commitment -> the words of all its standing findings; none where there are none."""
    found: dict[int, set[str]] = {each: set() for each in commitments}
    for line in _standing(found).prefetch_related("evidence"):
        found[line.commitment_id] |= _words_of(line)
    return found


def _standing(commitments: Iterable[int]) -> QuerySet[ScorecardLine]:
    return ScorecardLine.objects.filter(
        commitment__in=commitments, scorecard__superseded_by=None, scorecard__retraction=None
    )


def _write(found: dict[int, set[str]]) -> None:
    """These words of these commitments; of what has no finding any more nothing is left."""
    standing: dict[int, list] = {}
    columns = ("commitment", "scorecard__round__slug", "status", "stage")
    for commitment, *finding in (
        _standing(found).order_by("scorecard__round__slug").values_list(*columns)
    ):
        standing.setdefault(commitment, []).append(finding)
    PublishedWords.objects.filter(commitment__in=found.keys() - standing.keys()).delete()
    PublishedWords.objects.bulk_create(
        [
            PublishedWords(commitment_id=commitment, words=text_of(found[commitment], findings))
            for commitment, findings in standing.items()
        ],
        update_conflicts=True,
        unique_fields=["commitment"],
        update_fields=["words"],
    )
