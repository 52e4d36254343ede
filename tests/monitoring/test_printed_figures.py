"""Page, JSON and totals print what anybody can recompute from the ledger alone (QUALITY L-06)."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from monitoring import ledger, verification
from monitoring.scorecards import overview, rendered
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

REPORTS = int(os.environ.get("REPORTS", "20"))
COLUMNS = (
    "full", "partial", "none", "unassessed", "unassessable", "excluded", "fulfilment",
    "coverage", "low", "high", "strict", "at_least_partly",
)  # fmt: skip
NOT_IN_JSON = "excluded"


@pytest.fixture
def term():
    """Random reports of one round: between one and twelve commitments of any status."""
    choice = random.Random(2027)
    term = factories.TermFactory()
    round_ = factories.RoundFactory(term=term)
    for number in range(REPORTS):
        statuses = tuple(choice.choices(ledger.STATUSES, k=choice.randint(1, 12)))
        story = Story(statuses=statuses, term=term)
        story.round = round_
        story.invited().publish(at=BEGIN + (30 + number) * DAY)
    return term


def test_every_page_and_file_prints_what_the_ledger_says(term, client, tmp_path):
    exported = tmp_path / "ledger.jsonl"
    exported.write_text("".join(f"{line}\n" for line in verification.lines()))
    recomputed = _recomputed_by_the_verifier_alone(exported)

    answer = client.get(f"/data/v1/terms/{term.slug}/scorecards.json").getvalue()
    rows = json.loads(answer)["scorecards"]

    assert len(rows) == len(recomputed) == REPORTS
    for row in rows:
        figures = recomputed[f"{row['municipality']}/{term.slug}/{row['round']}/scorecard"]
        figures.pop(NOT_IN_JSON)
        assert {name: row[name] for name in figures} == figures
    assert list(rendered.problems()) == []


def test_the_networks_total_is_the_sum_of_what_the_ledger_says(term, tmp_path):
    exported = tmp_path / "ledger.jsonl"
    exported.write_text("".join(f"{line}\n" for line in verification.lines()))
    recomputed = _recomputed_by_the_verifier_alone(exported).values()

    counts = overview.pooled(term).counts

    assert {s: getattr(counts, s) for s in ledger.STATUSES} == {
        s: sum(figures[s] for figures in recomputed) for s in ledger.STATUSES
    }


def _recomputed_by_the_verifier_alone(exported: Path) -> dict[str, dict]:
    """Subject -> figures, as `python ledger.py ledger.jsonl --figures` prints them."""
    printed = subprocess.run(
        [sys.executable, "-I", ledger.__file__, str(exported), "--figures"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = {}
    for line in printed.splitlines():
        subject, _rev, *values = line.split("\t")
        if "/" in subject:
            found[subject] = {
                name: None if value == "-" else int(value)
                for name, value in zip(COLUMNS, values, strict=True)
            }
    return found
