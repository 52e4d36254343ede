"""The evidence in the form of a finding, filled and sent as a browser would."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, Page

WORDS = {
    "evidence_class": "observation",
    "title": "Foto e rrugës",
    "dated": "7.8.2026",
    "shows": "Rruga e shtruar deri te shkolla.",
}


def address_of(story) -> str:
    return f"/workspace/findings/{story.report.findings.get().pk}/"


def photo(name="rruga.jpg", content=None):
    return SimpleUploadedFile(name, content or samples.jpeg(), content_type="text/html")


def at_the_form(story, language="en", by=None) -> Browser:
    browser = Browser(language).sign_in(by or story.author)
    browser.start(address_of(story))
    return browser


def send_files(browser, *files, **typed) -> Page:
    return browser.send("save", button={"send": "yes"}, files=list(files), **typed)


def prefixes(page, kind) -> list[str]:
    """The pieces of this kind in the form, by the prefix of their fields."""
    found = [re.fullmatch(rf"({kind}-\d+)-title", name) for name in page.form("save").fields]
    return [match[1] for match in found if match]


def describe(prefix, **more) -> dict:
    return {f"{prefix}-{name}": word for name, word in (WORDS | more).items()}


def add_link(story, **more):
    """A link with words, sent as a browser would; the finding itself stays as it is."""
    browser = at_the_form(story)
    return browser.send("save", **describe("new-0", link="https://example.org/v", **more))
