"""Pictures of results: for link previews as PNG, for print as charts in SVG."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from contracts.models import Commitment, Term
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.scorecards import overview
from monitoring.scorecards.charts import of_results, picture
from monitoring.scorecards.framing import in_pages_of_others
from monitoring.scorecards.freshness import (
    commitment_pages,
    fresh,
    municipality_pages,
    network_pages,
)
from monitoring.scorecards.media import share_picture, statement, svg
from monitoring.scorecards.media.finding import of_commitment
from monitoring.scorecards.views.media import said_of
from monitoring.scorecards.views.standing import standing


def png(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="image/png")


@in_pages_of_others
@fresh(scope=network_pages)
def term(request, term):
    shown = get_object_or_404(Term, slug=term)
    said = statement.of_the_network(overview.pooled(shown), shown, on=localdate())
    return png(share_picture.of_result(said))


@in_pages_of_others
@fresh(scope=municipality_pages)
def municipality(request, slug, term):
    return png(share_picture.of_result(said_of(standing(slug, term))))


@in_pages_of_others
@fresh(scope=municipality_pages)
def scorecard(request, slug, term, round, revision):
    return png(share_picture.of_result(_said(slug, term, round, revision)))


@in_pages_of_others
@fresh(scope=commitment_pages)
def commitment(request, reference):
    found = get_object_or_404(
        Commitment.objects.select_related("contract__municipality", "contract__term"),
        reference=reference,
    )
    lines = ScorecardLine.objects.about([found]).select_related(
        "scorecard__round", "scorecard__monitoring"
    )
    return png(share_picture.of_finding(of_commitment(found, lines.first(), on=localdate())))


@fresh(scope=municipality_pages)
def bar(request, slug, term, round, revision):
    said = _said(slug, term, round, revision)
    return svg.download(picture.as_svg(of_results.bar(said)), f"{slug}-{term}-{round}-r{revision}")


@fresh(scope=municipality_pages)
def over_the_term(request, slug, term):
    found = standing(slug, term)
    chart = of_results.over_the_term(said_of(found), found["term"], found["results"])
    return svg.download(picture.as_svg(chart), f"{slug}-{term}")


def _said(slug, term, round, revision) -> statement.Statement:
    """Of one published revision; 404 where there is none."""
    revisions = {
        each.revision: each
        for each in Scorecard.objects.filter(
            municipality__slug=slug, contract__term__slug=term, round__slug=round
        ).with_its_page()
    }
    if revision not in revisions:
        raise Http404
    found = revisions[revision]
    return statement.of_scorecard(found, found.contract.term, after=revisions.get(revision + 1))
