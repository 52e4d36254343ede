"""The rows of a long list, and what stands in every one of them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

from monitoring.scorecards.changes import Change
from monitoring.scorecards.listed_lines import Line
from monitoring.scorecards.listing import Entry, SectorGroup
from monitoring.scorecards.printed import joined, printed_once, rendered
from monitoring.templatetags.figures import stage_word

register = template.Library()


@register.filter
@printed_once
def items(number: int) -> str:
    """'3 items' of evidence."""
    return ngettext("%(n)s item", "%(n)s items", number) % {"n": number_format(number)}


@register.simple_tag
def rows_of(group: SectorGroup, assessed, full):
    """The rows of a sector, points under their commitment. ``full``: with sentence and reply."""
    return joined(
        _row(each, bool(assessed), bool(full), each is not entry)
        for entry in group.entries
        for each in (entry, *entry.points)
    )


def _row(entry: Entry, assessed: bool, full: bool, is_point: bool):
    if isinstance(entry.of, Line) and not entry.replies:
        items = entry.items_of_evidence
        return _row_of_line(entry.of.printed, items, entry.own_reply, full, is_point)
    return _rendered(entry, assessed, full, is_point)


@printed_once
def _row_of_line(values: tuple, items: int, has_reply: bool, full: bool, is_point: bool):
    line = Line.to_be_printed(values)
    entry = Entry(line, status=line.status, own_items=items, own_reply=has_reply)
    return _rendered(entry, True, full, is_point)


def _rendered(entry: Entry, assessed: bool, full: bool, is_point: bool):
    return rendered(
        "scorecards/parts/commitment_row.html",
        of=entry.of, entry=entry, assessed=assessed, full=full, is_point=is_point,
    )  # fmt: skip


@register.filter
@printed_once
def status_mark(status: str):
    """One status as shape and word, as `_components/status.html` has it."""
    return rendered("_components/status.html", status=status)


@register.filter
def change_mark(change: Change | None):
    """Progress or regression against the round before, as shape and words."""
    return _change_mark(change and change.kind, change and change.words)


@printed_once
def _change_mark(kind: str | None, words: str | None):
    change = Change(kind, words) if kind else None
    return rendered("scorecards/parts/change.html", change=change)


@register.filter
@printed_once
def stage_of_row(stage: str) -> str:
    return stage_word(stage)
