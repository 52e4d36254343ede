"""One commitment: its words, what its statuses need, every finding and all the evidence.

Findings of many rounds come a page at a time; the newest one is the answer on each of them.
"""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from monitoring.models.showcase import ScorecardLine
from monitoring.needs import NEEDS
from monitoring.scorecards import findings, terms
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.joined import together, with_their_letters
from monitoring.scorecards.one_commitment import family_of, named_points, one_commitment
from monitoring.scorecards.paging import number_asked, page_of_found
from monitoring.scorecards.parameters import PAGE
from monitoring.scorecards.views.municipality import trail_to

# Four yearly rounds, and what was published before the portal.
ROUNDS_ON_A_PAGE = 5


@fresh(scope=one_commitment, parameters=(PAGE,))
def page(request, reference):
    number = number_asked(request)
    family = family_of(reference)
    commitment = next((each for each in family if each.reference == reference), None)
    if commitment is None:
        raise Http404
    contract = commitment.contract
    lines = together(
        ScorecardLine.objects.about(family)
        .in_a_part_of_the_rounds(commitment, (number - 1) * ROUNDS_ON_A_PAGE, ROUNDS_ON_A_PAGE)
        .with_evidence_and_replies(),
        items="item_there",
        answers="reply_there",
        letters="letter_there",
    )
    for line in lines:
        with_their_letters(line.answers, line.letters)
    found = findings.history(commitment, lines)
    # The newest one is asked with every page.
    history = found if number == 1 else found[1:]
    rounds = page_of_found(
        history, number, ROUNDS_ON_A_PAGE, lines[0].rounds_in_all if lines else 0
    )
    points = [each for each in family if each.parent_id == commitment.pk]
    return render(
        request,
        "scorecards/commitment.html",
        terms.of_page(
            contract.term.slug,
            address=lambda term: reverse(
                "scorecards:municipality-term", args=[contract.municipality.slug, term.slug]
            ),
        )
        | {
            "trail": trail_to(contract.municipality, contract.term),
            "commitment": commitment,
            "points": points,
            "tested": [(each, named_points(each)) for each in points or [commitment]],
            "contract": contract,
            "municipality": contract.municipality,
            "units": list(commitment.units.all()),
            "needs": NEEDS.get(commitment.kind),
            "history": rounds,
            "newest": found[0] if found else None,
            "earlier": found[1:],
        },
    )
