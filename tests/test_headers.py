"""What every answer carries, whatever its status (QUALITY S-28 to S-32)."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import path

from popnet import urls
from tests import factories
from tests.monitoring.scorecards.public_addresses import CASES, FILES, addresses_of, public_routes
from tests.offers import published_offers
from tests.stories import Story

pytestmark = pytest.mark.django_db

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def broken(request):
    raise RuntimeError("invented")


broken.policy = "nobody"
urlpatterns = [*urls.urlpatterns, path("broken/", broken)]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


@pytest.fixture(autouse=True)
def a_route_that_breaks(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def reader(client):
    client.raise_request_exception = False
    return client


def parsed(policy: str) -> dict[str, str]:
    return dict(directive.strip().split(" ", 1) for directive in policy.split(";"))


def answers(client, **how) -> dict[str, object]:
    """One answer for every kind there is."""
    etag = client.get("/method/", **how)["ETag"]
    return {
        "200 page": client.get("/method/", **how),
        "200 data": client.get("/data/v1/scorecards.json", **how),
        "200 text": client.get("/ledger/checkpoint.txt", **how),
        "200 static": client.get("/static/css/tokens.css", **how),
        "301 slash": client.get("/method", **how),
        "304 page": client.get("/method/", headers={"If-None-Match": etag}, **how),
        "400 host": client.get("/method/", headers={"Host": "elsewhere.example"}, **how),
        "404 page": client.get("/nothing/", **how),
        "404 data": client.get("/data/v1/terms/nothing/scorecards.json", **how),
        "404 static": client.get("/static/nothing.css", **how),
        "404 admin": client.get("/admin/nothing/", **how),
        "405 page": client.post("/method/", **how),
        "405 data": client.put("/data/v1/scorecards.json", **how),
        "500 page": client.get("/broken/", **how),
    }


def test_every_kind_of_answer_carries_the_same_protection(reader):
    for name, response in answers(reader).items():
        assert response.status_code == int(name[:3]), name
        carried = {header: response.headers.get(header) for header in ALWAYS}
        assert carried == ALWAYS, name
        assert parsed(response.headers["Content-Security-Policy"]) == POLICY, name
        assert "Server" not in response.headers
        assert "X-Powered-By" not in response.headers


def test_text_says_its_type_and_its_letters(reader):
    for name, response in answers(reader).items():
        if response.status_code != 304:
            assert response.headers["Content-Type"].endswith(
                ("; charset=utf-8", '; charset="utf-8"')
            ), name


def test_in_production_every_answer_demands_https_for_a_year(settings, reader):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    for name, response in answers(reader, secure=True).items():
        assert response.headers["Strict-Transport-Security"] == (
            "max-age=31536000; includeSubDomains; preload"
        ), name


def test_the_redirect_to_https_is_protected_as_well(settings, reader):
    settings.SECURE_SSL_REDIRECT = True
    response = reader.get("/method/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/method/")
    assert {header: response.headers.get(header) for header in ALWAYS} == ALWAYS
    assert parsed(response.headers["Content-Security-Policy"]) == POLICY


def test_no_public_page_sets_a_cookie_or_varies_on_one_or_on_the_language(reader):
    for address in addresses_of(Story().published().scorecard):
        response = reader.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Vary" not in response.headers, address


def test_a_public_page_is_the_same_for_somebody_who_is_signed_in(reader):
    story = Story().published()
    anonymous = {address: reader.get(address) for address in addresses_of(story.scorecard)}
    reader.force_login(story.admin)
    for address, before in anonymous.items():
        after = reader.get(address)
        assert after.status_code == 200, address
        assert after.getvalue() == before.getvalue(), address
        assert dict(after.headers) == dict(before.headers), address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_public_pages_can_only_be_read(reader, method):
    for address in addresses_of(Story().published().scorecard):
        response = getattr(reader, method)(address)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD"), address


def test_the_walk_forgets_no_public_route():
    story = Story().published()
    published_offers(story)
    factories.ActivityFactory(term=story.contract.term, is_public=True)
    walked = set(addresses_of(story.scorecard).values())
    assert {route.name for route in public_routes()} - walked == FILES | CASES


def test_an_unknown_method_is_refused_before_anything_is_checked(reader):
    response = reader.generic("BREW", "/method/")
    assert response.status_code == 405


def test_private_doors_are_never_stored(reader):
    for address in ("/admin/", "/en/admin/", "/workspace/", "/en/workspace/nothing.css"):
        assert reader.get(address)["Cache-Control"] == "no-store"
    reader.force_login(factories.UserFactory(network_admin=True))
    response = reader.get("/admin/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")


def test_stylesheets_and_pictures_come_from_here_and_carry_no_address_of_elsewhere():
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.startswith(("css/", "js/", "img/")) and not name.endswith(
                (".png", ".webp", ".ico")
            ):
                text = storage.open(name).read().decode()
                found = text.replace("http://www.w3.org/", "")  # the name of SVG, never fetched
                assert "//" not in found.replace("// ", ""), name
