"""How anybody checks what is published here: a figure, a file, the whole ledger (METHOD §7)."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render

from monitoring.models.responses import ScorecardReplyLetter
from monitoring.models.showcase import Scorecard, ScorecardEvidence
from monitoring.scorecards.freshness import explanations, file_pages, fresh
from monitoring.scorecards.views.evidence import is_sha256

# A file is cited once for each point and round that it proves; a page needs no more than these.
MOST_CITED = 50


@dataclass(frozen=True)
class Citation:
    """Where a published file is cited; ``reference`` is empty for a letter."""

    scorecard: Scorecard
    reference: str = ""
    number: str = ""


@fresh(scope=explanations)
def page(request):
    return render(request, "scorecards/check.html")


@fresh(scope=file_pages)
def file(request, sha256):
    """One published file: its fingerprint, where it is cited, and how to compare it."""
    if not is_sha256(sha256):
        raise Http404
    items = list(ScorecardEvidence.objects.public_file(sha256).where_it_is_cited()[:MOST_CITED])
    letters = list(
        ScorecardReplyLetter.objects.public_file(sha256).where_it_is_cited()[:MOST_CITED]
    )
    if not items and not letters:
        raise Http404
    cited = [
        Citation(item.line.scorecard, item.line.reference, item.line.number) for item in items
    ] + [Citation(letter.reply.scorecard) for letter in letters]
    return render(
        request,
        "scorecards/check_file.html",
        {
            "term": cited[0].scorecard.contract.term,
            "item": (items or letters)[0],
            "language": items[0].language if items else letters[0].reply.language,
            "cited": list(dict.fromkeys(cited)),
        },
    )
