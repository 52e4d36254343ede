"""A page of another site shows the embed page, the badge and a picture, and nothing else."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture
def elsewhere():
    """``elsewhere(body)`` -> the address of another site whose page says that, isolated itself."""
    servers = []

    def served(body):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
                self.end_headers()
                self.wfile.write(f"<!doctype html><title>News</title>{body}".encode())

            def log_message(self, *args):
                """Nothing is written about it."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def news(chromium):
    page = chromium.new_context(viewport={"width": 700, "height": 900}).new_page()
    yield page
    page.context.close()


def test_the_embed_page_is_shown_with_its_style_and_without_a_script(elsewhere, news, portal):
    news.goto(elsewhere(f'<iframe src="{portal}/embed/vlore/" width="600" height="560"></iframe>'))
    frame = news.frame_locator("iframe")

    assert frame.locator("h1").inner_text() == "Vlorë"
    # The style sheet of the portal was loaded into the frame: its border is drawn.
    border = frame.locator("body").evaluate("each => getComputedStyle(each).borderTopWidth")
    assert border == "1px"
    assert frame.locator("script").count() == 0


def test_no_other_page_of_the_portal_is_shown_in_a_frame(elsewhere, news, portal):
    news.goto(elsewhere(f'<iframe src="{portal}/municipalities/vlore/"></iframe>'))

    assert [frame.url for frame in news.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_badge_and_picture_are_shown_and_the_icon_of_the_portal_is_not(elsewhere, news, portal):
    pictures = ("/badge/vlore.svg", "/pictures/terms/demonstrim.png", "/static/img/icon.svg")
    news.goto(elsewhere("".join(f'<img src="{portal}{path}">' for path in pictures)))
    shown = news.locator("img").evaluate_all("all => all.map(each => each.naturalWidth > 0)")

    assert shown == [True, True, False]
