"""How the cost of a page grows with the network (QUALITY P-06, P-10).

    python3 dev.py bench growth [largest number of municipalities] [commitments]

Networks of 12, 61, 1,000 and 10,000 municipalities with one round, and one of 12 with 40 rounds,
each built in a process of its own. Every page is made anew 30 times in Django's test client; the
least CPU time counts, and is held against that of the smallest network. `empty`: not even a line
of its lists was printed before. `form`: what a coordinator opens to write a finding; `publish`:
sealing a correction and writing what pages show of it.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.corrections import next_correction
from tests.benchmarks.figures import write_table
from tests.portal import ROOT, Portal

SIZES = ((12, 1), (61, 1), (1_000, 1), (10_000, 1), (12, 40))
TIMES = 30
BARS = {
    "scorecard": 1.5, "municipality": 1.5, "home": 2.0, "search": 3.0, "publish": 1.2, "form": 1.2,
}  # fmt: skip
SEARCHED = {"search": "shkoder", "search, one letter": "r", "search, 30 words": "rruga e re " * 10}


def growth(largest: int = 10_000, commitments: int = 11) -> None:
    sizes = [size for size in SIZES if size[0] <= largest]
    found = [_of_network(*size, commitments) for size in sizes]
    rows = []
    for page in found[0]:
        first = found[0][page]
        cells = [f"{each[page]:.1f} ({each[page] / first:.2f}×)" for each in found[1:]]
        bar = BARS.get(page)
        rows.append([page, f"{first:.1f}", *cells, f"≤ {bar:.1f}×" if bar else ""])
    write_table(
        "growth",
        f"python3 dev.py bench growth {largest} {commitments}",
        f"CPU ms of a page made anew, {commitments} commitments per scorecard, beside the first",
        ["page", *(f"{n:,} × {rounds}" for n, rounds in sizes), "bar"],
        rows,
    )


def _of_network(municipalities: int, rounds: int, commitments: int) -> dict[str, float]:
    """Page -> milliseconds, in a network of this size."""
    size = {"municipalities": municipalities, "rounds": rounds, "commitments": commitments}
    print(f"{municipalities:,} municipalities × {rounds} rounds …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder), f"sqlite:///{folder}/portal.sqlite3")
        portal.lay_out()
        portal.run("manage.py", "load_network")
        portal.run("manage.py", "seed_demo", *(f"--{name}={n}" for name, n in size.items()))
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.growth"],
            cwd=ROOT, env=portal.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _measure() -> dict[str, float]:
    """In the process of one network."""
    from django.test import Client

    from monitoring.models.showcase import Scorecard
    from monitoring.scorecards import addresses

    client = Client()
    scorecard = (
        Scorecard.objects.standing()
        .filter(contract__term__is_demonstration=True, method_version="1")
        .select_related("municipality", "contract__term", "round")
        .order_by("pk")
        .first()
    )
    paths = {
        "scorecard": addresses.of_scorecard(scorecard),
        "municipality": f"/municipalities/{scorecard.municipality.slug}/",
        "commitment": f"/commitments/{scorecard.lines.first().reference}/",
        "home": "/",
        "compare": "/compare/",
        "sectors": "/sectors/",
    }
    paths |= {name: f"/search/?q={words.replace(' ', '+')}" for name, words in SEARCHED.items()}
    found = {page: _least(lambda path=path: _ask(client, path)) for page, path in paths.items()}
    for page in ("scorecard", "home"):
        found[f"{page}, empty"] = _least(lambda path=paths[page]: _ask(client, path, empty=True))
    form, coordinator = _form_of_a_finding()
    client.force_login(coordinator)
    found["form"] = _least(lambda: _ask(client, form))
    found["publish"] = min(_milliseconds(next_correction()) for _ in range(TIMES))
    return found


def _form_of_a_finding() -> tuple[str, object]:
    """Its address in a draft, and the coordinator who writes it."""
    from django.urls import reverse

    from monitoring.actions import open_correction
    from monitoring.models import Report

    report = (
        Report.objects.filter(status="published", round__method_version="1").order_by("pk").first()
    )
    draft = open_correction(
        report=report, by=report.opened_by, cause_sq="Shembull: një vendim nuk ishte parë."
    )
    return reverse("workspace:finding", args=[draft.findings.first().pk]), report.opened_by


def _ask(client, path: str, *, empty: bool = False) -> None:
    from django.core.cache import cache

    from monitoring.scorecards.printed import forget_all

    cache.clear()
    if empty:
        forget_all()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}.")


def _least(ask) -> float:
    """The first makes templates and statements ready; slow pages are asked less often."""
    took = []
    while len(took) <= TIMES and not (len(took) > 3 and sum(took) > 10_000):
        took.append(_milliseconds(ask))
    return min(took[1:])


def _milliseconds(do) -> float:
    began = time.process_time()
    do()
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure()))
