"""Finds the browser that the tests look through, or installs it where it may.

Standard library only: `dev.py` imports it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

# Playwright's own driver needs libatomic1, which a bare Debian lacks.
PACKAGES = ("chromium", "fonts-dejavu-core", "libatomic1")


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def chromium_here(env: dict[str, str], step: Callable) -> str | None:
    """Its path; with POPNET_INSTALL_BROWSER=1 installed, by ``step(title, command, env, out)``."""
    wanted = os.environ.get("POPNET_INSTALL_BROWSER") == "1"
    if not find_chromium() and wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        step("Look up Debian's packages", ["apt-get", "update", "-qq"], env)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        step("Install Chromium", install, env, subprocess.DEVNULL)
    return find_chromium()
