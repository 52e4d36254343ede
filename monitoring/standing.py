"""Which results stand (`StandingResult`), kept by publishing alone, in its transaction."""

from monitoring.models.rounds import AS_PUBLISHED
from monitoring.models.showcase import Scorecard
from monitoring.models.standing import StandingResult

COPIED = (
    "contract_id", "round_id", "full", "partial", "none", "unassessed", "unassessable",
    "excluded", "published_at",
)  # fmt: skip
BATCH = 1000


def follow(scorecard: Scorecard) -> None:
    """Let this new scorecard stand, in place of the one that it supersedes."""
    if scorecard.supersedes_id:
        _forget(scorecard.supersedes_id)
    if not scorecard.is_as_published:
        _row(scorecard).save(force_insert=True)


def retracted(scorecard: Scorecard) -> None:
    """It stands no longer; nor does what it superseded (METHOD §5)."""
    _forget(scorecard.pk)


def remake() -> None:
    """Everything from the showcase: after rows came into it in bulk."""
    StandingResult.objects.all().delete()
    rows = (_row(each) for each in _all_that_stand().iterator(chunk_size=BATCH))
    StandingResult.objects.bulk_create(rows, batch_size=BATCH)


def differences() -> list[int]:
    """Keys of scorecards of which it is not said here what the showcase says, in order."""
    names = ("pk", "contract__term_id", *COPIED)
    showcase = set(_all_that_stand().values_list(*names))
    here = set(StandingResult.objects.values_list("pk", "term_id", *COPIED))
    return sorted({row[0] for row in showcase ^ here})


def _all_that_stand():
    own = Scorecard.objects.standing().exclude(method_version=AS_PUBLISHED)
    return own.order_by("pk").select_related("contract")


def _row(scorecard: Scorecard) -> StandingResult:
    return StandingResult(
        scorecard=scorecard,
        term_id=scorecard.contract.term_id,
        **{name: getattr(scorecard, name) for name in COPIED},
    )


def _forget(scorecard: int) -> None:
    StandingResult.objects.filter(pk=scorecard).delete()
