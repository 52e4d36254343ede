"""How one round went: what was covered, when it was published, how coders and towns answered."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from statistics import median_low

from django.db.models import Count, Min, OuterRef, Subquery
from django.utils.timezone import localdate

from contracts.models import Commitment
from monitoring import agreement, scoring
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import headline
from monitoring.scorecards.search.places import Named

# So many findings are listed on which the coders were furthest apart.
FURTHEST = 10


@dataclass(frozen=True)
class Agreement:
    """How often author and reviewer of a round gave the same status (METHOD §6)."""

    doubly_coded: int
    compared: int
    same: int
    raw: Fraction | None
    alpha: Decimal | None

    @property
    def differing(self) -> int:
        return self.compared - self.same


@dataclass(frozen=True)
class Apart:
    """The agreement within one sector or kind; ``of`` names it."""

    of: Named
    agreement: Agreement


@dataclass(frozen=True)
class Days:
    """Distances in days: how many there are, the shortest, the middle one and the longest."""

    number: int
    least: int
    middle: int
    most: int


@dataclass(frozen=True)
class Course:
    """What became public of a round and when; distances begin when evidence no longer counted.

    ``in_time`` were public on the first day on which all results could be (`possible_from`);
    ``replied`` counts scorecards with a reply.
    """

    published: int
    contracts: int
    corrected: int
    counts: scoring.Counts
    excluded: int
    score: scoring.Score
    headline: headline.Headline
    in_time: int
    until_published: Days | None
    replied: int
    until_reply: Days | None
    from_reply_to_publication: Days | None


def agreement_of(pairs: list[tuple[str, str]]) -> Agreement:
    """The figures of METHOD §6 for pairs of author's and reviewer's codes."""
    alpha = agreement.alpha_ordinal(pairs)
    compared = agreement.comparable(pairs)
    return Agreement(
        doubly_coded=len(pairs),
        compared=len(compared),
        same=sum(first == second for first, second in compared),
        raw=agreement.raw_agreement(pairs),
        alpha=None if alpha is None else Decimal(alpha.numerator) / Decimal(alpha.denominator),
    )


def standing_of(round: Round):
    """Standing scorecards with ``first_published`` (revision 1) and ``first_reply``, a day."""
    first = Scorecard.objects.filter(contract=OuterRef("contract"), round=round, revision=1).values(
        "published_at"
    )
    return (
        Scorecard.objects.standing()
        .filter(round=round)
        .annotate(first_published=Subquery(first), first_reply=Min("replies__received_on"))
    )


def course_of(round: Round, *, contracts: int) -> Course | None:
    """None while nothing of the round stands. One statement."""
    rows = list(
        standing_of(round)
        .order_by("pk")
        .values_list(
            "first_published", "published_at", "first_reply", "revision", "excluded",
            *scoring.STATUSES,
        )
    )  # fmt: skip
    if not rows:
        return None
    counts = scoring.Counts(*(sum(row[5 + place] for row in rows) for place in range(5)))
    excluded = sum(row[4] for row in rows)
    first = [localdate(row[0]) for row in rows]
    replied = [(row[2], localdate(row[1])) for row in rows if row[2]]
    closed, possible = round.evidence_until, possible_from(round)
    return Course(
        published=len(rows),
        contracts=contracts,
        corrected=sum(row[3] > 1 for row in rows),
        counts=counts,
        excluded=excluded,
        score=scoring.score(counts),
        headline=headline.of_counts(counts, excluded=excluded),
        in_time=sum(day <= possible for day in first) if possible else 0,
        until_published=_days((day - closed).days for day in first) if closed else None,
        replied=len(replied),
        until_reply=_days((reply - closed).days for reply, _ in replied) if closed else None,
        from_reply_to_publication=_days((public - reply).days for reply, public in replied),
    )


def coding_of(round: Round) -> tuple[Agreement, list[Apart], list[Apart]]:
    """The agreement of the round, then within each sector and each kind, furthest apart first.

    One statement; both codes are those that were published with the finding.
    """
    lines = ScorecardLine.objects.doubly_coded().standing_in([round]).order_by()
    rows = lines.values_list(
        "first_code", "second_code", "kind",
        *(f"sector__{name}" for name in ("slug", "name_sq", "name_en", "sort_key")),
    ).annotate(times=Count("pk"))  # fmt: skip
    everything, sectors, kinds = [], defaultdict(list), defaultdict(list)
    names: dict[str, Named] = {}
    for first, second, kind, *of, times in rows:
        pairs = list(repeat((first, second), times))
        everything += pairs
        sectors[of[0]] += pairs
        kinds[kind] += pairs
        names[of[0]] = Named(*of)
    return (
        agreement_of(everything),
        _furthest_first((names[slug], pairs) for slug, pairs in sectors.items()),
        _furthest_first((_kind(kind), pairs) for kind, pairs in kinds.items()),
    )


def furthest_apart(round: Round) -> list[ScorecardLine]:
    """Findings on which the two coders were two steps apart, then those one step apart."""
    lines = (
        ScorecardLine.objects.standing_in([round])
        .told_apart()
        .select_related("commitment", "scorecard__municipality", "sector")
        .order_by("-two_steps", "scorecard__municipality__sort_key", "position")
    )
    return list(lines[:FURTHEST])


def possible_from(round: Round) -> datetime.date | None:
    """When all results can be public: a report of the last day, and the days for its reply.

    None for a round without a deadline.
    """
    if round.submit_by is None:
        return None
    return round.submit_by + datetime.timedelta(days=round.reply_days + 1)


def _kind(kind: str) -> Named:
    label = str(Commitment.Kind(kind).label)
    return Named(kind, label, label, kind)


def _days(distances: Iterable[int]) -> Days | None:
    found = sorted(distances)
    if not found:
        return None
    return Days(len(found), found[0], median_low(found), found[-1])


def _furthest_first(groups) -> list[Apart]:
    """By the share of differing codes; what has nothing to compare is last."""
    apart = [Apart(of, agreement_of(pairs)) for of, pairs in groups]
    return sorted(
        apart,
        key=lambda each: (
            each.agreement.raw is None,
            1 if each.agreement.raw is None else each.agreement.raw,
            each.of.sort_key,
        ),
    )
