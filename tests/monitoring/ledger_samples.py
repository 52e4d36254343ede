"""Small ledgers for the tests of the verifier. Built by hand, so that they can also be wrong."""

import json

import pytest

from monitoring.ledger import GENESIS, Broken, canonical, entry_hash, sha256_hex, verify

PUBLISHED_AT = "2026-11-23T09:00:00Z"


def line(number, status, **more):
    """A line of a scorecard with every key that the portal seals."""
    both = {"en": "", "sq": ""}
    return {
        "number": number,
        "reference": f"vlore/{number}",
        "title": {"en": "School rebuilding", "sq": "Rikonstruksioni i shkollës"},
        "text": both,
        "sector": "education",
        "pillar": "services",
        "kind": "works",
        "places": "Vlorë",
        "status": status,
        "stage": "budgeted",
        "rationale": {"en": "Half is in use.", "sq": "Gjysma është në përdorim."},
        "reason": both,
        "excluded": None,
        "withdrawn": None,
        "previous": "none",
        "codes": ["partial", "none"],
        "points": [],
        "evidence": [
            {
                "class": "official",
                "title": "Council decision 12",
                "publisher": "Bashkia",
                "date": "2026-05-01",
                "place": "Vlorë",
                "page": "4",
                "shows": "The budget line.",
                "url": "",
                "file": {"sha256": sha256_hex("photo-1"), "size": 7, "type": "image/jpeg"},
                "withheld": "",
            }
        ],
    } | more


def scorecard(*lines, **more):
    """A payload whose counts are right for lines of which all but "excluded" ones stand."""
    standing = [each["status"] for each in lines if each["excluded"] is None]
    statuses = ("full", "partial", "none", "unassessed", "unassessable")
    return {
        "schema": "scorecard-1",
        "municipality": "vlore",
        "contract": "vlore-2023-2027",
        "term": "2023-2027",
        "round": "2025-2026",
        "rev": 1,
        "cause": {"en": "", "sq": ""},
        "method": "1",
        "evidence_until": "2026-09-30",
        "monitoring": "vlora-forum",
        "reviewing": None,
        "demonstration": True,
        "final": False,
        "list_complete": True,
        "source": "",
        "summary": {"en": "", "sq": ""},
        "counts": {status: standing.count(status) for status in statuses},
        "excluded": len(lines) - len(standing),
        "lines": list(lines),
    } | more


def reply(text="Bashkia sqaron…"):
    return {"schema": "reply-1", "municipality": "vlore", "text": {"sq": text}}


def erasure(seq):
    return {"schema": "erase-1", "entry": seq, "ground": "Law 124/2024", "what": "a name"}


def publication():
    """A scorecard that has everything: points, an exclusion, a withdrawal, evidence."""
    return scorecard(
        line("1", "partial", points=[line("1.1", "full"), line("1.2", "none")]),
        line("2", "full"),
        line("3", "none", withdrawn="2026-02-01"),
        line("4", "unassessed"),
        line("5", "full", excluded={"on": "2026-01-01", "reason": {"en": "law", "sq": "ligj"}}),
    )


def sealed(*records):
    """The lines of a ledger from (kind, subject, payload) or (kind, subject, payload, changes).

    `changes` are made to the entry before it is hashed: what an insider could forge.
    """
    lines, prev, revs = [], GENESIS, {}
    for seq, (kind, subject, payload, *changes) in enumerate(records, start=1):
        revs[subject] = revs.get(subject, 0) + 1
        entry = {
            "at": PUBLISHED_AT,
            "kind": kind,
            "payload_sha256": sha256_hex(text_of(payload)),
            "prev": prev,
            "rev": revs[subject],
            "seq": seq,
            "subject": subject,
            "v": 1,
        }
        entry.update(*changes)
        prev = sha256_hex("sc-ledger-entry-v1\n" + text_of(entry))
        lines.append(text_of({"entry": entry, "hash": prev, "payload": payload}) + "\n")
    return lines


def text_of(value):
    """JSON as `canonical` writes it, without its refusals."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def five_entries():
    """Two subjects, a correction and a reply: the ledger that most tests start from."""
    return sealed(
        ("publish", "vlore/2026", publication()),
        ("reply", "vlore/2026/reply", reply()),
        ("publish", "fier/2026", scorecard(line("1", "partial"), line("2", "none"))),
        ("correct", "vlore/2026", publication() | {"rev": 2}),
        ("reply", "fier/2026/reply", reply("Bashkia Fier sqaron…")),
    )


def changed(lines, number, change):
    """The same ledger with one record (counted from 1) edited and nothing else made to fit."""
    record = json.loads(lines[number - 1])
    change(record)
    return [*lines[: number - 1], text_of(record) + "\n", *lines[number:]]


def without_payload(lines, number):
    return changed(lines, number, lambda record: record.update(payload=None))


def hash_of(lines, number):
    return json.loads(lines[number - 1])["hash"]


def rehashed(lines):
    """The whole chain rewritten by its owner, so that it follows again."""
    prev, fresh = GENESIS, []
    for seq, text in enumerate(lines, start=1):
        record = json.loads(text)
        record["entry"] |= {"prev": prev, "seq": seq}
        if record["payload"] is not None:
            record["entry"]["payload_sha256"] = sha256_hex(canonical(record["payload"]))
        prev = record["hash"] = entry_hash(record["entry"])
        fresh.append(text_of(record) + "\n")
    return fresh


def broken(lines, since=None):
    """The refusal of a ledger that must not pass."""
    with pytest.raises(Broken) as caught:
        verify(lines, since)
    assert str(caught.value) == f"entry {caught.value.seq}: {caught.value.why}"
    return caught.value
