"""The portal under load, from outside: two servers, as the README has it for production.

`writers`: many people save at once, beside a reader (QUALITY R-06). `burdens`: readers beside
uploads, sign-ins and exports (P-13). Clients and servers share the machine, so the figures are
worse than those of a real one. Every round ends by itself and asks nothing but loopback.
"""

import contextlib
import http.client
import itertools
import json
import secrets
import socket
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.drills.visitor import Visitor
from tests.portal import Portal

FORM = "application/x-www-form-urlencoded"
PAUSE = 0.02  # seconds between two pages of a reader


class Client:
    """One connection that is kept, with the cookies of a visitor."""

    def __init__(self, address: str, visitor: Visitor | None = None):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        jars = (
            (getattr(handler, "cookiejar", ()) for handler in visitor.opener.handlers)
            if visitor
            else ()
        )
        self.cookies = "; ".join(f"{each.name}={each.value}" for jar in jars for each in jar)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes, float]:
        """Status, body and seconds."""
        began = time.perf_counter()
        headers = {"Cookie": self.cookies} | ({"Content-Type": FORM} if body else {})
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, content, time.perf_counter() - began


def side_by_side(*tasks) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def reader(address: str, paths: list[str], times: list[float], until) -> None:
    client = Client(address)
    for path in itertools.cycle(paths):
        if until():
            return
        status, _body, seconds = client.ask("GET", path)
        assert status == 200, (path, status)
        times.append(seconds)
        time.sleep(PAUSE)


def writer(address: str, visitor: Visitor, path: str, times: list, until) -> None:
    """Saves one finding again and again, each time from the version that came back."""
    client = Client(address, visitor)
    fields = dict(visitor.open(path).form("save").fields) | {"autosave": "yes"}
    for number in itertools.count():
        if until():
            return
        fields["rationale_sq"] = f"Fjalia {number}."
        status, body, seconds = client.ask("POST", path, urlencode(fields))
        times.append((status, seconds))
        if status == 200:
            fields["version"] = str(json.loads(body)["version"])


@contextlib.contextmanager
def two_servers(drafts: int):
    """(the citizens' address, the workspace's, the drafts, the pages a citizen reads)"""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Portal(Path(folder), f"sqlite:///{folder}/portal.sqlite3")
        workspace.environment |= {"WEB_CONCURRENCY": "2", "WEB_THREADS": "4"}
        workspace.lay_out()
        staged = workspace.stage("busy", drafts)
        citizens = workspace.beside()
        try:
            workspace.start()
            citizens.start()
            pages = ["/", staged["scorecard"]]
            for path in pages * 20:  # each on a line of its own, so that no worker stays cold
                Client(citizens.address).ask("GET", path)
            yield citizens.address, workspace.address, staged, pages
        finally:
            citizens.kill()
            workspace.kill()


def writers(number: int = 32, seconds: float = 15) -> None:
    with two_servers(number) as (citizens, workspace, staged, pages):
        jobs = [
            (Visitor(workspace).sign_in(draft["email"], staged["password"]), draft["findings"][0])
            for draft in staged["drafts"]
        ]
        saved, read = [], []
        ends = time.monotonic() + seconds

        def over():
            return time.monotonic() > ends

        side_by_side(
            lambda: reader(citizens, pages, read, over),
            *(lambda job=job: writer(workspace, *job, saved, over) for job in jobs),
        )
        times = [each for _status, each in saved]
        refused = [status for status, _each in saved if status != 200]
        print(
            f"{number} writers: {len(saved) / seconds:.0f} writes/s,"
            f" p99 {quantile(times, 0.99):.2f} s, {len(refused)} refused;"
            f" {len(read)} reads, p99 {quantile(read, 0.99) * 1000:.0f} ms,"
            f" longest {max(read) * 1000:.0f} ms"
        )


def slow_upload(address: str, until) -> None:
    """A phone in the field: a thousand bytes a second of a form that never ends."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)) as line:
        line.sendall(
            b"POST /workspace/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        )
        while not until():
            with contextlib.suppress(OSError):
                line.sendall(b"x" * 1000)
            time.sleep(1)


def great_upload(visitor: Visitor, path: str, until) -> None:
    """Nearly twenty million bytes that have to be read whole before they are refused or kept."""
    content = b"%PDF-1.7\n" + secrets.token_bytes(19_900_000)
    while not until():
        visitor.send(visitor.open(path), "save", [("files", "plan.pdf", content)], {"send": "yes"})


def sign_in_flood(address: str, number: int, until) -> None:
    for attempt in itertools.count():
        if until():
            return
        visitor = Visitor(address)
        page = visitor.open("/workspace/")
        visitor.send(page, "login", username=f"{number}-{attempt}@example.org", password="x" * 20)


def export(address: str, visitor: Visitor, report: str, until) -> None:
    client = Client(address, visitor)
    while not until():
        status, _body, _seconds = client.ask("GET", f"{report}spreadsheet/xlsx/")
        assert status == 200, status


def burdens(seconds: float = 12) -> None:
    with two_servers(2) as (citizens, workspace, staged, pages):
        first, second = (
            Visitor(workspace).sign_in(draft["email"], staged["password"])
            for draft in staged["drafts"]
        )
        finding = staged["drafts"][0]["findings"][0]
        reports = [draft["report"] for draft in staged["drafts"]]
        loads = {
            "quiet": [],
            "20 MB upload": [lambda until: great_upload(first, finding, until)],
            "50 uploads at 1 KB/s": [lambda until: slow_upload(workspace, until)] * 50,
            "flood of 8 sign-ins": [
                lambda until, each=each: sign_in_flood(workspace, each, until) for each in range(8)
            ],
            "2 exports": [
                lambda until: export(workspace, first, reports[0], until),
                lambda until: export(workspace, second, reports[1], until),
            ],
        }
        quiet = None
        for name, load in loads.items():
            read = []
            ends = time.monotonic() + seconds

            def over(ends=ends):
                return time.monotonic() > ends

            side_by_side(
                lambda read=read, over=over: reader(citizens, pages, read, over),
                *(lambda task=task, over=over: task(over) for task in load),
            )
            p95 = quantile(read, 0.95) * 1000
            quiet = p95 if quiet is None else quiet
            print(f"{name}: public p95 {p95:.1f} ms (at most {2 * quiet + 20:.1f})", flush=True)
