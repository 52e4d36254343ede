"""Loaded by pytest before Django's settings (`-p` in pyproject.toml): tests need no other setup."""

import os

os.environ.setdefault("DEMO", "1")
