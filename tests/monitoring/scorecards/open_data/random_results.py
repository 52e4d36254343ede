"""Results of every shape, published as publishing does it: sealed, with their lines.

Of each the statuses are drawn anew from a known seed, so that a failure can be seen again.
"""

import random

from monitoring import publishing, scoring
from monitoring.models import Scorecard
from tests import factories

WORDS = {"en": "An invented text.", "sq": "Tekst i shpikur."}
NOTHING = {"en": "", "sq": ""}
AT = factories.showcase.PUBLISHED


def publish(number: int, seed: int = 2027) -> list[Scorecard]:
    """So many results of one round, some of them corrected, some as published by others."""
    draw = random.Random(seed)
    first = factories.SocialContractFactory()
    by_us = factories.RoundFactory(term=first.term)
    by_others = factories.RoundFactory(
        term=first.term, method_version="0", begins=None, ends=None, evidence_until=None,
        submit_by=None,
    )  # fmt: skip
    found = []
    for place in range(number):
        contract = factories.SocialContractFactory(term=first.term)
        round_ = by_others if place % 12 == 11 else by_us
        lines = _lines(contract, draw, plain=round_ is by_others, only=_only(place))
        found.append(_publish(contract, round_, lines, None))
        if place % 9 == 8 and round_ is by_us:
            plain = [each for each in lines if _is_plain(each)]
            again = [each | {"status": draw.choice(scoring.STATUSES)} for each in plain]
            found.append(_publish(contract, round_, again, found[-1]))
    return found


def _is_plain(line: dict) -> bool:
    return not (line["points"] or line["excluded"] or line["withdrawn"])


def _only(place: int) -> str:
    """Now and then all findings are the same: nothing assessed, nothing addressed, everything."""
    return {3: "unassessed", 5: "none", 7: "full"}.get(place % 20, "")


def _lines(contract, draw, *, plain: bool, only: str) -> list[dict]:
    lines = []
    for number in range(1, draw.randint(3, 16)):
        commitment = factories.CommitmentFactory(contract=contract, number=str(number))
        status = only or draw.choices(scoring.STATUSES, (3, 4, 3, 1, 1))[0]
        line = _line(commitment, status)
        chance = draw.random()
        if plain or only:
            pass
        elif chance < 0.15:
            points = [
                _line(
                    factories.CommitmentFactory(
                        contract=contract, parent=commitment, number=f"{number}.{point}"
                    ),
                    draw.choice(scoring.STATUSES),
                )
                for point in range(1, 4)
            ]
            line |= {"points": points, "status": scoring.roll_up(p["status"] for p in points)}
        elif chance < 0.25:
            line |= {"status": "", "excluded": {"on": "2025-03-01", "reason": WORDS}}
        elif chance < 0.32:
            line |= {"status": "none", "withdrawn": "2025-04-01"}
        lines.append(line)
    return lines


def _line(commitment, status: str) -> dict:
    return {
        "number": commitment.number, "reference": commitment.reference,
        "title": {"en": commitment.title_en, "sq": commitment.title_sq}, "text": NOTHING,
        "sector": commitment.sector.slug, "pillar": commitment.its_pillar,
        "kind": commitment.kind, "places": "", "status": status, "stage": "",
        "rationale": WORDS, "reason": NOTHING, "excluded": None, "withdrawn": None,
        "previous": "", "codes": None, "evidence": [], "points": [],
    }  # fmt: skip


def _publish(contract, round_, lines: list[dict], supersedes) -> Scorecard:
    ours = round_.method_version == "1"
    monitoring = factories.OrganisationFactory()
    reviewing = factories.OrganisationFactory() if ours else None
    payload = publishing._frame(
        contract=contract, round=round_, revision=2 if supersedes else 1, lines=lines,
        cause=WORDS if supersedes else NOTHING, monitoring=monitoring.slug,
        reviewing=reviewing.slug if ours else None, list_complete=True,
        source="" if ours else "Raport i shpikur", summary=NOTHING,
    )  # fmt: skip
    return publishing.publish_payload(
        payload, contract=contract, round=round_, supersedes=supersedes, monitoring=monitoring,
        reviewing=reviewing, at=AT,
    )  # fmt: skip
