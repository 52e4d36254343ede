"""The server never asks another server because of what somebody typed (QUALITY S-43)."""

import ast
import http.server
import threading
from pathlib import Path

import pytest

from monitoring import actions
from tests.monitoring.workspace.people import signed_in
from tests.stories import BEGIN, Story

ROOT = Path(__file__).resolve().parents[2]
APPS = ("popnet", "municipalities", "contracts", "monitoring")
CLIENTS = {
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3",
}  # fmt: skip


@pytest.fixture
def canary():
    """A server on this machine, and the list of what it was asked for."""
    asked = []

    class Notes(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_HEAD = do_POST = do_GET

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    runs = threading.Thread(target=server.serve_forever)
    runs.start()
    yield f"http://127.0.0.1:{server.server_port}/vendim", asked
    server.shutdown()
    runs.join()
    server.server_close()


@pytest.mark.django_db
def test_a_link_to_the_server_itself_is_stored_and_shown_and_never_followed(canary, client):
    link, asked = canary
    story = Story(statuses=("full",)).filled()
    actions.add_evidence(
        finding=story.report.findings.get(), by=story.author, evidence_class="official",
        title="Vendim", link=link, at=BEGIN,
    )  # fmt: skip

    reader = signed_in(story.author)
    page = reader.get(f"/workspace/findings/{story.report.findings.get().pk}/").content.decode()
    story.published()
    public = client.get(f"/commitments/{story.commitments[0].reference}/").content.decode()

    assert link in page
    assert f'rel="noopener noreferrer nofollow ugc" href="{link}"' in public
    assert asked == []


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_no_program_of_the_portal_can_ask_another_server():
    found = {
        str(path.relative_to(ROOT)): sorted(asks)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if (asks := imported(path) & CLIENTS)
    }
    assert found == {}
