"""What a search costs among very many commitments, and whether both databases find the same.

    python3 dev.py bench search [commitments]

A portal of forty commitments a municipality on each database (`large_search`), and every question
asked ten times of it: of the search alone, and of the page as Django's test client gets it. The
processor time is that of this process and of PostgreSQL's that works for it, as Linux counts it: on
a busy machine it says what the clock cannot.
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
            "question", "SQLite search", "page", "page p95", "page CPU",
            "PostgreSQL search", "page", "page p95", "page CPU", "hits",
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
    """Question -> the median of the search; median, p95 and CPU of the page; digest of the hits."""
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
    from django.test import Client

    from contracts.models import Term
    from monitoring.scorecards.search import hits, places
    from monitoring.scorecards.search.question import Question

    term, client, found = Term.objects.get(), Client(), {}
    for name, asked in QUESTIONS.items():
        question = Question(**asked)
        path = f"/search/{term.slug}/?{question.as_query()}"

        def search(question=question):
            return hits.of_the_question(question, term, places.of_the_question(question, term))

        def page(path=path):
            if client.get(path, follow=True).status_code != 200:
                raise RuntimeError(f"{path} is not answered.")

        alone, _processor = _milliseconds(search)
        clock, processor = _milliseconds(page)
        digest = hashlib.sha256(json.dumps(search().commitments).encode()).hexdigest()
        middle = TIMES // 2
        found[name] = [alone[middle], clock[middle], clock[-1], processor[middle], digest]
    return found


def _milliseconds(do) -> tuple[list[float], list[float]]:
    """Of the clock and of the processor, each in order; the first makes ready and is left out."""
    clock, processor = [], []
    for _ in range(TIMES + 1):
        began, worked = time.perf_counter(), _worked()
        do()
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (_worked() - worked))
    return sorted(clock[1:]), sorted(processor[1:])


def _worked() -> float:
    """Seconds of the processor, in this process and in that of the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    of_database = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return time.process_time() + int(of_database.read_text().split()[0]) / 1e9


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure()))
