"""The measured figures, in docs/performance.md: each table between its own two marks."""

import os
import platform
import sqlite3
from pathlib import Path

from django import get_version

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "performance.md"


def write_table(name: str, command: str, about: str, heads: list[str], rows: list[list]) -> None:
    """Print the table and put it in place of the one of this name."""
    lines = [
        f"`{command}`: {about}. {_machine()}",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'|'.join(['---', *['--:'] * (len(heads) - 1)])}|",
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
    ]
    text = "\n".join(lines)
    print(text)
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    document = DOCUMENT.read_text(encoding="utf-8")
    if begin not in document:  # of another size than those that the document is about
        return
    before, rest = document.split(begin)
    _old, after = rest.split(end)
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")


def _machine() -> str:
    return (
        f"Python {platform.python_version()}, Django {get_version()}, SQLite"
        f" {sqlite3.sqlite_version}, {os.cpu_count()} processors."
    )
