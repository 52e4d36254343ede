"""Data that anybody may take away, compute with and check: /data/v1/ and the verifier.

A retracted scorecard is in none of the lists: its figures are taken back. Its sealed payload and
the reason stay in the ledger. A real and a demonstration row never stand in one file.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contracts.models import Term
from monitoring import ledger as ledger_file
from monitoring.ledger import jsonl_line
from monitoring.models.chain import LedgerEntry
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.freshness import (
    fresh,
    municipality_pages,
    network_pages,
    public,
    unless_known,
)
from monitoring.scoring import percent

JSON = "application/json; charset=utf-8"
# Rows that are in memory at once; each batch is a query of its own, so that a slow reader holds
# neither a transaction nor a cursor open.
BATCH = 200


def open_data(view):
    """Scripts of other sites may read it too (QUALITY S-32: on open data only)."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@open_data
@fresh(scope=network_pages)
def scorecards(request):
    """The record of the default term: every real term, or the demonstration."""
    term = Term.objects.default(timezone.localdate(), demonstration=settings.DEMO)
    demonstration = term is not None and term.is_demonstration
    return _list_of(Scorecard.objects.filter(contract__term__is_demonstration=demonstration))


@open_data
@fresh(scope=network_pages)
def scorecards_of_term(request, term):
    return _list_of(Scorecard.objects.of_the_term(get_object_or_404(Term, slug=term)))


@open_data
@fresh(scope=municipality_pages)
def scorecard(request, slug, term, round, revision):
    """One scorecard with its ledger entry and the sealed payload, exactly as hashed."""
    found = get_object_or_404(
        _with_what_is_shown(Scorecard.objects.as_of(LedgerEntry.objects.checkpoint().size)),
        municipality__slug=slug,
        contract__term__slug=term,
        round__slug=round,
        revision=revision,
    )
    entry = LedgerEntry.objects.get(scorecard=found)
    sealed = jsonl_line(entry.entry, entry.hash, entry.payload)
    text = f'{{"scorecard":{_json(as_object(found))},{sealed[1:]}\n'
    return HttpResponse(text, content_type=JSON)


@open_data
@public
def ledger(request):
    """Every entry, one a line; the hash of the last one is the ETag."""
    head = LedgerEntry.objects.checkpoint()
    return unless_known(
        request,
        f'"{head.head}"',
        lambda: StreamingHttpResponse(
            _in_pieces(jsonl_line(*line) + "\n" for line in _entries_up_to(head.size)),
            content_type="application/jsonl; charset=utf-8",
        ),
    )


@open_data
@public
def checkpoint(request):
    """Three lines for somebody outside to keep."""
    now = LedgerEntry.objects.checkpoint()
    return unless_known(
        request,
        f'"{now.head}"',
        lambda: HttpResponse(now.text(), content_type="text/plain; charset=utf-8"),
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


def as_object(scorecard: Scorecard) -> dict[str, Any]:
    """One row of scorecards.json, from a scorecard of ``as_of``.

    No figure of ours for what was published before the portal (METHOD §5), and none that says 0
    about what nobody assessed (§4).
    """
    score = scorecard.score
    assessed = score.counts.assessed > 0
    figures = {
        "fulfilment": score.fulfilment,
        "coverage": score.coverage,
        "low": score.low,
        "high": score.high,
        "strict": score.strict if assessed else None,
        "at_least_partly": score.at_least_partly if assessed else None,
    }
    if scorecard.is_as_published:
        figures = dict.fromkeys(figures)
    return {
        "municipality": scorecard.municipality.slug,
        "contract": scorecard.contract.code,
        "round": scorecard.round.slug,
        "revision": scorecard.revision,
        "method": scorecard.method_version,
        "evidence_until": scorecard.evidence_until and scorecard.evidence_until.isoformat(),
        "published_at": scorecard.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "full": scorecard.full,
        "partial": scorecard.partial,
        "none": scorecard.none,
        "unassessed": scorecard.unassessed,
        "unassessable": scorecard.unassessable,
        **{name: None if value is None else percent(value) for name, value in figures.items()},
        "headline": score.has_headline and not scorecard.is_as_published,
        "superseded": scorecard.superseded,
        "demonstration": scorecard.contract.term.is_demonstration,
        "sequence": scorecard.entry.seq,
        "hash": scorecard.entry.hash,
        "url": settings.PUBLIC_ORIGIN + addresses.of_scorecard(scorecard),
    }


def _list_of(scorecards) -> StreamingHttpResponse:
    found = _with_what_is_shown(scorecards.as_of(LedgerEntry.objects.checkpoint().size))
    rows = (_json(as_object(row)) for row in _in_batches(found, "entry__seq"))
    return StreamingHttpResponse(_in_pieces(_json_list("scorecards", rows)), content_type=JSON)


def _with_what_is_shown(scorecards):
    return scorecards.select_related("municipality", "contract__term", "round", "entry").defer(
        "entry__entry", "entry__payload"
    )


def _entries_up_to(seq: int) -> Iterator[tuple]:
    entries = LedgerEntry.objects.filter(seq__lte=seq).in_order()
    for entry in _in_batches(entries, "seq"):
        yield entry.entry, entry.hash, entry.payload


def _in_batches(rows, key: str) -> Iterator:
    """The rows in the order of ``key``, of which each has its own, a batch at a time."""
    last = 0
    while batch := list(rows.filter(**{f"{key}__gt": last})[:BATCH]):
        yield from batch
        last = batch[-1].seq if key == "seq" else batch[-1].entry.seq


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_list(name: str, rows: Iterable[str]) -> Iterator[str]:
    yield f'{{"{name}": ['
    separator = "\n"
    for row in rows:
        yield separator + row
        separator = ",\n"
    yield "\n]}\n"


def _in_pieces(texts: Iterable[str], size: int = 64 * 1024) -> Iterator[bytes]:
    """The same bytes in pieces that are worth sending."""
    piece = bytearray()
    for text in texts:
        piece += text.encode()
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


@cache
def _program() -> bytes:
    return Path(ledger_file.__file__).read_bytes()
