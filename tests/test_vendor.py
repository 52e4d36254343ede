"""What others made is here unchanged, named, licensed, and fetched from nowhere (VENDOR.md)."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
ROW = re.compile(r"\| `(?P<file>[^`]+)` .*\(`(?P<licence>[^`]+)`\) \| `(?P<sha256>[0-9a-f]{64})`")


def listed() -> dict[str, re.Match]:
    lines = (VENDOR / "VENDOR.md").read_text().splitlines()
    return {row["file"]: row for row in map(ROW.match, lines) if row}


def test_every_file_is_listed_with_its_licence():
    licences = {row["licence"] for row in listed().values()}
    found = {path.name for path in VENDOR.iterdir()} - {"VENDOR.md"}

    assert found == set(listed()) | licences


def test_every_file_has_the_hash_that_the_list_names():
    hashes = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in listed()}

    assert hashes == {name: row["sha256"] for name, row in listed().items()}


def test_no_file_points_at_a_source_map_or_at_another_site():
    for name in listed():
        text = (VENDOR / name).read_bytes().decode(errors="replace")
        assert "sourceMappingURL" not in text
        assert re.findall(r"url\((?!['\"]?data:)", text) == []
        assert "@import" not in text


def test_nothing_vendored_is_a_program():
    assert [name for name in listed() if name.endswith(".js")] == []
