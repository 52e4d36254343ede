"""Which cookies there are, how they are sent, and where (QUALITY S-31)."""

import json
import subprocess
import sys

import pytest

from tests import factories
from tests.factories.municipalities import PASSWORD
from tests.test_configuration import GOOD, ROOT

NAMES = ("SESSION_COOKIE", "CSRF_COOKIE")
FIELDS = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
ASKING = (
    "import json; from django.conf import settings; "
    f"print(json.dumps({{f'{{n}}_{{f}}': getattr(settings, f'{{n}}_{{f}}') for n in {NAMES} "
    f"for f in {FIELDS}}}))"
)


@pytest.fixture(scope="module")
def of_production():
    """The settings of both cookies, read from a process that is configured as a server is."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        env=GOOD | {"DJANGO_SETTINGS_MODULE": "popnet.settings", "PYTHONUTF8": "1"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.fixture
def as_in_production(settings, of_production):
    for name, value in of_production.items():
        setattr(settings, name, value)


def sent(response) -> dict[str, dict]:
    """Name of a cookie -> how it was sent, as far as it was told."""
    told = ("secure", "httponly", "samesite", "path", "domain")
    return {
        name: {each: cookie[each] for each in told if cookie[each]}
        for name, cookie in response.cookies.items()
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("as_in_production")
def test_both_cookies_are_bound_to_this_host_to_https_and_kept_from_scripts(client):
    person = factories.UserFactory()
    page = client.get("/login/", secure=True)
    entered = client.post("/login/", {"username": person.email, "password": PASSWORD}, secure=True)

    expected = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/"}
    assert sent(page) == {"__Host-csrf": expected}
    # "__Host-" is refused by browsers where a domain is told, so none is.
    assert sent(entered) == {"__Host-session": expected, "__Host-csrf": expected}


@pytest.mark.django_db
@pytest.mark.usefixtures("as_in_production")
@pytest.mark.parametrize("address", ["/", "/en/compare/", "/data/v1/scorecards.csv", "/nothing/"])
def test_somebody_who_is_signed_in_gets_no_cookie_from_a_public_page(client, address):
    client.force_login(factories.UserFactory())
    response = client.get(address, secure=True)

    assert sent(response) == {}
    assert "Cookie" not in response.headers.get("Vary", "")
