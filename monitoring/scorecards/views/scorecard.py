"""One published scorecard at its own address for ever, and the arithmetic behind it."""

from django.http import Http404
from django.shortcuts import render

from monitoring.models.claims import Claim
from monitoring.models.responses import ScorecardReply
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import addresses, evidence_profile, headline, listing, working_out
from monitoring.scorecards.composed import composed_once
from monitoring.scorecards.freshness import fresh, municipality_pages
from monitoring.scorecards.joined import together
from monitoring.scorecards.listed_lines import lines_of
from monitoring.scorecards.views.municipality import of_the_municipality, trail_to
from municipalities.languages import in_this_language


@fresh(scope=municipality_pages)
def published(request, slug, term, round, revision):
    found = _revisions(slug, term, round, revision)
    scorecard = found["scorecard"]
    if hasattr(scorecard, "retraction"):
        return render(request, "scorecards/retracted.html", found)
    lines = lines_of(scorecard.pk)
    replies = together(_replies(scorecard.pk), letters_there="letter_there")
    return render(
        request,
        "scorecards/scorecard.html",
        found
        | {
            "headline": headline.of_scorecard(scorecard),
            "claims": _claims(scorecard),
            "sectors": listing.of_lines(lines, replies),
            "replies": [reply for reply in replies if reply.line_id is None],
            "corrected_lines": _corrected_lines(lines, found["before"]),
        },
    )


@fresh(scope=municipality_pages)
def working(request, slug, term, round, revision):
    found = _revisions(slug, term, round, revision)
    scorecard = found["scorecard"]
    if hasattr(scorecard, "retraction"):
        return render(request, "scorecards/retracted.html", found)
    lines = list(
        ScorecardLine.objects.filter(scorecard=scorecard)
        .with_what_a_list_shows()
        .with_classes_of_evidence()
        .in_order()
    )
    entries = listing.as_numbered(listing.of_lines(lines))
    return render(
        request,
        "scorecards/working.html",
        found
        | {
            "trail": trail_to(
                found["municipality"],
                found["term"],
                (in_this_language(scorecard.round, "name").text, addresses.of_scorecard(scorecard)),
            ),
            "headline": headline.of_scorecard(scorecard),
            "steps": working_out.steps(scorecard.counts),
            "shares": working_out.bar_shares(scorecard.counts),
            "entries": [(entry, working_out.credit(entry.status)) for entry in entries],
            "profile": evidence_profile.of_lines(lines),
            "summed": working_out.counted(entry.status for entry in entries),
        },
    )


def _revisions(slug, term, round, revision) -> dict:
    """The scorecard, the one ``before`` it and the one ``after`` it, or None; 404 for none."""
    found = of_the_municipality(slug, term)
    municipality, term, contract = found["municipality"], found["term"], found["contract"]
    revisions = list(_of_the_round(municipality.pk, term.pk, round))
    by_number = {each.revision: each for each in revisions}
    if revision not in by_number:
        raise Http404
    contract.term = term
    for each in revisions:
        each.municipality, each.contract = municipality, contract
    scorecard = by_number[revision]
    return found | {
        "revisions": revisions,
        "scorecard": scorecard,
        "trail": trail_to(municipality, term),
        "before": by_number.get(revision - 1),
        "after": by_number.get(revision + 1),
    }


@composed_once
def _of_the_round(municipality: int, term: int, round: str):
    revisions = Scorecard.objects.filter(municipality=municipality, round__slug=round)
    return revisions.of_the_term(term).in_round_order().with_its_seal()


@composed_once
def _replies(scorecard: int):
    return ScorecardReply.objects.filter(scorecard=scorecard).with_their_letters()


@composed_once
def _claims_about(municipality: int, term: int, round: int):
    return Claim.objects.about(municipality, term).filter(round=round)


@composed_once
def _statuses(scorecard: int):
    return ScorecardLine.objects.filter(scorecard=scorecard).values_list("commitment", "status")


def _claims(scorecard):
    """What was claimed about this round, each beside what this scorecard says (METHOD §5)."""
    words = headline.of_scorecard(scorecard)
    claims = _claims_about(
        scorecard.municipality_id, scorecard.contract.term_id, scorecard.round_id
    )
    return [(claim, scorecard, words) for claim in claims]


def _corrected_lines(lines, before):
    """(line, status before) for every commitment whose status the correction changed."""
    if before is None:
        return []
    statuses = dict(_statuses(before.pk))
    return [
        (line, statuses.get(line.commitment_id, ""))
        for line in lines
        if statuses.get(line.commitment_id, "") != line.status
    ]
