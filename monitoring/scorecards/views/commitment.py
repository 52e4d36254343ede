"""One commitment: its words, what its statuses need, every finding and all the evidence."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from contracts.models import Commitment
from monitoring.models.showcase import ScorecardLine
from monitoring.needs import NEEDS
from monitoring.scorecards import findings, terms
from monitoring.scorecards.freshness import commitment_pages, fresh
from monitoring.scorecards.joined import together, with_their_letters
from monitoring.scorecards.views.municipality import trail_to


@fresh(scope=commitment_pages)
def page(request, reference):
    family = together(
        Commitment.objects.with_its_points(reference),
        amendments_in_order="amendment_there",
        needs_shown="need_there",
    )
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
            "points": [each for each in family if each.parent_id == commitment.pk],
            "contract": contract,
            "municipality": contract.municipality,
            "units": list(commitment.units.all()),
            "needs": NEEDS.get(commitment.kind),
            "history": history,
            "newest": history[0] if history else None,
            "earlier": history[1:],
        },
    )
