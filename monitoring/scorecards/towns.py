"""The municipalities of a page about the network: asked as plain values, printed once for each.

What a page prints of a municipality follows from the values of its row, the term, the reading,
the language and this release. So it is printed anew only where one of them is another: after a
publication, one of sixty-one. Nothing here can be out of date, as the values are asked each time
(decision 25).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from django.core.paginator import Page
from django.utils.safestring import SafeString

from contracts.models import SocialContract, Term
from monitoring import scoring
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import map_of_albania, overview, paging, terms
from monitoring.scorecards.composed import composed_once
from monitoring.scorecards.headline import Headline
from monitoring.scorecards.map_of_albania import Dot
from monitoring.scorecards.overview import Row
from monitoring.scorecards.printed import joined, printed_once, rendered
from monitoring.scorecards.ranking import Places
from monitoring.scorecards.readings import Reading
from municipalities.albanian import sort_key
from municipalities.models import County, Municipality

RESULT = ("excluded", "method_version", "revision")
ROUND = ("pk", "slug", "name_sq", "name_en")
PLACE = ("pk", "slug", "name_sq", "name_en", "county", "latitude", "longitude")
VALUES = (
    "result_there", "result_there__round__pk",
    *(f"result_there__{name}" for name in (*scoring.STATUSES, *RESULT)),
    *(f"result_there__round__{name}" for name in ROUND[1:]),
    *PLACE, "contract_there", "contract_there__list_status", "listed", "retracted", "has_newer",
)  # fmt: skip
RESULT_AT, ROUND_AT = 0, 1


class About(NamedTuple):
    """What all rows of a page have in common; a printed row follows from this and its values."""

    term: str
    ends: date | None
    is_over: bool
    reading: Reading

    @classmethod
    def page(cls, term: Term, reading: Reading) -> "About":
        return cls(term.slug, term.ends, terms.is_over(term), reading)


@dataclass(frozen=True)
class Town:
    """One municipality with its place on the page: its row, and that row printed."""

    values: tuple
    row: Row
    dot: Dot
    counts: scoring.Counts | None
    line: SafeString
    in_county: SafeString

    @property
    def scorecard(self) -> Scorecard | None:
        return self.row.scorecard

    @property
    def headline(self) -> Headline:
        return self.row.headline

    @property
    def municipality(self) -> Municipality:
        return self.row.municipality

    @property
    def reading(self) -> Reading:
        return self.row.reading


@dataclass(frozen=True)
class Lists:
    """The printed lines of each list of a page; ``groups``: whoever shares places."""

    groups: list[Places]
    places: list[SafeString]
    unplaced: SafeString
    elsewhere: SafeString
    without: SafeString


def page_of(term: Term, compared: Round | None, number: int, size: int) -> Page:
    """The values of each municipality of a page, in Albanian order, in one query."""
    round_, slug = (compared.pk, compared.slug) if compared else (None, None)
    found = _asked(
        term.pk, round_, slug, demonstration=term.is_demonstration, number=number, size=size
    )
    in_all = found[0][-1] if found else 0
    return paging.page_of_found([row[:-1] for row in found], number, size, in_all)


@composed_once
def _asked(
    term: int,
    compared: int | None,
    slug: str | None,
    *,
    demonstration: bool,
    number: int,
    size: int,
):
    rows = overview.with_results(term, compared, slug, demonstration=demonstration)
    among = Municipality.objects.shown_in(demonstration=demonstration)
    found = paging.slice_with_number_of_all(rows, number, size, among=among)
    return found.values_list(*VALUES, "rows_in_all")


def printed(about: About, values: Iterable[tuple], compared: Round | None) -> list[Town]:
    round_ = compared.pk if compared else None
    return [_printed(about, row, _list_of(row, round_)) for row in values]


def _list_of(values: tuple, compared: int | None) -> str:
    """Which list of the page it stands in: each has lines of its own."""
    if values[RESULT_AT] is None:
        return "without"
    return "compared" if values[ROUND_AT] == compared else "elsewhere"


@printed_once
def _printed(about: About, values: tuple, stands: str) -> Town:
    row = _row(about, values)
    line = rendered(f"scorecards/network/line_{stands}.html", row=row)
    in_county = rendered("scorecards/map/in_county.html", row=row)
    dot = map_of_albania.dot_of(row)
    return Town(values, row, dot, row.scorecard and row.counts, line, in_county)


def dots(about: About, towns: Sequence[Town]) -> SafeString:
    """The dots of the map; the names of few, where each leaves room to the others."""
    named = []
    if len(towns) <= map_of_albania.NAMES_UP_TO:
        named = [
            (dot.name_x, dot.name_y, dot.anchor)
            for dot in map_of_albania.with_names([town.dot for town in towns])
        ]
    return joined(
        _dot(about, town.values, *name) for town, name in zip_longest(towns, named, fillvalue=())
    )


@printed_once
def _dot(about: About, values: tuple, name_x: int = 0, name_y: int = 0, anchor: str = ""):
    dot = map_of_albania.dot_of(_row(about, values))
    named = replace(dot, name_x=name_x, name_y=name_y, anchor=anchor)
    return rendered("scorecards/map/dot.html", dot=named)


def by_county(towns: Iterable[Town]) -> list[tuple[str, SafeString]]:
    """(county, its municipalities printed) in Albanian order of the counties."""
    found: dict[str, list[SafeString]] = {}
    for town in towns:
        found.setdefault(town.row.municipality.county, []).append(town.in_county)
    return [(County(key).label, joined(found[key])) for key in _counties() if key in found]


@cache
def _counties() -> list[str]:
    return sorted(County, key=lambda county: sort_key(county.label))


def in_lists(
    about: About, towns: Sequence[Town], compared: Round | None, *, is_whole: bool
) -> Lists:
    parts = overview.in_parts(towns, compared, is_whole=is_whole, reading=about.reading)
    return Lists(
        groups=parts.places,
        places=[
            _rows_of_places(group.rows, _cell_of_places(about, group.first, group.last))
            for group in parts.places
        ],
        unplaced=_rows_of_places(parts.unplaced, _cell_of_places(about, 0, 0)),
        elsewhere=_lines(parts.elsewhere),
        without=_lines(parts.without),
    )


def _rows_of_places(towns: Iterable[Town], places: SafeString) -> SafeString:
    """The rows of a table, each beginning with the same cell."""
    return joined(f"<tr>{places}{town.line}</tr>\n" for town in towns)


def _lines(towns: Iterable[Town]) -> SafeString:
    return joined(town.line for town in towns)


@printed_once
def _cell_of_places(about: About, first: int, last: int) -> SafeString:
    """The first cell of everybody who shares these places; 0 for no place."""
    return rendered("scorecards/network/cell_of_places.html", first=first, last=last)


def _row(about: About, values: tuple) -> Row:
    """The row as `overview.row_of` makes it of a municipality with its contract and result."""
    asked = dict(zip(VALUES, values, strict=True))
    town = Municipality(**{name: asked[name] for name in PLACE})
    for name in ("listed", "retracted", "has_newer"):
        setattr(town, name, asked[name])
    if asked["contract_there"]:
        town.contract_there = SocialContract(
            pk=asked["contract_there"], list_status=asked["contract_there__list_status"]
        )
    if asked["result_there"]:
        town.result_there = Scorecard(
            pk=asked["result_there"],
            round=Round(**{name: asked[f"result_there__round__{name}"] for name in ROUND}),
            **{name: asked[f"result_there__{name}"] for name in (*scoring.STATUSES, *RESULT)},
        )
    return overview.row_of(town, Term(slug=about.term, ends=about.ends), about.reading)
