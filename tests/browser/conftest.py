"""The demonstration as an operator would start it, and a browser that looks at it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The address of a portal with the real record and the demonstration, served by gunicorn."""
    folder = tmp_path_factory.mktemp("portal")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONUTF8": "1",
        "DEMO": "1",
        "DATA_DIR": str(folder),
    }
    for command in ("migrate -v0", "load_network", "seed_demo", "collectstatic -v0 --no-input"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=ROOT, env=environment, check=True, capture_output=True,
        )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "popnet/gunicorn_conf.py",
         "-b", f"127.0.0.1:{port}", "popnet.wsgi"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/readyz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address):
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError("The portal did not start.")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, portal):
    """``open_page(path, width=320, javascript=False)`` -> the loaded page.

    The same options give the same browser window, led to the next address: opening a window
    takes longer than a page. ``complaints`` and ``requested`` are those of the last address.
    """
    windows = {}

    def window(options):
        key = tuple(sorted(options.items()))
        if key not in windows:
            options = dict(options)
            page = chromium.new_context(
                viewport={"width": options.pop("width"), "height": options.pop("height")},
                java_script_enabled=options.pop("javascript"),
                **options,
            ).new_page()
            page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.on("request", lambda request: page.requested.append(request.url))
            windows[key] = page
        return windows[key]

    def opened(path, **options):
        page = window({"width": 1280, "height": 800, "javascript": True} | options)
        page.complaints, page.requested = [], []
        page.goto(portal + path)
        return page

    yield opened
    for page in windows.values():
        page.context.close()
