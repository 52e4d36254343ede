"""What happened: the events of a report, and who changed what in a finding, field by field."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.models import Evidence, Finding, Report
from monitoring.workspace.words import EVENTS
from municipalities import partial_dates
from municipalities.models import User

OF_FINDING = (
    "status", "stage", "rationale_sq", "rationale_en", "reason_sq", "reason_en",
)  # fmt: skip
OF_EVIDENCE = (
    "evidence_class", "title", "publisher", "dated", "place", "page", "shows", "text_alternative",
    "language", "link", "visibility", "withheld_reason",
)  # fmt: skip
# What says more about a report than a reviewer may know before rating is said without its note;
# her own words to the author cannot tell her anything (METHOD §6).
SAID_TO_EVERYBODY = {"return_to_author"}


@dataclass(frozen=True)
class Event:
    at: datetime.datetime
    by: User | None
    words: Promise
    note: str


def event(row, *, blind: bool) -> Event:
    """One ReportEvent in words; without its note for who still has to rate blind."""
    note = "" if blind and row.action not in SAID_TO_EVERYBODY else row.note
    return Event(row.at, row.by, EVENTS[row.action], note)


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words. ``language`` of the words, where it is known."""

    label: str
    before: str
    after: str
    language: str


@dataclass(frozen=True)
class Step:
    """One saving of a finding, or what happened to one item of its evidence then."""

    at: datetime.datetime
    by: User | None
    words: Promise
    title: str = ""
    fields: list[FieldChange] = field(default_factory=list)
    order: tuple = ()


def of_finding(finding: Finding) -> list[Step]:
    """Every change of the finding and its evidence, newest first, in three queries."""
    saved = list(Finding.history.filter(id=finding.pk).order_by("history_date", "history_id"))
    items = Evidence.history.filter(finding_id=finding.pk)
    items = list(items.order_by("history_date", "history_id"))
    people = User.objects.in_bulk(
        {row.saved_by_id for row in saved} | {row.added_by_id for row in items} - {None}
    )
    steps = [*_of_words(saved, people), *_of_evidence(items, saved, people)]
    return sorted(steps, key=lambda step: step.order, reverse=True)


def _of_words(saved: list, people: dict[int, User]) -> Iterator[Step]:
    """What each saving changed in the words; a saving that only changed evidence says nothing."""
    beginning = Finding(report_id=0, commitment_id=0)
    for before, after in pairwise([beginning, *saved]):
        fields = _changes(Finding, OF_FINDING, before, after)
        if fields:
            yield Step(
                at=after.saved_at or after.history_date,
                by=people.get(after.saved_by_id),
                words=_("Finding saved"),
                fields=fields,
                order=(after.history_date, 0, after.history_id),
            )


def _of_evidence(items: list, saved: list, people: dict[int, User]) -> Iterator[Step]:
    """Added, described anew, removed; who did the latter is known from the saving that followed."""
    last: dict[int, Any] = {}
    for row in items:
        before = last.get(row.id, Evidence())
        last[row.id] = row
        at, by, words = row.added_at, row.added_by_id, _("Evidence added")
        if row.history_type != "+":
            saving = next((s for s in saved if s.history_date >= row.history_date), None)
            at, by = (saving.saved_at, saving.saved_by_id) if saving else (row.history_date, None)
            is_gone = row.history_type == "-"
            words = _("Evidence removed") if is_gone else _("Evidence described anew")
        fields = _changes(Evidence, OF_EVIDENCE, before, row)
        if fields or row.history_type == "-":
            order = (row.history_date, 1, row.history_id)
            yield Step(at, people.get(by), words, row.title, fields, order)


def _changes(model, names, before, after) -> list[FieldChange]:
    """The fields that differ, in words; what a new row has by default is not a change."""
    return [
        FieldChange(
            label=str(model._meta.get_field(name).verbose_name),
            before=_in_words(model, name, getattr(before, name)),
            after=_in_words(model, name, getattr(after, name)),
            language=name[-2:] if name.endswith(("_sq", "_en")) else "",
        )
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]


def _in_words(model, name: str, stored: str) -> str:
    """The stored word or date as pages say it; any other text is itself."""
    if name == "dated":
        return partial_dates.in_words(stored)
    choices = dict(model._meta.get_field(name).flatchoices)
    return str(choices.get(stored, stored)) if stored else ""


def of_report(report: Report):
    """The events of the report, newest first, with who did it; to be paged."""
    return report.events.select_related("by").order_by("-id")
