"""What taking the open data away costs, from outside (QUALITY P-09).

A large showcase, two workers as the README has it; first byte, speed and memory of each file, what
happens when the reader leaves, and what a third download at once gets.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.portal import ROOT, Portal

FILES = (
    "commitments.csv", "commitments.json", "evidence.csv", "scorecards.csv", "scorecards.xlsx",
    "ledger.jsonl",
)  # fmt: skip
TICK = os.sysconf("SC_CLK_TCK")


def workers(portal: Portal) -> list[int]:
    children = Path(f"/proc/{portal.server.pid}/task/{portal.server.pid}/children").read_text()
    return [int(child) for child in children.split()]


def memory(portal: Portal, what: str = "VmRSS") -> float:
    """Of the worker that holds most, in MB."""
    sizes = []
    for pid in workers(portal):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith(what)]
    return max(sizes)


def seconds_of_work(portal: Portal) -> float:
    fields = (Path(f"/proc/{pid}/stat").read_text().split() for pid in workers(portal))
    return sum(int(each[13]) + int(each[14]) for each in fields) / TICK


def ask(portal: Portal, name: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(portal.address).netloc, timeout=600)
    connection.request("GET", f"/data/v1/{name}")
    return connection, connection.getresponse()


def download(portal: Portal, name: str) -> None:
    before, began = memory(portal), time.perf_counter()
    connection, answer = ask(portal, name)
    answer.read(1)
    first, last, size, longest = time.perf_counter() - began, time.perf_counter(), 1, 0.0
    while piece := answer.read(64 * 1024):
        now = time.perf_counter()
        size, longest, last = size + len(piece), max(longest, now - last), now
    connection.close()
    took = time.perf_counter() - began
    print(
        f"{name}: {size / 1e6:.1f} MB in {took:.1f} s, first byte {first * 1000:.0f} ms,"
        f" longest pause {longest * 1000:.0f} ms, memory +{memory(portal) - before:.0f} MB",
        flush=True,
    )


def leave(portal: Portal) -> None:
    """A reader who goes away: two seconds later nothing works for him any more."""
    connection, answer = ask(portal, "commitments.csv")
    answer.read(64 * 1024)
    connection.close()
    answer.close()
    time.sleep(2)
    before = seconds_of_work(portal)
    time.sleep(2)
    print(f"left: {seconds_of_work(portal) - before:.2f} s of work from the 2nd to the 4th second")


def third(portal: Portal) -> None:
    running = [ask(portal, "commitments.csv") for _ in range(2)]
    for _connection, answer in running:
        answer.read(1)
    refused, answer = ask(portal, "commitments.csv")
    print(f"third download at once: {answer.status}, Retry-After {answer.headers['Retry-After']}")
    for connection in (refused, *(connection for connection, _answer in running)):
        connection.close()


def export(lines: int = 400_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder), f"sqlite:///{folder}/portal.sqlite3")
        portal.environment |= {"WEB_CONCURRENCY": "2", "WEB_THREADS": "4"}
        portal.lay_out()
        began = time.perf_counter()
        made = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.large_showcase", str(lines)],
            cwd=ROOT, env=portal.environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        print(f"{made.stdout.strip()} findings, made in {time.perf_counter() - began:.0f} s")
        try:
            portal.start()
            for _ in range(8):
                connection, answer = ask(portal, "rounds.csv")
                answer.read()
                connection.close()
            for name in FILES:
                download(portal, name)
            leave(portal)
            third(portal)
        finally:
            portal.kill()
