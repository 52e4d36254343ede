"""A portal of its own: database, media folder and server, started and killed as often as asked."""

import copy
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Portal:
    """``folder`` is where everything lies; ``database_url`` names an empty database."""

    def __init__(self, folder: Path, database_url: str):
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1", "DEMO": "1",
            "DATA_DIR": str(folder), "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "popnet.settings", "WEB_PRELOAD": "1",
        }  # fmt: skip
        self._settle()

    def _settle(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{self.bind}"
        self.server = None

    def beside(self) -> "Portal":
        """A second server of the same portal, as the README has it for production."""
        other = copy.copy(self)
        other._settle()
        return other

    def lay_out(self):
        """The tables and the static files."""
        for command in ("migrate -v0", "collectstatic -v0 --no-input"):
            self.run("manage.py", *command.split())

    def stage(self, *what) -> dict:
        """What `tests/stage.py` makes or finds."""
        return json.loads(self.run("-m", "tests.stage", *map(str, what)))

    def run(self, *arguments) -> bytes:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return done.stdout

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "-c", "popnet/gunicorn_conf.py"]
        self.server = subprocess.Popen(
            [*command, "-b", self.bind], cwd=ROOT, env=self.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", int(self.bind.split(":")[1])), 1):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def kill(self):
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
