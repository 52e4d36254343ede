"""One result, one number: whatever way it is read, it is what the ledger alone gives (L-06).

A hundred results of every shape are recomputed by the downloaded verifier from the downloaded
ledger, in a process of its own that knows nothing of the portal. Page, print, working, totals,
CSV, JSON and workbook must say the same, to the digit.
"""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from monitoring import ledger
from monitoring.scorecards import addresses
from tests.monitoring.scorecards.open_data import random_results
from tests.monitoring.scorecards.open_data.fetched import csv_rows, fetched, json_rows
from tests.monitoring.scorecards.open_data.printed import figures, numbers
from tests.monitoring.scorecards.open_data.sheets import book, rows_as_computed

pytestmark = pytest.mark.django_db

NUMBER = 100
COUNTS = ("full", "partial", "none", "unassessed", "unassessable")
FIGURES = ("fulfilment", "coverage", "low", "high", "strict", "at_least_partly")
COLUMNS = (*COUNTS, "excluded", *FIGURES)


@pytest.fixture
def results():
    return random_results.publish(NUMBER)


@pytest.fixture
def recomputed(client, results, tmp_path):
    """(subject, revision) -> counts, excluded and figures, as the verifier prints them."""
    (tmp_path / "ledger.py").write_bytes(fetched(client, "/ledger/ledger.py"))
    (tmp_path / "ledger.jsonl").write_bytes(fetched(client, "/data/v1/ledger.jsonl"))
    done = subprocess.run(
        [sys.executable, "-I", "ledger.py", "ledger.jsonl", "--figures"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {}
    for line in done.stdout.splitlines():
        subject, revision, *cells = line.split("\t")
        values = [None if cell == "-" else int(cell) for cell in cells]
        found[subject, int(revision)] = dict(zip(COLUMNS, values, strict=True))
    assert len(found) == len(results) > NUMBER
    has_every_shape(found)
    return found


def key_of(row) -> tuple[str, int]:
    return f"{row['municipality']}/{row['term']}/{row['round']}/scorecard", int(row["revision"])


def has_every_shape(recomputed) -> None:
    """Otherwise the comparisons would prove little."""
    rows = list(recomputed.values())
    assert any(row["fulfilment"] is None and row["coverage"] == 0 for row in rows)
    assert any(row["coverage"] is None for row in rows)  # method 0
    assert any(row["fulfilment"] == 0 for row in rows)
    assert any(row["fulfilment"] == 100 for row in rows)
    assert any(row["excluded"] for row in rows)
    assert any(row["low"] != row["high"] for row in rows)
    assert len({row["fulfilment"] for row in rows}) > 25


def test_csv_json_and_workbook_say_what_the_ledger_gives(client, results, recomputed):
    def by_key(rows, value):
        return {key_of(row): {name: value(row[name]) for name in COLUMNS} for row in rows}

    csv = by_key(csv_rows(client, "scorecards"), lambda cell: int(cell) if cell else None)
    json = by_key(json_rows(client, "scorecards"), lambda value: value)
    workbook = by_key(rows_as_computed(client), lambda value: None if value == "" else value)
    page = book(client, values=True).worksheets[1]
    names = [cell.value for cell in page[1]]
    shown = by_key(
        (dict(zip(names, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)),
        lambda value: value,
    )
    assert csv == recomputed
    assert json == recomputed
    assert workbook == recomputed
    assert shown == recomputed
    assert counted_in_commitments(client, recomputed) == {
        key: {name: row[name] for name in COUNTS} for key, row in recomputed.items()
    }
    assert [row["url"] for row in json_rows(client, "scorecards")] == [
        settings.PUBLIC_ORIGIN + addresses.of_scorecard(scorecard) for scorecard in results
    ]


def counted_in_commitments(client, keys) -> dict:
    """The counts of each scorecard from its lines in commitments.json alone."""
    counted: dict = {key: dict.fromkeys(COUNTS, 0) for key in keys}
    for row in json_rows(client, "commitments"):
        if row["counted"]:
            counted[key_of(row)][row["status"]] += 1
    return counted


def expected_of(row: dict, is_as_published: bool) -> dict:
    """What a page prints of a result (METHOD §4)."""
    assessed = row["full"] + row["partial"] + row["none"]
    total = assessed + row["unassessed"] + row["unassessable"]
    counts = [row[name] for name in COUNTS if row[name] or name in COUNTS[:3]] if total else []
    nothing: dict = {"counts": counts, "strict": [], "fulfilment": [], "at_least_partly": [],
                     "headline": [], "basis": []}  # fmt: skip
    if is_as_published:
        return nothing
    basis = [assessed, total, row["coverage"], row["low"], row["high"]] if total else []
    if not assessed:
        return nothing | {"basis": basis}
    has_headline = assessed >= 5 and 100 * assessed >= 80 * total
    one = [row["fulfilment"]]
    return {
        "counts": counts,
        "strict": [row["strict"]],
        "fulfilment": one if has_headline else [row["low"], row["high"]],
        "at_least_partly": [row["at_least_partly"]],
        "headline": one if has_headline else [],
        "basis": basis,
    }


def test_page_print_and_working_say_what_the_ledger_gives(client, results, recomputed):
    for scorecard in results:
        key = (scorecard.entry.subject, scorecard.revision)
        row = recomputed[key]
        expected = expected_of(row, scorecard.is_as_published)
        for language in ("en", "sq"):
            with translation.override(language):
                address = addresses.of_scorecard(scorecard)
            html = fetched(client, address).decode()
            for unseen in ("print-only", "screen-only"):
                assert figures(html, unseen) == expected, (key, language, unseen)
        if not scorecard.is_as_published and row["coverage"] is not None:
            working = fetched(client, addresses.of_working(scorecard)).decode()
            assert {name: worked_out(working, name) for name in FIGURES} == {
                name: row[name] for name in FIGURES
            }, key
        cache.clear()
    assert_totals(client, results[0].contract.term, results, recomputed)


def assert_totals(client, term, results, recomputed) -> None:
    """The page of the network pools the newest revisions of the round by our method."""
    newest = {
        each.contract_id: recomputed[each.entry.subject, each.revision]
        for each in results
        if not each.is_as_published
    }
    counts = {name: sum(row[name] for row in newest.values()) for name in COUNTS}
    expected = expected_of(counts | ledger.figures(counts), is_as_published=False)
    html = fetched(client, f"/terms/{term.slug}/").decode()
    for unseen in ("print-only", "screen-only"):
        found = figures(html, unseen)
        assert found | {"basis": []} == expected | {"basis": []}, unseen


def worked_out(page: str, name: str) -> int | None:
    """What the page of the arithmetic gives for a figure, or None where it has no such step."""
    _before, found, step = page.partition(f'<tr id="{name.replace("_", "-")}"')
    return numbers(step.split("</tr>")[0].split("<strong>")[1])[0] if found else None
