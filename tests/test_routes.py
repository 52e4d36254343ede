"""Every address is listed with who may go there; one that is not declared is a failure (T-3)."""

import json
from io import StringIO

from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path

from monitoring.models.rounds import OTHER_PAGES_THERE
from monitoring.permissions import POLICY
from monitoring.scorecards import urls as scorecards
from municipalities.permissions import ADMITTED
from popnet import urls
from popnet.management.commands.routes import routes


def forgotten(request):
    return HttpResponse("who may see this?")


urlpatterns = [*urls.urlpatterns, path("forgotten/", forgotten, name="forgotten")]


def of_policy(policy) -> list[str]:
    return [route.path for route in routes() if route.policy == policy]


def test_every_route_declares_its_policy():
    assert of_policy("undeclared") == []


def test_a_view_that_declares_nothing_is_listed_as_undeclared(settings):
    settings.ROOT_URLCONF = __name__
    assert of_policy("undeclared") == ["/forgotten/"]


def test_the_public_routes_are_pages_in_both_languages_files_and_health_checks():
    pages = [f"/{pattern.pattern}" for pattern in scorecards.pages]
    pages += [f"/feeds/{pattern.pattern}" for pattern in scorecards.news]
    pages += [f"/{pattern.pattern}" for pattern in scorecards.drawings]
    files = [f"/{pattern.pattern}" for pattern in scorecards.files]
    expected = {"/healthz", "/readyz", *files, *pages, *(f"/en{page}" for page in pages)}
    assert sorted(of_policy("public")) == sorted(expected)


def test_public_routes_are_for_reading():
    methods = {route.methods for route in routes() if route.policy == "public"}
    assert methods == {("GET", "HEAD")}


def test_every_policy_is_a_word_of_the_policy_table():
    known = {
        "public", "anybody", "somebody", "holder of the link", "network admin", "read", "original",
        "case", "keeper of documents", "read letter", "write letter",
    }  # fmt: skip
    assert {route.policy for route in routes()} <= known | set(POLICY) | set(ADMITTED)


def words_where_a_slug_stands() -> set[tuple[str, str]]:
    """(parameter, word): a page of that slug could not be reached, the word's page is there."""
    public = [each.path.split("/") for each in routes() if each.policy == "public"]
    return {
        (parameter, word)
        for one in public
        for other in public
        if len(one) == len(other)
        for pairs in [[(a, b) for a, b in zip(one, other, strict=True) if a != b]]
        if all(a.startswith("<") for a, _b in pairs)
        for parameter, word in pairs[:1]
        if parameter.startswith("<slug:") and not word.startswith("<")
    }


def test_no_slug_that_can_be_stored_is_the_word_of_another_page():
    """Of rounds the database refuses these words."""
    assert words_where_a_slug_stands() == {("<slug:round>", word) for word in OTHER_PAGES_THERE}


def test_every_route_says_how_it_may_be_asked():
    assert [route.path for route in routes() if not route.methods] == []


def test_the_whole_admin_is_for_network_admins_in_both_languages():
    found = {route.path: route.policy for route in routes() if "/admin/" in route.path}
    assert set(found.values()) == {"network admin"}
    assert {"/admin/", "/en/admin/"} <= set(found)
    english = {path for path in found if path.startswith("/en/")}
    assert english == {f"/en{path}" for path in set(found) - english}


def test_no_route_is_listed_twice():
    found = [(route.path, route.name) for route in routes()]
    assert len(found) == len(set(found))


def test_the_command_prints_every_route_as_json():
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    assert [
        (each["path"], each["name"], tuple(each["methods"]), each["policy"])
        for each in json.loads(out.getvalue())
    ] == [(route.path, route.name, route.methods, route.policy) for route in routes()]


def test_the_command_prints_one_line_a_route_for_people():
    out = StringIO()
    call_command("routes", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(routes())
    assert "public         GET/HEAD       /en/method/" in lines
