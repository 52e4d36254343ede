"""The files under /data/v1/ and the verifier, as they are asked for."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contracts.models import Term
from monitoring import ledger as ledger_file
from monitoring.ledger import jsonl_line
from monitoring.models.chain import LedgerEntry
from monitoring.models.showcase import Scorecard
from monitoring.scorecards.freshness import (
    fresh,
    municipality_pages,
    network_pages,
    public,
    unless_known,
)
from monitoring.scorecards.open_data import descriptor, reading, workbook, writing
from monitoring.scorecards.open_data.at_once import streamed
from monitoring.scorecards.open_data.reading import Part
from monitoring.scorecards.open_data.results import scorecards
from monitoring.scorecards.open_data.table import Table

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json; charset=utf-8"
JSONL = "application/jsonl; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


def open_data(view):
    """Scripts of other sites may read it too (QUALITY S-32: on open data only)."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def part_asked_for(term: str | None) -> Part:
    """The named term, or the record of the default term: every real term, or the demonstration."""
    size = LedgerEntry.objects.checkpoint().size
    if term is not None:
        found = get_object_or_404(Term, slug=term)
        return Part(found.is_demonstration, found, size)
    default = Term.objects.default(timezone.localdate(), demonstration=settings.DEMO)
    return Part(default is not None and default.is_demonstration, None, size)


def of_table(table: Table, write: Callable, content_type: str):
    """The view of one table in one format, of the whole record or of one term."""

    @open_data
    @fresh(scope=table.scope)
    def view(request, term=None):
        part = part_asked_for(term)
        return streamed(request, writing.in_pieces(write(table, part)), content_type)

    return view


@open_data
@fresh(scope=network_pages)
def scorecards_workbook(request, term=None):
    part = part_asked_for(term)
    return streamed(
        request,
        workbook.pieces(part, LedgerEntry.objects.head()),
        workbook.CONTENT_TYPE,
        **{"Content-Disposition": 'attachment; filename="scorecards.xlsx"'},
    )


@open_data
@fresh(scope=network_pages)
def datapackage(request, term=None):
    described = descriptor.of(part_asked_for(term), LedgerEntry.objects.head())
    return HttpResponse(writing.as_text(described, indent=1) + "\n", content_type=JSON)


@open_data
@fresh(scope=municipality_pages)
def scorecard(request, slug, term, round, revision):
    """One scorecard with its ledger entry and the sealed payload, exactly as hashed."""
    shown = Scorecard.objects.as_of(LedgerEntry.objects.checkpoint().size).filter(
        municipality__slug=slug, contract__term__slug=term, round__slug=round, revision=revision
    )
    row = scorecards.object_of(shown)
    if row is None:
        raise Http404
    entry = LedgerEntry.objects.get(seq=row["sequence"])
    sealed = jsonl_line(entry.entry, entry.hash, entry.payload)
    text = f'{{"scorecard":{writing.as_text(row)},{sealed[1:]}\n'
    return HttpResponse(text, content_type=JSON)


@open_data
@public
def ledger(request):
    """Every entry, one a line; the hash of the last one is the ETag."""
    head = LedgerEntry.objects.checkpoint()

    def answer():
        entries = LedgerEntry.objects.filter(seq__lte=head.size)
        lines = reading.in_batches(entries, "seq", ("entry", "hash", "payload"))
        texts = (jsonl_line(entry, hash, payload) + "\n" for entry, hash, payload, _seq in lines)
        return streamed(request, writing.in_pieces(texts), JSONL)

    return unless_known(request, f'"{head.head}"', answer)


@open_data
@public
def checkpoint(request):
    """Three lines for somebody outside to keep."""
    now = LedgerEntry.objects.checkpoint()
    return unless_known(
        request, f'"{now.head}"', lambda: HttpResponse(now.text(), content_type=PLAIN)
    )


@public
def verifier(request):
    """The one file that checks the ledger by itself."""
    program = _program()
    return unless_known(
        request,
        f'"{hashlib.sha256(program).hexdigest()}"',
        lambda: HttpResponse(
            program,
            content_type="text/x-python; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="ledger.py"'},
        ),
    )


@cache
def _program() -> bytes:
    return Path(ledger_file.__file__).read_bytes()
