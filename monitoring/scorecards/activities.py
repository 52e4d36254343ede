"""Activities as the public sees them: the calendar's questions, and what other pages show of it."""

from dataclasses import dataclass

from django.db.models import Count, Value
from django.http import QueryDict
from django.urls import reverse

from contracts.models import Activity
from monitoring.scorecards.documents import documents_on_show
from monitoring.scorecards.freshness import Scope, changes_of_offers, facts, newest

ON_ANOTHER_PAGE = 5


def activities_on_show() -> list:
    """Questions of a Scope: the newest version that was public, and how many are public now.

    Writing one that is not public moves neither; hiding one moves the second.
    """
    public = Activity.objects.published()
    number = public.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return [newest(Activity.history.filter(is_public=True), "history_id"), number]


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
    return Scope(
        f"{scope.name} with activities",
        lambda about: [*scope.questions(about), *activities_on_show()],
        scope.argument,
    )


@dataclass(frozen=True)
class Newest:
    """The newest activities of a municipality or an organisation, and the address of all."""

    activities: list[Activity]
    address: str


def newest_of(rows, term, **filters: str) -> Newest:
    """``filters`` are the parameters of the calendar that stand for these rows: m="vlore"."""
    found = rows.published().of_the_term(term).order_by("-begins", "-pk")[:ON_ANOTHER_PAGE]
    query = QueryDict(mutable=True)
    query.update(filters)
    address = reverse("scorecards:activities-term", args=[term.slug])
    return Newest(list(found), f"{address}?{query.urlencode()}")
