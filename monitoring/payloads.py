"""What is sealed: the payloads of scorecards, replies and retractions (METHOD §7).

Everything a public page shows of a result stands in its payload, so that nothing shown can be
changed unnoticed. ``of_scorecard`` makes the payload again from the published rows; it must equal
the sealed one, byte for byte (verify_ledger). No names or contacts of people are ever in one.
"""

import datetime
import unicodedata
from collections.abc import Iterable
from typing import Any

from monitoring.models.responses import Retraction, ScorecardReply
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.models.vocabulary import Language


def subject_of(scorecard: Scorecard, what: str = "scorecard") -> str:
    """The name under which results of one municipality and round are chained."""
    return subject(scorecard.contract, scorecard.round, what)


def subject(contract, round, what: str = "scorecard") -> str:
    return f"{contract.municipality.slug}/{contract.term.slug}/{round.slug}/{what}"


def two(instance, name: str) -> dict[str, str]:
    """A text in both languages, as {en, sq}; '' where one is missing."""
    return {
        "en": composed(getattr(instance, f"{name}_en")),
        "sq": composed(getattr(instance, f"{name}_sq")),
    }


def composed(text: str) -> str:
    """The text in Unicode NFC, the only form that is sealed."""
    return unicodedata.normalize("NFC", text)


def day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def of_scorecard(scorecard: Scorecard) -> dict[str, Any]:
    """The "scorecard-1" payload of a published scorecard, made from its rows as they are now."""
    rows = list(
        scorecard.lines.select_related("sector").prefetch_related("evidence").order_by("position")
    )
    points: dict[int, list] = {}
    for row in rows:
        if row.parent_id:
            points.setdefault(row.parent_id, []).append(_line(row))
    lines = [
        _line(row) | {"points": points.get(row.pk, [])} for row in rows if row.parent_id is None
    ]
    return {
        "schema": "scorecard-1",
        "municipality": scorecard.municipality.slug,
        "contract": scorecard.contract.code,
        "term": scorecard.contract.term.slug,
        "round": scorecard.round.slug,
        "rev": scorecard.revision,
        "cause": two(scorecard, "cause"),
        "method": scorecard.method_version,
        "evidence_until": day(scorecard.evidence_until),
        "monitoring": scorecard.monitoring.slug,
        "reviewing": scorecard.reviewing.slug if scorecard.reviewing else None,
        "demonstration": scorecard.contract.term.is_demonstration,
        "final": scorecard.is_final,
        "list_complete": scorecard.list_complete,
        "source": scorecard.source,
        "summary": two(scorecard, "summary"),
        "counts": {
            "full": scorecard.full,
            "partial": scorecard.partial,
            "none": scorecard.none,
            "unassessed": scorecard.unassessed,
            "unassessable": scorecard.unassessable,
        },
        "excluded": scorecard.excluded,
        "lines": lines,
    }


def _line(row: ScorecardLine) -> dict[str, Any]:
    excluded = None
    if row.excluded_on:
        excluded = {"on": day(row.excluded_on), "reason": two(row, "exclusion")}
    return {
        "number": row.number,
        "reference": row.reference,
        "title": two(row, "title"),
        "text": two(row, "text"),
        "sector": row.sector.slug,
        "pillar": row.pillar,
        "kind": row.kind,
        "places": row.places,
        "status": row.status,
        "stage": row.stage,
        "rationale": two(row, "rationale"),
        "reason": two(row, "reason"),
        "excluded": excluded,
        "withdrawn": day(row.withdrawn_on),
        "previous": row.previous,
        "codes": [row.first_code, row.second_code] if row.first_code else None,
        "evidence": [
            of_evidence(item) for item in sorted(row.evidence.all(), key=lambda i: i.position)
        ],
    }


def of_evidence(item) -> dict[str, Any]:
    """One item of evidence, published or still in the workshop; nothing of a withheld one.

    Not even the size of a withheld file is told: class and reason are all (QUALITY L-08).
    Text alternative and language stand in it only where there is something to say: what was
    sealed before they existed stays as it was.
    """
    shown = not item.withheld_reason
    more = {}
    if shown and item.text_alternative:
        more["alternative"] = composed(item.text_alternative)
    if shown and item.language != Language.ALBANIAN:
        more["language"] = item.language
    return more | {
        "class": item.evidence_class,
        "title": composed(item.title) if shown else "",
        "publisher": composed(item.publisher) if shown else "",
        "date": item.dated if shown else "",
        "place": composed(item.place) if shown else "",
        "page": composed(item.page) if shown else "",
        "shows": composed(item.shows) if shown else "",
        "url": composed(item.link) if shown else "",
        "file": {"sha256": item.sha256, "size": item.size, "type": item.content_type}
        if shown and item.sha256
        else None,
        "withheld": composed(item.withheld_reason),
    }


def evidence_columns(item: dict[str, Any]) -> dict[str, Any]:
    """The columns of ScorecardEvidence for one item of a payload."""
    file = item["file"] or {"sha256": "", "size": None, "type": ""}
    return {
        "evidence_class": item["class"],
        "title": item["title"],
        "publisher": item["publisher"],
        "dated": item["date"],
        "place": item["place"],
        "page": item["page"],
        "shows": item["shows"],
        "text_alternative": item.get("alternative", ""),
        "language": item.get("language", Language.ALBANIAN),
        "link": item["url"],
        "sha256": file["sha256"],
        "size": file["size"],
        "content_type": file["type"],
        "withheld_reason": item["withheld"],
    }


def of_reply(reply: ScorecardReply, rev: int, letters: Iterable = ()) -> dict[str, Any]:
    """The "reply-1" payload of a published reply and the letters that came with it.

    Letters stand in it only where there are some: what was sealed before they could be attached
    stays as it was.
    """
    scorecard = reply.scorecard
    attached = [
        {
            "title": composed(letter.title),
            "sha256": letter.sha256,
            "size": letter.size,
            "type": letter.content_type,
        }
        for letter in sorted(letters, key=lambda letter: letter.position)
    ]
    return ({"letters": attached} if attached else {}) | {
        "schema": "reply-1",
        "municipality": scorecard.municipality.slug,
        "term": scorecard.contract.term.slug,
        "round": scorecard.round.slug,
        "scorecard_rev": scorecard.revision,
        "rev": rev,
        "reference": reply.line.reference if reply.line else "",
        "text": {reply.language: composed(reply.text)},
        "capacity": reply.capacity,
        "received_on": day(reply.received_on),
        "answer": two(reply, "answer"),
    }


def of_retraction(retraction: Retraction, rev: int) -> dict[str, Any]:
    """The "retraction-1" payload."""
    scorecard = retraction.scorecard
    return {
        "schema": "retraction-1",
        "municipality": scorecard.municipality.slug,
        "term": scorecard.contract.term.slug,
        "round": scorecard.round.slug,
        "scorecard_rev": scorecard.revision,
        "rev": rev,
        "reason": two(retraction, "reason"),
    }
