"""Member organisations: what they cover, monitored and reviewed. People are never listed."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contracts.models import SocialContract, Term
from monitoring.models.documents import Document
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses, timeliness
from monitoring.scorecards.activities import newest_of, with_activities
from monitoring.scorecards.documents import documents_on_show
from monitoring.scorecards.freshness import Scope, fact_pages, fresh, organisation_pages
from monitoring.scorecards.paging import page_in_one_query
from monitoring.scorecards.parameters import PAGE
from municipalities.models import FormerCoverage, Organisation

with_its_logo = Scope(
    "organisation with its logo",
    lambda slug: [*organisation_pages.questions(slug), *documents_on_show()],
    argument="slug",
)


# As on the home page: one page holds all of the network.
ON_A_PAGE = 100
COVERED_ON_A_LINE = 20


@fresh(scope=fact_pages, parameters=(PAGE,))
def members(request):
    found = Organisation.objects.members()
    context = {
        "page": page_in_one_query(
            found.with_the_first_they_cover(COVERED_ON_A_LINE), request, ON_A_PAGE, among=found
        ),
        "former": Organisation.objects.once_members(),
    }
    return render(request, "scorecards/organisations.html", context)


@fresh(scope=with_activities(with_its_logo))
def member(request, slug):
    """One organisation with its work in the record of the default term, never in both records."""
    organisation = get_object_or_404(
        Organisation.objects.prefetch_related("municipalities"), slug=slug
    )
    term = Term.objects.default(localdate(), demonstration=settings.DEMO)
    demonstration = bool(term and term.is_demonstration)
    contracts = (
        SocialContract.objects.filter(
            municipality__organisations=organisation, term__is_demonstration=demonstration
        )
        .select_related("municipality", "term")
        .order_by("-term__begins", "municipality__sort_key")
    )
    standing = (
        Scorecard.objects.standing()
        .filter(contract__term__is_demonstration=demonstration)
        .select_related("municipality", "contract__term", "round")
    )
    return render(
        request,
        "scorecards/organisation.html",
        {
            "organisation": organisation,
            "trail": [(_("Member organisations"), reverse("scorecards:organisations"))],
            "term": term if demonstration else None,
            "former": FormerCoverage.objects.of(organisation),
            "logo": Document.objects.public().filter(logo_of=organisation).first(),
            "contracts": contracts,
            "timeliness": timeliness.of(organisation, demonstration=demonstration),
            "activities": term and newest_of(organisation, term),
            "monitored": _with_addresses(standing.filter(monitoring=organisation)),
            "reviewed": _with_addresses(standing.filter(reviewing=organisation)),
        },
    )


def _with_addresses(scorecards):
    return [(scorecard, addresses.of_scorecard(scorecard)) for scorecard in scorecards]
