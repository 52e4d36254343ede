"""What moved in a sector, drawn: municipality by municipality, before and now.

The table beside it says the same in words; the file for print carries source and date within.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import Sector
from monitoring.models.rounds import Round
from monitoring.scorecards import over_time, palette
from monitoring.scorecards.charts import of_results
from monitoring.scorecards.charts.picture import Chart
from monitoring.scorecards.headline import Headline, State, k_of_n, of_counts
from monitoring.scorecards.media.statement import Statement
from monitoring.scorecards.one_sector import SectorOnShow
from monitoring.scorecards.readings import Reading
from monitoring.scorecards.sectors import Town
from municipalities.languages import in_this_language
from municipalities.models import Municipality

ROW, TOP, KEY = 46, 24, 24
# What can be drawn: a commitment is compared only if it was assessed in both rounds.
STATUSES = ("full", "partial", "none")
# A longer drawing could neither be read nor printed; the table has them all.
MOST = 24


@dataclass(frozen=True)
class Drawn:
    town: Town
    y: int
    text_y: int


@dataclass(frozen=True)
class Key:
    """What one filling of a bar means, and where that stands below all of them."""

    status: str
    y: int
    text_y: int


@dataclass(frozen=True)
class Moved:
    rows: list[Drawn]
    more: int

    @property
    def keys(self) -> list[Key]:
        top = TOP + ROW * len(self.rows) + 4
        return [
            Key(status, y=top + KEY * i, text_y=top + KEY * i + 13)
            for i, status in enumerate(STATUSES)
        ]

    @property
    def height(self) -> int:
        return self.keys[-1].y + KEY


def of_towns(towns: Sequence[Town]) -> Moved:
    """Municipalities with something to compare, in their places."""
    rows = [
        Drawn(town, y=TOP + ROW * i + 20, text_y=TOP + ROW * i + 14)
        for i, town in enumerate(towns[:MOST])
    ]
    return Moved(rows, len(towns[MOST:]))


def drawn(shown: SectorOnShow, reading: Reading) -> dict:
    """What the drawing needs, on the page and in the file alike."""
    chart = of_towns(shown.across.compared)
    return {"chart": chart, "compared": shown.compared, "reading": reading}


def as_picture(shown: SectorOnShow, reading: Reading) -> Chart:
    """The drawing as a file of its own, with what it is about, its source and its date.

    Where no municipality can be compared with a round before, the counts of the sector as a bar.
    """
    said = _said(shown)
    if not shown.across.compared:
        return of_results.bar(said)
    context = drawn(shown, reading)
    return Chart(
        said,
        title=_name(shown.sector),
        drawing="scorecards/sector/moved.svg",
        context=context,
        height=context["chart"].height,
        legend=(
            _("Before: %(round)s") % {"round": _name(shown.compared.before)},
            _("Now: %(round)s") % {"round": _name(shown.compared.round)},
            _("Shown is what was assessed in both rounds; at the right, what was gained."),
        ),
        sheets=(*palette.SHEETS, "over_time.css"),
    )


def _said(shown: SectorOnShow) -> Statement:
    """What the picture says around its drawing; without anything counted, that and why."""
    label, round = in_this_language(shown.term, "label").text, shown.compared.round
    return Statement(
        name=_name(shown.sector),
        about=f"{label} · {_name(round)}" if round else label,
        headline=_headline(shown),
        counts=shown.counts if shown.counts.total else None,
        basis=_basis(shown) if round else (),
        address=settings.PUBLIC_ORIGIN
        + reverse("scorecards:sector-term", args=[shown.sector.slug, shown.term.slug]),
        is_demonstration=shown.term.is_demonstration,
    )


def _headline(shown: SectorOnShow) -> Headline:
    if shown.municipalities:
        return of_counts(shown.counts, excluded=shown.excluded)
    words = _("No result of the compared round holds a commitment of this sector.")
    if shown.compared.round is None:
        words = _("No result computed by this portal’s method has been published for this term.")
    return Headline(State.NOTHING_LISTED, words, _("no commitment listed"))


def _basis(shown: SectorOnShow) -> tuple[str, ...]:
    """Whose results these are, how much was assessed, until which day, by which method."""
    round = shown.compared.round
    names = over_time.names_of(round)
    results_of = ", ".join(_name(each) for each in names.shown)
    if names.more:
        results_of += " " + ngettext("and %(n)s more", "and %(n)s more", names.more) % {
            "n": names.more
        }
    return (
        _("results of %(names)s") % {"names": results_of},
        k_of_n(shown.counts),
        _("evidence until %(day)s") % {"day": date_format(round.evidence_until)},
        _("method version %(version)s") % {"version": round.method_version},
    )


def _name(of: Sector | Round | Municipality) -> str:
    return in_this_language(of, "name").text
