#!/usr/bin/env python3
"""Work on the portal, on a machine that has only Python 3.11, pip and git.

    python3 dev.py demo [--port N] [--host H]  the portal with demonstration data, served here
    python3 dev.py test [pytest arguments]     every test, on SQLite and on a real PostgreSQL
    python3 dev.py test --fast [arguments]     only the tests that touch no database, once
    python3 dev.py browser [pytest arguments]  the tests in a real browser (Chromium)
    python3 dev.py bench NAME [numbers]        what is measured by hand: speed, behaviour under load
    python3 dev.py check                       style, layers, migrations, production settings
    python3 dev.py fix                         put right what of the style a program can
    python3 dev.py lock [uv arguments]         write requirements/*.lock from pyproject.toml
    python3 dev.py manage COMMAND ...          Django's manage.py on the demonstration's data

Every verb first makes .venv from requirements/development.lock, each file checked by its hash,
and does nothing where that is already done. This file and the three that it
imports need the standard library only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from popnet.chromium_here import chromium_here
from popnet.locked_install import install, took
from popnet.throwaway_postgres import NoPostgres, throwaway_postgres

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
DEMO_DATA = VAR / "demo"
# A portal that is configured in this shell must be neither served nor tested by accident.
SETTINGS = (
    "SECRET_KEY DATABASE_URL ALLOWED_HOSTS PUBLIC_ORIGIN DATA_DIR MEDIA_ROOT STATIC_ROOT EMAIL_URL "
    "TRUSTED_PROXIES DEMO DEBUG READ_ONLY DJANGO_SETTINGS_MODULE PYTHONPATH PYTHONHOME "
    "PGHOST PGHOSTADDR PGPORT PGDATABASE PGUSER PGPASSWORD PGSERVICE PGOPTIONS"
).split()


# --- Saying and running -----------------------------------------------------------------------


def say(text: str) -> None:
    print(text, flush=True)


def environment(**settings: object) -> dict[str, str]:
    """Return this shell's environment with the portal's settings replaced by these."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {"PYTHONUTF8": "1"} | {name: str(value) for name, value in settings.items()}


def run(command: list, env: dict[str, str], stdout: int | None = None) -> int:
    """Run a program in the foreground; when interrupted, wait until it too has ended."""
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=stdout)
    try:
        return child.wait()
    except SystemExit as interruption:
        # Ctrl-C on a terminal has reached the child already: a second one would disturb its end.
        from_terminal = interruption.code == 128 + signal.SIGINT
        for patience, number in ((3 if from_terminal else 0, signal.SIGINT), (10, signal.SIGKILL)):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(patience)
                break
            child.send_signal(number)
        child.wait()
        raise


def step(title: str, command: list, env: dict[str, str], stdout: int | None = None) -> None:
    """Run one step of several, print how long it took, and stop where it fails."""
    say(f"==> {title}")
    start = time.monotonic()
    if code := run(command, env, stdout):
        sys.exit(f"dev.py: '{title}' failed with exit code {code}; its message stands above.")
    say(f"    done in {took(start)}")


@contextlib.contextmanager
def scratch():
    """Yield a temporary directory that is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="pop-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


# --- The demonstration ------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args(arguments)
    insist_on_free(options.host, options.port)
    install(VENV)
    env = demo_environment(options.host, options.port)
    manage = [PYTHON, "manage.py"]
    step("Prepare the database", [*manage, "migrate", "--verbosity=0"], env)
    step("Load the network's record", [*manage, "load_network"], env)
    step("Build the demonstration", [*manage, "seed_demo"], env, subprocess.DEVNULL)
    step("Gather the static files",
         [*manage, "collectstatic", "--no-input", "--verbosity=0"], env)  # fmt: skip
    if code := run([*manage, "seed_demo", "--accounts"], env):
        return code
    insist_on_free(options.host, options.port)
    say(f"\nThe portal: {env['PUBLIC_ORIGIN']}/   (Ctrl-C ends it)")
    # The server takes this process's place: whatever ends the one ends the other.
    os.chdir(ROOT)
    server = ["-m", "gunicorn", "-c", "popnet/gunicorn_conf.py"]
    return os.execve(PYTHON, [str(PYTHON), *server], env)


def demo_environment(host: str = "127.0.0.1", port: int = 8000) -> dict[str, str]:
    DEMO_DATA.mkdir(parents=True, exist_ok=True)
    address = f"[{host}]" if ":" in host else host
    return environment(
        DEMO=1,
        DATA_DIR=DEMO_DATA,
        PUBLIC_ORIGIN=f"http://{address}:{port}",
        ALLOWED_HOSTS=",".join({"127.0.0.1", "localhost", "[::1]", address, socket.gethostname()}),
        BIND=f"{address}:{port}",
        WEB_PRELOAD=1,
        WEB_LOG_LEVEL="warning",
    )


def insist_on_free(host: str, port: int) -> None:
    try:
        if not 0 < port < 65536:
            raise OverflowError("a port is a number from 1 to 65535")
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        sys.exit(
            f"dev.py: cannot serve on {host} port {port}: {getattr(error, 'strerror', error)}. "
            f"Choose another: python3 dev.py demo --port 8001"
        )


def manage(arguments: list[str]) -> int:
    install(VENV)
    return run([PYTHON, "manage.py", *arguments], demo_environment())


# --- Tests ------------------------------------------------------------------------------------

NO_TESTS = 5  # pytest's exit code


def test(arguments: list[str]) -> int:
    install(VENV)
    sentences, codes = [], []

    def pytest_on(name: str, database_url: str, home: Path) -> None:
        say(f"==> Tests on {name}")
        start = time.monotonic()
        codes.append(pytest(["--ignore=tests/browser", *arguments], database_url, home))
        verdict = "passed" if codes[-1] == 0 else f"FAILED (pytest's exit code {codes[-1]})"
        sentences.append(f"{name}: {verdict}, {took(start)}")

    if "--fast" in arguments:
        short = ["--only=no-database", "-m", "not long"]
        arguments = [*short, *(a for a in arguments if a != "--fast")]
    with scratch() as home:
        pytest_on("SQLite", f"sqlite:///{home}/portal.sqlite3", home)
    if "--only=no-database" in arguments:
        say("\n" + "\n".join([*sentences, "No test that touches a database, or is long, was run."]))
        return max(codes)
    try:
        with throwaway_postgres(VENV) as (description, url), scratch() as home:
            # What touches no database was tested a moment ago.
            arguments = ["--only=database", *arguments]
            pytest_on(description, url, home)
            if codes == [0, NO_TESTS]:
                codes[-1] = 0
                sentences[-1] = f"{description}: none of these tests touches a database"
    except NoPostgres as reason:
        codes.append(1)
        sentences.append(f"PostgreSQL: NOT TESTED, no server could be started.\n{reason}")
    say("\n" + "\n".join(sentences))
    return max(codes)


def pytest(arguments: list[str], database_url: str, home: Path, **settings: object) -> int:
    """Run pytest so that whatever a test leaves behind lies in a directory soon removed."""
    temporary, static = home / "tmp", home / "static"
    temporary.mkdir()
    static.mkdir()
    workers = [] if "--pdb" in arguments else ["-n", str(min(4, max(2, os.cpu_count() or 2)))]
    env = environment(
        DEMO=1, DATABASE_URL=database_url, DATA_DIR=home, TMPDIR=temporary, **settings
    )
    return run([PYTHON, "-m", "pytest", *workers, *arguments], env)


def browser(arguments: list[str]) -> int:
    if not any((ROOT / "tests" / "browser").glob("test_*.py")):
        say("dev.py: NOTHING WAS TESTED IN A BROWSER: tests/browser holds no tests yet.")
        return 0
    install(VENV)
    chromium = chromium_here(environment(DEBIAN_FRONTEND="noninteractive"), step)
    if not chromium:
        say(
            "dev.py: NOTHING WAS TESTED IN A BROWSER: there is no Chromium here. Install it (on "
            "Debian: apt-get install chromium) or name one by CHROMIUM=/path/to/it."
        )
        return 1
    start = time.monotonic()
    with scratch() as home:
        say(f"==> Tests in {chromium}")
        # Playwright's plain interface runs an event loop, in which Django would refuse queries.
        allowed = {"CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        url = f"sqlite:///{home}/portal.sqlite3"
        named = any(a.startswith("tests/browser") for a in arguments)
        code = pytest([*arguments, *([] if named else ["tests/browser"])], url, home, **allowed)
    say(f"\nBrowser: {'passed' if code == 0 else f'FAILED (exit code {code})'}, {took(start)}")
    return code


def bench(arguments: list[str]) -> int:
    install(VENV)
    with scratch() as home:
        settings = {"DEMO": 1, "DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "popnet.settings"}
        return run([PYTHON, "-m", "tests.benchmarks", *arguments], environment(**settings))


# --- Checks -----------------------------------------------------------------------------------


def check(arguments: list[str]) -> int:
    """Run every check, print a line each, and what a failed one said."""
    install(VENV)
    tool, manage = VENV / "bin", [PYTHON, "manage.py"]
    with scratch() as home:
        demonstration = environment(DEMO=1, DATA_DIR=home)
        production = environment(
            SECRET_KEY=secrets.token_urlsafe(64),
            DATABASE_URL="postgres://pop@127.0.0.1/pop",  # never opened
            ALLOWED_HOSTS="pop.example.org",
            PUBLIC_ORIGIN="https://pop.example.org",
            MEDIA_ROOT=home / "media",
            STATIC_ROOT=home / "static",
            DATA_DIR=home,
            TRUSTED_PROXIES=1,
            EMAIL_URL="smtp://127.0.0.1",
        )
        deploy = ["check", "--deploy", "--fail-level=WARNING"]
        parts = {
            "style (ruff check)": ([tool / "ruff", "check"], demonstration),
            "format (ruff format)": ([tool / "ruff", "format", "--check"], demonstration),
            "templates (djlint)": ([tool / "djlint", "templates", "--lint"], demonstration),
            "layers (import-linter)": ([tool / "lint-imports"], demonstration),
            "migrations are complete":
                ([*manage, "makemigrations", "--check", "--dry-run"], demonstration),
            "production settings": ([*manage, *deploy], production),
            "static files of production": ([*manage, "collectstatic", "--no-input"], production),
        }  # fmt: skip
        failed = [name for name, part in parts.items() if not part_passes(name, *part)]
    say(f"\n{len(parts) - len(failed)} checks passed, {len(failed)} failed")
    return 1 if failed else 0


def part_passes(name: str, command: list, env: dict[str, str]) -> bool:
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    say(f"{name:<30} {'FAILED' if done.returncode else 'ok':<7} {took(start)}")
    if done.returncode:
        say(done.stdout)
    return done.returncode == 0


def fix(arguments: list[str]) -> int:
    install(VENV)
    env = environment()
    linted = run([VENV / "bin" / "ruff", "check", "--fix"], env)
    return run([VENV / "bin" / "ruff", "format"], env) or linted


def lock(arguments: list[str]) -> int:
    """Resolve for every platform; leave out the addresses that packages came from."""
    uv = shutil.which("uv") or VAR / "uv" / "bin" / "uv"
    if not Path(uv).exists():
        step("Make a place for uv", [sys.executable, "-m", "venv", VAR / "uv"], environment())
        step("Install uv", [VAR / "uv" / "bin" / "pip", "install", "-q", "uv"], environment())
    # Production is resolved within development, so what is tested is what is served.
    development = ["--extra=dev", "-o", "requirements/development.lock"]
    production = ["-c", "requirements/development.lock", "-o", "requirements/production.lock"]
    for outcome in (development, production):
        options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
        options += ["--no-emit-index-url", "--quiet", *arguments, *outcome]
        env = environment(UV_SYSTEM_CERTS="1")  # as pip does: the machine's own certificates
        step(f"Write {outcome[-1]}", [uv, "pip", "compile", "pyproject.toml", *options], env)
    return 0


# --- The door ---------------------------------------------------------------------------------

VERBS = {verb.__name__: verb for verb in (demo, test, browser, bench, check, fix, lock, manage)}


def interrupted(number: int, frame: object) -> None:
    """End by way of every `finally`; a second Ctrl-C must not disturb the cleaning up."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run by whatever Python is there
        sys.exit("dev.py: Python 3.11 or newer is needed.")
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    if arguments[0] not in VERBS:
        print(f"dev.py: there is no verb '{arguments[0]}'.\n\n{__doc__}", file=sys.stderr)
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupted)
    try:
        return VERBS[arguments[0]](arguments[1:])
    except PermissionError as error:
        sys.exit(f"dev.py: no permission to write {error.filename}; is the checkout yours?")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
