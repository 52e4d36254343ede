"""Which links stand in a page or a style sheet, and the same page with others in their place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

WRITTEN_LINK = re.compile(r'(?P<before>\s(?P<name>href|src|action)=)"[^"]*"')
STYLE_LINK = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<link>[^"')]+)(?P=quote)\s*\)""")
SITEMAP_LINK = re.compile(r"<loc>([^<]+)</loc>")

Replacement = Callable[[str, str], str]  # the name of a tag and its link -> the link in its place


@dataclass(frozen=True)
class Notices:
    """What a copy says in its pages: at their foot, and before a form in their main part."""

    foot: str = ""
    form: str = ""


class _Page(HTMLParser):
    """Goes over a page and copies it, tag by tag; all else stays as it was written."""

    def __init__(self, text: str, replacement: Replacement, notices: Notices):
        super().__init__(convert_charrefs=False)
        self.text, self.replacement, self.notices = text, replacement, notices
        self.is_in_main = self.has_foot = False
        self.begin_of_line = [0, *(found.end() for found in re.finditer("\n", text))]
        self.copied, self.pieces = 0, []
        self.feed(text)
        self.close()
        self.pieces.append(text[self.copied :])

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.is_in_main |= tag == "main"
        if tag == "link" and (known.get("rel") == "canonical" or "hreflang" in known):
            return  # names where the page itself is at home, in a whole address
        written = self.get_starttag_text()
        replaced = WRITTEN_LINK.sub(
            lambda found: (
                f'{found["before"]}"{escape(self.replacement(tag, known[found["name"]] or ""))}"'
            ),
            written,
        )
        if tag == "form":
            if "action" not in known:  # it would ask the page that it stands on
                replaced = f'{replaced[:-1]} action="{escape(self.replacement(tag, ""))}">'
            if self.is_in_main:
                replaced = self.notices.form + replaced
        self._put(replaced, instead_of=len(written))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.is_in_main &= tag != "main"
        if tag == "footer" and not self.has_foot:
            self.has_foot = True
            self._put(self.notices.foot)

    def _put(self, piece: str, instead_of: int = 0) -> None:
        line, column = self.getpos()
        here = self.begin_of_line[line - 1] + column
        self.pieces += [self.text[self.copied : here], piece]
        self.copied = here + instead_of


def relinked(page: str, replacement: Replacement, notices: Notices = Notices()) -> str:
    """The page with each of its links replaced, and the notices put in."""
    return "".join(_Page(page, replacement, notices).pieces)


def links_of_page(page: str) -> list[str]:
    """Every link of a page as it is written; those of forms are left out."""
    found = []
    relinked(page, lambda tag, link: link if tag == "form" else found.append(link) or link)
    return found


def previews_of_page(page: str) -> list[str]:
    """Addresses that a page names for previews elsewhere: `<meta content="https://…">`."""
    found = []

    class Heads(HTMLParser):
        def handle_starttag(self, tag, attributes):
            content = dict(attributes).get("content") or ""
            if tag == "meta" and content.startswith(("http://", "https://")):
                found.append(content)

    Heads().feed(page)
    return found


def links_of_style(style: str) -> list[str]:
    """Every link of a style sheet; they are relative already, and stay."""
    return [found["link"] for found in STYLE_LINK.finditer(style)]


def links_of_sitemap(text: str) -> list[str]:
    """Every page and every part that a sitemap names; they stay whole addresses."""
    return SITEMAP_LINK.findall(text)
