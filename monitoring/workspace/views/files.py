"""Files of a report that is not public: the cleaned copy, its thumbnail, the untouched original.

Which of them a person may have is said by the doors and by `of_report`; what is not among them is
a page that does not exist.
"""

import re
from pathlib import PurePath

from django.http import Http404
from django.shortcuts import render

from monitoring import actions, permissions
from monitoring.evidence import name_for, serving
from monitoring.models import Evidence, KeptFile, ReplyLetter
from monitoring.workspace.doors import may_fetch_originals, may_read, takes
from municipalities.signing_in.guard import signed_in

is_sha256 = re.compile("[0-9a-f]{64}").fullmatch


@signed_in
@takes("GET")
@may_read
def file(request, report, sha256):
    """The cleaned copy of a file of this report, for whoever may read the report."""
    return public_copy(request, of_report(request.user, report), sha256)


@signed_in
@takes("GET")
@may_read
def thumbnail(request, report, sha256):
    return small_picture(of_report(request.user, report), sha256)


@signed_in
@takes("GET")
@may_fetch_originals
def originals(request, report):
    """Every file of the report as it was sent, with a button to fetch it, and who did so."""
    items = Evidence.objects.of_report(report).exclude(original_sha256="")
    context = {
        "report": report,
        "term": report.contract.term,
        "items": items.select_related("finding__commitment"),
        "downloads": report.original_downloads.select_related("downloaded_by").order_by("-pk"),
    }
    return render(request, "workspace/originals.html", context)


@signed_in
@takes("POST")
@may_fetch_originals
def original(request, item):
    """The file as it was sent, to be saved; the download is on record before a byte leaves."""
    answer = serving.original(item) if item.original_sha256 else None
    if answer is None:
        return _damaged(request) if item.original_sha256 else _nothing()
    actions.fetch_original(evidence=item, by=request.user)
    return answer


def of_report(user, report) -> list:
    """Rows of the files that this reader of the report may open.

    Files that nobody has described yet are seen by those who can describe them.
    """
    found = [
        Evidence.objects.of_report(report),
        ReplyLetter.objects.filter(reply__report=report),
    ]
    if permissions.may(user, "save_finding", report):
        found.append(KeptFile.objects.of_report(report))
    return found


def of_reply_link(report) -> list:
    """Rows of the files that the municipality sees behind its link: what will be published."""
    return [
        Evidence.objects.of_report(report).public(),
        ReplyLetter.objects.filter(reply__report=report),
    ]


def public_copy(request, among, sha256: str):
    """The file with this hash if it is one of the rows, or a page that says that it is damaged."""
    item = _one(among, sha256)
    return serving.public_copy(item, name_for(_title(item), item.content_type)) or _damaged(request)


def small_picture(among, sha256: str):
    """The thumbnail of the file with this hash; 404 for what is no picture or damaged."""
    item = _one(among, sha256)
    return serving.thumbnail(item, _title(item)) or _nothing()


def _one(among, sha256: str):
    if is_sha256(sha256):
        for rows in among:
            if item := rows.filter(sha256=sha256).first():
                return item
    raise Http404


def _title(item) -> str:
    """What a file is called; one that waits for its title, as its sender calls it."""
    return item.title if hasattr(item, "title") else PurePath(item.name).stem


def _damaged(request):
    """410 Gone: what was stored under this fingerprint is not here any more (QUALITY R-10)."""
    return render(request, "workspace/file_damaged.html", {"this_page": None}, status=410)


def _nothing():
    raise Http404
