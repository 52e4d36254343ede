"""Whatever is sent to the workspace: never a 500, nothing half stored (QUALITY S-07, S-44, S-49).

Forms are found on the pages and sent with every text field filled oddly, so a new form is tried
as soon as it is linked.
"""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from monitoring import actions
from monitoring.models import Report
from municipalities.models import User
from tests import factories
from tests.monitoring.workspace.addresses import filled, workspace_routes
from tests.monitoring.workspace.people import Page, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

ODD = {
    "NUL": "a\0b",
    "half a surrogate pair": "\ud83d",
    "endless": "ë" * 100_000,
    "a number beyond all": "9" * 30,
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% debug %}",
    "line breaks": "a\r\nBcc: everybody@example.org\r\n\r\nb",
    "right to left": "\u202egnp.exe",
    "a formula": "=HYPERLINK(\"https://example.org\")",
}  # fmt: skip
ANSWERS = {200, 302, 400, 404, 405, 409, 410, 413, 422, 429}
OF_A_FIELD = {"csrfmiddlewaretoken", "version", "confirmed"}
NOT_YET_A_PAGE = re.compile("logout").search


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def in_every_state() -> list:
    """(client, story) of the people who have forms in each state."""
    published = Story(statuses=("full", "none")).published()
    draft = Story(statuses=("full", "none")).filled()
    factories.CaseFactory(commitment=draft.commitments[0])
    review = Story(statuses=("full", "none")).in_review()
    invited = Story(statuses=("full", "none")).invited()
    actions.record_reply(
        report=invited.report, by=invited.admin, text="Sqarim.", capacity="mayor",
        at=BEGIN + 3 * DAY,
    )  # fmt: skip
    return [
        (signed_in(draft.author), draft),
        (signed_in(review.reviewer), review),
        (signed_in(invited.author), invited),
        (signed_in(invited.admin), invited),
        (signed_in(published.admin), published),
    ]


def forms_of(client, story) -> list[tuple[str, dict]]:
    """Every form that sends something on every page that this person can open."""
    found = []
    for route in workspace_routes():
        if "GET" not in route.methods or route.path.startswith("/en/"):
            continue
        response = client.get(filled(route, report=story.report), follow=True)
        if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
            continue
        page = Page(response)
        for form in page.forms:
            if form.method == "post" and not NOT_YET_A_PAGE(form.attributes.get("action") or ""):
                names = dict.fromkeys([*form.fields, *form.choices], "") | form.fields
                found.append((form.attributes.get("action") or page.address, names))
    return found


def send(client, address, fields):
    """As a browser would; half a letter goes as the bytes that a broken one sends."""
    body = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in fields.items()})
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("odd", ODD)
def test_no_form_falls_over_odd_words(odd):
    tried = 0
    for client, story in in_every_state():
        for address, names in forms_of(client, story):
            fields = {
                name: value if name in OF_A_FIELD else ODD[odd] for name, value in names.items()
            }
            response = send(client, address, fields)
            assert response.status_code in ANSWERS, (address, response.status_code)
            tried += 1
    assert tried >= 15


def test_markup_in_every_text_is_shown_literally():
    """No page gains an element or a handler from what was typed (S-44)."""
    payload = ODD["markup"]
    story = Story(statuses=("full", "none")).filled()
    client = signed_in(story.author)
    for address, names in forms_of(client, story):
        typed = {
            name: value or payload if name not in OF_A_FIELD else value
            for name, value in names.items()
        }
        send(client, address, typed)
    shown = 0
    for route in workspace_routes():
        if "GET" in route.methods:
            body = client.get(filled(route, report=story.report), follow=True)
            if "html" not in body.headers["Content-Type"]:
                continue
            page = body.content.decode()
            assert "<script>alert" not in page and "<img src=x" not in page
            assert "49" not in re.findall(r"\{?(49)\}?alert", page)
            shown += payload in unescape(page)
    assert shown >= 1, "what was typed is shown, as it was typed"


@pytest.mark.parametrize("number", ["0", "10" * 15, "-1", "1e3", "%00", "%F0%9F", "１"])
def test_no_number_in_an_address_falls_over(number):
    story = Story(statuses=("full", "none")).filled()
    client = signed_in(story.author)
    for route in workspace_routes():
        if "<" in route.path:
            address = re.sub("<[^>]+>", number, route.path)
            assert client.get(address).status_code in ANSWERS, address
            assert client.post(address, {"status": "none"}).status_code in ANSWERS, address


@pytest.mark.parametrize(
    "query", ["page=" + "1" * 26, "page=-1", "page=a", "page=%00", "q=%ff", "order=password", "x=%"]
)
def test_no_query_falls_over(query):
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.admin)
    for route in workspace_routes():
        if "GET" in route.methods:
            address = filled(route, report=story.report)
            assert client.get(f"{address}?{query}").status_code in ANSWERS, address


def test_a_body_that_is_no_form_is_refused_politely():
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.author)
    for route in workspace_routes():
        if "POST" in route.methods:
            address = filled(route, report=story.report)
            for kind, body in [
                ("application/json", b"[" * 50_000),
                ("multipart/form-data; boundary=x", b"--y\r\nnonsense"),
                ("multipart/form-data", b"no boundary"),
                ("application/x-www-form-urlencoded", b"\xff\xfe=%zz&" * 100),
            ]:
                assert client.post(address, body, content_type=kind).status_code in ANSWERS, address


MORE_THAN_ASKED = {
    "status": "published", "state": "published", "municipality": "1", "organisation": "1",
    "author": "1", "opened_by": "1", "reviewer": "1", "published_at": "2020-01-01", "score": "100",
    "is_staff": "1", "is_network_admin": "1", "rev": "9", "revision": "9", "lock_version": "99",
    "reply_key": "k", "approved_by": "1", "is_active": "0",
}  # fmt: skip


def test_what_no_form_asks_for_is_not_taken():
    """Mass assignment (S-07): added, sent twice with differing values, and in the query string."""
    tried = 0
    for client, story in in_every_state():
        for address, names in forms_of(client, story):
            more = {k: [v, f"{v}0"] for k, v in MORE_THAN_ASKED.items() if k not in names}
            if not set(names) - {"csrfmiddlewaretoken"} or "confirmed" in names:
                continue  # a button that says all by itself
            query = "&".join(f"{name}={value[0]}" for name, value in more.items())
            before = standing(story)
            empty = {name: value if name in OF_A_FIELD else "" for name, value in names.items()}
            response = client.post(f"{address}?{query}", empty | more)
            assert response.status_code in ANSWERS, address
            assert standing(story) == before, address
            tried += 1
    assert tried >= 10


def standing(story) -> dict:
    """What no form of these people changes."""
    names = (
        "status", "revision", "organisation", "opened_by", "reviewer", "approved_by",
        "reviewing_organisation", "published_at", "scorecard",
    )  # fmt: skip
    reports = Report.objects.filter(pk=story.report.pk).values(*names).get()
    people = User.objects.order_by("pk").values_list("pk", "is_network_admin", "is_active")
    return reports | {"people": list(people)}


def test_a_browser_without_a_form_token_changes_nothing_anywhere():
    story = Story(statuses=("full",)).filled()
    client = Client(enforce_csrf_checks=True, headers={"Origin": "https://example.org"})
    client.force_login(factories.UserFactory(coordinates=story.home))
    for route in workspace_routes():
        if "POST" in route.methods:
            response = client.post(filled(route, report=story.report), {"status": "none"})
            assert response.status_code == 403, route.path
