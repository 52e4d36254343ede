"""The public copy of a file, for as long as a published scorecard cites it."""

import re

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from monitoring.evidence import matches, name_for, public_path
from monitoring.models.showcase import ScorecardEvidence
from monitoring.scorecards.freshness import public, unless_known

# Not immutable: an erasure by law takes effect within a day (QUALITY §4.2).
CACHE_CONTROL = "public, max-age=86400"
is_sha256 = re.compile("[0-9a-f]{64}").fullmatch
SHOWN_IN_THE_BROWSER = {"image/jpeg", "image/png", "image/webp"}


@public
def file(request, sha256, name):
    """The bytes with this SHA-256; 404 for every file that nothing published cites.

    A file has one address for each title it is cited under; any other name leads to the first.
    """
    if not is_sha256(sha256):
        raise Http404
    cited = {
        name_for(item.title, item.content_type): item
        for item in ScorecardEvidence.objects.public_file(sha256).order_by("pk")
    }
    if not cited:
        raise Http404
    if name not in cited:
        first = next(iter(cited))
        return redirect(reverse("files:evidence-file", args=[sha256, first]), permanent=True)
    return unless_known(
        request, f'"{sha256}"', lambda: _answer(request, cited[name], name), CACHE_CONTROL
    )


def _answer(request, item: ScorecardEvidence, name: str):
    """The file if it still is what was published; otherwise a page that says that it is not.

    410 Gone: what was published under this fingerprint is not here any more. Not 404, since the
    record of it stands, and no error of the reader or of this program.
    """
    if not matches(item.sha256, item.size):
        page = render(
            request, "scorecards/evidence_gone.html", {"item": item, "this_page": None}, status=410
        )
        page.headers["Cache-Control"] = "no-store"
        return page
    return FileResponse(
        public_path(item.sha256).open("rb"),
        as_attachment=item.content_type not in SHOWN_IN_THE_BROWSER,
        filename=name,
        content_type=item.content_type,
        headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
    )
