"""Does the site still say what was sealed? The chain, the live rows and the files (METHOD §7).

The stand-alone verifier proves the chain to anybody outside. This asks what only the server can:
whether the rows that pages are drawn from, and the files they link to, are the sealed ones.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitoring import evidence, ledger, payloads, standing
from monitoring.models.chain import LedgerEntry
from monitoring.models.responses import Retraction, ScorecardReply, ScorecardReplyLetter
from monitoring.models.showcase import Scorecard, ScorecardEvidence


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it was sealed: in which entry (0: in none) and what."""

    seq: int
    what: str

    def __str__(self):
        return f"entry {self.seq}: {self.what}" if self.seq else self.what


def lines() -> Iterator[str]:
    """The ledger as /data/v1/ledger.jsonl gives it, a line an entry."""
    for entry in LedgerEntry.objects.in_order().iterator(chunk_size=500):
        yield ledger.jsonl_line(entry.entry, entry.hash, entry.payload)


def problems(since: str = "") -> Iterator[Problem]:
    """Every difference found; nothing at all when the site says what was sealed."""
    yield from chain_problems(since)
    yield from column_problems()
    yield from row_problems()
    yield from standing_problems()
    yield from file_problems()


def chain_problems(since: str = "") -> Iterator[Problem]:
    """What the stand-alone verifier would say of the exported chain."""
    try:
        ledger.verify(lines(), ledger.parse_since(since) if since else None)
    except ledger.Broken as broken:
        yield Problem(broken.seq, broken.why)


def column_problems() -> Iterator[Problem]:
    """The columns that pages sort and filter by must say what the entry's own text says."""
    for row in LedgerEntry.objects.in_order().iterator(chunk_size=500):
        try:
            sealed = json.loads(row.entry)
        except ValueError:
            continue  # the chain has named it
        live = {
            "seq": row.seq,
            "prev": row.prev,
            "kind": row.kind,
            "subject": row.subject,
            "rev": row.rev,
            "at": row.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for name, value in live.items():
            if sealed.get(name) != value:
                yield Problem(
                    row.seq, f"column {name} is {value!r}, sealed is {sealed.get(name)!r}"
                )


def row_problems() -> Iterator[Problem]:
    """Scorecards, replies and retractions as they are now, against their payloads."""
    scorecards = _by_entry(Scorecard)
    shown = {
        "publish": scorecards,
        "correct": scorecards,
        "reply": _by_entry(ScorecardReply),
        "retract": _by_entry(Retraction),
    }
    for entry in LedgerEntry.objects.in_order().iterator(chunk_size=500):
        if entry.kind not in shown:
            continue
        pk = shown[entry.kind].pop(entry.pk, None)
        if pk is None:
            yield Problem(entry.seq, f"nothing on the site shows this {entry.kind}")
        elif entry.payload is not None:
            yield from _row_against_payload(entry, pk)
    leftovers = [*scorecards, *shown["reply"], *shown["retract"]]
    for pk in leftovers:
        yield Problem(0, f"a row refers to ledger entry id {pk}, which does not carry it")


def standing_problems() -> Iterator[Problem]:
    """What summaries take for standing must be what stands (`monitoring.standing`)."""
    for pk in standing.differences():
        yield Problem(0, f"scorecard {pk} is not noted among the standing results as it stands")


def file_problems() -> Iterator[Problem]:
    """Every published file must be there with its published fingerprint (QUALITY R-10)."""
    checked: dict[tuple[str, int], bool] = {}
    for seq, whose, item in _published_files():
        fingerprint = (item.sha256, item.size)
        if fingerprint not in checked:
            checked[fingerprint] = evidence.matches(*fingerprint)
        if not checked[fingerprint]:
            yield Problem(seq, f"the file {item.sha256} of {whose} is missing or was changed")


def _published_files() -> Iterator[tuple[int, str, Any]]:
    """Sequence number, what the file belongs to, and the row that cites it."""
    cited = ScorecardEvidence.objects.exclude(sha256="").select_related("line__scorecard__entry")
    for item in cited.iterator(chunk_size=500):
        yield item.line.scorecard.entry.seq, item.line.reference, item
    letters = ScorecardReplyLetter.objects.select_related("reply__entry")
    for letter in letters.iterator(chunk_size=500):
        yield letter.reply.entry.seq, "a reply", letter


def _by_entry(model) -> dict[int, int]:
    """Ledger entry id -> id of the row that shows it."""
    return dict(model.objects.order_by().values_list("entry_id", "pk"))


def _row_against_payload(entry: LedgerEntry, pk: int) -> Iterator[Problem]:
    sealed = json.loads(entry.payload)
    if entry.kind == "reply":
        row = ScorecardReply.objects.get(pk=pk)
        live = payloads.of_reply(row, entry.rev, row.letters.all())
    elif entry.kind == "retract":
        row = Retraction.objects.get(pk=pk)
        live = payloads.of_retraction(row, entry.rev)
        yield from _unequal(entry, "retracted_at", row.retracted_at, entry.at)
    else:
        row = Scorecard.objects.get(pk=pk)
        live = payloads.of_scorecard(row)
        yield from _scorecard_beyond_its_payload(entry, row)
    yield from (Problem(entry.seq, text) for text in _differences(live, sealed))


def _scorecard_beyond_its_payload(entry: LedgerEntry, row: Scorecard) -> Iterator[Problem]:
    """What pages draw from a scorecard's row that follows from the entry, not from the payload."""
    yield from _unequal(entry, "published_at", row.published_at, entry.at)
    yield from _unequal(entry, "municipality", row.municipality_id, row.contract.municipality_id)
    before = row.supersedes.revision if row.supersedes else 0
    yield from _unequal(entry, "supersedes revision", before, row.revision - 1)
    if row.supersedes:
        same = (row.supersedes.contract_id, row.supersedes.round_id)
        yield from _unequal(entry, "supersedes", same, (row.contract_id, row.round_id))
    for line in row.lines.select_related("commitment"):
        yield from _unequal(
            entry, f"commitment of {line.reference}", line.commitment.reference, line.reference
        )


def _unequal(entry: LedgerEntry, name: str, live, sealed) -> Iterator[Problem]:
    if live != sealed:
        yield Problem(entry.seq, f"{name} is {live}, sealed is {sealed}")


def _differences(live: Any, sealed: Any, path: str = "") -> Iterator[str]:
    """'lines[2].status is "full", sealed is "none"', for every place where they differ."""
    if isinstance(live, dict) and isinstance(sealed, dict) and live.keys() == sealed.keys():
        for key in live:
            yield from _differences(live[key], sealed[key], f"{path}.{key}" if path else key)
    elif isinstance(live, list) and isinstance(sealed, list) and len(live) == len(sealed):
        for place, (here, there) in enumerate(zip(live, sealed, strict=True)):
            yield from _differences(here, there, f"{path}[{place}]")
    elif live != sealed:
        if isinstance(live, list) and isinstance(sealed, list):
            yield f"{path} has {len(live)} items, sealed are {len(sealed)}"
        else:
            yield f"{path} is {_short(live)}, sealed is {_short(sealed)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."
