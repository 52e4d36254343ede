"""What stands beside a contract on the page of its municipality, in one statement.

Signatures, documents, amendments with theirs, and the newest activities there have nothing to do
with each other; joined, each would repeat the others. So each is asked for itself, every row as
one JSON, and made into objects of its model again.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import JSONObject

from contracts.models import Activity, Amendment, Commitment, Signature
from monitoring.models.documents import Document
from monitoring.scorecards.activities import ON_ANOTHER_PAGE
from monitoring.scorecards.composed import composed_once
from municipalities.models import Organisation

NAMES_OF_ORGANISATION = ("id", "slug", "name_sq", "name_en")
NAMES_OF_COMMITMENT = ("id", "number", "reference", "title_sq", "title_en", "place_in_list")
OF_AN_AMENDMENT = ("id", "commitment", "since", "source")
OF_AN_ACTIVITY = ("id", "slug", "kind", "title_sq", "title_en", "begins", "ends")
OF_A_DOCUMENT = (
    "id", "contract", "amendment", "title", "language", "dated", "sha256", "size", "content_type",
)  # fmt: skip
OF_A_SIGNATURE = (
    "id", "name", "capacity", "party", "organisation", "was_mayor", "elected", "signed_on",
    "place_in_order",
)  # fmt: skip


@dataclass
class Beside:
    """Signatures in the order of the document; documents by date, of which those of an amendment
    are its ``documents_there``; amendments by the list; activities newest first."""

    signatures: list[Signature] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)


def beside(contract: int | None, municipality: int, term: int) -> Beside:
    """``contract`` is None where there is none; the activities are those of the municipality."""
    found = Beside()
    made = {"signature": [], "document": [], "amendment": [], "activity": []}
    for kind, row in _rows(contract or 0, municipality, term):
        made[kind].append(MAKE[kind](row))
    found.signatures = sorted(
        made["signature"], key=lambda each: (each.place_in_order, each.capacity, each.name)
    )
    documents = sorted(made["document"], key=lambda each: (each.dated, each.pk))
    found.documents = [each for each in documents if each.contract_id]
    found.amendments = sorted(
        made["amendment"], key=lambda each: (each.commitment.place_in_list, each.since, each.pk)
    )
    for amendment in found.amendments:
        amendment.documents_there = [
            each for each in documents if each.amendment_id == amendment.pk
        ]
    found.activities = sorted(
        made["activity"], key=lambda each: (each.begins, each.pk), reverse=True
    )
    return found


@composed_once
def _rows(contract: int, municipality: int, term: int):
    newest = Activity.objects.published().of_the_term(term).in_place(municipality)
    newest = newest.order_by("-begins", "-pk")[:ON_ANOTHER_PAGE]
    of_the_contract = Q(contract=contract) | Q(amendment__commitment__contract=contract)
    return (
        _of_kind(
            "signature",
            Signature.objects.filter(contract=contract),
            _columns(Signature, OF_A_SIGNATURE)
            | {f"of_{name}": F(f"organisation__{name}") for name in NAMES_OF_ORGANISATION},
        )
        .union(
            _of_kind(
                "document",
                Document.objects.public().filter(of_the_contract),
                _columns(Document, OF_A_DOCUMENT),
            ),
            _of_kind(
                "amendment",
                Amendment.objects.filter(commitment__contract=contract),
                _columns(Amendment, OF_AN_AMENDMENT)
                | {f"of_{name}": F(f"commitment__{name}") for name in NAMES_OF_COMMITMENT},
            ),
            _of_kind(
                "activity",
                Activity.objects.filter(pk__in=newest.values("pk")),
                _columns(Activity, OF_AN_ACTIVITY),
            ),
            all=True,
        )
    )  # fmt: skip


def _of_kind(kind: str, rows, columns: dict):
    return rows.order_by().values_list(
        Value(kind, output_field=models.TextField()), JSONObject(**columns)
    )


def _columns(model, names) -> dict:
    attnames = [model._meta.get_field(name).attname for name in names]
    return {name: F(name) for name in attnames}


def _made(model, row: dict):
    """An object of the model from its own columns in the row; others have a prefix."""
    columns = {each.attname: each for each in model._meta.concrete_fields}
    return model(
        **{name: columns[name].to_python(value) for name, value in row.items() if name in columns}
    )


def _named(model, row: dict):
    """Of the columns with the prefix."""
    own = {name[3:]: value for name, value in row.items() if name.startswith("of_")}
    return _made(model, own)


def _signature(row: dict) -> Signature:
    signature = _made(Signature, row)
    if signature.organisation_id:
        signature.organisation = _named(Organisation, row)
    return signature


def _amendment(row: dict) -> Amendment:
    amendment = _made(Amendment, row)
    amendment.commitment = _named(Commitment, row)
    return amendment


MAKE = {
    "signature": _signature,
    "document": lambda row: _made(Document, row),
    "amendment": _amendment,
    "activity": lambda row: _made(Activity, row),
}
