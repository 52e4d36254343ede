"""What a public page costs beside a view that does nothing (QUALITY §4.1, P-01 to P-04).

    python3 dev.py bench pages [municipalities] [rounds] [commitments]

Three servers of one portal: one is that of production; one finds nothing that was made ahead; in
the last nothing is kept at all, so every page is made anew from nothing. The CPU time of the
server's process is read before and after the requests, in seven rounds that interleave all pages,
and the ratio is that of the medians, hello / page: 1 is ideal. Other programs on the machine move
the clock, this hardly.

- *warm*: the page is kept; *304*: the reader has it.
- *cold*: the first reader after a change of what was read before. Before each such request
  another process publishes a correction, as a server does: it makes the pages that are read
  first, decision 35.
- *made*: the same where nothing was made ahead: what making the page costs, and what the first
  reader pays on another day, or after a change of a fact.
- *empty*: nothing is kept, as for the first reader after the server was started.
"""

import contextlib
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.figures import write_table
from tests.portal import ROOT, Portal

ROUNDS = 7
REQUESTS = {"hello": 1000, "warm": 500, "304": 500, "cold": 10, "made": 10, "empty": 40}
# A run in which hello itself varies more between the rounds is not believed.
STEADY = 1.6
BARS = {
    ("scorecard", "warm"): 0.30, ("scorecard", "cold"): 0.05, ("scorecard", "304"): 0.35,
    ("home", "warm"): 0.30, ("home", "cold"): 0.20,
}  # fmt: skip


@dataclass
class Measured:
    """One address asked in one way; CPU milliseconds of each round."""

    page: str
    how: str
    path: str
    portal: Portal
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def pages(municipalities: int = 12, rounds: int = 8, commitments: int = 40) -> None:
    size = {"municipalities": municipalities, "rounds": rounds, "commitments": commitments}
    with (
        tempfile.TemporaryDirectory() as folder,
        three_servers(Path(folder), size) as servers,
        corrections(servers[0]) as correct,
    ):
        found = _measured(*servers, correct)
    yardsticks = {id(each.portal): each for each in found if each.how == "hello"}
    for each in yardsticks.values():
        if max(each.times) > STEADY * min(each.times):
            print(f"NOT STEADY: hello took {min(each.times):.2f} to {max(each.times):.2f} ms.")
    rows = [
        [each.page, each.how, f"{each.median:.2f}", _ratio(each, yardsticks), _bar(each)]
        for each in found
    ]
    write_table(
        f"pages of {municipalities}",
        f"python3 dev.py bench pages {municipalities} {rounds} {commitments}",
        f"{municipalities} municipalities × {rounds} rounds × {commitments} commitments",
        ["page", "how", "CPU ms", "hello / page", "bar"],
        rows,
    )


def _ratio(each: Measured, yardsticks: dict[int, Measured]) -> str:
    return f"{yardsticks[id(each.portal)].median / each.median:.2f}"


def _bar(each: Measured) -> str:
    bar = BARS.get((each.page, each.how))
    return f"≥ {bar:.2f}" if bar else ""


@contextlib.contextmanager
def three_servers(folder: Path, size: dict[str, int]):
    """(as in production, without pages made ahead, keeps nothing), with the demonstration."""
    keeps = Portal(folder, f"sqlite:///{folder}/portal.sqlite3")
    keeps.environment |= {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.yardstick",
        "WEB_CONCURRENCY": "1", "WEB_THREADS": "1",
    }  # fmt: skip
    keeps.lay_out()
    keeps.run("manage.py", "load_network")
    keeps.run("manage.py", "seed_demo", *(f"--{name}={number}" for name, number in size.items()))
    alone, empty = keeps.beside(), keeps.beside()
    alone.environment = keeps.environment | {"BENCH_ALONE": "1"}
    empty.environment = keeps.environment | {"BENCH_EMPTY": "1"}
    servers = (keeps, alone, empty)
    try:
        for server in servers:
            server.start()
        yield servers
    finally:
        for server in servers:
            server.kill()


@contextlib.contextmanager
def corrections(portal: Portal):
    """A function that says which scorecard comes next, and when called again corrects it."""
    beside = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.corrections"], cwd=ROOT, env=portal.environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def asked() -> str:
        beside.stdin.write("\n")
        beside.stdin.flush()
        return beside.stdout.readline().strip()

    try:
        yield asked
    finally:
        beside.stdin.close()
        beside.wait()


def _measured(keeps: Portal, alone: Portal, empty: Portal, correct) -> list[Measured]:
    plan = [Measured("hello", "hello", "/hello", portal) for portal in (keeps, alone, empty)]
    for page, path in _addresses(keeps).items():
        plan += [Measured(page, how, path, keeps) for how in ("warm", "304", "cold")]
        plan.append(Measured(page, "made", path, alone))
        plan.append(Measured(page, "empty", path, empty))
    for _round in range(ROUNDS):
        for each in plan:
            each.times.append(_milliseconds(each, correct))
    return plan


def _addresses(portal: Portal) -> dict[str, str]:
    """The home page, a scorecard that the open data name, and what can be compared."""
    answer, body = _ask(_connection(portal), "/data/v1/scorecards.json", 1)
    newest = json.loads(body)["scorecards"][-1]
    others = sorted({row["municipality"] for row in json.loads(body)["scorecards"]})[:6]
    return {
        "scorecard": urlsplit(newest["url"]).path,
        "home": "/",
        "compare": f"/compare/?{'&'.join(f'm={slug}' for slug in others)}",
    }


def _milliseconds(asked: Measured, correct) -> float:
    """CPU per request of the server."""
    connection, times = _connection(asked.portal), REQUESTS[asked.how]
    if asked.how in ("cold", "made"):
        return sum(_of_the_first_reader(asked, correct, connection) for _ in range(times)) / times
    first, _body = _ask(connection, asked.path, 2)
    headers = {"If-None-Match": first.headers["ETag"]} if asked.how == "304" else {}
    before = _cpu_milliseconds(asked.portal.server.pid)
    last, _body = _ask(connection, asked.path, times, **headers)
    spent = _cpu_milliseconds(asked.portal.server.pid) - before
    if last.status != (304 if asked.how == "304" else 200):
        raise RuntimeError(f"{asked.path} answers {last.status}.")
    return spent / times


def _of_the_first_reader(asked: Measured, correct, connection) -> float:
    """Of the page, or, where it is one scorecard's, of that of the corrected one.

    Both were read before the change, as everything that is published is.
    """
    standing = correct()
    _ask(connection, standing if asked.page == "scorecard" else asked.path, 1)
    corrected = correct()
    path = corrected if asked.page == "scorecard" else asked.path
    before = _cpu_milliseconds(asked.portal.server.pid)
    answer, _body = _ask(connection, path, 1)
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}.")
    return _cpu_milliseconds(asked.portal.server.pid) - before


def _connection(portal: Portal) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(portal.address).netloc, timeout=60)


def _ask(connection, path: str, times: int, **headers) -> tuple[http.client.HTTPResponse, bytes]:
    for _ in range(times):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    return answer, body


def _cpu_milliseconds(leader: int) -> float:
    """What the workers of a server have spent so far; the leader only watches over them."""
    workers = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
    spent = [
        int(thread.read_text().split()[0])  # nanoseconds
        for worker in workers
        for thread in Path(f"/proc/{worker}/task").glob("*/schedstat")
    ]
    return sum(spent) / 1e6
