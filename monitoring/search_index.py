"""What a search finds commitments by: the words of standing scorecards (`PublishedWords`).

Called by publishing alone, in its transaction: what is not published cannot be found. Besides the
words, a row has marks of what stands: status and stage (METHOD §2) of each round and the newest.
"""

from collections.abc import Iterable

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


def follow(scorecard: Scorecard) -> None:
    """Let the words of this new scorecard be found, and no longer those that it supersedes."""
    if scorecard.supersedes_id:
        remake(scorecard.contract)
        return
    found = _words_of(ScorecardLine.objects.filter(scorecard=scorecard))
    there = PublishedWords.objects.filter(commitment__in=found).values_list("commitment", "words")
    for commitment, known in there:
        found[commitment] |= {word for word in known.split() if not is_mark(word)}
    _write(found, scorecard.contract)


def remake(contract: SocialContract) -> None:
    """The words of all standing scorecards of a contract; those of others are forgotten."""
    standing = Scorecard.objects.standing().filter(contract=contract)
    found = _words_of(ScorecardLine.objects.filter(scorecard__in=standing))
    PublishedWords.objects.filter(commitment__contract=contract).exclude(
        commitment__in=found
    ).delete()
    _write(found, contract)


def text_of(words_found: set[str], standing: list[tuple[str, str, str]]) -> str:
    """As it is stored. ``standing``: round, status and stage of each finding, newest last."""
    of_the_newest = [("", *its_words) for _round, *its_words in standing[-1:]]
    marked = set()
    for round, status, stage in [*standing, *of_the_newest]:
        for asked in (("", ""), (status, ""), ("", stage), (status, stage)):
            marked.update(marks(round=round, status=asked[0], stage=asked[1]))
    return " ".join([*sorted(marked), *sorted(words_found)])


def _words_of(lines: Iterable[ScorecardLine]) -> dict[int, set[str]]:
    """Commitment -> its words; what is withheld has none in the showcase."""
    found: dict[int, set[str]] = {}
    for line in lines.prefetch_related("evidence"):
        texts = [getattr(line, name) for name in OF_A_LINE]
        texts += [getattr(item, name) for item in line.evidence.all() for name in OF_EVIDENCE]
        found.setdefault(line.commitment_id, set()).update(words(" ".join(texts)))
    return found


def _write(found: dict[int, set[str]], contract: SocialContract) -> None:
    standing: dict[int, list] = {}
    lines = ScorecardLine.objects.filter(
        scorecard__in=Scorecard.objects.standing(), scorecard__contract=contract
    )
    for commitment, *finding in lines.order_by("scorecard__round__slug").values_list(
        "commitment", "scorecard__round__slug", "status", "stage"
    ):
        standing.setdefault(commitment, []).append(finding)
    PublishedWords.objects.bulk_create(
        [
            PublishedWords(
                commitment_id=commitment, words=text_of(its_words, standing.get(commitment, []))
            )
            for commitment, its_words in found.items()
        ],
        update_conflicts=True,
        unique_fields=["commitment"],
        update_fields=["words"],
    )
