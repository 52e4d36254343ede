"""By keyboard, without colour, with large or widely set letters (QUALITY A-03, A-05, A-07).

What a citizen fills in is walked without JavaScript, and read by axe empty and with errors (S-52).
"""

import io
import itertools
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageStat

from tests.browser.addresses import crawl, one_of_each
from tests.browser.conftest import CHROMIUM
from tests.browser.test_public_pages import ASKED, ERRORS, RULES

STATUSES = ("full", "partial", "none", "unassessed", "unassessable")
COLOURS = [
    {},
    {"color_scheme": "dark"},
    {"forced_colors": "active"},
    {"forced_colors": "active", "color_scheme": "dark"},
]
# What a reader may set (WCAG 1.4.12).
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
)
FORMS = (
    "/commitments/fier-demo-1/tell-us/",
    "/follow/municipalities/vlore/",
    "/follow/sectors/waste/",
    "/follow/commitments/fier-demo-1/",
)


@pytest.fixture(scope="module")
def kinds(portal):
    """An Albanian address of every template and state; Albanian words are the longer ones."""
    return one_of_each(crawl(portal)) + ASKED + ERRORS + list(FORMS)


# --- Without colour -------------------------------------------------------------------------------


def grey(locator) -> Image.Image:
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("L")
    return picture.resize((32, 32))


def alike(pictures: dict[str, Image.Image]) -> list[tuple[str, str]]:
    """Pairs that cannot be told apart: hardly a difference from any dot to the other's."""
    return [
        (one, other)
        for one, other in itertools.combinations(pictures, 2)
        if ImageStat.Stat(ImageChops.difference(pictures[one], pictures[other])).rms[0] < 12
    ]


@pytest.mark.parametrize("options", COLOURS, ids=str)
def test_statuses_are_told_apart_without_colour_by_mark_and_by_field(open_page, options):
    """Vlorë has a commitment of every status."""
    page = open_page("/municipalities/vlore/", **options)
    table = page.locator("table.counts").first
    marks = {each: grey(table.locator(f".status-{each} svg.mark")) for each in STATUSES}
    bar = page.locator("svg.bar").first
    fields = {each: grey(bar.locator(f".part-{each}").first) for each in STATUSES}

    assert alike(marks) == []
    # The last two lie side by side and are divided by a line; the table names both.
    assert set(alike(fields)) <= {("unassessed", "unassessable")}


def test_two_marks_that_look_alike_would_be_found():
    white, black = Image.new("L", (32, 32), 255), Image.new("L", (32, 32), 0)
    assert alike({"a": white, "b": white, "c": black}) == [("a", "b")]


# --- By keyboard ----------------------------------------------------------------------------------

# Where the focus is, once it is drawn. On the map a ring around the dot is its mark.
STOP = """async () => {
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const it = document.activeElement;
  if (it === document.body) return null;
  const box = it.getClientRects()[0], style = getComputedStyle(it);  // of its first line
  const ring = it.querySelector(".dot-target");
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  const x = box.x + Math.min(box.width, 20) / 2, y = box.y + Math.min(box.height, 20) / 2;
  const there = document.elementFromPoint(x, y);
  return {
    place: all.indexOf(it), name: (it.textContent || it.name || it.id).trim().slice(0, 40),
    marked: ring
      ? parseFloat(getComputedStyle(ring).strokeWidth) >= 4
      : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && (ring !== null || it.contains(there) || (there !== null && there.contains(it))),
  };
}"""


def walked(page, most=400) -> list[dict]:
    """Every stop of the Tab key until it leaves the page."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            return stops
        stops.append(stop)
    raise AssertionError("The Tab key does not get out of the page.")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(
    "path",
    ["/", "/en/municipalities/vlore/", "/compare/", "/compare/?m=fier&m=vlore", "/search/?q=uj"]
    + list(FORMS[:2]),
)
def test_the_keyboard_reaches_everything_in_order_and_is_seen_where_it_is(
    chromium, portal, path, javascript
):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    if not javascript:  # the page's own scripts; this test asks the browser by script
        page.route("**/*.js", lambda route: route.abort())
    page.goto(portal + path)
    stops = walked(page)
    context.close()

    assert len(stops) > 5
    places = [stop["place"] for stop in stops if stop["place"] >= 0]
    assert places == sorted(places)
    assert [stop["name"] for stop in stops if not stop["marked"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_two_municipalities_are_compared_by_keyboard_alone(open_page):
    page = open_page("/en/compare/", javascript=False)
    for name in ("fier", "vlore"):
        page.locator(f"input[type=checkbox][value={name}]").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/compare/**m=fier&m=vlore*")

    assert "Fier" in page.inner_text("main")
    assert "Vlora" in page.inner_text("main")


# --- Large and widely set letters -----------------------------------------------------------------


@pytest.fixture(scope="module")
def with_large_letters(chromium):
    """A browser whose reader has set letters twice as large."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--blink-settings=defaultFontSize=32"],
    )
    yield browser
    browser.close()


def too_wide(page, portal, kinds, style="") -> list[str]:
    """What scrolls sideways."""
    found = []
    for path in kinds:
        page.goto(portal + path)
        if style:
            page.add_style_tag(content=style)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(path)
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_with_widely_set_letters(chromium, portal, kinds, width):
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    found = too_wide(context.new_page(), portal, kinds, SPACING)
    context.close()

    assert found == []


@pytest.mark.parametrize("width", [640, 1280])
def test_no_page_scrolls_sideways_with_letters_twice_as_large(
    with_large_letters, portal, kinds, width
):
    page = with_large_letters.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(portal)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"

    assert too_wide(page, portal, kinds) == []


# --- What a citizen fills in ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_on_a_citizens_form_empty_or_with_errors(
    chromium, portal, language, width
):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    requested, found, sideways = [], {}, []
    page.on("request", lambda request: requested.append(request.url))
    for path in FORMS:
        page.goto(portal + language + path)
        for state in ("empty", "error"):
            for violation in Axe().run(page, options=RULES).response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                found.setdefault(violation["id"], []).append((path, state, targets))
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                sideways.append((path, state))
            if state == "empty":
                page.locator("main form button[type=submit]").first.click()
                page.wait_for_load_state()
                assert page.title().startswith(("Gabim:", "Error:")), path
                assert page.locator("[aria-invalid=true]").count() > 0, path
    context.close()

    assert found == {}, json.dumps(found, indent=1)
    assert sideways == []
    assert [url for url in requested if not url.startswith(portal + "/")] == []


def test_a_citizen_tells_something_by_keyboard_alone(chromium, portal):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/commitments/fier-demo-1/tell-us/")
    page.locator("#id_kind_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Shembull: koshat janë vënë, por nuk zbrazen.")
    # The stamp says when the form was given out; a machine would answer at once.
    page.wait_for_timeout(6000)
    page.locator("#id_contact").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")

    assert page.locator("main h1").count() == 1
    context.close()
