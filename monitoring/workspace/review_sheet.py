"""The reviewer's sheet: every finding with the form that it waits for (METHOD §6).

First each finding is rated blind, then each difference is settled; comments can be written all
along. What was typed for one finding is never lost by saving another: it is one form.
"""

from dataclasses import dataclass

from django import forms

from monitoring.models import Report, ReviewComment, Scorecard, ScorecardLine
from monitoring.workspace import reading
from monitoring.workspace.forms.review import CommentForm, RatingForm, SettlementForm
from monitoring.workspace.reading import Entry

# What a sheet asks for -> of which findings, by which form.
ASKS = {
    "rate": (lambda entry: entry.needs_rating, RatingForm),
    "settle": (lambda entry: entry.differs, SettlementForm),
    "comment": (lambda entry: False, None),
}


@dataclass(frozen=True)
class Row:
    """One finding. ``comments`` and ``before`` tell nothing before it is rated.

    ``before`` is the published line of the round before: it is left out until then, since a
    rating rests on the wording and the evidence alone.
    """

    entry: Entry
    form: forms.Form | None
    comment: CommentForm
    comments: list[ReviewComment]
    before: ScorecardLine | None

    @property
    def forms(self) -> list[forms.Form]:
        return [form for form in (self.form, self.comment) if form]


@dataclass(frozen=True)
class Sheet:
    asks: str
    rows: list[Row]
    unrated: int

    @property
    def forms_with_errors(self) -> list[forms.Form]:
        return [form for row in self.rows for form in row.forms if form.errors]

    def filled(self, field: str) -> list[Row]:
        """The rows of which something was entered in this field of what the sheet asks."""
        return [row for row in self.rows if row.form and row.form.cleaned_data[field]]

    def commented(self) -> list[Row]:
        return [row for row in self.rows if row.comment.cleaned_data["text"]]

    def rated_otherwise(self, data) -> list[Entry]:
        """Findings that were rated before this rating arrived, and differently."""
        sent = [(row.entry, data.get(f"finding-{row.entry.pk}-status")) for row in self.rows]
        return [e for e, status in sent if e.code and status and status != e.code.status]


def of(user, report: Report, *, asks: str = "", data=None) -> Sheet:
    """The sheet as the person may see it; ``asks`` is what the reviewer sent, or what is next."""
    entries = [e for e in reading.entries(user, report, blind=True) if e.has_status]
    asks = asks or _next(entries)
    wants, form = ASKS[asks]
    comments, before = _comments(report), _lines_before(report)
    rows = [
        Row(
            entry=entry,
            form=form(data, entry=entry) if wants(entry) else None,
            comment=CommentForm(data, entry=entry),
            comments=[
                each
                for each in comments.get(entry.pk, [])
                if each.written_by_id == user.pk or not entry.needs_rating
            ],
            before=None if entry.needs_rating else before.get(entry.commitment.pk),
        )
        for entry in entries
    ]
    return Sheet(asks=asks, rows=rows, unrated=sum(entry.needs_rating for entry in entries))


def _next(entries: list[Entry]) -> str:
    """Differences wait until everything is rated, so that no unsaved rating gets lost."""
    return next(
        (name for name, (wants, _form) in ASKS.items() if any(map(wants, entries))), "comment"
    )


def _comments(report: Report) -> dict[int, list[ReviewComment]]:
    found: dict[int, list[ReviewComment]] = {}
    every = ReviewComment.objects.filter(finding__report=report)
    for comment in every.select_related("written_by", "evidence"):
        found.setdefault(comment.finding_id, []).append(comment)
    return found


def _lines_before(report: Report) -> dict[int, ScorecardLine]:
    """What the round before published, by commitment."""
    before = Scorecard.objects.of_the_round_before(report.contract, report.round)
    return {line.commitment_id: line for line in before.lines.all()} if before else {}
