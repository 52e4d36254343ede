"""Every kind of public page, by crawling: a route that no link leads to is found missing."""

import re
import urllib.request
from html.parser import HTMLParser

from django.urls import Resolver404, resolve


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.state = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a" and attrs.get("href", "").startswith("/"):
            self.found.append(attrs["href"].split("#")[0])
        self.state = attrs.get("data-state", self.state)


def crawl(portal: str) -> dict[str, tuple[str, str]]:
    """Path -> (route name, data-state) of every Albanian page that links from home lead to."""
    seen, queue = {}, ["/"]
    while queue:
        path = queue.pop()
        if path in seen or re.match(r"/(en|data/v1|evidence|static|workspace|admin)(/|$)", path):
            continue
        try:
            found = resolve(path.split("?")[0])
        except Resolver404:
            found = None
        if found and found.func.policy != "public":  # forms, which no reader keeps
            continue
        route = found.url_name if found else ""
        with urllib.request.urlopen(portal + path, timeout=30) as answer:
            if "html" not in answer.headers["Content-Type"]:
                continue
            links = Links(answer.read().decode())
        seen[path] = (route, links.state)
        queue.extend(links.found)
    return seen


def one_of_each(pages: dict[str, tuple[str, str]]) -> list[str]:
    """An address of every route and state, the same ones on every run."""
    return list({kind: path for path, kind in sorted(pages.items(), reverse=True)}.values())
