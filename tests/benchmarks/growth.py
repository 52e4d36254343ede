"""How the cost of a page grows with the network (QUALITY P-06, P-10).

    python3 dev.py bench growth [largest number of municipalities] [commitments]

Networks of 12, 61, 1,000 and 10,000 municipalities with one round, and one of 12 with 40 rounds:
the demonstration of twelve, multiplied (`large_network`). Each is measured in a process of its
own. Every page is made anew 12 times in Django's test client; the least CPU time counts, and is
held against that of the smallest network. `empty`: not even a line of its lists was printed
before. `form`: what a coordinator opens to write a finding; `publish`: sealing a correction and
writing what pages show of it.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.corrections import next_correction
from tests.benchmarks.figures import write_table
from tests.portal import ROOT, Portal

SIZES = ((12, 1), (61, 1), (1_000, 1), (10_000, 1), (12, 40))
TIMES = 12
BARS = {
    "scorecard": 1.5, "municipality": 1.5, "home": 2.0, "search": 3.0, "publish": 1.2, "form": 1.2,
}  # fmt: skip
SEARCHED = {"search": "shkoder", "search, one letter": "r", "search, 30 words": "rruga e re " * 10}


def growth(largest: int = 10_000, commitments: int = 11) -> None:
    sizes = [size for size in SIZES if size[0] <= largest]
    with tempfile.TemporaryDirectory() as folder:
        _build_the_smallest(Path(folder), commitments)
        found = [_of_network(Path(folder), *size) for size in sizes]
    _write(sizes, found, f"growth {largest} {commitments}", commitments)


def _write(sizes, found: list[dict[str, float]], command: str, commitments: int) -> None:
    rows = []
    for page in found[0]:
        first = found[0][page]
        cells = [f"{each[page]:.1f} ({each[page] / first:.2f}×)" for each in found[1:]]
        bar = BARS.get(page)
        rows.append([page, f"{first:.1f}", *cells, f"≤ {bar:.1f}×" if bar else ""])
    write_table(
        "growth",
        f"python3 dev.py bench {command}",
        f"CPU ms of a page made anew, {commitments} commitments per scorecard, beside the first",
        ["page", *(f"{n:,} × {rounds}" for n, rounds in sizes), "bar"],
        rows,
    )


def _build_the_smallest(folder: Path, commitments: int) -> None:
    municipalities, rounds = SIZES[0]
    size = {"municipalities": municipalities, "rounds": rounds, "commitments": commitments}
    portal = Portal(folder, f"sqlite:///{folder}/smallest.sqlite3")
    portal.lay_out()
    portal.run("manage.py", "load_network")
    portal.run("manage.py", "seed_demo", *(f"--{name}={n}" for name, n in size.items()))


def _of_network(folder: Path, municipalities: int, rounds: int) -> dict[str, float]:
    """Page -> milliseconds, in a network of this size."""
    print(f"{municipalities:,} municipalities × {rounds} rounds …", file=sys.stderr, flush=True)
    database = folder / "portal.sqlite3"
    shutil.copy(folder / "smallest.sqlite3", database)
    portal = Portal(folder, f"sqlite:///{database}")
    portal.run("-m", "tests.benchmarks.large_network", str(municipalities), str(rounds))
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
        "compare, six": _six_side_by_side(scorecard),
        "compare, all": "/compare/?m=all",
        "sectors": "/sectors/",
        "one sector": f"/sectors/{scorecard.lines.first().sector.slug}/",
        "stages": "/stages/",
        "trend": "/trend/",
        "evidence profile": "/evidence-profile/",
        "rounds": "/rounds/",
        "organisations": "/organisations/",
        "corrections": "/corrections/",
        "ledger": "/ledger/",
        "data": "/data/",
        "feed": "/feeds/all.atom",
        "openness": "/openness/",
    }
    paths |= {name: f"/search/?q={words.replace(' ', '+')}" for name, words in SEARCHED.items()}
    found = {page: _least(lambda path=path: _ask(client, path)) for page, path in paths.items()}
    for page in ("scorecard", "home"):
        found[f"{page}, empty"] = _least(lambda path=paths[page]: _ask(client, path, empty=True))
    form, coordinator = _form_of_a_finding()
    client.force_login(coordinator)
    found["desk"] = _least(lambda: _ask(client, "/workspace/"))
    found["form"] = _least(lambda: _ask(client, form))
    found["publish"] = min(_milliseconds(next_correction(0)) for _ in range(TIMES))
    return found


def _six_side_by_side(like) -> str:
    """Of the round of this scorecard, as their page would spell it."""
    from monitoring.models.showcase import Scorecard

    six = Scorecard.objects.standing().filter(round=like.round).order_by("pk")[:6]
    slugs = sorted(each.municipality.slug for each in six.select_related("municipality"))
    return f"/compare/?{'&'.join(f'm={slug}' for slug in slugs)}"


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
    while len(took) <= TIMES and not (len(took) > 1 and sum(took) > 2_000):
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
