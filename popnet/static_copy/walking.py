"""Every public page and file, found as a visitor would: by links, and by what addresses there are.

Into the copy goes what may be kept by anybody: each answer whose Cache-Control says "public". So a
page that must not be stored (a sign-in, a form) is left out without being named here, and a new
public page is in the copy without being named here either.
"""

import logging
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from popnet.management.commands.routes import routes
from popnet.static_copy import addresses, linking, naming

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
HTML, CSS, XML = "text/html", "text/css", "application/xml"


class PageFailed(Exception):
    """The portal could not answer for one of its own addresses, so there is no whole copy."""


@dataclass
class Walked:
    """What is in the copy. ``files``: address -> file; ``moved``: address -> where it leads.

    ``dead``: (where it was linked, address that leads to nothing).
    """

    files: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    moved: dict[str, str | None] = field(default_factory=dict)
    dead: list[tuple[str, str]] = field(default_factory=list)

    def file_of(self, address: str | None) -> str | None:
        """The file that an address leads to, if it is in the copy."""
        for _step in range(5):
            if address in self.moved:
                address = self.moved[address]
        return self.files.get(address)


def walk(folder: Path, tick: Callable[[], None] = lambda: None) -> Walked:
    """Write the answer to every public address into the folder; PageFailed if one has none."""
    walked = Walked()
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, raise_request_exception=False)
    to_fill_in = [(path, set(PARAMETER.findall(path))) for path in _public_paths()]
    queue = deque((path, "") for path, names in to_fill_in if not names)
    seen = {address for address, _linked_on in queue}
    with _quietly():
        while queue:
            address, linked_on = queue.popleft()
            found = [(each, address) for each in _visit(client, address, linked_on, folder, walked)]
            if found:
                found += [(each, "") for each in _with_the_same_parameters(address, to_fill_in)]
            for other, its_link in found:
                if other is not None and other not in seen:
                    seen.add(other)
                    queue.append((other, its_link))
            tick()
    return walked


def _visit(client, address: str, linked_on: str, folder: Path, walked: Walked) -> list[str | None]:
    """Keep what an address answers; returns where that leads, nothing where it is not kept."""
    response = client.get(address, secure=settings.SECURE_SSL_REDIRECT)
    if response.status_code >= 500:
        raise PageFailed(f"{address} answers {response.status_code}.")
    if response.status_code in (301, 302, 307, 308):
        [walked.moved[address]] = _led_to([response.headers["Location"]], on=address)
        return [walked.moved[address]]
    if response.status_code != 200:
        if linked_on:
            walked.dead.append((linked_on, address))
        return []
    file = naming.file_of(address)
    if not _may_be_kept(response) or not naming.stays_within(file):
        return []
    walked.files[address] = file
    target = folder / file
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as written:
        # Django's test client closes an answer when it was read to its end, and only then.
        written.writelines(response if response.streaming else [response.content])
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind == HTML:
        walked.pages.append(address)
    return _led_to(_links_of(target, kind), on=address)


def _may_be_kept(response) -> bool:
    said = response.headers.get("Cache-Control", "").split(",")
    return "public" in {word.strip() for word in said}


def _links_of(file: Path, kind: str) -> list[str]:
    if kind == HTML:
        page = file.read_text(encoding="utf-8")
        return linking.links_of_page(page) + linking.previews_of_page(page)
    if kind == XML:
        return linking.links_of_sitemap(file.read_text(encoding="utf-8"))
    return linking.links_of_style(file.read_text(encoding="utf-8")) if kind == CSS else []


def _led_to(links: list[str], on: str) -> list[str | None]:
    return [addresses.canonical(addresses.absolute(link, on)) for link in links]


def _public_paths() -> list[str]:
    return sorted({route.path for route in routes() if route.policy == "public"})


def _with_the_same_parameters(address: str, to_fill_in) -> Iterator[str]:
    """Other addresses about the same thing, to which perhaps no link leads.

    Where /municipalities/fier/ is a page, so may be every public address with a slug. One that is
    not says so (404), which is not a dead link.
    """
    path = urlsplit(address).path
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            values = resolve(path).kwargs
        except Resolver404:
            return
    for pattern, names in to_fill_in:
        if names and names <= values.keys():
            yield PARAMETER.sub(lambda found: quote(str(values[found[1]])), pattern)


@contextmanager
def _quietly():
    """What is not found while walking is no event of the portal's log."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
