"""One commitment: its words, what its statuses need, every finding and all the evidence."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from monitoring.models.showcase import ScorecardLine
from monitoring.needs import NEEDS
from monitoring.scorecards import findings, terms
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.joined import together, with_their_letters
from monitoring.scorecards.one_commitment import family_of, named_points, one_commitment
from monitoring.scorecards.views.municipality import trail_to


@fresh(scope=one_commitment)
def page(request, reference):
    family = family_of(reference)
    commitment = next((each for each in family if each.reference == reference), None)
    if commitment is None:
        raise Http404
    contract = commitment.contract
    lines = together(
        ScorecardLine.objects.about(family).with_evidence_and_replies(),
        items="item_there",
        answers="reply_there",
        letters="letter_there",
    )
    for line in lines:
        with_their_letters(line.answers, line.letters)
    history = findings.history(commitment, lines)
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
            "history": history,
            "newest": history[0] if history else None,
            "earlier": history[1:],
        },
    )
