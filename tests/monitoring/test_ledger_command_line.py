"""The verifier as a stranger runs it: one downloaded file, alone (METHOD §7, bars L-03, L-09)."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monitoring import ledger
from tests.monitoring.ledger_samples import (
    changed,
    erasure,
    five_entries,
    hash_of,
    line,
    publication,
    rehashed,
    reply,
    scorecard,
    sealed,
    text_of,
    without_payload,
)

SOURCE = Path(ledger.__file__)
LEDGER = five_entries()
# The full bar: LEDGER_ENTRIES=520000 pytest tests/monitoring/test_ledger_command_line.py
ENTRIES = int(os.environ.get("LEDGER_ENTRIES", "20000"))


@pytest.fixture
def check(tmp_path):
    """Runs a copy of ledger.py that has nothing of the project beside or behind it."""
    shutil.copy(SOURCE, tmp_path / "ledger.py")

    def run(lines, *options):
        (tmp_path / "ledger.jsonl").write_text("".join(lines), "utf-8", newline="\n")
        return start(tmp_path, "ledger.py", "ledger.jsonl", *options)

    return run


def start(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_ledger_that_holds_exits_0_and_tells_its_size_and_head(check):
    done = check(LEDGER)

    head = hash_of(LEDGER, 5)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"good: 5 entries, 3 scorecards recomputed, head {head}\n"


def test_a_broken_ledger_exits_1_and_names_entry_and_reason_in_one_line(check):
    lines = changed(LEDGER, 3, lambda record: record["payload"].update(municipality="durres"))

    done = check(lines)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "BROKEN at entry 3: the payload does not have the payload_sha256 of the entry\n"
    )


def test_an_impossible_count_exits_1_and_says_what_the_lines_give(check):
    wrong = scorecard(line("1", "none"))
    wrong["counts"] |= {"none": 0, "full": 1}

    done = check(sealed(("publish", "vlore/2026", wrong)))

    assert done.returncode == 1
    assert done.stderr.startswith('BROKEN at entry 1: payload.counts is {"full":1,"none":0,')


def test_a_reason_that_quotes_foreign_letters_is_still_one_ascii_line(check):
    done = check(sealed(("reply", "a", reply() | {"çelës\n": 1})))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.isascii()


def test_a_withheld_payload_is_told_and_exits_0(check):
    lines = sealed(
        ("reply", "vlore/2026/reply", reply()), ("erase", "vlore/2026/erase", erasure(1))
    )

    done = check(without_payload(lines, 1))

    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "withheld, entry 1"


def test_since_proves_that_what_was_seen_then_is_still_there(check):
    assert check(LEDGER, "--since", f"3:{hash_of(LEDGER, 3)}").returncode == 0
    assert check(LEDGER, f"--since=3:{hash_of(LEDGER, 3).upper()}").returncode == 0


def test_a_truncated_ledger_exits_0_alone_and_1_with_since(check):
    assert check(LEDGER[:4]).returncode == 0

    done = check(LEDGER[:4], "--since", f"5:{hash_of(LEDGER, 5)}")

    assert done.returncode == 1
    assert done.stderr.startswith("BROKEN at entry 5: missing")


def test_a_rewritten_ledger_exits_0_alone_and_1_with_since(check):
    lines = rehashed(
        changed(LEDGER, 1, lambda record: record["payload"].update(municipality="durres"))
    )
    assert check(lines).returncode == 0

    done = check(lines, "--since", f"2:{hash_of(LEDGER, 2)}")

    assert done.returncode == 1
    assert done.stderr.startswith("BROKEN at entry 2: the checkpoint remembers ")


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "5"],
        ["--since", "5:"],
        ["--since", f"05:{'a' * 64}"],
        ["--since", f"-5:{'a' * 64}"],
        ["--since", f"5:{'a' * 63}"],
        ["--since", f"5:{'a' * 64} 6"],
        ["--since"],
        ["--unknown"],
        ["another.jsonl"],
    ],
    ids=" ".join,
)
def test_bad_arguments_exit_2(check, options):
    done = check(LEDGER, *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert "error:" in done.stderr


def test_a_malformed_checkpoint_is_refused_with_the_form_that_is_expected(check):
    assert "expected SIZE:HASH" in check(LEDGER, "--since", "5").stderr


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_what_cannot_be_read_exits_2(check, tmp_path, name):
    check(LEDGER)

    done = start(tmp_path, "ledger.py", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"cannot read {name}: ")


def test_no_ledger_named_exits_2(check, tmp_path):
    check(LEDGER)

    assert start(tmp_path, "ledger.py").returncode == 2


def test_figures_are_a_table_of_one_line_per_scorecard(check):
    statuses = ["full"] * 3 + ["partial"] * 5 + ["none"] + ["unassessable"] * 2
    commitments = [line(str(n), status) for n, status in enumerate(statuses, start=1)]
    gone = {"on": "2026-01-01", "reason": {"en": "law", "sq": "ligj"}}
    lines = sealed(
        ("publish", "vlore/2026", scorecard(*commitments)),
        ("reply", "vlore/2026/reply", reply()),
        ("publish", "fier/2026", scorecard(line("1", "unassessed"))),
        ("correct", "vlore/2026", scorecard(*commitments[:5], line("6", "full", excluded=gone))),
        ("publish", "fier/2020", scorecard(line("1", "partial"), method="0")),
        ("publish", "puke/2026", scorecard()),
    )

    done = check(lines, "--figures")

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "vlore/2026\t1\t3\t5\t1\t0\t2\t0\t61\t82\t50\t68\t27\t73",
        "fier/2026\t1\t0\t0\t0\t1\t0\t0\t-\t0\t0\t100\t-\t-",
        "vlore/2026\t2\t3\t2\t0\t0\t0\t1\t80\t100\t80\t80\t60\t100",
        "fier/2020\t1\t0\t1\t0\t0\t0\t0\t-\t-\t-\t-\t-\t-",
        "puke/2026\t1\t0\t0\t0\t0\t0\t0\t-\t-\t-\t-\t-\t-",
    ]
    assert done.stderr.startswith("good: 6 entries, 5 scorecards recomputed")


def test_figures_print_one_assessed_of_very_many_though_coverage_rounds_to_0(check):
    commitments = [line("1", "full"), *(line(str(n), "unassessed") for n in range(2, 302))]

    done = check(sealed(("publish", "a", scorecard(*commitments))), "--figures")

    assert done.stdout == "a\t1\t1\t0\t0\t300\t0\t0\t100\t0\t0\t100\t0\t0\n"


def test_figures_leave_out_a_withheld_scorecard(check):
    lines = sealed(("publish", "a", publication()), ("erase", "a/erase", erasure(1)))

    done = check(without_payload(lines, 1), "--figures")

    assert (done.returncode, done.stdout) == (0, "")
    assert "withheld, entry 1" in done.stderr


def test_the_verifier_imports_only_the_standard_library_and_reads_on_python_3_8():
    tree = ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 8))

    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(node.module.partition(".")[0])
    assert imported <= sys.stdlib_module_names


# VmHWM and not ru_maxrss: a child's ru_maxrss starts at the size of the pytest that forked it.
MEASURED = """
import re, resource, runpy, sys
sys.argv = ["ledger.py", "ledger.jsonl"]
try:
    runpy.run_path("ledger.py", run_name="__main__")
except SystemExit as exit:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())
    print(exit.code, used.ru_utime + used.ru_stime, int(peak[1]) / 1024)
"""


def test_a_very_long_ledger_verifies_within_its_share_of_30_seconds_and_200_mb(tmp_path):
    shutil.copy(SOURCE, tmp_path / "ledger.py")
    prev = ledger.GENESIS
    with open(tmp_path / "ledger.jsonl", "w", encoding="utf-8", newline="\n") as file:
        for seq in range(1, ENTRIES + 1):
            payload = text_of(reply(f"Bashkia sqaron… {seq}"))
            entry = ledger.make_entry(
                kind="reply",
                subject=f"vlore/2026-H1/reply/{seq}",
                rev=1,
                prev=prev,
                seq=seq,
                payload_sha256=ledger.sha256_hex(payload),
                at="2026-11-23T09:00:00Z",
            )
            prev = ledger.entry_hash(entry)
            file.write(ledger.jsonl_line(ledger.canonical(entry), prev, payload) + "\n")

    done = start(tmp_path, "-c", MEASURED)

    verdict, measured = done.stdout.splitlines()
    code, seconds, megabytes = map(float, measured.split())
    assert verdict.startswith(f"good: {ENTRIES} entries")
    assert code == 0
    assert seconds < 30 * ENTRIES / 520_000 + 0.5  # half a second to start Python
    assert megabytes < 200
