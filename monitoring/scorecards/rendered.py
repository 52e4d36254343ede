"""Do the public pages print the sealed figures? The last mile of verify_ledger (METHOD §7).

Reads the pages as a visitor would, in both languages, and compares what they print with what
follows from the sealed payloads alone, by the ledger's own arithmetic.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.conf import settings
from django.test import Client
from django.utils import translation

from monitoring import ledger
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.verification import Problem

ALWAYS_PRINTED = ("full", "partial", "none")


class Printed(HTMLParser):
    """The counts in the table and the headline percentage (None: none is printed)."""

    def __init__(self, page: str):
        super().__init__()
        self.counts: list[int] = []
        self.percentage: int | None = None
        self._where = ""
        self._row_is_read = False
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        classes = (dict(attrs).get("class") or "").split()
        if tag == "table":
            self._where = "counts" if "counts" in classes and not self.counts else ""
        elif tag == "p" and "result-figure" in classes:
            self._where = "figure"
        elif tag == "tr":
            self._row_is_read = False
        self._text = ""

    def handle_endtag(self, tag):
        if tag == "td" and self._where == "counts" and not self._row_is_read:
            self.counts.append(int(re.sub(r"\D", "", self._text)))
            self._row_is_read = True
        elif tag in ("table", "p"):
            self._where = ""

    def handle_data(self, data):
        self._text += data
        if self._where == "figure" and self.percentage is None:
            match = re.match(r"\s*([0-9]+)\s*%", data)
            self.percentage = int(match[1]) if match else None


def problems() -> Iterator[Problem]:
    """Every page of a scorecard that does not print what was sealed."""
    visitor = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, raise_request_exception=False)
    standing = Scorecard.objects.filter(retraction=None).select_related(
        "municipality", "contract__term", "round", "entry"
    )
    for scorecard in standing.order_by("entry__seq").iterator(chunk_size=100):
        if scorecard.entry.payload is None:
            continue
        expected = _expected(json.loads(scorecard.entry.payload))
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                address = addresses.of_scorecard(scorecard)
            answer = visitor.get(address, secure=settings.SECURE_SSL_REDIRECT)
            printed = Printed(answer.content.decode())
            found = (printed.counts, printed.percentage)
            if answer.status_code != 200 or found != expected:
                yield Problem(
                    scorecard.entry.seq,
                    f"{address} prints {found}, sealed are {expected}",
                )


def _expected(payload: dict) -> tuple[list[int], int | None]:
    counts = ledger.recount(payload)
    if not any(counts.values()):
        return [], None  # everything is excluded: the page says so in words
    printed = [counts[s] for s in ledger.STATUSES if counts[s] or s in ALWAYS_PRINTED]
    if payload["method"] == "0":
        return printed, None
    figures = ledger.figures(counts)
    assessed = sum(counts[s] for s in ALWAYS_PRINTED)
    total = sum(counts.values())
    # The headline rule of METHOD §4, in whole numbers.
    has_headline = assessed >= 5 and 100 * assessed >= 80 * total
    return printed, figures["fulfilment"] if has_headline else None
