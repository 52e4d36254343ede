"""The pictures of the guides, taken of a demonstration that runs:

    python3 dev.py demo                                            # in one window
    .venv/bin/python -m tests.browser.guide_pictures http://127.0.0.1:8000

They are written to static/img/guide/, one per language.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "demonstrim-2027"
FOLDER = Path(__file__).parents[2] / "static" / "img" / "guide"
SEEN = {"width": 1280, "height": 800}
SHOWN = (800, 500)
# Name -> whose page it is, and the way there: an address, then links by part of their address.
PICTURES = {
    "desk": ("coordinator", ["/workspace/"]),
    "report": ("coordinator", ["/workspace/", "/workspace/reports/"]),
    "finding": ("coordinator", ["/workspace/", "/workspace/reports/", "/workspace/findings/"]),
    "facts": ("coordinator", ["/workspace/facts/", "/workspace/facts/"]),
    "network": ("network admin", ["/workspace/network/"]),
    "people": ("manager", ["/workspace/people/"]),
    "overview": ("network admin", ["/workspace/overview/", "/workspace/overview/"]),
}


def take_all(portal: str, people: dict[str, str]) -> None:
    """``people``: role -> e-mail of who looks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for role, email in people.items():
            page = _signed_in(browser, portal, email)
            for name, (whose, way) in PICTURES.items():
                for language in ("sq", "en") if whose == role else ():
                    _go(page, portal, language, way)
                    _write(page.screenshot(), FOLDER / f"{name}-{language}.webp")
        browser.close()


def _signed_in(browser: Browser, portal: str, email: str) -> Page:
    page = browser.new_context(viewport=SEEN, locale="sq").new_page()
    page.goto(f"{portal}/login/?next=/workspace/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/workspace/**")
    return page


def _go(page: Page, portal: str, language: str, way: list[str]) -> None:
    prefix = "" if language == "sq" else f"/{language}"
    page.goto(f"{portal}{prefix}{way[0]}")
    for part in way[1:]:
        links = page.locator(f"main a[href^='{prefix}{part}']")
        page.goto(portal + links.first.get_attribute("href"))


def _write(picture: bytes, path: Path) -> None:
    small = Image.open(io.BytesIO(picture)).convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
    small.save(path, "WEBP", quality=60, method=6)


if __name__ == "__main__":
    town = sys.argv[2] if len(sys.argv) > 2 else "vlore"
    take_all(
        sys.argv[1],
        {
            "coordinator": f"coordinator@{town}.demo",
            "manager": f"manager@{town}.demo",
            "network admin": "network@pop.demo",
        },
    )
