"""The network's record, second part: terms, sectors, contracts, signatures and commitments.

The file and its first part: `municipalities/record.py`. Only what is confirmed becomes a row.
"""

import datetime
from collections import Counter
from itertools import pairwise
from typing import Any

from django.core.validators import RegexValidator

from contracts import numbers
from contracts.models import Activity, Commitment, Pillar, Sector, Signature, SocialContract, Term
from municipalities.facts_file import (
    DAY,
    FLAG,
    PARTIAL_DATE,
    REFERENCE,
    SLUG,
    TEXT,
    WEB_ADDRESS,
    FactsFile,
    OrNull,
    Record,
    Several,
    one_of,
    text_that_passes,
    whole,
)
from municipalities.loading import Plan, Row, known
from municipalities.models import Municipality, Organisation

NUMBER = text_that_passes(RegexValidator(numbers.PATTERN), "a number like 7, or 1.5 for a point")

# Where a commitment is known from: the network's own list, or somebody's conclusion.
PUBLISHED, INFERRED = "published_priority", "inferred"

TERM = Record({
    "slug": SLUG,
    "label_sq": TEXT,
    "label_en": TEXT,
    "begins": DAY,
    "ends": OrNull(DAY),
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

SECTOR = Record({
    "slug": SLUG,
    "name_sq": TEXT,
    "name_en": TEXT,
    "pillar": one_of(Pillar.values),
})  # fmt: skip

SIGNATURE = Record({
    "name": OrNull(TEXT),
    "capacity": one_of(Signature.Capacity.values),
    "organisation": OrNull(SLUG),
    "party": OrNull(TEXT),
    "was_mayor": FLAG,
    "elected": OrNull(FLAG),
    "confirmed": FLAG,
})  # fmt: skip

COMMITMENT = Record({
    "reference": REFERENCE,
    "number": OrNull(NUMBER),
    "title_sq": TEXT,
    "title_en": TEXT,
    "sector": SLUG,
    "pillar": one_of(Pillar.values),
    "places_sq": TEXT,
    "places_en": TEXT,
    "basis": one_of([PUBLISHED, INFERRED]),
    "basis_note": OrNull(TEXT),
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

CONTRACT = Record({
    "code": SLUG,
    "municipality": SLUG,
    "term": SLUG,
    "begins": OrNull(PARTIAL_DATE),
    "ends": OrNull(PARTIAL_DATE),
    "signed_on": OrNull(PARTIAL_DATE),
    "list_complete": OrNull(FLAG),
    "signatures": Several(SIGNATURE, ("capacity", "organisation", "name")),
    "commitments": Several(COMMITMENT, ("reference",)),
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

NUMBER_OF_PEOPLE = OrNull(whole(0, 1_000_000))
ACTIVITY = Record({
    "slug": SLUG,
    "term": SLUG,
    "kind": one_of(Activity.Kind.values),
    "title_sq": TEXT,
    "title_en": TEXT,
    "summary_sq": OrNull(TEXT),
    "summary_en": OrNull(TEXT),
    "begins": PARTIAL_DATE,
    "ends": OrNull(PARTIAL_DATE),
    "place": OrNull(TEXT),
    "is_online": FLAG,
    "participants": NUMBER_OF_PEOPLE,
    "women": NUMBER_OF_PEOPLE,
    "youth": NUMBER_OF_PEOPLE,
    "source": TEXT,
    "link": OrNull(WEB_ADDRESS),
    "confirmed": FLAG,
})  # fmt: skip

SECTIONS = {
    "terms": Several(TERM, ("slug",)),
    "sectors": Several(SECTOR, ("slug",)),
    "contracts": Several(CONTRACT, ("code",)),
    "activities": Several(ACTIVITY, ("slug",)),
}


# --- What cannot be true ----------------------------------------------------------------------


def find_contradictions(file: FactsFile) -> None:
    """Report what is well-formed in this part and cannot be true."""
    in_order = sorted(file["terms"], key=lambda term: term["begins"])
    for term in in_order:
        if term["ends"] and term["ends"] <= term["begins"]:
            file.fault(f"terms {term['slug']}", "ends before it begins")
    for earlier, later in pairwise(in_order):
        if not earlier["ends"] or earlier["ends"] > later["begins"]:
            file.fault(f"terms {earlier['slug']}", f"overlaps term {later['slug']}")
    of_pair = Counter((c["municipality"], c["term"]) for c in file["contracts"])
    for contract in file["contracts"]:
        where = f"contracts {contract['code']}"
        file.refer(where, "municipalities", contract["municipality"])
        file.refer(where, "terms", contract["term"])
        if of_pair[contract["municipality"], contract["term"]] > 1:
            file.fault(where, "is not the only contract of its municipality and term")
        _check_dates(file, contract, where)
        _check_list(file, contract, where)
        for signature in contract["signatures"]:
            _check_signature(file, signature, f"{where}, signatures {_signatory(signature)}")
        for commitment in contract["commitments"]:
            _check_commitment(file, contract, commitment)
    for activity in file["activities"]:
        _check_activity(file, activity, f"activities {activity['slug']}")


def _check_dates(file: FactsFile, contract: dict[str, Any], where: str) -> None:
    term = file.named("terms", contract["term"])
    begins = contract["begins"] or term.get("begins", "")
    ends = contract["ends"] or term.get("ends") or ""
    if term and contract["code"] != f"{contract['municipality']}-{begins[:4]}":
        file.fault(where, "its code is not its municipality and the year in which it begins")
    for earlier, later in ((term.get("begins"), begins), (begins, ends), (ends, term.get("ends"))):
        shortest = min(len(earlier or ""), len(later or ""))
        if shortest and later[:shortest] < earlier[:shortest]:
            file.fault(where, "its dates are not in order or not within its term")


def _check_list(file: FactsFile, contract: dict[str, Any], where: str) -> None:
    confirmed = [commitment["confirmed"] for commitment in contract["commitments"]]
    if contract["list_complete"] and not (confirmed and all(confirmed)):
        file.fault(where, "its list cannot be complete with no or unconfirmed commitments")
    if contract["list_complete"] is None and any(confirmed):
        file.fault(where, "it has commitments: say whether their list is complete")


def _check_signature(file: FactsFile, signature: dict[str, Any], where: str) -> None:
    for_organisation = signature["capacity"] == Signature.Capacity.ORGANISATION
    if for_organisation != (signature["organisation"] is not None):
        file.fault(where, "an organisation must be named by who signs for one, and by nobody else")
    if not for_organisation and not signature["name"]:
        file.fault(where, "somebody must have signed: give a name")
    personal = (signature["party"], signature["elected"], signature["was_mayor"] or None)
    if for_organisation and any(value is not None for value in personal):
        file.fault(where, "an organisation has no party, was no mayor and is not elected")
    if signature["organisation"] and signature["confirmed"]:
        file.refer(where, "organisations", signature["organisation"])


def _check_commitment(
    file: FactsFile, contract: dict[str, Any], commitment: dict[str, Any]
) -> None:
    where = f"contracts {contract['code']}, commitments {commitment['reference']}"
    file.refer(where, "sectors", commitment["sector"])
    # Unnumbered ones have a letter instead, which must never be given to another.
    ending = commitment["reference"].removeprefix(f"{contract['code']}-")
    has_letter = len(ending) == 1 and ending.islower()
    if ending != commitment["number"] if commitment["number"] else not has_letter:
        file.fault(where, "its reference is not the contract's code and its number or a letter")
    if commitment["confirmed"] and commitment["basis"] == INFERRED:
        file.fault(where, "an inferred commitment is no contract text and cannot be confirmed")


def _check_activity(file: FactsFile, activity: dict[str, Any], where: str) -> None:
    file.refer(where, "terms", activity["term"])
    begins, ends = activity["begins"], activity["ends"] or ""
    shortest = min(len(begins), len(ends))
    if shortest and ends[:shortest] < begins[:shortest]:
        file.fault(where, "ends before it begins")
    for part in ("women", "youth"):
        if activity[part] and activity[part] > (activity["participants"] or 0):
            file.fault(where, f"has more {part} than participants")


# --- The rows ---------------------------------------------------------------------------------


def add_rows(file: FactsFile, plan: Plan) -> None:
    """Put the rows of this part into the plan, on top of municipalities and organisations."""
    for term in file["terms"]:
        plan.add(
            Term,
            term["slug"],
            where=f"terms {term['slug']}",
            identity={"slug": term["slug"]},
            columns=known(
                label_sq=term["label_sq"],
                label_en=term["label_en"],
                begins=datetime.date.fromisoformat(term["begins"]),
                ends=term["ends"] and datetime.date.fromisoformat(term["ends"]),
            ),
            fixed={"is_demonstration": False},
            confirmed=term["confirmed"],
        )
    for sector in file["sectors"]:
        plan.add(
            Sector,
            sector["slug"],
            where=f"sectors {sector['slug']}",
            identity={"slug": sector["slug"]},
            columns={name: sector[name] for name in ("name_sq", "name_en", "pillar")},
        )
    for contract in file["contracts"]:
        _add_contract(file, contract, plan)
    for activity in file["activities"]:
        _add_activity(activity, plan)


def _add_activity(record: dict[str, Any], plan: Plan) -> None:
    as_in_file = (
        "kind", "title_sq", "title_en", "summary_sq", "summary_en", "begins", "ends", "place",
        "is_online", "participants", "women", "youth", "source", "link",
    )  # fmt: skip
    plan.add(
        Activity,
        record["slug"],
        where=f"activities {record['slug']}",
        identity={"slug": record["slug"]},
        columns=known(**{name: record[name] for name in as_in_file}, is_public=True),
        fixed={"term": plan.find(Term, record["term"])},
        confirmed=record["confirmed"],
    )


def _add_contract(file: FactsFile, record: dict[str, Any], plan: Plan) -> None:
    where = f"contracts {record['code']}"
    contract = plan.add(
        SocialContract,
        record["code"],
        where=where,
        identity={"code": record["code"]},
        columns=known(
            begins=record["begins"],
            ends=record["ends"],
            signed_on=record["signed_on"],
            source=record["source"],
            list_status=list_status(record),
        ),
        fixed={
            "municipality": plan.find(Municipality, record["municipality"]),
            "term": plan.find(Term, record["term"]),
        },
        confirmed=record["confirmed"],
    )
    for signature in record["signatures"]:
        _add_signature(signature, contract, plan)
    # Bundles before their points.
    for commitment in sorted(record["commitments"], key=lambda c: "." in (c["number"] or "")):
        _add_commitment(file, commitment, contract, plan)


def list_status(contract: dict[str, Any]) -> str | None:
    """What the file knows of a contract's list of commitments; None if none is confirmed.

    Then the list is "not published here", as of every new contract, though it may be known that
    the contract has one: of a list from which nothing is shown, "incomplete" would say too much.
    """
    if contract["list_complete"]:
        return SocialContract.ListStatus.COMPLETE
    if any(commitment["confirmed"] for commitment in contract["commitments"]):
        return SocialContract.ListStatus.INCOMPLETE
    return None


def _add_signature(record: dict[str, Any], contract: Row, plan: Plan) -> None:
    identity = {"contract": contract, "capacity": record["capacity"], "name": record["name"] or ""}
    columns = known(party=record["party"], was_mayor=record["was_mayor"], elected=record["elected"])
    if record["organisation"]:
        # Without a name only the organisation tells one signature from another.
        part = columns if record["name"] else identity
        part["organisation"] = plan.find(Organisation, record["organisation"])
    plan.add(
        Signature,
        where=f"{contract.where}, signatures {_signatory(record)}",
        identity=identity,
        columns=columns,
        confirmed=record["confirmed"],
    )


def _signatory(record: dict[str, Any]) -> str:
    return record["name"] or record["organisation"] or record["capacity"]


def _add_commitment(file: FactsFile, record: dict[str, Any], contract: Row, plan: Plan) -> None:
    code, number = contract.identity["code"], record["number"] or ""
    number_of_bundle, _, point = number.partition(".")
    bundle = plan.find(Commitment, f"{code}-{number_of_bundle}") if point else None
    usual = file.named("sectors", record["sector"]).get("pillar")
    plan.add(
        Commitment,
        record["reference"],
        where=f"{contract.where}, commitments {record['reference']}",
        identity={"reference": record["reference"]},
        columns=known(
            number=number,
            # A point whose bundle is not known stands by itself.
            parent=bundle if bundle and bundle.confirmed else None,
            title_sq=record["title_sq"],
            title_en=record["title_en"],
            wording=Commitment.Wording.PARAPHRASE,
            sector=plan.find(Sector, record["sector"]),
            pillar="" if record["pillar"] == usual else record["pillar"],
            places=record["places_sq"],
            source=record["source"],
        ),
        fixed={"contract": contract},
        confirmed=record["confirmed"],
    )
