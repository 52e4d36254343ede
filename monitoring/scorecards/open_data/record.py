"""The facts that results refer to: municipalities, member organisations, rounds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from monitoring.models.rounds import Round
from monitoring.scorecards.freshness import fact_pages
from monitoring.scorecards.open_data.columns import (
    Column,
    Kind,
    count,
    day,
    in_two,
    partial_day,
    text,
    yes_or_no,
)
from monitoring.scorecards.open_data.reading import Part, in_batches
from monitoring.scorecards.open_data.table import Table
from municipalities.models import County, Coverage, Municipality, Organisation

SEPARATOR = "; "


def _page(name: str):
    return lambda slug: settings.PUBLIC_ORIGIN + reverse(f"scorecards:{name}", args=[slug])


def _county(stored: str) -> str:
    return County(stored).label


municipalities = Table(
    name="municipalities",
    title=_("Municipalities"),
    about=_("One row per municipality of the record. An empty cell is a fact that nobody has"
            " confirmed yet."),
    key=("municipality",),
    scope=fact_pages,
    read=lambda part, reads: in_batches(
        Municipality.objects.shown_in(demonstration=part.demonstration), "pk", reads
    ),
    is_of_terms=False,
    columns=(
        text("municipality", _("Its short name, as in all other tables."), "slug", required=True),
        text("name_sq", _("Name in Albanian."), required=True),
        text("name_en", _("Name in English.")),
        Column("county", _("County."), ("county",), made=_county, required=True),
        Column("latitude", _("Latitude in degrees."), ("latitude",), Kind.NUMBER),
        Column("longitude", _("Longitude in degrees."), ("longitude",), Kind.NUMBER),
        Column("population", _("Population."), ("population",), Kind.INTEGER, least=1),
        Column("census_year", _("Year of the census that the population is from."),
               ("census_year",), Kind.INTEGER),
        text("population_source", _("Source of the population.")),
        text("website", _("Website.")),
        partial_day("joined", _("In the network since.")),
        partial_day("left", _("In the network until.")),
        yes_or_no("demonstration", _("Whether the municipality itself is invented."),
                  "is_demonstration"),
        Column("url", _("Its page."), ("slug",), made=_page("municipality"), required=True),
    ),
)  # fmt: skip


def _organisations(part: Part, reads: Sequence[str]) -> Iterator[tuple]:
    """With the municipalities that each covers, as its page lists them."""
    covers = defaultdict(list)
    covered = Coverage.objects.order_by("municipality__sort_key")
    for organisation, municipality in covered.values_list("organisation", "municipality__slug"):
        covers[organisation].append(municipality)
    stored = ["pk" if read == "municipalities" else read for read in reads]
    place = reads.index("municipalities")
    for row in in_batches(Organisation.objects.all(), "slug", stored):
        yield (*row[:place], SEPARATOR.join(covers[row[place]]), *row[place + 1 :])


organisations = Table(
    name="organisations",
    title=_("Organisations"),
    about=_("One row per member organisation, former ones included. People are never listed."),
    key=("organisation",),
    scope=fact_pages,
    read=_organisations,
    is_of_terms=False,
    columns=(
        text("organisation", _("Its short name, as in all other tables."), "slug", required=True),
        text("name_sq", _("Name in Albanian."), required=True),
        text("name_en", _("Name in English.")),
        text("acronym", _("Acronym.")),
        text("town", _("Town."), required=True),
        text("website", _("Website.")),
        Column("founded", _("Founded in."), ("founded",), Kind.INTEGER),
        *in_two("about", _("What it is, in Albanian."), _("What it is, in English.")),
        text("covers", _("Short names of the municipalities that it covers, separated by “; ”."),
             "municipalities"),
        yes_or_no("leads", _("Whether it leads the network."), "is_lead"),
        yes_or_no("active", _("Whether it is a member of the network now."), "is_active"),
        text("source", _("Source of these facts.")),
        Column("url", _("Its page."), ("slug",), made=_page("organisation"), required=True),
    ),
)  # fmt: skip


rounds = Table(
    name="rounds",
    title=_("Rounds"),
    about=_("One row per monitoring round of a term, with its dates."),
    key=("term", "round"),
    scope=fact_pages,
    read=lambda part, reads: in_batches(
        Round.objects.filter(part.of_its_terms("term")), "pk", reads
    ),
    columns=(
        text("term", _("Short name of the term."), "term__slug", required=True),
        text("term_sq", _("The term in Albanian."), "term__label_sq", required=True),
        text("term_en", _("The term in English."), "term__label_en"),
        text("round", _("Its short name within the term."), "slug", required=True),
        text("name_sq", _("Name in Albanian."), required=True),
        text("name_en", _("Name in English.")),
        day("begins", _("First day of the period.")),
        day("ends", _("Last day of the period.")),
        day("evidence_until", _("Last day from which evidence counts.")),
        day("submit_by", _("Last day to hand in reports.")),
        count("reply_days", _("Days that a municipality has for its reply."), least=1),
        text("method", _("Version of the method."), "method_version", words=Round.Method,
             required=True),
        yes_or_no("final", _("Whether it is the last round of its term."), "is_final"),
        yes_or_no("demonstration", _("Whether everything in it is invented, to show the portal."),
                  "term__is_demonstration"),
    ),
)  # fmt: skip
