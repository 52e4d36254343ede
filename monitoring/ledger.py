"""The ledger of published results: canonical form, chain of hashes, verification (METHOD §7).

Runs by itself (Python 3.8 or later, nothing to install), so that anyone with this one file and
the site's /data/v1/ledger.jsonl can check every published result without trusting the site:

    python ledger.py ledger.jsonl [--since SIZE:HASH] [--figures]

Exit 0: the chain holds and every count was recomputed; 1: broken, the first bad entry and the
reason are named; 2: could not read. A chain that its owner cut short or rewrote passes its own
check: only --since, with the size and hash of an older checkpoint, catches that.
Imports nothing of the project: it is a second, independent implementation of the arithmetic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KINDS = ("publish", "correct", "reply", "retract", "erase", "restore")
STATUSES = ("full", "partial", "none", "unassessed", "unassessable")

_HASH = "[0-9a-f]{64}"
_SIZE = "0|[1-9][0-9]{0,14}"
_ENTRY_PREFIX = "sc-ledger-entry-v1\n"
_is_key = re.compile("[a-z0-9_]+").fullmatch
_has_surrogate = re.compile("[\ud800-\udfff]").search
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class ProfileError(ValueError):
    """A value that the strict profile of METHOD §7 does not allow; names its path."""


class Broken(Exception):
    """The first entry at which a ledger does not hold, and why."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"entry {seq}: {why}")
        self.seq, self.why = seq, why


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


GENESIS = sha256_hex("sc-ledger-genesis-v1\n")


def canonical(value: Any, root: str = "$") -> str:
    """The one text of a value (RFC 8785 under the strict profile), or ProfileError.

    Keys consist of a-z, 0-9 and _. Text that is not NFC is refused, not normalised: what is
    sealed must be what was stored.
    """
    _check_profile(value, root)
    return _encode(value)


def _check_profile(value: Any, path: str) -> None:
    if isinstance(value, str):
        if value.isascii():
            return
        if _has_surrogate(value) or not unicodedata.is_normalized("NFC", value):
            raise ProfileError(f"{path}: text must be valid Unicode in NFC")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not _is_key(key):
                raise ProfileError(f"{path}: key {key!a} is not made of a-z, 0-9 and _")
            _check_profile(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_profile(item, f"{path}[{index}]")
    elif isinstance(value, int):
        if abs(value) > 2**53 - 1:  # beyond it JavaScript and others round
            raise ProfileError(f"{path}: an integer must be within 2^53 - 1")
    elif value is not None:
        raise ProfileError(f"{path}: a {type(value).__name__} is not allowed")


def entry_hash(entry: dict[str, Any]) -> str:
    """The hash of an entry, which the next one carries as its `prev`."""
    return sha256_hex(_ENTRY_PREFIX + canonical(entry, "entry"))


def _matching(pattern: str) -> Callable[[Any], bool]:
    matches = re.compile(pattern).fullmatch
    return lambda value: isinstance(value, str) and matches(value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 1  # isinstance would let True pass


def _is_time(value: Any) -> bool:
    try:
        return _has_time_form(value) and datetime.fromisoformat(value[:-1]) is not None
    except ValueError:  # the 30th of February
        return False


_is_hash = _matching(_HASH)
_is_words = _matching(r"(?s).*\S.*")
_has_time_form = _matching("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_ENTRY = {  # what each field of an entry must be
    "at": (_is_time, "a time like 2026-11-23T09:00:00Z"),
    "kind": (KINDS.__contains__, "one of " + ", ".join(KINDS)),
    "payload_sha256": (_is_hash, "64 lower-case hexadecimal digits"),
    "prev": (_is_hash, "64 lower-case hexadecimal digits"),
    "rev": (_is_count, "a whole number from 1 up"),
    "seq": (_is_count, "a whole number from 1 up"),
    "subject": (_matching("[!-~]+"), "visible ASCII characters without spaces"),
    "v": (lambda v: _is_count(v) and v == 1, "1, the only version so far"),
}
_ERASE = {  # what each field of the payload of an erase entry must be
    "entry": (_is_count, "the seq of the entry whose payload was erased"),
    "ground": (_is_words, "the ground in law, in words"),
    "schema": (_matching("erase-1"), "erase-1"),
    "what": (_is_words, "what kind of thing was erased, in words"),
}


def _check_form(name: str, value: Any, form: dict[str, tuple[Callable, str]]) -> None:
    if not isinstance(value, dict) or value.keys() != form.keys():
        raise ValueError(f"{name} must have exactly the keys {', '.join(form)}")
    for key, (is_right, words) in form.items():
        if not is_right(value[key]):
            raise ValueError(f"{name}.{key} must be {words}")


def make_entry(
    *, kind: str, subject: str, rev: int, payload_sha256: str, prev: str, seq: int, at: str
) -> dict[str, Any]:
    """A well-formed entry, ready for `canonical` and `entry_hash`, or ValueError."""
    entry = {"at": at, "kind": kind, "payload_sha256": payload_sha256, "prev": prev}
    entry.update(rev=rev, seq=seq, subject=subject, v=1)
    _check_form("entry", entry, _ENTRY)
    if (seq == 1) != (prev == GENESIS):
        raise ValueError("entry.prev is the genesis hash in the first entry and in no other")
    return entry


def jsonl_line(entry_text: str, hash: str, payload_text: str | None) -> str:
    """One line of ledger.jsonl without its line end; payload None where it was erased."""
    payload = "null" if payload_text is None else payload_text
    return f'{{"entry":{entry_text},"hash":"{hash}","payload":{payload}}}'


@dataclass(frozen=True)
class Checkpoint:
    """What somebody outside keeps: the site's name, the number of entries, the last hash."""

    origin: str
    size: int
    head: str

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{self.head}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """From its three lines; blanks that a mail program put around them do not matter."""
        lines = "\n".join(line.strip() for line in text.strip().splitlines())
        match = re.fullmatch(f"(.+)\n({_SIZE})\n({_HASH})", lines)
        if not match:
            raise ValueError("a checkpoint is three lines: name, number of entries, last hash")
        return cls(match[1], int(match[2]), match[3])


def recount(payload: dict[str, Any]) -> dict[str, int]:
    """The counts of a "scorecard-1" payload from its lines alone (METHOD §2, §4, §5) or ValueError.

    Excluded lines are left out; a withdrawn one must be `none`; any other with points must have
    the status that follows from those of them that are not excluded, if there are any.
    """
    counts = dict.fromkeys(STATUSES, 0)
    for line in _standing(payload.get("lines"), "lines"):
        counts[_status_of(line)] += 1
    return counts


def figures(counts: dict[str, int]) -> dict[str, int | None]:
    """The figures of METHOD §4 as whole percents, half up; None where one is undefined."""
    full, partial, none, unassessed, unassessable = (counts[status] for status in STATUSES)
    assessed, unknown = full + partial + none, unassessed + unassessable
    total, halves = assessed + unknown, 2 * full + partial
    shares = {
        "fulfilment": (halves, 2 * assessed),
        "coverage": (assessed, total),
        "low": (halves, 2 * total),
        "high": (halves + 2 * unknown, 2 * total),
        "strict": (full, total),
        "at_least_partly": (full + partial, total),
    }
    return {k: (200 * a + b) // (2 * b) if b else None for k, (a, b) in shares.items()}


def _standing(lines: Any, name: str) -> list[dict[str, Any]]:
    """Those of a list of lines, or of points, that are not excluded."""
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise ValueError(f"{name} must be a list of objects")
    if any(type(line.get("excluded")) not in (dict, type(None)) for line in lines):
        raise ValueError(f"{name}: excluded must be null or an object")
    return [line for line in lines if line.get("excluded") is None]


def _status_of(line: dict[str, Any]) -> str:
    name, status = f"line {line.get('number')!a}", line.get("status")
    points = _standing(line.get("points") or [], f"{name}: points")
    words = [point.get("status") for point in points]
    for word in [status, *words]:
        if word not in STATUSES:
            raise ValueError(f"{name}: {word!a} is not a status")
    if line.get("withdrawn"):
        if status != "none":
            raise ValueError(f"{name}: status is {status}, but withdrawn counts as none")
    elif words:
        testable = set(words) - {"unassessable"} or {"unassessable"}
        mixed = "unassessed" if "unassessed" in testable else "partial"
        rolled_up = mixed if len(testable) > 1 else testable.pop()
        if status != rolled_up:
            raise ValueError(f"{name}: status is {status}, its points make it {rolled_up}")
    return status


def _check_payload(entry: dict[str, Any], payload: Any) -> None:
    if not isinstance(payload, dict) or not isinstance(payload.get("schema"), str):
        raise ValueError("payload must be an object with a schema")
    if entry["kind"] == "erase":
        _check_form("payload", payload, _ERASE)
        if payload["entry"] >= entry["seq"]:
            raise ValueError("payload.entry must be an earlier entry")
    elif payload["schema"] == "scorecard-1":
        counts = recount(payload)
        found = {"counts": counts, "excluded": len(payload["lines"]) - sum(counts.values())}
        for name, value in found.items():
            said = _encode(payload.get(name))  # compared as text, because to Python true equals 1
            if said != _encode(value):
                raise ValueError(f"payload.{name} is {said}, its lines give {_encode(value)}")


def _read(line: str | bytes) -> tuple[dict[str, Any], str, dict[str, Any] | None]:
    """Entry, hash and payload of a line that is right by itself; otherwise ValueError."""
    text = line.decode() if isinstance(line, bytes) else line
    text = text[:-1] if text.endswith("\n") else text
    try:
        record = json.loads(text)
    except ValueError as error:
        raise ValueError(f"the line is not JSON: {error}") from None
    if not isinstance(record, dict) or sorted(record) != ["entry", "hash", "payload"]:
        raise ValueError("a line must have exactly the keys entry, hash, payload")
    entry, payload = record["entry"], record["payload"]
    _check_form("entry", entry, _ENTRY)
    entry_text = canonical(entry, "entry")
    payload_text = None if payload is None else canonical(payload, "payload")
    # Also finds a key that stands twice: it is gone when the line is written again.
    if jsonl_line(entry_text, record["hash"], payload_text) != text:
        raise ValueError("the line is not in canonical form (order, spaces, escapes, double keys)")
    if sha256_hex(_ENTRY_PREFIX + entry_text) != record["hash"]:
        raise ValueError("the entry does not have the hash that stands beside it")
    if payload_text is not None:
        if sha256_hex(payload_text) != entry["payload_sha256"]:
            raise ValueError("the payload does not have the payload_sha256 of the entry")
        _check_payload(entry, payload)
    return entry, record["hash"], payload


@dataclass(frozen=True)
class Result:
    """What a ledger that holds consists of."""

    entries: int
    head: str
    scorecards: int  # whose counts were recomputed
    withheld: tuple[int, ...]  # entries whose payload was erased, on a stated ground


def verify(
    lines: Iterable[str | bytes],
    since: tuple[int, str] | None = None,
    on_entry: Callable[[dict[str, Any], dict[str, Any] | None], None] | None = None,
) -> Result:
    """Checks a whole ledger, one line at a time; raises Broken at the first fault.

    `since` is the size and head of an older checkpoint that must still be a prefix; `on_entry`
    gets every entry and payload (None where withheld) once that line has passed.
    """
    known_size, known_head = since or (0, GENESIS)
    if known_size == 0 and known_head != GENESIS:
        raise Broken(0, "the checkpoint of an empty ledger has the genesis hash")
    size, head, at = 0, GENESIS, ""
    revs: dict[str, int] = {}
    withheld, erased, scorecards = [], set(), 0
    for line in lines:
        try:
            entry, new_head, payload = _read(line)
            _check_follows(entry, size, head, at, revs.get(entry["subject"], 0))
        except (ValueError, RecursionError) as error:
            raise Broken(size + 1, str(error)) from None
        size, head, at = entry["seq"], new_head, entry["at"]
        revs[entry["subject"]] = entry["rev"]
        if size == known_size and head != known_head:
            raise Broken(size, f"the checkpoint remembers {known_head} here, this is {head}")
        if payload is None:
            withheld.append(size)
        elif entry["kind"] == "erase":
            erased.add(payload["entry"])
        elif payload["schema"] == "scorecard-1":
            scorecards += 1
        if on_entry:
            on_entry(entry, payload)
    if size < known_size:
        raise Broken(size + 1, f"missing, though the checkpoint remembers {known_size} entries")
    for seq in withheld:
        if seq not in erased:
            raise Broken(seq, "its payload is missing and no erase entry names it")
    return Result(size, head, scorecards, tuple(withheld))


def _check_follows(entry: dict[str, Any], size: int, head: str, at: str, rev: int) -> None:
    due = {"seq": size + 1, "prev": head, "rev": rev + 1}
    for key, value in due.items():
        if entry[key] != value:
            raise ValueError(
                f"entry.{key} is {entry[key]} where {value} was due, so an entry was "
                "removed, added, moved or changed"
            )
    if entry["at"] < at:
        raise ValueError(f"entry.at is {entry['at']}, earlier than the entry before, {at}")


def parse_since(text: str) -> tuple[int, str]:
    """SIZE:HASH, the second and third line of a checkpoint; made for argparse."""
    match = re.fullmatch(f"({_SIZE}):({_HASH})", text.strip().lower())
    if not match:
        raise argparse.ArgumentTypeError("expected SIZE:HASH, lines 2 and 3 of a checkpoint")
    return int(match[1]), match[2]


def _print_figures(entry: dict[str, Any], payload: dict[str, Any] | None) -> None:
    if payload is None or payload["schema"] != "scorecard-1":
        return
    counts, percents = payload["counts"], figures(payload["counts"])
    if payload.get("method") == "0":  # published before the portal: no percentage of ours
        percents = dict.fromkeys(percents)
    elif percents["fulfilment"] is None:  # never 0 % for what nobody assessed
        percents.update(strict=None, at_least_partly=None)
    cells = [entry["subject"], entry["rev"], *(counts[status] for status in STATUSES)]
    cells += [payload["excluded"], *percents.values()]
    print(*("-" if cell is None else cell for cell in cells), sep="\t")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks a ledger of published results.")
    parser.add_argument("ledger", help="the downloaded ledger.jsonl")
    parser.add_argument("--since", type=parse_since, metavar="SIZE:HASH", help="an old checkpoint")
    parser.add_argument("--figures", action="store_true", help="print every scorecard's figures")
    given = parser.parse_args(argv)
    try:
        with open(given.ledger, "rb") as lines:
            result = verify(lines, given.since, _print_figures if given.figures else None)
    except OSError as error:
        print(f"cannot read {given.ledger}: {error.strerror}", file=sys.stderr)
        return 2
    except Broken as broken:
        print(f"BROKEN at {broken}", file=sys.stderr)
        return 1
    verdict = sys.stderr if given.figures else sys.stdout  # the table stays a table
    for seq in result.withheld:
        print(f"withheld, entry {seq}", file=verdict)
    held = f"{result.entries} entries, {result.scorecards} scorecards recomputed"
    print(f"good: {held}, head {result.head}", file=verdict)
    return 0


if __name__ == "__main__":
    sys.exit(main())
