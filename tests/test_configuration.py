"""Production refuses to start on bad configuration and names the variable (QUALITY T-1)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOOD = {
    "SECRET_KEY": "xV7-9qLm2_Rt5wYz8Kc3Hd6Jf1Gb4Ns0PaQeUiOoTrWvXyZz-Bb",
    "ALLOWED_HOSTS": "pop.example.org",
    "PUBLIC_ORIGIN": "https://pop.example.org",
    "DATABASE_URL": "sqlite:////nowhere/portal.sqlite3",
    "MEDIA_ROOT": "/nowhere/media",
}


def start(**changes):
    """Load the settings in a fresh process with this environment and nothing else."""
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(settings.PRODUCTION)"],
        env={k: v for k, v in environment.items() if v is not None}
        | {"DJANGO_SETTINGS_MODULE": "popnet.settings"},
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_production_starts_when_everything_is_told():
    result = start()

    assert (result.returncode, result.stdout.strip()) == (0, "True"), result.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "only-for-the-demonstration"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-xV7-9qLm2_Rt5wYz8Kc3Hd6Jf1Gb4Ns0PaQeUiO"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ".example.org"),
        ("ALLOWED_HOSTS", "pop.example.org,*"),
        ("PUBLIC_ORIGIN", None),
        ("PUBLIC_ORIGIN", "http://pop.example.org"),
        ("PUBLIC_ORIGIN", "https://"),
        ("PUBLIC_ORIGIN", "https://pop.example.org/portal"),
        ("DATABASE_URL", None),
        ("MEDIA_ROOT", None),
        ("DEBUG", "1"),
    ],
)
def test_production_refuses_and_names_the_variable(variable, value):
    result = start(**{variable: value})

    assert result.returncode != 0
    assert f"ImproperlyConfigured: {variable} " in result.stderr.splitlines()[-1]


def test_the_refusal_does_not_print_the_secret():
    result = start(SECRET_KEY="django-insecure-xV7-9qLm2_Rt5wYz8Kc3Hd6Jf1Gb4Ns0PaQeUiO")

    assert "xV7-9qLm2" not in result.stdout + result.stderr


def test_the_demonstration_needs_nothing_but_its_flag():
    nothing = dict.fromkeys(GOOD)

    assert start(DEMO="1", **nothing).stdout.strip() == "False"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_says_ok_and_nothing_else(client, path, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    answer = client.get(path)

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.cookies == {}


def test_healthz_asks_no_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_says_503_when_evidence_cannot_be_stored(client, settings, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("x")
    settings.MEDIA_ROOT = blocked / "media"

    answer = client.get("/readyz")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_is_only_read(client, path, method):
    assert getattr(client, method)(path).status_code == 405
