"""The network's record, third part: results published before the portal, and claims.

The file and its other parts: `municipalities/record.py`, `contracts/record.py`. Here they are
put together, because loading everything takes all three apps (docs/decisions/0004).
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction

import contracts.record
import municipalities.record
from contracts.models import Commitment, SocialContract, Term
from monitoring import actions, scoring
from monitoring.models import AS_PUBLISHED, Claim, Round, Scorecard
from monitoring.sealing import ClockIsBehind
from municipalities.facts_file import (
    FLAG,
    PARTIAL_DATE,
    REFERENCE,
    SLUG,
    TEXT,
    FactsFile,
    OrNull,
    Record,
    Several,
    number,
    one_of,
    read,
    refuse,
    shown,
    whole,
)
from municipalities.loading import Loading, Plan
from municipalities.models import Municipality, Organisation

RATINGS = (scoring.FULL, scoring.PARTIAL, scoring.NONE)  # the network knew no others
COUNTS = Record(dict.fromkeys(RATINGS, whole(0, 10_000)))
PERCENT = Record(dict.fromkeys(RATINGS, whole(0, 100)))
TOTAL = whole(1, 10_000)

ROUND = Record({
    "term": SLUG,
    "slug": SLUG,
    "name_sq": TEXT,
    "name_en": TEXT,
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

RESULT = Record({
    "contract": SLUG,
    "round": SLUG,
    "monitoring": SLUG,
    "ratings": Several(
        Record({"commitment": REFERENCE, "rating": one_of(RATINGS)}), ("commitment",)
    ),
    "counts": COUNTS,
    "counts_basis": TEXT,
    "percent": PERCENT,
    "total": TOTAL,
    "total_confirmed": FLAG,
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

CLAIM = Record({
    "slug": SLUG,
    "municipality": OrNull(SLUG),
    "term": SLUG,
    "round": OrNull(SLUG),
    "period": TEXT,
    "claimed_by": one_of(Claim.ClaimedBy.values),
    "who_sq": TEXT,
    "who_en": TEXT,
    "text_sq": TEXT,
    "text_en": TEXT,
    "figure": OrNull(number(0, 100)),
    "counts": OrNull(COUNTS),
    "counts_basis": OrNull(TEXT),
    "percent": OrNull(PERCENT),
    "total_priorities": OrNull(TOTAL),
    "municipalities_covered": OrNull(whole(1, 61)),
    "said_on": OrNull(PARTIAL_DATE),
    "source": TEXT,
    "other_sources": Several(TEXT),
    "note": OrNull(TEXT),
    "confirmed": FLAG,
})  # fmt: skip

SECTIONS = {
    **municipalities.record.SECTIONS,
    **contracts.record.SECTIONS,
    "rounds": Several(ROUND, ("term", "slug")),
    "published_results": Several(RESULT, ("contract", "round")),
    "claims": Several(CLAIM, ("slug",)),
}


def load_network(
    *,
    path: Path,
    at: datetime.datetime | None = None,
    progress: Callable[[Iterable], Iterable] = iter,
) -> Loading:
    """Bring a file of facts into the database: all of it or, with FactsRefused, nothing.

    ``at`` is the time that the ledger gives a newly imported result; ``progress`` wraps the rows.
    """
    file, plan = checked(path)
    loading = Loading()
    try:
        with transaction.atomic():
            loading.save(progress(plan))
            for result in file["published_results"]:
                _import(result, file, plan, loading, at)
            refuse(loading.faults)
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        refuse([(loading.at_work_on, f"the database refused it: {reason}")])
    return loading


def checked(path: Path) -> tuple[FactsFile, Plan]:
    """The file and the rows that it comes to; FactsRefused with all that is wrong in itself."""
    file = FactsFile(read(path), SECTIONS)
    plan = Plan()
    for part in (municipalities.record, contracts.record):
        part.find_contradictions(file)
        part.add_rows(file, plan)
    find_contradictions(file)
    add_rows(file, plan)
    refuse(file.faults + [fault for row in plan for fault in row.faults()])
    return file, plan


# --- What cannot be true ----------------------------------------------------------------------


def find_contradictions(file: FactsFile) -> None:
    """Report what is well-formed in this part and cannot be true."""
    for round in file["rounds"]:
        file.refer(f"rounds {round['term']} {round['slug']}", "terms", round["term"])
    for result in file["published_results"]:
        _check_result(file, result)
    for claim in file["claims"]:
        where = f"claims {claim['slug']}"
        file.refer(where, "terms", claim["term"])
        if claim["municipality"]:
            file.refer(where, "municipalities", claim["municipality"])
        if claim["round"]:
            file.refer(where, "rounds", claim["term"], claim["round"])
        if claim["counts"]:
            _check_counts(file, where, claim["counts"], claim["total_priorities"], claim["percent"])
            if not claim["counts_basis"]:
                file.fault(where, "counts_basis must say where its counts are from")


def _check_result(file: FactsFile, result: dict[str, Any]) -> None:
    where = _where(result)
    file.refer(where, "contracts", result["contract"])
    file.refer(where, "organisations", result["monitoring"])
    contract = file.named("contracts", result["contract"])
    organisation = file.named("organisations", result["monitoring"])
    if contract:
        file.refer(where, "rounds", contract["term"], result["round"])
        _check_list(file, result, contract, where)
    if contract and organisation and contract["municipality"] not in organisation["covers"]:
        file.fault(where, f"{result['monitoring']} does not cover {contract['municipality']}")
    found = Counter(rated["rating"] for rated in result["ratings"])
    if any(found[rating] != result["counts"][rating] for rating in RATINGS):
        file.fault(where, "its counts are not those of its ratings")
    _check_counts(file, where, result["counts"], result["total"], result["percent"])


def _check_list(file: FactsFile, result: dict[str, Any], contract: dict, where: str) -> None:
    listed = {c["reference"]: c for c in contract["commitments"]}
    for rated in result["ratings"]:
        commitment = listed.get(rated["commitment"])
        if not commitment:
            file.fault(where, f"rates {rated['commitment']}, which its contract does not list")
        elif not commitment["confirmed"] or "." in (commitment["number"] or ""):
            file.fault(where, f"rates {rated['commitment']}, a point or not confirmed")
    complete = contract["list_complete"] is True
    if result["total_confirmed"] != complete:
        file.fault(where, "its total is confirmed exactly when the contract's list is complete")
    if complete and result["total"] != len(listed):
        file.fault(where, "its total is not the number of commitments in the complete list")


def _check_counts(file: FactsFile, where: str, counts, total: int | None, percent) -> None:
    whole = sum(counts.values())
    if whole == 0 or whole != total:
        file.fault(where, f"its counts add up to {whole}, and its total is {shown(total)}")
    elif percent and any(
        scoring.percent(Fraction(counts[rating], whole)) != percent[rating] for rating in RATINGS
    ):
        file.fault(where, "its percentages do not follow from its counts")


# --- The rows ---------------------------------------------------------------------------------


def add_rows(file: FactsFile, plan: Plan) -> None:
    """Put the rounds and claims into the plan, on top of the other two parts."""
    for round in file["rounds"]:
        plan.add(
            Round,
            round["term"],
            round["slug"],
            where=f"rounds {round['term']} {round['slug']}",
            identity={"term": plan.find(Term, round["term"]), "slug": round["slug"]},
            columns={"name_sq": round["name_sq"], "name_en": round["name_en"]},
            fixed={"method_version": AS_PUBLISHED},
            confirmed=round["confirmed"],
        )
    for claim in file["claims"]:
        plan.add(
            Claim,
            where=f"claims {claim['slug']}",
            identity={"slug": claim["slug"]},
            fixed=_claim_columns(claim, plan),
            confirmed=claim["confirmed"],
        )


def _claim_columns(claim: dict[str, Any], plan: Plan) -> dict[str, Any]:
    as_in_file = (
        "claimed_by", "who_sq", "who_en", "text_sq", "text_en", "figure", "municipalities_covered",
        "period", "source",
    )  # fmt: skip
    return {
        "municipality": plan.find(Municipality, claim["municipality"]),
        "term": plan.find(Term, claim["term"]),
        "round": plan.find(Round, claim["term"], claim["round"]),
        "said_on": claim["said_on"] or "",
        **{name: claim[name] for name in as_in_file},
        **(claim["counts"] or dict.fromkeys(RATINGS)),
    }


# --- Results published before the portal (METHOD §5) --------------------------------------------


def _import(result: dict[str, Any], file: FactsFile, plan: Plan, loading: Loading, at) -> None:
    """Seal the result if it is new; one that is sealed already must say the same."""
    where = loading.at_work_on = _where(result)
    listed = file.named("contracts", result["contract"])
    contract = plan.find(SocialContract, result["contract"])
    round = plan.find(Round, listed["term"], result["round"])
    monitoring = plan.find(Organisation, result["monitoring"])
    rated = {r["commitment"]: r["rating"] for r in result["ratings"]}
    rows = {reference: plan.find(Commitment, reference) for reference in rated}
    if not all(row.is_saved for row in (contract, round, monitoring, *rows.values())):
        return  # what is wrong with them has been reported
    said = {
        "ratings": rated,
        "list_complete": listed["list_complete"] is True,
        "source": result["source"],
        "monitoring": result["monitoring"],
    }
    sealed = Scorecard.objects.first_published(contract.instance, round.instance)
    if sealed and not result["confirmed"]:
        loading.notes.append(f"{where}: published, though the file does not confirm it")
    elif sealed:
        for name, value in _sealed(sealed).items():
            if value != said[name]:
                loading.fault(where, f"contradicts the sealed {name.replace('_', ' ')}")
        loading.count(Scorecard, "unchanged")
    elif result["confirmed"]:
        try:
            actions.import_as_published(
                contract=contract.instance,
                round=round.instance,
                ratings={rows[reference].instance: rating for reference, rating in rated.items()},
                list_complete=said["list_complete"],
                source=result["source"],
                monitoring=monitoring.instance,
                at=at,
            )
            loading.count(Scorecard, "added")
        except (actions.Refused, ClockIsBehind) as refusal:
            loading.fault(where, str(refusal))


def _sealed(scorecard: Scorecard) -> dict[str, Any]:
    """What an imported scorecard says, as far as the file says it too.

    Not its words and kinds: those may be recorded better later, the scorecard keeps its copy.
    """
    return {
        "ratings": dict(scorecard.lines.values_list("reference", "status")),
        "list_complete": scorecard.list_complete,
        "source": scorecard.source,
        "monitoring": scorecard.monitoring.slug,
    }


def _where(result: dict[str, Any]) -> str:
    return f"published_results {result['contract']} {result['round']}"
