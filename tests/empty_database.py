"""The empty database that every worker's begins as: migrated once, then copied.

All the migrations take half a minute, and each worker of each run needs their outcome. It is
kept under a name made from what they say: in `var/` for SQLite, on the server for PostgreSQL. So
an altered migration, or another Django, makes another one, and a clean checkout begins with none.
"""

import fcntl
import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "empty_databases"


def fingerprint() -> str:
    """Of every migration of the portal, and of the packages that bring their own."""
    read = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements" / "development.lock"]
    both = hashlib.sha256()
    for path in read:
        both.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return both.hexdigest()[:16]


def prepare() -> None:
    """Let the test database of this worker begin as a copy; whoever comes first migrates."""
    {"sqlite": _copy_the_file, "postgresql": _name_the_template}[connection.vendor]()


def _copy_the_file() -> None:
    own = settings.DATABASES["default"]["TEST"]["NAME"]
    for left in ("", "-wal", "-shm"):  # by a run that was killed under the same number
        Path(f"{own}{left}").unlink(missing_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = fingerprint()
        kept = KEPT / f"{name}.sqlite3"
        if kept.exists():
            shutil.copyfile(kept, own)
            return
        _migrate(own)
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        if fingerprint() == name:  # otherwise a migration was edited meanwhile
            shutil.copyfile(own, KEPT / "begun")
            (KEPT / "begun").rename(kept)


def _name_the_template() -> None:
    """Leave the copying to the server; see TEST TEMPLATE in Django's settings."""
    with connection._nodb_cursor() as cursor:
        # Let go of with this connection, and by another worker of the same server waited for.
        cursor.execute("SELECT pg_advisory_lock(hashtext('empty database'))")
        name = f"popnet_empty_{fingerprint()}"
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone()[0]:
            cursor.execute("DROP DATABASE IF EXISTS popnet_begun")
            cursor.execute("CREATE DATABASE popnet_begun")
            _migrate("popnet_begun")
            cursor.execute(f"ALTER DATABASE popnet_begun RENAME TO {name}")
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = name


def _migrate(name: str) -> None:
    with _connected_to(name):
        call_command("migrate", verbosity=0)
        if connection.vendor == "sqlite":
            # One file, without a log beside it.
            connection.cursor().execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _connected_to(name):
    """Lead the one connection there and back."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
