"""Reads a page as a person does: its words, its links, its tables."""

from html.parser import HTMLParser


class Read(HTMLParser):
    """``words`` of the main part in one line, and ``links`` as (words, address)."""

    def __init__(self, response):
        super().__init__()
        self.links, self.rows = [], []
        self._texts, self._inside, self._link, self._cell = [], False, None, None
        self.feed(response.content.decode())
        self.words = " ".join("".join(self._texts).split())

    def handle_starttag(self, tag, attributes):
        self._inside = self._inside or tag == "main"
        if not self._inside:
            return
        if tag == "br" and self._cell:
            self.rows[-1][-1] += " "
        self._texts.append(" " if tag in BLOCKS else "")
        if tag == "a":
            self._link = ["", dict(attributes).get("href")]
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag):
        if tag == "a" and self._link:
            self.links.append((" ".join(self._link[0].split()), self._link[1]))
            self._link = None
        elif tag in ("td", "th") and self._cell:
            self.rows[-1][-1] = " ".join(self.rows[-1][-1].split())
            self._cell = None
        elif tag == "main":
            self._inside = False
        if tag in BLOCKS:
            self._texts.append(" ")

    def handle_data(self, data):
        if not self._inside:
            return
        self._texts.append(data)
        if self._link:
            self._link[0] += data
        if self._cell:
            self.rows[-1][-1] += data


BLOCKS = {
    "p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "tr", "br", "caption", "pre", "section",
}  # fmt: skip


def read(client, address, status=200) -> Read:
    response = client.get(address)
    assert response.status_code == status, address
    return Read(response)
