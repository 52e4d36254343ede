"""In a real browser: one is warned before the session ends, can stay, and loses nothing
(WCAG 2.2.1, QUALITY R-17, A-06, A-07)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from monitoring.demonstration.accounts import PASSWORD

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PERSON = "coordinator@vlora-youth-center.demo"
TEXT = 'Rruga "e re" & ura <b>jo</b>\në ç, 50 % – po. ' * 60
SMALL = """() => [...document.querySelectorAll('a, button, select, input:not([type=hidden])')]
    .filter(each => getComputedStyle(each).display !== 'inline')
    .map(each => [each.outerHTML.slice(0, 60), each.getBoundingClientRect()])
    .filter(([_html, box]) => box.height && (box.height < 24 || box.width < 24))
    .map(([html, _box]) => html)
    .filter(html => !html.includes('form-check-input'))"""


@pytest.fixture
def opened(chromium):
    """``opened(width=320, javascript=False)`` -> a page of a new browser window."""
    contexts = []

    def open_window(width=1280, javascript=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def sign_in(page, portal, language=""):
    page.goto(f"{portal}{language}/login/")
    give_password(page)
    page.wait_for_url("**/workspace/")


def give_password(page):
    page.fill("[name=username]", PERSON)
    page.fill("[name=password]", PASSWORD)
    page.click("form[data-action=login] button")


def test_five_minutes_before_the_end_the_page_warns_and_one_can_stay(portal, opened):
    page = opened()
    page.clock.install()
    sign_in(page, portal, "/en")
    warning = page.locator("[data-when=soon]")
    page.clock.fast_forward("23:00")
    before = warning.is_visible()
    page.clock.fast_forward("02:00")
    warned = warning.is_visible()
    axe = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    page.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="hidden")
    page.clock.fast_forward("23:00")
    after = warning.is_visible()
    page.clock.fast_forward("07:00")

    assert (before, warned, after) == (False, True, False)
    assert axe.response["violations"] == []
    assert page.locator("[data-when=over]").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_comes_back_after_signing_out_in_another_tab(portal, opened, javascript):
    """Signing out there clears every cookie of this browser."""
    page = opened(width=320, javascript=javascript)
    sign_in(page, portal)
    address = portal + page.get_attribute("[data-state=draft] h3 a", "href") + "summary/"
    page.goto(address)
    page.fill("[name=summary_sq]", TEXT)
    tab = page.context.new_page()
    tab.goto(f"{portal}/workspace/")
    tab.click("[data-action=logout] button")
    page.click("form[data-action=summary] button")
    give_password(page)
    page.wait_for_selector("form[data-action=send-again]")
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.click("form[data-action=send-again] button")
    page.wait_for_load_state()
    page.goto(address)

    assert sideways is False
    assert page.input_value("[name=summary_sq]") == TEXT.strip()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_signing_in_are_legible_for_all(portal, opened, language, width):
    page, found = opened(width), {}
    at_the_door = ["/login/", "/login/forgotten/", "/login/forgotten/sent/",
                   "/login/new-password/done/", "/login/new-password/1/x/", "/login/join/x/",
                   "/login/joined/", "/reply/x/", "/follow/sent/", "/follow/confirmed/",
                   "/follow/confirm/x/", "/follow/leave/x/"]  # fmt: skip

    def look(path):
        page.goto(f"{portal}{language}{path}")
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        faults = [each["id"] for each in result.response["violations"]]
        faults += page.evaluate(SMALL)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("scrolls sideways")
        if faults:
            found[path] = faults

    for path in at_the_door:
        look(path)
    sign_in(page, portal, language)
    for path in ("/workspace/account/", "/workspace/account/password/"):
        look(path)

    assert found == {}
