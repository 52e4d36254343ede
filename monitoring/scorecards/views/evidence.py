"""The public copy of a file, and its thumbnail, for as long as something public cites it.

Evidence and letters of a published scorecard, and documents beside facts: each at its own address.
"""

import re

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from monitoring.evidence import name_for, serving
from monitoring.models.documents import Document
from monitoring.models.responses import ScorecardReplyLetter
from monitoring.models.showcase import ScorecardEvidence
from monitoring.scorecards.freshness import public, unless_known

# Not immutable: an erasure by law takes effect within a day (QUALITY §4.2).
CACHE_CONTROL = "public, max-age=86400"
is_sha256 = re.compile("[0-9a-f]{64}").fullmatch
OF_SCORECARDS = (ScorecardEvidence, ScorecardReplyLetter)
BESIDE_FACTS = (Document,)


@public
def file(request, sha256, name):
    """The bytes with this SHA-256; 404 for every file that nothing published cites.

    A file has one address for each title it is cited under; any other name leads to the first.
    """
    return _file(request, sha256, name, among=OF_SCORECARDS, address="files:evidence-file")


@public
def thumbnail(request, sha256, name):
    """A small picture of the file, by the same rules; 404 for what is no picture."""
    return _thumbnail(
        request, sha256, name, among=OF_SCORECARDS, address="files:evidence-thumbnail"
    )


@public
def document(request, sha256, name):
    """The same for documents of facts that are public themselves."""
    return _file(request, sha256, name, among=BESIDE_FACTS, address="files:document")


@public
def document_thumbnail(request, sha256, name):
    return _thumbnail(request, sha256, name, among=BESIDE_FACTS, address="files:document-thumbnail")


def _file(request, sha256, name, *, among, address):
    cited = _cited(among, sha256, name, lambda item: name_for(item.title, item.content_type))
    if name not in cited:
        return _to_its_name(address, sha256, cited)
    return unless_known(
        request,
        f'"{sha256}"',
        lambda: serving.public_copy(cited[name], name) or _gone(request, cited[name]),
        CACHE_CONTROL,
    )


def _thumbnail(request, sha256, name, *, among, address):
    cited = _cited(among, sha256, name, serving.thumbnail_name)
    first = next(iter(cited.values()))
    if first.content_type not in serving.SHOWN_IN_THE_BROWSER:
        raise Http404
    if name not in cited:
        return _to_its_name(address, sha256, cited)
    return unless_known(
        request,
        f'"{sha256}-thumbnail"',
        lambda: serving.thumbnail(cited[name]) or _gone(request, cited[name]),
        CACHE_CONTROL,
    )


def _cited(among, sha256: str, name: str, name_of) -> dict:
    """What is public and cites this file, by the name in its address; 404 if nothing does."""
    if not is_sha256(sha256):
        raise Http404
    cited = {}
    for published in among:
        for item in published.objects.public_file(sha256).order_by("pk"):
            cited.setdefault(name_of(item), item)
        if name in cited:
            break
    if not cited:
        raise Http404
    return cited


def _to_its_name(address: str, sha256: str, cited: dict):
    return redirect(reverse(address, args=[sha256, next(iter(cited))]), permanent=True)


def _gone(request, item):
    """A page that says that the file is not what was published.

    410 Gone: what was published under this fingerprint is not here any more. Not 404, since the
    record of it stands, and no error of the reader or of this program.
    """
    page = render(
        request, "scorecards/evidence_gone.html", {"item": item, "this_page": None}, status=410
    )
    page.headers["Cache-Control"] = "no-store"
    return page
