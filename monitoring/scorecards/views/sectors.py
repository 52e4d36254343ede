"""Sectors across municipalities: where each stands, what moved, and every commitment counted."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Sector, Term
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards import (
    moved_chart,
    one_sector,
    over_time,
    readings,
    rounds_compared,
    sectors,
    terms,
    working_out,
)
from monitoring.scorecards.charts import picture
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.headline import of_counts
from monitoring.scorecards.media import svg
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE, READING
from municipalities.languages import in_this_language

# Municipalities of a sector on one page, each with its commitments.
ON_A_PAGE = 50


@fresh(scope=network_pages, parameters=(READING,))
def default_term(request):
    return _all(request, None)


@fresh(scope=network_pages, parameters=(READING,))
def of_term(request, term):
    return _all(request, term)


@fresh(scope=network_pages, parameters=(READING, PAGE))
def sector(request, slug):
    return _one(request, slug, None)


@fresh(scope=network_pages, parameters=(READING, PAGE))
def sector_of_term(request, slug, term):
    return _one(request, slug, term)


@fresh(scope=network_pages, parameters=(READING,))
def chart(request, slug, term):
    """What moved in the sector, or what stands, as a picture with source and date within."""
    shown, of_term_ = get_object_or_404(Sector, slug=slug), get_object_or_404(Term, slug=term)
    reading = readings.chosen(request)
    on_show = one_sector.on_show(shown, of_term_, reading)
    text = picture.as_svg(moved_chart.as_picture(on_show, reading))
    return svg.download(text, f"{slug}-{term}")


def _all(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:sectors-term", args=[term.slug])
    )
    compared = rounds_compared.of_term(found["term"])
    rows, names = [], over_time.Names([], 0)
    if compared.round:
        lines = ScorecardLine.objects.standing_in(compared.two).counted()
        rows = sectors.at_a_glance(
            Sector.objects.all(),
            lines.order_by().values_list(
                "sector", "scorecard__round", "scorecard__municipality", "commitment", "status"
            ),
            compared,
        )
        names = over_time.names_of(compared.round)
    return render(
        request,
        "scorecards/sectors.html",
        found
        | {
            "compared": compared,
            "rows": [(row, _address(row.sector, slug)) for row in rows],
            "names": names,
            "reading": readings.chosen(request),
            "readings": readings.switch(request),
        },
    )


def _address(sector, term_slug):
    """The page of a sector that names the term only if this page does."""
    if term_slug is None:
        return reverse("scorecards:sector", args=[sector.slug])
    return reverse("scorecards:sector-term", args=[sector.slug, term_slug])


def _one(request, slug, term_slug):
    shown = get_object_or_404(Sector, slug=slug)
    found = terms.of_page(
        term_slug, address=lambda term: reverse("scorecards:sector-term", args=[slug, term.slug])
    )
    reading = readings.chosen(request)
    on_show = one_sector.on_show(shown, found["term"], reading)
    label = in_this_language(found["term"], "label").text
    return render(
        request,
        "scorecards/sector.html",
        found
        | {
            "trail": [
                (
                    _("Sectors, %(term)s") % {"term": label},
                    reverse("scorecards:sectors-term", args=[found["term"].slug]),
                )
            ],
            "shown": on_show,
            "headline": of_counts(on_show.counts, excluded=on_show.excluded),
            "steps": working_out.steps(on_show.counts),
            "page": page_of(on_show.across.in_order, request, ON_A_PAGE),
            "drawn": moved_chart.drawn(on_show, reading),
            "reading": reading,
            "readings": readings.switch(request),
        },
    )
