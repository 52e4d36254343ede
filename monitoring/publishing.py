"""Publishing copies: from a report's rows to a payload, from the payload to the showcase.

Called by actions.publish and actions.import_as_published only, inside their transactions.
"""

import datetime
from typing import Any

from django.utils.timezone import localdate

from contracts.models import Commitment, Sector, SocialContract
from monitoring import made_public, payloads, scoring, search_index, standing
from monitoring.models.answers import SecondCode
from monitoring.models.chain import LedgerEntry
from monitoring.models.responses import Retraction, ScorecardReply, ScorecardReplyLetter
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard, ScorecardEvidence, ScorecardLine
from monitoring.models.vocabulary import Status
from monitoring.models.workshop import Finding, Report
from monitoring.payloads import composed, day, two
from monitoring.sealing import next_revision, seal


def payload_of_report(report: Report, *, undecided: str = "") -> dict[str, Any]:
    """The "scorecard-1" payload that publishing this report would seal (METHOD §2, §4, §7).

    ``undecided`` is the status of findings that have none yet: only a draft that is looked at
    has such findings, and its payload is never sealed.
    """
    until = report.round.evidence_until
    previous = statuses_of_the_round_before(report.contract, report.round)
    codes = _codes(report)
    findings = {f.commitment_id: f for f in report.findings.with_what_is_needed()}
    for finding in findings.values():
        finding.status = finding.status or undecided
    commitments = list(
        report.contract.commitments.top_level()
        .in_order()
        .select_related("sector", "exclusion")
        .prefetch_related("amendments", "points__sector", "points__exclusion", "points__amendments")
    )
    lines = []
    for commitment in commitments:
        points = [
            _line(point, findings.get(point.pk), until, previous, codes)
            for point in sorted(commitment.points.all(), key=lambda p: p.place_in_list)
        ]
        line = _line(commitment, findings.get(commitment.pk), until, previous, codes)
        if points:
            line |= _rolled_up(points, line)
        lines.append(line | {"points": points})
    return _frame(
        contract=report.contract,
        round=report.round,
        revision=report.revision,
        cause=two(report, "cause"),
        monitoring=report.organisation.slug,
        reviewing=report.reviewing_organisation.slug if report.reviewing_organisation else None,
        list_complete=report.contract.list_status == SocialContract.ListStatus.COMPLETE,
        source="",
        summary=two(report, "summary"),
        lines=lines,
    )


def payload_as_published(
    *, contract: SocialContract, round: Round, ratings: dict, list_complete: bool, source: str,
    monitoring: str,
) -> dict[str, Any]:  # fmt: skip
    """The payload of a result published before the portal: the ratings as they were (METHOD §5).

    ``ratings`` maps commitments to status words; stages and evidence are not known.
    """
    ordered = sorted(ratings, key=lambda commitment: commitment.place_in_list)
    lines = [
        _words(commitment, None) | {"status": str(ratings[commitment])} | {"points": []}
        for commitment in ordered
    ]
    return _frame(
        contract=contract,
        round=round,
        revision=1,
        cause={"en": "", "sq": ""},
        monitoring=monitoring,
        reviewing=None,
        list_complete=list_complete,
        source=source,
        summary={"en": "", "sq": ""},
        lines=lines,
    )


def publish_payload(
    payload: dict[str, Any], *, contract, round, supersedes, monitoring, reviewing, at
) -> Scorecard:
    """Seal the payload and write the rows that show it. Returns the scorecard."""
    entry = seal(
        kind=LedgerEntry.Kind.CORRECT if supersedes else LedgerEntry.Kind.PUBLISH,
        subject=payloads.subject(contract, round),
        rev=payload["rev"],
        payload=payload,
        at=at,
    )
    scorecard = Scorecard.objects.create(
        municipality=contract.municipality,
        contract=contract,
        round=round,
        revision=payload["rev"],
        supersedes=supersedes,
        cause_sq=payload["cause"]["sq"],
        cause_en=payload["cause"]["en"],
        summary_sq=payload["summary"]["sq"],
        summary_en=payload["summary"]["en"],
        **payload["counts"],
        excluded=payload["excluded"],
        method_version=payload["method"],
        evidence_until=_date(payload["evidence_until"]),
        is_final=payload["final"],
        list_complete=payload["list_complete"],
        source=payload["source"],
        monitoring=monitoring,
        reviewing=reviewing,
        published_at=entry.at,
        entry=entry,
    )
    _write_lines(scorecard, payload["lines"])
    standing.follow(scorecard)
    search_index.follow(scorecard)
    made_public.tell(scorecard)
    return scorecard


def publish_replies(report: Report, scorecard: Scorecard, at: datetime.datetime) -> None:
    """Copy every reply with its letters beside what it answers; seal each on its own (§7)."""
    lines = {line.commitment_id: line for line in scorecard.lines.all()}
    replies = report.replies.select_related("finding").prefetch_related("letters")
    for reply in replies.order_by("received_at", "id"):
        shown = ScorecardReply(
            scorecard=scorecard,
            line=lines[reply.finding.commitment_id] if reply.finding else None,
            text=composed(reply.text),
            language=reply.language,
            capacity=reply.capacity,
            received_on=localdate(reply.received_at),
            answer_sq=composed(reply.answer_sq),
            answer_en=composed(reply.answer_en),
        )
        letters = [
            ScorecardReplyLetter(
                reply=shown,
                position=place,
                title=composed(letter.title),
                sha256=letter.sha256,
                size=letter.size,
                content_type=letter.content_type,
            )
            for place, letter in enumerate(reply.letters.all(), start=1)
        ]
        subject = payloads.subject_of(scorecard, "reply")
        rev = next_revision(subject)
        shown.entry = seal(
            kind=LedgerEntry.Kind.REPLY,
            subject=subject,
            rev=rev,
            payload=payloads.of_reply(shown, rev, letters),
            at=at,
        )
        shown.save()
        for letter in letters:
            letter.reply = shown
        ScorecardReplyLetter.objects.bulk_create(letters)


def publish_retraction(scorecard: Scorecard, *, reason_sq: str, reason_en: str, at) -> Retraction:
    """Seal the retraction and write its row; the scorecard's own rows stay as they are."""
    shown = Retraction(
        scorecard=scorecard, reason_sq=composed(reason_sq), reason_en=composed(reason_en)
    )
    subject = payloads.subject_of(scorecard, "retraction")
    rev = next_revision(subject)
    shown.entry = seal(
        kind=LedgerEntry.Kind.RETRACT,
        subject=subject,
        rev=rev,
        payload=payloads.of_retraction(shown, rev),
        at=at,
    )
    shown.retracted_at = shown.entry.at
    shown.save()
    standing.retracted(scorecard)
    search_index.remake(scorecard.contract)
    made_public.tell(scorecard)
    return shown


def statuses_of_the_round_before(contract: SocialContract, round: Round) -> dict[str, str]:
    """Status by reference in the contract's standing scorecard of the round before, same method."""
    before = Scorecard.objects.of_the_round_before(contract, round)
    return dict(before.lines.values_list("reference", "status")) if before else {}


def _frame(*, contract, round, revision, lines, **parts) -> dict[str, Any]:
    counted = [line["status"] for line in lines if not line["excluded"]]
    counts = scoring.Counts.of(counted)
    return {
        "schema": "scorecard-1",
        "municipality": contract.municipality.slug,
        "contract": contract.code,
        "term": contract.term.slug,
        "round": round.slug,
        "rev": revision,
        "method": round.method_version,
        "evidence_until": day(round.evidence_until),
        "demonstration": contract.term.is_demonstration,
        "final": round.is_final,
        "counts": {status: getattr(counts, status) for status in Status.values},
        "excluded": len(lines) - len(counted),
        "lines": lines,
        **parts,
    }


def _words(commitment: Commitment, until) -> dict[str, Any]:
    """A line that says what was promised, as valid on ``until``, and nothing of what was found."""
    empty = {"en": "", "sq": ""}
    valid = {name: composed(text) for name, text in commitment.words_on(until).items()}
    return {
        "number": commitment.number,
        "reference": commitment.reference,
        "title": {"en": valid["title_en"], "sq": valid["title_sq"]},
        "text": {"en": valid["text_en"], "sq": valid["text_sq"]},
        "sector": commitment.sector.slug,
        "pillar": commitment.its_pillar,
        "kind": commitment.kind,
        "places": composed(commitment.places),
        "status": "",
        "stage": "",
        "rationale": empty,
        "reason": empty,
        "excluded": None,
        "withdrawn": None,
        "previous": "",
        "codes": None,
        "evidence": [],
    }


def _line(
    commitment: Commitment, finding: Finding | None, until, previous: dict, codes: dict
) -> dict[str, Any]:
    line = _words(commitment, until) | {"previous": previous.get(commitment.reference, "")}
    if commitment.is_excluded_on(until):
        exclusion = commitment.exclusion
        return line | {"excluded": {"on": day(exclusion.since), "reason": two(exclusion, "reason")}}
    if finding:
        line |= {
            "status": finding.status,
            "stage": finding.stage,
            "rationale": two(finding, "rationale"),
            "reason": two(finding, "reason"),
            "codes": codes.get(finding.pk),
            "evidence": [payloads.of_evidence(item) for item in finding.evidence.all()],
        }
    if commitment.is_withdrawn_on(until):
        line |= {"status": Status.NONE.value, "withdrawn": day(commitment.withdrawn_on)}
    return line


def _rolled_up(points: list[dict], line: dict) -> dict[str, Any]:
    """What a bundle takes from its points (METHOD §2); all points excluded excludes it."""
    if line["excluded"] or line["withdrawn"]:
        return {}
    standing = [point["status"] for point in points if not point["excluded"]]
    if standing:
        return {"status": scoring.roll_up(standing)}
    return {"excluded": max((point["excluded"] for point in points), key=lambda e: e["on"])}


def _codes(report: Report) -> dict[int, list[str]]:
    """Finding -> [author's status when the reviewer coded it, reviewer's blind status]."""
    given = SecondCode.objects.filter(finding__report=report, reviewer=report.reviewer)
    return {code.finding_id: [code.author_status, code.status] for code in given}


def _write_lines(scorecard: Scorecard, lines: list[dict]) -> None:
    """All lines and all evidence in three statements: commitments, points, items."""
    commitments = {c.reference: c for c in scorecard.contract.commitments.all()}
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    rows, position = {}, 0
    for line in lines:
        for part in [line, *line["points"]]:
            position += 1
            rows[part["reference"]] = ScorecardLine(
                scorecard=scorecard,
                commitment=commitments[part["reference"]],
                position=position,
                sector=sectors[part["sector"]],
                **line_columns(part),
            )
    ScorecardLine.objects.bulk_create(rows[line["reference"]] for line in lines)
    points = [
        (rows[line["reference"]], rows[p["reference"]]) for line in lines for p in line["points"]
    ]
    for bundle, point in points:
        point.parent = bundle
    ScorecardLine.objects.bulk_create(point for _bundle, point in points)
    ScorecardEvidence.objects.bulk_create(
        ScorecardEvidence(
            line=rows[part["reference"]], position=place, **payloads.evidence_columns(item)
        )
        for line in lines
        for part in [line, *line["points"]]
        for place, item in enumerate(part["evidence"], start=1)
    )


def line_columns(line: dict) -> dict[str, Any]:
    """The columns of ScorecardLine for one line of a payload, without those that are relations."""
    excluded = line["excluded"] or {"on": None, "reason": {"en": "", "sq": ""}}
    first_code, second_code = line["codes"] or ("", "")
    return {
        "number": line["number"],
        "reference": line["reference"],
        "title_sq": line["title"]["sq"],
        "title_en": line["title"]["en"],
        "text_sq": line["text"]["sq"],
        "text_en": line["text"]["en"],
        "pillar": line["pillar"],
        "kind": line["kind"],
        "places": line["places"],
        "status": line["status"],
        "stage": line["stage"],
        "rationale_sq": line["rationale"]["sq"],
        "rationale_en": line["rationale"]["en"],
        "reason_sq": line["reason"]["sq"],
        "reason_en": line["reason"]["en"],
        "excluded_on": _date(excluded["on"]),
        "exclusion_sq": excluded["reason"]["sq"],
        "exclusion_en": excluded["reason"]["en"],
        "withdrawn_on": _date(line["withdrawn"]),
        "previous": line["previous"],
        "first_code": first_code,
        "second_code": second_code,
    }


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
