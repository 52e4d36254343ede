"""The weekly digest: what was published about a thing since its followers were last told.

Every follower is told every entry once, however often and by how many runs at once digests are
sent: with the mail the row moves to the ledger's head in one transaction. A missed week is made
up for by the next run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contracts.models import Term
from monitoring import news
from monitoring.following.asking import Thing, reader_of
from monitoring.models.chain import LedgerEntry
from monitoring.models.followers import Follower
from monitoring.models.showcase import ScorecardLine
from municipalities import outbox

THINGS = ("municipality", "sector", "commitment")


@dataclass(frozen=True)
class LineTold:
    """What a scorecard says of one commitment; ``before``: its status until then, if another."""

    line: ScorecardLine
    before: str = ""


@dataclass
class Told:
    """One piece of news; followers of a municipality read figures, all others its ``lines``."""

    news: news.News
    is_about_lines: bool
    lines: list[LineTold] = field(default_factory=list)


def due(*, at=None) -> Iterator:
    """What puts the digests into the outbox, one call for each thing and those equally behind."""
    at, head = at or timezone.now(), LedgerEntry.objects.checkpoint().size
    behind = Follower.objects.to_be_told(head).order_by("told_up_to")
    for kind in THINGS:
        groups = behind.exclude(**{kind: None}).values_list(kind, "told_up_to").distinct()
        for number, told_up_to in list(groups):
            yield partial(_tell, {kind: number, "told_up_to": told_up_to}, kind, head, at)


def _tell(group: dict, kind: str, head: int, at) -> None:
    with transaction.atomic():
        followers = list(
            Follower.objects.confirmed()
            .filter(**group)
            .select_for_update(of=("self",))
            .with_what_is_followed()
        )
        if not followers:
            return
        thing = getattr(followers[0], kind)
        between = (group["told_up_to"], head)
        told = what_was_told(thing, kind, between=between, on=timezone.localdate(at))
        if told:
            outbox.put_many(
                [reader_of(follower, f"digest/{head}") for follower in followers],
                template="digest",
                at=at,
                told=told,
                follower=followers[0],
            )
        numbers = [follower.pk for follower in followers]
        Follower.objects.filter(pk__in=numbers).update(told_up_to=head)


def what_was_told(thing: Thing, kind: str, *, between: tuple[int, int], on) -> list[Told]:
    """News about the thing after one ledger entry and up to another, oldest first.

    Of a municipality or sector only in the record that this installation shows by default: real
    terms, or the demonstration; never both (DESIGN §7).
    """
    lines = _lines_about(thing, kind)
    if kind == "commitment":
        of = {}
    else:
        term = Term.objects.newest_first().default(on, demonstration=settings.DEMO)
        of = {"contract__term__is_demonstration": bool(term and term.is_demonstration)}
    if lines is None:
        found = news.newest(of=of | {"municipality": thing}, between=between)
    else:
        found = news.newest(
            of=of | {"pk__in": lines.values("scorecard")},
            replies={"line__in": ScorecardLine.objects.filter(_about(thing, kind))},
            between=between,
        )
    told = [Told(each, is_about_lines=lines is not None) for each in reversed(found)]
    if lines is not None:
        _add_lines(told, lines)
    return told


def _lines_about(thing: Thing, kind: str):
    if kind == "commitment":
        return ScorecardLine.objects.filter(commitment=thing)
    if kind == "sector":
        return ScorecardLine.objects.top_level().filter(sector=thing)
    return None


def _about(thing: Thing, kind: str) -> dict:
    """Lines of the thing and their points: a reply may be to either."""
    if kind == "commitment":
        return Q(commitment=thing) | Q(parent__commitment=thing)
    return Q(sector=thing) | Q(parent__sector=thing)


def _add_lines(told: list[Told], lines) -> None:
    """The statuses of each scorecard that stands; of a correction those that it changed."""
    results = [
        each for each in told if each.news.kind in ("publish", "correct")
        and not each.news.retraction
    ]  # fmt: skip
    shown = {each.news.scorecard.pk for each in results}
    shown |= {each.news.before.pk for each in results if each.news.before}
    of_scorecard: dict[int, dict[int, ScorecardLine]] = {}
    for line in lines.filter(scorecard__in=shown).in_order():
        of_scorecard.setdefault(line.scorecard_id, {})[line.commitment_id] = line
    for each in results:
        before = of_scorecard.get(each.news.before.pk, {}) if each.news.before else None
        for number, line in of_scorecard.get(each.news.scorecard.pk, {}).items():
            if before is None:
                earlier = line.previous
            else:
                earlier = before[number].status if number in before else ""
            if earlier != line.status:
                each.lines.append(LineTold(line, earlier))
            elif each.news.kind == "publish":
                each.lines.append(LineTold(line))
