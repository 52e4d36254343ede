"""The network's record, first part: the network itself, municipalities and organisations.

`data/network.json` holds the facts with their sources; what `contracts` and `monitoring` know
of it stands in their `record.py`. Only what is confirmed becomes a row (DESIGN §7).
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from municipalities import facts_file
from municipalities.facts_file import (
    FLAG,
    PARTIAL_DATE,
    SLUG,
    TEXT,
    WEB_ADDRESS,
    FactsFile,
    OrNull,
    Record,
    Several,
    number,
    one_of,
    whole,
)
from municipalities.loading import Plan, known
from municipalities.models import (
    AdministrativeUnit,
    County,
    Coverage,
    Mayor,
    Municipality,
    Organisation,
)

PATH = Path(__file__).parent / "data" / "network.json"
COUNTIES = {county.label: county for county in County}
YEAR = whole(1900, 2100)


class Elections(TextChoices):
    """The elections for which the network has held an edition."""

    LOCAL = "local", _("local elections")
    PARLIAMENTARY = "parliamentary", _("parliamentary elections")


NETWORK = Record({
    "name_sq": TEXT,
    "name_en": TEXT,
    "website": WEB_ADDRESS,
    "former_website": OrNull(WEB_ADDRESS),
    "email": OrNull(TEXT),
    "editions": Several(
        Record({"year": YEAR, "elections": one_of(Elections.values)}), ("year", "elections")
    ),
    "donors": Several(Record({"name_sq": TEXT, "name_en": TEXT}), ("name_en",)),
    "source": TEXT,
    "other_sources": Several(TEXT),
    "confirmed": FLAG,
})  # fmt: skip

MAYOR = Record({
    "name": TEXT,
    "party": OrNull(TEXT),
    "since": PARTIAL_DATE,
    "until": OrNull(PARTIAL_DATE),
    "basis": one_of(Mayor.Basis.values),
    "note_sq": OrNull(TEXT),
    "note_en": OrNull(TEXT),
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

MUNICIPALITY = Record({
    "slug": SLUG,
    "name_sq": TEXT,
    "name_en": TEXT,
    "county": one_of(COUNTIES),
    # The box around Albania; the model's own is wider.
    "coordinates": OrNull(Record({
        "latitude": number(Decimal("39.6"), Decimal("42.7")),
        "longitude": number(Decimal("19.2"), Decimal("21.1")),
        "confirmed": FLAG,
    })),
    "population": Several(
        Record({
            "census": YEAR, "people": whole(1, 10_000_000), "source": TEXT, "confirmed": FLAG,
        }),
        ("census",),
    ),
    "administrative_units": Record({"names": Several(TEXT), "source": TEXT, "confirmed": FLAG}),
    "website": OrNull(Record({"address": WEB_ADDRESS, "confirmed": FLAG})),
    "first_contract_cycle": OrNull(YEAR),
    "mayors": Several(MAYOR, ("name", "since")),
})  # fmt: skip

ORGANISATION = Record({
    "slug": SLUG,
    "name_sq": TEXT,
    "name_en": TEXT,
    "name_variants": Several(TEXT),
    "acronym": OrNull(TEXT),
    "town": TEXT,
    "covers": Several(SLUG),
    "website": OrNull(WEB_ADDRESS),
    "founded": OrNull(YEAR),
    "source": TEXT,
    "confirmed": FLAG,
})  # fmt: skip

SECTIONS = {
    "about": TEXT,
    "network": NETWORK,
    "municipalities": Several(MUNICIPALITY, ("slug",)),
    "organisations": Several(ORGANISATION, ("slug",)),
}


def find_contradictions(file: FactsFile) -> None:
    """Report what is well-formed in this part and cannot be true."""
    for municipality in file["municipalities"]:
        where = f"municipalities {municipality['slug']}"
        for mayor in municipality["mayors"]:
            if mayor["until"] and mayor["until"] < mayor["since"][: len(mayor["until"])]:
                file.fault(
                    f"{where}, mayors {mayor['name']} {mayor['since']}",
                    f"leaves office in {mayor['until']}, before beginning in {mayor['since']}",
                )
    for organisation in file["organisations"]:
        for slug in organisation["covers"]:
            file.refer(f"organisations {organisation['slug']}, covers", "municipalities", slug)


def add_rows(file: FactsFile, plan: Plan) -> None:
    """Put the rows of this part into the plan."""
    for municipality in file["municipalities"]:
        _add_municipality(municipality, plan)
    for organisation in file["organisations"]:
        _add_organisation(organisation, plan)


def _add_municipality(record: dict[str, Any], plan: Plan) -> None:
    where = f"municipalities {record['slug']}"
    place = plan.add(
        Municipality,
        record["slug"],
        where=where,
        identity={"slug": record["slug"]},
        columns=_municipality_columns(record),
        fixed={"is_demonstration": False},
    )
    units = record["administrative_units"]
    for name in units["names"]:
        plan.add(
            AdministrativeUnit,
            where=f"{where}, administrative_units {name}",
            identity={"municipality": place, "name": name},
            confirmed=units["confirmed"],
        )
    for mayor in record["mayors"]:
        plan.add(
            Mayor,
            where=f"{where}, mayors {mayor['name']} {mayor['since']}",
            identity={"municipality": place, "name": mayor["name"], "since": mayor["since"]},
            columns=known(
                party=mayor["party"],
                until=mayor["until"],
                basis=mayor["basis"],
                note_sq=mayor["note_sq"],
                note_en=mayor["note_en"],
                source=mayor["source"],
            ),
            confirmed=mayor["confirmed"],
        )


def _municipality_columns(record: dict[str, Any]) -> dict[str, Any]:
    """Only what is confirmed; the newest confirmed census stands for the population."""
    columns = {
        "name_sq": record["name_sq"],
        "name_en": record["name_en"],
        "county": COUNTIES[record["county"]],
    }
    point, website, units = record["coordinates"], record["website"], record["administrative_units"]
    if point and point["confirmed"]:
        columns |= {"latitude": point["latitude"], "longitude": point["longitude"]}
    if website and website["confirmed"]:
        columns["website"] = website["address"]
    if units["confirmed"]:
        columns["units_source"] = units["source"]
    counted = [census for census in record["population"] if census["confirmed"]]
    if counted:
        newest = max(counted, key=lambda census: census["census"])
        columns |= {
            "population": newest["people"],
            "census_year": newest["census"],
            "population_source": newest["source"],
        }
    return columns


def _add_organisation(record: dict[str, Any], plan: Plan) -> None:
    where = f"organisations {record['slug']}"
    organisation = plan.add(
        Organisation,
        record["slug"],
        where=where,
        identity={"slug": record["slug"]},
        columns=known(
            name_sq=record["name_sq"],
            name_en=record["name_en"],
            acronym=record["acronym"],
            town=record["town"],
            website=record["website"],
            founded=record["founded"],
            source=record["source"],
        ),
        confirmed=record["confirmed"],
    )
    for slug in record["covers"]:
        plan.add(
            Coverage,
            where=f"{where}, covers {slug}",
            identity={"organisation": organisation, "municipality": plan.find(Municipality, slug)},
            confirmed=record["confirmed"],
        )


# --- The network itself -----------------------------------------------------------------------


@dataclass(frozen=True)
class Edition:
    year: int
    elections: Elections


@dataclass(frozen=True)
class Donor:
    name_sq: str
    name_en: str


@dataclass(frozen=True)
class Network:
    """The network as its record has it; '' where nothing is known."""

    name_sq: str
    name_en: str
    website: str
    former_website: str
    email: str
    editions: tuple[Edition, ...]
    donors: tuple[Donor, ...]
    source: str
    other_sources: tuple[str, ...]


@cache
def network_facts() -> Network | None:
    """What the project's own file says about the network, read once; None unless confirmed."""
    record = facts_file.read(PATH)["network"]
    if not record["confirmed"]:
        return None
    return Network(
        name_sq=record["name_sq"],
        name_en=record["name_en"],
        website=record["website"],
        former_website=record["former_website"] or "",
        email=record["email"] or "",
        editions=tuple(
            Edition(edition["year"], Elections(edition["elections"]))
            for edition in record["editions"]
        ),
        donors=tuple(Donor(**donor) for donor in record["donors"]),
        source=record["source"],
        other_sources=tuple(record["other_sources"]),
    )
