"""What the MDN HTTP Observatory would give every kind of answer, reckoned here (QUALITY S-30)."""

import hashlib
import re

import pytest

from monitoring.evidence import name_for, public_path
from tests import factories
from tests.stories import Story

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n invented"
# The bar is 130; without cookies, an entry in the browsers’ lists of HSTS, and integrity of own
# scripts there are no more points.
BEST = 150

# Modifiers as published at developer.mozilla.org/en-US/observatory/docs/tests_and_scoring and in
# the scoring table of mdn/mdn-http-observatory (src/grader/charts.js); 0 where a test is passed
# without a bonus. Each worst case stands for all that are worse than passed.
MODIFIERS = {
    "csp-default-none": 10,
    "csp-no-unsafe": 5,
    "csp-style-unsafe": 0,
    "csp-unsafe": -20,
    "csp-missing": -25,
    "cookies-none": 0,
    "cookies-secure": 5,
    "cookies-insecure": -40,
    "cors-none-or-public": 0,
    "cors-credentials": -50,
    "redirection-https": 0,
    "redirection-missing": -20,
    "referrer-private": 5,
    "referrer-missing": 0,
    "referrer-unsafe": -5,
    "hsts-six-months": 0,
    "hsts-short": -10,
    "hsts-missing": -20,
    "sri-own-scripts-only": 0,
    "sri-foreign-scripts": -50,
    "nosniff": 0,
    "nosniff-missing": -5,
    "frames-csp": 5,
    "frames-header": 0,
    "frames-missing": -20,
    "corp-same": 10,
    "corp-cross-or-missing": 0,
    "corp-invalid": -5,
    "coop-same-origin": 10,
    "coop-missing": 0,
    "coep-require-corp": 10,
    "coep-missing": 0,
}
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"}
HALF_A_YEAR = 15_768_000


def results_of(headers: dict[str, str], page: str, redirect: str, cookies=()) -> dict[str, str]:
    """The name of the test -> its result, for an answer that came over HTTPS.

    ``redirect`` is where the same address over HTTP leads to.
    """
    policy = policy_of(headers.get("Content-Security-Policy", ""))
    return {
        "csp": csp(policy),
        "cookies": cookies_of(cookies),
        "cors": "cors-credentials"
        if "Access-Control-Allow-Credentials" in headers
        else "cors-none-or-public",
        "redirection": "redirection-https"
        if redirect.startswith("https://")
        else "redirection-missing",
        "referrer": referrer(headers.get("Referrer-Policy")),
        "hsts": hsts(headers.get("Strict-Transport-Security", "")),
        "sri": "sri-foreign-scripts"
        if re.search(r"<script[^>]*\ssrc=[\"'](https?:)?//", page)
        else "sri-own-scripts-only",
        "sniffing": "nosniff"
        if headers.get("X-Content-Type-Options") == "nosniff"
        else "nosniff-missing",
        "frames": frames(policy, headers.get("X-Frame-Options", "")),
        "corp": corp(headers.get("Cross-Origin-Resource-Policy")),
        "coop": "coop-same-origin"
        if headers.get("Cross-Origin-Opener-Policy") == "same-origin"
        else "coop-missing",
        "coep": "coep-require-corp"
        if headers.get("Cross-Origin-Embedder-Policy") == "require-corp"
        else "coep-missing",
    }


def policy_of(header: str) -> dict[str, set[str]]:
    found = {}
    for directive in filter(None, map(str.strip, header.split(";"))):
        name, *sources = directive.split()
        found.setdefault(name, set(sources))
    return found


def csp(policy) -> str:
    if not policy:
        return "csp-missing"
    everywhere = policy.get("default-src", {"*"})
    scripts, objects, styles = (
        policy.get(name, everywhere) for name in ("script-src", "object-src", "style-src")
    )
    unsafe = {"'unsafe-inline'", "data:"}
    plain_http = any(
        source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources
    )
    if scripts & (BROAD | unsafe | {"'unsafe-eval'"}) or objects & BROAD or plain_http:
        return "csp-unsafe"
    if styles & (BROAD | unsafe):
        return "csp-style-unsafe"
    only_self = policy.get("form-action", {"*"}) <= {"'self'", "'none'"}
    return "csp-default-none" if everywhere == {"'none'"} and only_self else "csp-no-unsafe"


def cookies_of(cookies) -> str:
    if not cookies:
        return "cookies-none"
    kept = all(
        each["secure"] and each["httponly"] and each["samesite"] in ("Lax", "Strict")
        for each in cookies
    )
    return "cookies-secure" if kept else "cookies-insecure"


def referrer(header: str | None) -> str:
    if header is None:
        return "referrer-missing"
    return "referrer-private" if header in PRIVATE else "referrer-unsafe"


def hsts(header: str) -> str:
    age = re.match(r"max-age=([0-9]+)", header)
    if age is None:
        return "hsts-missing"
    return "hsts-six-months" if int(age[1]) >= HALF_A_YEAR else "hsts-short"


def frames(policy, header: str) -> str:
    if "frame-ancestors" in policy and not policy["frame-ancestors"] & BROAD:
        return "frames-csp"
    return "frames-header" if header in ("DENY", "SAMEORIGIN") else "frames-missing"


def corp(header: str | None) -> str:
    if header in (None, "cross-origin"):
        return "corp-cross-or-missing"
    return "corp-same" if header in ("same-origin", "same-site") else "corp-invalid"


def score(results: dict[str, str]) -> int:
    """Penalties first; bonuses are added only from 90 points up."""
    modifiers = [MODIFIERS[result] for result in results.values()]
    points = 100 + sum(each for each in modifiers if each < 0)
    return max(0, points + (sum(each for each in modifiers if each > 0) if points >= 90 else 0))


@pytest.fixture
def production(settings, tmp_path):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def addresses(production):
    """One address of every kind of answer."""
    story = Story().published()
    sha256 = hashlib.sha256(PNG).hexdigest()
    public_path(sha256).parent.mkdir(parents=True)
    public_path(sha256).write_bytes(PNG)
    item = factories.ScorecardEvidenceFactory(
        line=story.scorecard.lines.first(), position=9, sha256=sha256, size=len(PNG),
        content_type="image/png", title="Vendimi", link="",
    )  # fmt: skip
    slug = story.scorecard.municipality.slug
    return {
        "home": "/",
        "page": f"/en/municipalities/{slug}/",
        "comparison": "/compare/?m=all",
        "file": f"/evidence/{sha256}/{name_for(item.title, item.content_type)}",
        "404": "/nothing/",
        "404 file": f"/evidence/{'0' * 64}/nothing.png",
        "data": "/data/v1/scorecards.json",
        "table": "/data/v1/scorecards.csv",
        "feed": "/feeds/all.atom",
        "checkpoint": "/ledger/checkpoint.txt",
        "static": "/static/css/tokens.css",
        "sign in": "/login/",
    }


def scanned(client, address) -> dict[str, str]:
    answer = client.get(address, secure=True)
    content = answer.getvalue() if answer.streaming else answer.content
    redirect = client.get(address).headers.get("Location", "")
    return results_of(
        dict(answer.headers), content.decode(errors="replace"), redirect, answer.cookies.values()
    )


def test_no_kind_of_answer_loses_a_point_and_every_page_reaches_the_best(client, addresses):
    results = {kind: scanned(client, address) for kind, address in addresses.items()}

    lost = [
        (kind, each)
        for kind, of_kind in results.items()
        for each in of_kind.values()
        if MODIFIERS[each] < 0
    ]
    assert lost == []
    scores = {kind: score(of_kind) for kind, of_kind in results.items()}
    # A file is shown in a sandbox of its own, whose policy needs no words on forms and frames.
    assert scores == dict.fromkeys(scores, BEST) | {
        "file": BEST - 10,
        "sign in": BEST + MODIFIERS["cookies-secure"],
    }


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("Content-Security-Policy", None, 55),
        ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'", 60),
        ("Referrer-Policy", "unsafe-url", 140),
        ("Strict-Transport-Security", "max-age=60", 140),
        ("Strict-Transport-Security", None, 80),
        ("X-Content-Type-Options", None, 145),
        ("Cross-Origin-Resource-Policy", "cross-origin", 140),
        ("Cross-Origin-Opener-Policy", None, 140),
        ("Access-Control-Allow-Credentials", "true", 50),
    ],
)
def test_a_header_that_were_missing_or_worse_would_cost_what_the_table_says(
    client, addresses, header, value, expected
):
    headers = dict(client.get("/", secure=True).headers) | {header: value}
    without = {name: text for name, text in headers.items() if text is not None}
    if header == "Content-Security-Policy":
        without.pop("X-Frame-Options", None)

    assert score(results_of(without, "", "https://testserver/")) == expected
