"""What a search costs among very many commitments, and whether both databases find the same.

    python3 dev.py bench search [commitments]

A portal of forty commitments a municipality on each database (`large_search`), and every question
asked ten times of it. Clock and processor time are those of the search itself, without the page;
what PostgreSQL's own process does is seen by the clock alone.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from popnet.throwaway_postgres import throwaway_postgres
from tests.benchmarks.figures import write_table
from tests.benchmarks.large_search import FREQUENT
from tests.portal import ROOT, Portal

TIMES = 10
MANY = " ".join(FREQUENT)
QUESTIONS = {
    "shkoder": {"text": "shkoder"},
    "one letter": {"text": "e"},
    "%": {"text": "%"},
    "30 words, each in half of the texts": {"text": MANY},
    "200 characters": {"text": (MANY * 2)[:200]},
    "rruga": {"text": "rruga"},
    "rruga, fully addressed": {"text": "rruga", "status": "full"},
    "rruga, cannot be assessed": {"text": "rruga", "status": "unassessable"},
    "rruga, not addressed and in use": {"text": "rruga", "status": "none", "stage": "in_use"},
    "rruga, in one municipality": {"text": "rruga", "municipality": "large-7"},
    "partially addressed": {"status": "partial"},
}


def search(commitments: int = 400_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        on_sqlite = _in(Path(folder), f"sqlite:///{folder}/portal.sqlite3", commitments)
    with (
        throwaway_postgres(ROOT / ".venv") as (_description, url),
        tempfile.TemporaryDirectory() as folder,
    ):
        _create_database(url)
        on_postgres = _in(Path(folder), url, commitments)
    rows = []
    for question, (*figures, hits) in on_sqlite.items():
        *others, their_hits = on_postgres[question]
        same = "the same" if hits == their_hits else "DIFFERENT"
        rows.append([question, *(f"{each:.0f}" for each in (*figures, *others)), same])
    write_table(
        f"search in {commitments:,}",
        f"python3 dev.py bench search {commitments}",
        f"{commitments:,} commitments, ms",
        [
            "question", "SQLite median", "p95", "CPU", "PostgreSQL median", "p95",
            "CPU of the portal", "hits",
        ],
        rows,
    )  # fmt: skip


def _create_database(url: str) -> None:
    import psycopg2

    server, name = url.rsplit("/", 1)
    folder = server.split(":5432/")[1]
    connection = psycopg2.connect(host=folder, user="postgres", dbname="postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()


def _in(folder: Path, url: str, commitments: int) -> dict[str, list]:
    """Question -> median, p95, CPU (ms) and the digest of its hits."""
    print(f"{url.split(':')[0]}: {commitments:,} commitments …", file=sys.stderr, flush=True)
    portal = Portal(folder, url)
    portal.run("manage.py", "migrate", "-v0")
    portal.run("-m", "tests.benchmarks.large_search", str(commitments))
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.search"],
        cwd=ROOT, env=portal.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _measure() -> dict[str, list]:
    from contracts.models import Term
    from monitoring.scorecards.search import hits, places
    from monitoring.scorecards.search.question import Question

    term, found = Term.objects.get(), {}
    for name, asked in QUESTIONS.items():
        question, clock, processor = Question(**asked), [], []
        for _ in range(TIMES + 1):
            began, worked = time.perf_counter(), time.process_time()
            named = places.of_the_question(question, term)
            hit = hits.of_the_question(question, term, named)
            clock.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
        clock, processor = sorted(clock[1:]), sorted(processor[1:])
        digest = hashlib.sha256(json.dumps(hit.commitments).encode()).hexdigest()
        found[name] = [clock[TIMES // 2], clock[-1], processor[TIMES // 2], digest]
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure()))
