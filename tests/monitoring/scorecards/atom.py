"""Reading an Atom feed as a feed reader would."""

import re
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"


class Entry:
    def __init__(self, element):
        self.element = element
        self.title, self.id, self.updated, self.published = (
            element.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated", "published")
        )
        self.link = element.find(f"{ATOM}link").get("href")
        words = element.findtext(f"{ATOM}summary")
        self.words = re.sub(r"[ \n]+", " ", words).replace(" </p>", "</p>").strip()
        self.categories = [c.get("term") for c in element.findall(f"{ATOM}category")]


def read(client, address="/en/feeds/all.atom"):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.content)


def entries(client, address="/en/feeds/all.atom") -> list[Entry]:
    return [Entry(element) for element in read(client, address).findall(f"{ATOM}entry")]
