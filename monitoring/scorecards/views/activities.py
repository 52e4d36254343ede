"""The calendar of activities: what is coming, what was; and each activity on a page of its own."""

import datetime

from django.core.validators import slug_re
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contracts.models import Activity
from monitoring.scorecards import terms
from monitoring.scorecards.activities import (
    activities_held,
    activities_there,
    activity_pages,
    one_activity,
)
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE, Parameter, one_of
from monitoring.scorecards.views.municipality import of_the_municipality, trail_to
from municipalities.languages import in_this_language
from municipalities.models import Municipality, Organisation

ON_A_PAGE = 30


def _slug(sent: str) -> str:
    return sent if slug_re.match(sent) else ""


KIND = Parameter("kind", one_of(*Activity.Kind.values))
MUNICIPALITY = Parameter("m", _slug)
ORGANISATION = Parameter("o", _slug)
FILTERS = (KIND, MUNICIPALITY, ORGANISATION)
KNOWN = (*FILTERS, PAGE)


def _is_unfiltered(request) -> bool:
    """Anybody can make up what to filter by; such a page is made anew each time (V-02)."""
    return not any(request.GET.get(each.name) for each in FILTERS)


@fresh(scope=activity_pages, parameters=KNOWN, kept_if=_is_unfiltered)
def default_term(request):
    return _page(request, None)


@fresh(scope=activity_pages, parameters=KNOWN, kept_if=_is_unfiltered)
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:activities-term", args=[term.slug])
    )
    rows = _chosen(request, Activity.objects.published().of_the_term(found["term"]))
    today = localdate()
    return render(
        request,
        "scorecards/activities.html",
        found
        | {
            "coming": rows.coming(today),
            "page": page_of(rows.past(today), request, ON_A_PAGE),
            "choices": _choices(request, found["term"]),
            "is_filtered": not _is_unfiltered(request),
            "query": _filters_of(request),
        },
    )


def _chosen(request, rows):
    asked = request.GET
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    if slug := asked.get("m"):
        rows = rows.filter(municipalities__slug=slug)
    if slug := asked.get("o"):
        rows = rows.filter(organisations__slug=slug)
    return rows


def _choices(request, term) -> list[dict]:
    """The three lists of the form, each with what is chosen; of places and organisations those
    that have activities in this term."""
    there = {"activities__is_public": True, "activities__term": term}
    places = Municipality.objects.filter(**there).distinct().order_by("sort_key")
    organisations = Organisation.objects.filter(**there).distinct().order_by("sort_key")
    return [
        {"name": name, "label": label, "chosen": request.GET.get(name, ""), "options": options}
        for name, label, options in (
            ("kind", _("Kind"), Activity.Kind.choices),
            ("m", _("Municipality"), _names(places)),
            ("o", _("Member organisation"), _names(organisations)),
        )
    ]


def _names(rows) -> list[tuple[str, str]]:
    return [(each.slug, in_this_language(each, "name").text) for each in rows]


def _filters_of(request) -> str:
    """What every further page of the same list repeats."""
    kept = QueryDict(mutable=True)
    kept.update({each.name: request.GET[each.name] for each in FILTERS if each.name in request.GET})
    return kept.urlencode()


@fresh(scope=activities_there, parameters=(PAGE,))
def of_municipality(request, slug, term):
    """The calendar of one municipality, at an address of its own: no filter to be asked for."""
    found = of_the_municipality(slug, term, page="municipality-activities")
    municipality = found["municipality"]
    trail = trail_to(municipality, found["term"])
    return _calendar_of(request, found, municipality, trail)


@fresh(scope=activities_held, parameters=(PAGE,))
def of_organisation(request, slug, term):
    """The same of what one organisation holds."""
    organisation = get_object_or_404(Organisation, slug=slug)
    found = terms.of_page(
        term,
        address=lambda of: reverse("scorecards:organisation-activities", args=[slug, of.slug]),
    )
    name = in_this_language(organisation, "name").text
    trail = [
        (_("Member organisations"), reverse("scorecards:organisations")),
        (name, reverse("scorecards:organisation", args=[slug])),
    ]
    return _calendar_of(request, found, organisation, trail)


def _calendar_of(request, found, whose, trail):
    """``whose``: the municipality or the organisation."""
    rows, today = whose.activities.published().of_the_term(found["term"]), localdate()
    return render(
        request,
        "scorecards/activities_of.html",
        found
        | {
            "whose": whose,
            "trail": trail,
            "coming": rows.coming(today),
            "page": page_of(rows.past(today), request, ON_A_PAGE),
        },
    )


@fresh(scope=one_activity)
def page(request, activity):
    """One activity: its numbers, documents, the needs voiced there and its commitments."""
    shown = get_object_or_404(Activity.objects.published().with_everything(), slug=activity)
    term = shown.term
    trail = [(_("Activities"), reverse("scorecards:activities-term", args=[term.slug]))]
    return render(
        request,
        "scorecards/activity.html",
        {"activity": shown, "term": term, "trail": trail, "is_coming": _is_coming(shown)},
    )


def _is_coming(activity: Activity, on: datetime.date | None = None) -> bool:
    last = activity.ends or activity.begins
    return last >= (on or localdate()).isoformat()[: len(last)]
