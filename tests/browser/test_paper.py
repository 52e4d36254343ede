"""What comes out of a printer: how many sheets, in black and white, with address and checkpoint.

The pages are made here with as many commitments as the bars name, and served to the browser from
memory, with the portal's own style sheets (QUALITY A-12).
"""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image, ImageChops

from monitoring.scorecards.media import sheet
from popnet.settings import BASE_DIR
from tests import factories
from tests.monitoring.scorecards.sample_results import line, result

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
CARD = "/municipalities/fier/2023-2027/year-3/"
SHEET = "/municipalities/fier/2023-2027/sheet/"
STATUSES = ("full", "partial", "none")
TITLE = "Ndërtimi i një kopshti të ri me dy grupe në lagjen e re, me oborr, lojëra dhe ngrohje"
SENTENCE = (
    "Punimet nisën në shtator dhe gjysma e ndërtesës përdoret; oborri nuk është mbaruar ende, "
    "sepse fondi i vitit të dytë u miratua vetëm në qershor, sipas vendimit të këshillit."
)


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_browser():
    """The browser keeps an event loop in this thread; nothing in it uses the database."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


def published(number, sectors=6):
    """A scorecard with so many commitments, each with a long title and a long sentence."""
    town = factories.MunicipalityFactory(slug="fier", name_sq="Fier", name_en="Fier")
    term = factories.TermFactory(slug="2023-2027")
    contract = factories.SocialContractFactory(municipality=town, term=term)
    round_ = factories.RoundFactory(term=term, slug="year-3")
    third = number // 3
    card = result(contract, round_, (third, third, number - 2 * third, 0, 0))
    kinds = factories.SectorFactory.create_batch(sectors)
    for place in range(number):
        line(
            card,
            STATUSES[place % 3],
            position=place + 1,
            number=str(place + 1),
            title_sq=TITLE,
            rationale_sq=SENTENCE,
            sector=kinds[place % sectors],
            stage="under_way",
            previous="none",
        )
    return card


@pytest.fixture
def printer(client, chromium):
    """``printer(address)`` -> the page in a browser, as paper sees it."""
    windows = []

    def on_paper(address):
        answers = {ORIGIN + address: client.get(address)}
        assert answers[ORIGIN + address].status_code == 200

        def serve(route):
            path = route.request.url.removeprefix(f"{ORIGIN}/")
            if path.startswith("static/"):
                route.fulfill(path=BASE_DIR / path)
            else:
                answer = answers[route.request.url]
                route.fulfill(body=answer.content, headers=dict(answer.headers))

        page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        windows.append(page)
        page.route("**/*", serve)
        page.goto(ORIGIN + address)
        return page

    yield on_paper
    for page in windows:
        page.context.close()


def printed(page) -> list[float]:
    """The height of every printed sheet, in millimetres."""
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        return [round(float(each.MediaBox[3]) * 25.4 / 72) for each in pdf.pages]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_fifteen_commitments_print_on_two_sheets_of_a4_at_most(printer, prefix):
    published(15)

    assert printed(printer(prefix + CARD)) == [297, 297]


@pytest.mark.parametrize("number", [1, 15, sheet.WITH_WORDS, sheet.WITH_WORDS + 1, 90])
def test_the_sheet_for_the_forum_is_one_sheet_whatever_the_contract_has(printer, number):
    published(number)

    assert printed(printer(SHEET)) == [297]


def test_a_sheet_without_any_result_is_one_sheet_as_well(printer):
    town = factories.MunicipalityFactory(slug="fier")
    contract = factories.SocialContractFactory(
        municipality=town, term=factories.TermFactory(slug="2023-2027"), list_status="complete"
    )
    for _ in range(sheet.WITH_WORDS):
        factories.CommitmentFactory(contract=contract, title_sq=TITLE)

    assert printed(printer(SHEET)) == [297]


@pytest.mark.parametrize("address", [CARD, SHEET])
def test_paper_has_no_colour_and_no_navigation(printer, address):
    published(15)
    page = printer(address)
    page.emulate_media(media="print")

    red, green, blue = (
        Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB").split()
    )
    for one, other in ((red, green), (green, blue)):
        assert ImageChops.difference(one, other).getextrema() == (0, 0)
    assert page.locator("nav:visible").count() == 0


@pytest.mark.parametrize("address", [CARD, SHEET])
def test_status_words_address_code_and_checkpoint_are_on_paper(printer, address):
    card = published(15)
    page = printer(address)
    page.emulate_media(media="print")
    words = " ".join(page.inner_text("main").split())

    for word in ("Adresuar plotësisht", "Adresuar pjesërisht", "Nuk është adresuar"):
        assert word in words
    assert f"{ORIGIN}{CARD}" in words
    assert f"{ORIGIN} {card.entry.seq} {card.entry.hash}" in words
    code = page.locator("svg.qr").bounding_box()
    # 20 mm at 96 dots per inch: a phone reads it at arm's length.
    assert min(code["width"], code["height"]) >= 75


def test_on_the_screen_the_code_stays_away_from_a_scorecard(printer):
    published(1)

    assert not printer(CARD).locator("svg.qr").is_visible()


def test_the_report_of_a_round_prints_its_table_and_its_checkpoint(printer):
    card = published(15)
    page = printer("/rounds/2023-2027/year-3/report/")
    page.emulate_media(media="print")
    words = " ".join(page.inner_text("main").split())

    assert printed(page) in ([297], [297, 297])
    assert f"{ORIGIN} {card.entry.seq} {card.entry.hash}" in words
    assert card.evidence_until == date(2026, 9, 15)
