"""One municipality in one term: its newest result, and everything it stands on."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from contracts.models import Commitment, Term
from monitoring.models.claims import Claim
from monitoring.models.showcase import Scorecard
from monitoring.scorecards import (
    headline,
    listing,
    openness,
    readings,
    signed_contract,
    terms,
    timeline,
)
from monitoring.scorecards.activities import Newest, activities_of, with_activities_there
from monitoring.scorecards.composed import composed_once
from monitoring.scorecards.freshness import fresh
from monitoring.scorecards.joined import beside, together, with_their_letters
from monitoring.scorecards.listed_lines import lines_of
from monitoring.scorecards.openness import municipality_with_openness
from monitoring.scorecards.paging import number_asked, page_of_found
from monitoring.scorecards.parameters import PAGE, READING
from monitoring.scorecards.printed import address_of_page
from municipalities.languages import in_this_language
from municipalities.models import Municipality

# Four yearly rounds, and what was published before the portal.
ROUNDS_ON_A_PAGE = 5

municipality_page = with_activities_there(municipality_with_openness)


@fresh(scope=municipality_page, parameters=(READING, PAGE))
def default_term(request, slug):
    return _page(request, slug, None)


@fresh(scope=municipality_page, parameters=(READING, PAGE))
def of_term(request, slug, term):
    return _page(request, slug, term)


def of_the_municipality(slug, term_slug, *, page: str = "municipality-term") -> dict:
    """``municipality``, ``contract`` (or None), ``term`` and the switch, for its pages.

    ``page`` is the name of the address to which the switch leads."""
    among = _terms_with_contract_of(slug)
    found = terms.of_page(
        term_slug,
        address=lambda term: address_of_page(f"scorecards:{page}", slug, term.slug),
        among=among,
    )
    contracts = [contract for term in among if (contract := beside(term, "contract_there"))]
    municipality = (
        contracts[0].municipality if contracts else get_object_or_404(Municipality, slug=slug)
    )
    if municipality.is_demonstration:
        if not found["term"].is_demonstration:
            raise Http404
        found["term_switch"] = [
            choice for choice in found["term_switch"] if choice.term.is_demonstration
        ]
    return found | {
        "municipality": municipality,
        "contract": beside(found["term"], "contract_there"),
        "juxtapositions": together(
            [
                offers
                for row in among
                if row == found["term"]
                if (offers := beside(row, "offers_there"))
            ]
        ),
    }


@composed_once
def _terms_with_contract_of(slug: str):
    terms_there = Term.objects.newest_first().with_contract_of(slug)
    return terms_there.with_how_testable_it_is_there()


def trail_to(municipality, term, *further) -> list[tuple[str, str]]:
    """The links that lead from the home page to a page below this municipality."""
    address = address_of_page("scorecards:municipality-term", municipality.slug, term.slug)
    return [(in_this_language(municipality, "name").text, address), *further]


def _page(request, slug, term_slug):
    number = number_asked(request)
    found = of_the_municipality(slug, term_slug)
    municipality, term, contract = found["municipality"], found["term"], found["contract"]
    newest_revisions = together(
        _newest_revisions(municipality.pk, term.pk, number=number),
        replies_to_the_whole="reply_there",
        letters="letter_there",
    )
    for each in newest_revisions:
        with_their_letters(each.replies_to_the_whole, each.letters)
    standing = [each for each in newest_revisions if not hasattr(each, "retraction")]
    newest = standing[0] if standing else None
    rounds = _rounds(newest_revisions, number)
    sectors = _sectors(newest, contract)
    known = openness.of_municipality(municipality, term)
    mayors = known.mayors if known else []
    beside_it = signed_contract.beside(contract and contract.pk, municipality.pk, term.pk)
    reading = readings.chosen(request)
    return render(
        request,
        "scorecards/municipality.html",
        found
        | {
            "scorecard": newest,
            "headline": _headline(found, newest, sectors, retracted=bool(newest_revisions)),
            "sectors": sectors,
            "rounds": rounds,
            "beside_the_contract": beside_it,
            "activities": Newest(beside_it.activities, activities_of(municipality, term)),
            "mayors": mayors,
            "timeline": timeline.of_term(
                term, [each for each in rounds if each in standing], mayors, reading
            ),
            "reading": reading,
            "readings": readings.switch(request, place="over-the-term"),
            "claims": _claims(municipality, term, standing),
            "openness": known,
        },
    )


@composed_once
def _newest_revisions(municipality: int, term: int, *, number: int):
    start = (number - 1) * ROUNDS_ON_A_PAGE
    found = Scorecard.objects.in_a_part_of_the_rounds(municipality, term, start, ROUNDS_ON_A_PAGE)
    return found.with_its_page()


def _rounds(newest_revisions, number: int):
    found = [each for each in newest_revisions if each.is_in_the_part]
    in_all = newest_revisions[0].rounds_in_all if newest_revisions else 0
    return page_of_found(found, number, ROUNDS_ON_A_PAGE, in_all)


def _sectors(newest, contract):
    """The commitments as last published, or else as promised."""
    if newest:
        return listing.of_lines(lines_of(newest.pk))
    if contract:
        commitments = Commitment.objects.filter(contract=contract).select_related("sector")
        return listing.of_commitments(commitments.in_order())
    return []


def _headline(found, newest, sectors, *, retracted):
    if newest:
        return headline.of_scorecard(newest)
    return headline.without_scorecard(
        found["contract"],
        sum(len(sector.entries) for sector in sectors),
        retracted=retracted,
        is_over=terms.is_over(found["term"]),
    )


def _claims(municipality, term, standing):
    """Each claim with what the scorecard of that round says, if one stands (METHOD §5)."""
    of_round = {scorecard.round_id: scorecard for scorecard in standing}
    claims = Claim.objects.about(municipality, term).select_related("round")
    return [
        (claim, scorecard, scorecard and headline.of_scorecard(scorecard))
        for claim in claims
        for scorecard in [of_round.get(claim.round_id)]
    ]
