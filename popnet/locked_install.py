"""Makes .venv hold what requirements/development.lock says, no more and no less.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "development.lock"


def install(venv: Path) -> None:
    """Make the environment, each file checked by its hash; do nothing when it is as locked."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        stamp, wanted = venv / "installed-from", _fingerprint(venv)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        start = time.monotonic()
        print(f"==> Install {LOCK.relative_to(ROOT)} (the first time takes half a minute or more)")
        pip = _empty_environment(venv)
        options = ["--require-hashes", "--only-binary=:all:", "--no-input", "-r", LOCK]
        _run_quietly(
            [*pip, "install", "--disable-pip-version-check", *options],
            "pip could not install the locked packages.",
        )
        stamp.write_text(wanted)
        print(f"    done in {took(start)}", flush=True)


def took(start: float) -> str:
    return f"{time.monotonic() - start:.1f} s"


def _fingerprint(venv: Path) -> str:
    """Say what the environment is made from: it is remade when the Python or place changes."""
    made_from = f"{sys.version_info[:3]} {sys.base_prefix} {venv}".encode()
    return hashlib.sha256(made_from + LOCK.read_bytes()).hexdigest()


def _empty_environment(venv: Path) -> list:
    """Make an empty environment and return the pip that installs into it."""
    # Debian splits venv's own pip off into a package; the machine's pip does as well.
    own_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or not (own_pip or importlib.util.find_spec("pip")):
        sys.exit(
            "dev.py: this Python has neither venv nor pip, which the installation needs. "
            "On Debian: apt-get install python3-venv"
        )
    python = getattr(sys, "_base_executable", sys.executable)
    options = ["--clear"] if own_pip else ["--clear", "--without-pip"]
    _run_quietly([python, "-m", "venv", *options, venv], "The environment could not be made.")
    inside = venv / "bin" / "python"
    return [inside, "-m", "pip"] if own_pip else [python, "-m", "pip", "--python", inside]


def _run_quietly(command: list, complaint: str) -> None:
    """Run: on a terminal one changing line shows life; a failure shows everything."""
    said, on_terminal = [], sys.stdout.isatty()
    env = os.environ | {"PYTHONUTF8": "1", "PIP_USER": "0"}
    with subprocess.Popen(
        command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        try:
            for line in child.stdout:
                said.append(line)
                if on_terminal:
                    print(f"\r\033[K    {line.strip()[:70]}", end="", flush=True)
        except BaseException:
            child.terminate()
            raise
    if on_terminal:
        print("\r\033[K", end="", flush=True)
    if child.returncode:
        sys.exit("".join(said) + f"dev.py: {complaint} The program's own words stand above.")
