"""What became of what citizens told: outcome and reason, in the coordinators' words.

What a citizen wrote, her files and her address are on no page here, before a decision or after.
"""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.cases.telling import KEPT_FOR
from monitoring.models.cases import Case
from monitoring.scorecards import terms
from monitoring.scorecards.freshness import decided_cases, fresh, one_case
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE

ON_A_PAGE = 20


@fresh(scope=decided_cases, parameters=(PAGE,))
def default_term(request):
    return _page(request, None)


@fresh(scope=decided_cases, parameters=(PAGE,))
def of_term(request, term):
    return _page(request, term)


def _page(request, slug):
    found = terms.of_page(
        slug, address=lambda term: reverse("scorecards:cases-term", args=[term.slug])
    )
    cases = Case.objects.decided().of_the_term(found["term"]).one_for_each_decision()
    page = page_of(cases.with_their_places().newest_decision_first(), request, ON_A_PAGE)
    return render(request, "scorecards/cases.html", found | {"page": page, "days": KEPT_FOR.days})


@fresh(scope=one_case)
def page(request, number):
    """One case. While it is open only who knows its random number finds this page, which says
    when a message came and what happens next, and nothing of the message."""
    case = Case.objects.with_their_places().filter(number=number).first()
    if case is None:
        raise Http404
    term = case.commitment.contract.term
    trail = [(_("What citizens told us"), reverse("scorecards:cases-term", args=[term.slug]))]
    return render(
        request,
        "scorecards/case.html",
        {"case": case, "term": term, "days": KEPT_FOR.days, "trail": trail},
    )
