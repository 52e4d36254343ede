"""Activities as the public sees them: the calendar's questions, and what other pages show of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Value
from django.urls import reverse

from contracts.models import Activity
from monitoring.scorecards.documents import documents_on_show
from monitoring.scorecards.freshness import Scope, changes_of_offers, facts, newest

ON_ANOTHER_PAGE = 5


def activities_on_show(**place) -> list:
    """Questions of a Scope: the newest version that was public, and how many are public now.

    Writing one that is not public moves neither; hiding one moves the second. ``place`` picks
    those of one municipality or organisation.
    """
    public = Activity.objects.published().filter(**place)
    versions = Activity.history.filter(is_public=True)
    if place:
        versions = versions.filter(id__in=public.order_by().values("pk"))
    number = public.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return [newest(versions, "history_id"), number]


activity_pages = Scope(
    "activities", lambda about: [*facts(), *activities_on_show(), *documents_on_show()]
)

# A need stands on the page of its activity once the offers it belongs to are public.
one_activity = Scope(
    "activity",
    lambda slug: [
        *activity_pages.questions(slug),
        changes_of_offers(needs__voiced_at__slug=slug),
    ],
    argument="activity",
)


def with_activities(scope: Scope) -> Scope:
    """The scope of a page that shows some activities beside everything else."""
    return _with(scope, "activities", lambda about: activities_on_show())


def with_activities_there(scope: Scope) -> Scope:
    """The same of a municipality's page, which shows those of the municipality alone."""
    return _with(
        scope, "activities there", lambda slug: activities_on_show(municipalities__slug=slug)
    )


def _with(scope: Scope, name: str, more: Callable[[str], list]) -> Scope:
    return Scope(
        f"{scope.name} with {name}",
        lambda about: [*scope.questions(about), *more(about)],
        scope.argument,
    )


activities_there = with_activities_there(Scope("facts", lambda slug: facts(), argument="slug"))
activities_held = _with(
    Scope("facts", lambda slug: facts(), argument="slug"),
    "activities held",
    lambda slug: activities_on_show(organisations__slug=slug),
)


@dataclass(frozen=True)
class Newest:
    """The newest activities of a municipality or an organisation, and the address of all."""

    activities: list[Activity]
    address: str


def newest_of(organisation, term) -> Newest:
    """Those that an organisation holds in this term."""
    found = organisation.activities.published().of_the_term(term).order_by("-begins", "-pk")
    address = reverse("scorecards:organisation-activities", args=[organisation.slug, term.slug])
    return Newest(list(found[:ON_ANOTHER_PAGE]), address)


def activities_of(municipality, term) -> str:
    """The address of all activities in a municipality and term."""
    return reverse("scorecards:municipality-activities", args=[municipality.slug, term.slug])
