"""What is installed is what was written down: every file by its hash, with a reason."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["production", "development"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?(~=|==)([0-9.]+)")


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text()


def locked(name: str) -> dict[str, str]:
    """Return {package: version} of a lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock_text(name), re.MULTILINE))


def allowed(required: str, version: str) -> bool:
    """Say whether a version satisfies `~=` as this project uses it: the same but the last part."""
    _, operator, wanted = REQUIREMENT.fullmatch(required).groups()
    if operator == "==":
        return version == wanted
    numbers = [int(part) for part in version.split(".")]
    floor = [int(part) for part in wanted.split(".")]
    return numbers >= floor and numbers[: len(floor) - 1] == floor[:-1]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_path(name):
    text = lock_text(name)
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|@ file|^\s*#.*\s/", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", lock_text(name), flags=re.M))
    assert len(entries) == len(locked(name)) > 10
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("production", PROJECT["dependencies"]),
        ("development", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_a_lock_satisfies_pyproject(name, requirements):
    versions = locked(name)
    for required in requirements:
        package = REQUIREMENT.fullmatch(required)[1].lower().replace("_", "-")
        assert package in versions, f"{package} is missing: python3 dev.py lock"
        assert allowed(required, versions[package]), f"{package} is out of date: dev.py lock"


def test_production_runs_what_was_tested():
    assert locked("production").items() <= locked("development").items()


def test_no_test_tool_reaches_production():
    for required in PROJECT["optional-dependencies"]["dev"]:
        assert REQUIREMENT.match(required)[1].lower() not in locked("production")


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    requirements = [line for line in lines if re.match(r'    "[A-Za-z0-9\[\]-]+[~=]=', line)]
    declared = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert len(requirements) == len(declared)
    assert [line for line in requirements if not re.search(r'",\s+# \w.{10,}', line)] == []
