"""What the page of a scorecard says in figures, on the screen and on paper."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr", "path", "rect", "circle", "line", "use"}


class Page(HTMLParser):
    """``rows`` of every table by its class or caption, and the text of each part, as seen.

    ``unseen`` is the class of what this medium leaves out: print-only or screen-only.
    """

    def __init__(self, page: str, unseen: str):
        super().__init__()
        self.unseen, self.hidden, self.open = unseen, 0, []
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.figure, self.basis, self._in = "", "", []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if tag in VOID:
            return
        is_unseen = self.unseen in classes or "visually-hidden" in classes
        self.open.append((tag, is_unseen, classes))
        self.hidden += is_unseen
        if self.hidden:
            return
        if tag == "table":
            self.tables.append((" ".join(classes), []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag == "td" and self.tables:
            self.tables[-1][1][-1].append("")

    def handle_endtag(self, tag):
        while self.open:
            name, is_unseen, _classes = self.open.pop()
            self.hidden -= is_unseen
            if name == tag:
                return

    def handle_data(self, data):
        if self.hidden:
            return
        inside = [name for name, _unseen, _classes in self.open]
        classes = [name for _tag, _unseen, names in self.open for name in names]
        if "td" in inside and self.tables and self.tables[-1][1]:
            self.tables[-1][1][-1][-1] += data
        if "result-figure" in classes:
            self.figure += data
        if "basis" in classes:
            self.basis += data


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", text)]


def figures(html: str, unseen: str) -> dict:
    """The counts, and every percentage of a page of method 1, None where it prints none."""
    page = Page(html, unseen)
    counts = [rows for classes, rows in page.tables if "counts" in classes.split()]
    readings = [
        rows for classes, rows in page.tables if not classes and rows and len(rows[-1]) == 2
    ]
    found = {"counts": [int(row[0]) for row in counts[0] if row] if counts else []}
    shares = [numbers(row[1]) for row in readings[0] if row] if readings else []
    found["strict"], found["fulfilment"], found["at_least_partly"] = shares or [[], [], []]
    found["headline"] = numbers(page.figure) if "%" in page.figure else []
    found["basis"] = _basis(" ".join(page.basis.split()))
    return found


def _basis(text: str) -> list[int]:
    """Assessed, in all, coverage, low and high, from the line that says what it stands on."""
    match = re.search(
        r"([0-9]+) \D+ ([0-9]+) \D+ ([0-9]+)\s?%\D+ ([0-9]+)–([0-9]+)\s?%", text
    )  # fmt: skip
    return [int(number) for number in match.groups()] if match else []
