"""Further municipalities in bulk, for measuring: row for row what the play would have made.

The 26th municipality is like the 14th, the 27th like the 15th, and so on: the same words, findings
and people, another municipality. Only the history of facts and drafts is not copied.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db.models import Model

from contracts.models import Commitment, Signature, SocialContract
from monitoring import ledger
from monitoring.demonstration import stage
from monitoring.demonstration.dates import Year, publication
from monitoring.demonstration.script import number_of_the_like
from monitoring.demonstration.stage import Place
from monitoring.models import (
    Evidence,
    Finding,
    LedgerEntry,
    Report,
    ReportEvent,
    ReviewComment,
    Round,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    SecondCode,
)
from municipalities.models import Coverage, Municipality

AT_ONCE = 100  # municipalities

# Where a table's rows of one municipality, or of its report in one round, are found. In this
# order: what a row points to is copied before it.
OF_A_MUNICIPALITY = {
    Coverage: "municipality",
    SocialContract: "municipality",
    Signature: "contract__municipality",
    Commitment: "contract__municipality",
}
OF_A_REPORT = {
    Scorecard: "",
    ScorecardLine: "scorecard__",
    ScorecardEvidence: "line__scorecard__",
    Report: "",
    Finding: "report__",
    Evidence: "finding__report__",
    SecondCode: "finding__report__",
    ReviewComment: "finding__report__",
    ReportEvent: "report__",
}


@dataclass(frozen=True)
class Copy:
    """One municipality that is like a played one."""

    number: int
    like: Place

    @property
    def slug(self) -> str:
        return stage.invented_slug(self.number)

    def renamed(self, text: str) -> str:
        """A code, a reference or a payload of the played one, as the copy's."""
        return text.replace(self.like.municipality.slug, self.slug)


class Copies:
    """All copies; ``of_round`` is to be called when a round of the played ones is published."""

    def __init__(self, places: list[Place], municipalities: int, tick: Callable[[int], None]):
        self.tick = tick
        # (number of the copy, table, key of the original row) -> key of the copied row
        self.keys: dict[tuple[int, type[Model], int], int] = {}
        self.copies = [
            Copy(number, places[number_of_the_like(number)])
            for number in range(len(places), municipalities)
        ]
        for some in self._in_parts():
            self._copy_municipalities(some)

    def of_round(self, round: Round, year: Year, not_before) -> None:
        originals = {}
        for like in {copy.like.number: copy.like for copy in self.copies}.values():
            here = {"contract": like.contract, "round": round}
            for model, path in OF_A_REPORT.items():
                found = model.objects.filter(**{path + name: row for name, row in here.items()})
                originals[like.number, model] = list(found.order_by("pk"))
        for some in self._in_parts():
            kept = dict(self.keys)
            times = {copy.number: max(publication(year, copy.number), not_before) for copy in some}
            self._seal(some, originals, times)
            for model in OF_A_REPORT:
                self._copy(model, some, originals, times)
            self.keys = kept
            self.tick(len(some))

    def _in_parts(self):
        for start in range(0, len(self.copies), AT_ONCE):
            yield self.copies[start : start + AT_ONCE]

    def _copy_municipalities(self, some: list[Copy]) -> None:
        made = [stage.invented_municipality(copy.number) for copy in some]
        for copy, row in zip(some, Municipality.objects.bulk_create(made), strict=True):
            self.keys[copy.number, Municipality, copy.like.municipality.pk] = row.pk
        originals = {}
        for like in {copy.like.number: copy.like for copy in some}.values():
            for model, path in OF_A_MUNICIPALITY.items():
                found = model.objects.filter(**{path: like.municipality})
                originals[like.number, model] = list(found.order_by("pk"))
        for model in OF_A_MUNICIPALITY:
            self._copy(model, some, originals)

    def _seal(self, some: list[Copy], originals: dict, times: dict) -> None:
        """The ledger entries of the copies' scorecards, chained in the order of publication."""
        head = LedgerEntry.objects.head()
        seq, prev = (head.seq, head.hash) if head else (0, ledger.GENESIS)
        made = []
        for copy in some:
            for scorecard in originals[copy.like.number, Scorecard]:
                original, at = scorecard.entry, times[copy.number]
                payload = copy.renamed(original.payload)
                entry = ledger.make_entry(
                    kind=original.kind, subject=copy.renamed(original.subject), rev=original.rev,
                    payload_sha256=ledger.sha256_hex(payload), prev=prev, seq=seq + 1,
                    at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                )  # fmt: skip
                seq, prev = entry["seq"], ledger.entry_hash(entry)
                row = LedgerEntry(
                    seq=seq, prev=entry["prev"], hash=prev, kind=entry["kind"], rev=entry["rev"],
                    subject=entry["subject"], at=at, entry=ledger.canonical(entry),
                    payload=payload,
                )  # fmt: skip
                made.append(((copy.number, LedgerEntry, original.pk), row))
        LedgerEntry.objects.bulk_create(row for _key, row in made)
        self.keys.update((key, row.pk) for key, row in made)

    def _copy(self, model, some: list[Copy], originals: dict, times: dict | None = None) -> None:
        """Copy the rows of one table; what points to a copied row points to its copy."""
        made = []
        for copy in some:
            for original in originals[copy.like.number, model]:
                values = {}
                for name, target in _columns(model):
                    value = getattr(original, name)
                    values[name] = self.keys.get((copy.number, target, value), value)
                for name in _names(model):
                    values[name] = copy.renamed(values[name])
                row = model(**values)
                if times:
                    _set_time(row, times[copy.number])
                made.append(((copy.number, model, original.pk), row))
        model.objects.bulk_create(row for _key, row in made)
        self.keys.update((key, row.pk) for key, row in made)


@cache
def _columns(model: type[Model]) -> list[tuple[str, type[Model] | None]]:
    """Every column but the key, and the table that it points to."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [(field.attname, field.related_model) for field in fields]


def _names(model: type[Model]) -> set[str]:
    """The columns that carry the municipality's name."""
    return {"code", "reference"} & {name for name, _target in _columns(model)}


def _set_time(row: Model, published_at) -> None:
    """What was published got its time by its place in the list; a link to reply its own key."""
    if getattr(row, "published_at", None):
        row.published_at = published_at
    if getattr(row, "reply_key", ""):
        row.reply_key = secrets.token_hex(16)
    if getattr(row, "action", "") == "publish":
        row.at = published_at
