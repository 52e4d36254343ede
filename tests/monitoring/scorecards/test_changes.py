"""What changed since the round before, in words that judge nobody."""

import pytest
from django.utils import translation

from monitoring.scorecards.changes import Change, since_the_round_before


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("previous", "status", "change"),
    [
        ("none", "partial", Change("progress", "progress, before: Not addressed")),
        ("partial", "full", Change("progress", "progress, before: Partially addressed")),
        ("full", "none", Change("regression", "regression, before: Fully addressed")),
        ("partial", "partial", Change("same", "unchanged")),
        ("unassessed", "unassessed", Change("same", "unchanged")),
        ("unassessed", "none", Change("first", "newly assessed")),
        ("full", "unassessed", Change("first", "before: Fully addressed")),
        ("", "full", None),
        ("full", "", None),
    ],
)  # fmt: skip
def test_two_statuses_are_compared(previous, status, change):
    assert since_the_round_before(previous, status) == change
