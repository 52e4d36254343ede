"""The workspace in a real browser: every page that links and buttons lead each role to."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from monitoring.demonstration.accounts import PASSWORD
from popnet.management.commands.routes import routes

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PEOPLE = [
    "coordinator@vlora-youth-center.demo",  # a draft, and the queue
    "coordinator@irsh.demo",  # a review half done
    "coordinator@tjeter-vizion.demo",  # a draft that came back
    "coordinator@yiaa-pogradec.demo",  # a reply to be answered
    "network@pop.demo",  # publishes, corrects, retracts
]
# What a page leads to without sending anything: its links, and forms that only ask.
LEADS = """() => [
    ...[...document.querySelectorAll('a[href]')].map(a => a.pathname),
    ...[...document.querySelectorAll('form[method=get]')].map(f => new URL(f.action).pathname),
]"""
# Where one comes only by sending something: by the button itself, or by what makes it appear.
# In the demonstration nothing is to be taken back, published or brought in again; it asks for no
# second factor.
ONLY_BY_SENDING = {
    "account:second-factor", "account:set-up", "account:typed", "contracts:exclusion",
    "offers:preview", "offers:publish", "organisations:reinstate", "workspace:approve",
    "workspace:comment", "workspace:published", "workspace:revoke-reply-link", "workspace:settle",
}  # fmt: skip
NOT_HTML = {
    "file", "thumbnail", "case-file", "case-thumbnail", "workbook", "csv", "sheet", "audit-sheet",
    "overview-workbook",
}  # fmt: skip


def sign_in(chromium, portal, person, language, **viewport):
    context = chromium.new_context(viewport=viewport)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
    page.goto(f"{portal}{language}/login/")
    page.fill("[name=username]", person)
    page.fill("[name=password]", PASSWORD)
    page.click("form[data-action=login] button")
    assert page.url == f"{portal}{language}/workspace/"
    return page


def walk(page, portal, language, most=1):
    """Goes wherever links and asking forms lead, to a few addresses of every route."""
    queue, seen, visits = [f"{language}/workspace/"], set(), {}
    while queue:
        path = queue.pop(0)
        if path in seen or not path.startswith(f"{language}/workspace/"):
            continue
        seen.add(path)
        match = resolve(path.removeprefix(language))
        route = match.view_name
        visits[route] = visits.get(route, 0) + 1
        if visits[route] > most or match.url_name in NOT_HTML:
            continue
        page.goto(portal + path)
        yield route, path
        queue += page.evaluate(LEADS)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_legible_for_all(chromium, portal, person, language, width):
    axe, found = Axe(), {}
    page = sign_in(chromium, portal, person, language, width=width, height=900)
    for _route, path in walk(page, portal, language):
        result = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        for violation in result.response["violations"]:
            targets = [node["target"] for node in violation["nodes"]][:3]
            found.setdefault(violation["id"], []).append((path, targets))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.setdefault("scrolls sideways", []).append(path)
        if page.get_by_role("option", name="---", include_hidden=True).count():
            found.setdefault("a choice without a name", []).append(path)
    refused = [text for text in page.complaints if "Content Security Policy" in text]
    page.context.close()

    assert found == {}, json.dumps(found, indent=1)
    assert refused == []


def test_links_and_buttons_lead_to_every_page(chromium, portal):
    reached = set()
    for person in PEOPLE:
        page = sign_in(chromium, portal, person, "", width=1280, height=900)
        reached |= {route for route, _path in walk(page, portal, "", most=12)}
        page.context.close()

    pages = {
        route.name
        for route in routes()
        if route.path.startswith("/workspace/") and "GET" in route.methods
        if route.name.rpartition(":")[2] not in NOT_HTML
    }
    assert pages - reached == ONLY_BY_SENDING


def test_after_an_error_the_summary_has_the_focus(chromium, portal):
    page = sign_in(chromium, portal, PEOPLE[0], "/en", width=1280, height=900)
    draft = page.get_attribute("[data-state=draft] h3 a", "href")
    page.goto(portal + draft)
    page.goto(portal + page.get_attribute(".entry-evidence a", "href"))
    page.click("details#new-0 > summary")
    page.fill("[name=new-0-title]", "Vendim")
    page.click(".save [name=save]")

    focused = page.evaluate("document.activeElement.className")
    in_the_form = page.evaluate(
        "[...document.querySelectorAll('.error-summary a')].every("
        "a => document.getElementById(a.hash.slice(1)) !== null)"
    )
    page.context.close()

    assert (focused, in_the_form) == ("error-summary", True)
