"""What a public page costs beside a view that does nothing (QUALITY §4.1, P-01 to P-04).

    python3 dev.py bench pages [municipalities] [rounds] [commitments]

Two servers of one portal: in one the pages are kept, as in production; in the other nothing is,
so every page is made anew each time. The CPU time of the server's process is read before and
after a fixed number of requests, in seven rounds that interleave all pages, and the ratio is that
of the medians, hello / page: 1 is ideal. Other programs on the machine move the clock, this hardly.
"""

import contextlib
import http.client
import json
import os
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.figures import write_table
from tests.portal import Portal

ROUNDS = 7
REQUESTS = {"hello": 1500, "warm": 800, "304": 800, "cold": 60}
# A run in which hello itself varies more between the rounds is not believed.
STEADY = 1.6
BARS = {
    ("scorecard", "warm"): 0.30, ("scorecard", "cold"): 0.05, ("scorecard", "304"): 0.35,
    ("home", "warm"): 0.30, ("home", "cold"): 0.20,
}  # fmt: skip
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """One address asked in one way: hello, warm, 304 or cold; CPU milliseconds of each round."""

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
    with tempfile.TemporaryDirectory() as folder, two_servers(Path(folder), size) as servers:
        found = _measured(*servers)
    yardsticks = {id(each.portal): each for each in found if each.how == "hello"}
    for each in yardsticks.values():
        if max(each.times) > STEADY * min(each.times):
            print(f"NOT STEADY: hello took {min(each.times):.2f} to {max(each.times):.2f} ms.")
    rows = [
        [each.page, each.how, f"{each.median:.2f}", _ratio(each, yardsticks), _bar(each)]
        for each in found
    ]
    write_table(
        "pages",
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
def two_servers(folder: Path, size: dict[str, int]):
    """(the one that keeps pages, the one that makes every page anew), with the demonstration."""
    keeps = Portal(folder, f"sqlite:///{folder}/portal.sqlite3")
    keeps.environment |= {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.yardstick",
        "WEB_CONCURRENCY": "1", "WEB_THREADS": "1",
    }  # fmt: skip
    keeps.lay_out()
    keeps.run("manage.py", "load_network")
    keeps.run("manage.py", "seed_demo", *(f"--{name}={number}" for name, number in size.items()))
    makes = keeps.beside()
    makes.environment = keeps.environment | {"BENCH_COLD": "1"}
    try:
        keeps.start()
        makes.start()
        yield keeps, makes
    finally:
        keeps.kill()
        makes.kill()


def _measured(keeps: Portal, makes: Portal) -> list[Measured]:
    plan = [Measured("hello", "hello", "/hello", portal) for portal in (keeps, makes)]
    for page, path in _addresses(keeps).items():
        plan += [Measured(page, how, path, keeps) for how in ("warm", "304")]
        plan.append(Measured(page, "cold", path, makes))
    for _round in range(ROUNDS):
        for each in plan:
            each.times.append(_milliseconds(each))
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


def _milliseconds(asked: Measured) -> float:
    """CPU per request of the server."""
    connection = _connection(asked.portal)
    first, _body = _ask(connection, asked.path, 2)
    headers = {"If-None-Match": first.headers["ETag"]} if asked.how == "304" else {}
    before = _cpu_seconds(asked.portal.server.pid)
    last, _body = _ask(connection, asked.path, REQUESTS[asked.how], **headers)
    spent = _cpu_seconds(asked.portal.server.pid) - before
    if last.status != (304 if asked.how == "304" else 200):
        raise RuntimeError(f"{asked.path} answers {last.status}.")
    return 1000 * spent / REQUESTS[asked.how]


def _connection(portal: Portal) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(portal.address).netloc, timeout=60)


def _ask(connection, path: str, times: int, **headers) -> tuple[http.client.HTTPResponse, bytes]:
    for _ in range(times):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    return answer, body


def _cpu_seconds(leader: int) -> float:
    """What the workers of a server have spent so far; the leader only watches over them."""
    spent = 0
    for worker in Path(f"/proc/{leader}/task/{leader}/children").read_text().split():
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])  # in the program and in the system
    return spent / TICKS
