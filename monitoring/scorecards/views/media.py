"""What local media take over: a page for a frame, a badge, and how to use them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from monitoring.scorecards.framing import in_frames_of_others, in_pages_of_others
from monitoring.scorecards.freshness import fresh, municipality_pages
from monitoring.scorecards.media import badge, statement, svg
from monitoring.scorecards.views.municipality import trail_to
from monitoring.scorecards.views.standing import standing


@in_frames_of_others
@fresh(scope=municipality_pages)
def embed(request, slug, term=None):
    found = standing(slug, term)
    return render(request, "scorecards/embed.html", found | {"statement": said_of(found)})


@in_pages_of_others
@fresh(scope=municipality_pages)
def badge_of(request, slug, term=None):
    found = standing(slug, term)
    return svg.response(badge.as_svg(said_of(found)))


@fresh(scope=municipality_pages)
def page(request, slug, term):
    found = standing(slug, term)
    return render(
        request,
        "scorecards/media.html",
        found
        | {
            "trail": trail_to(found["municipality"], found["term"]),
            "statement": said_of(found),
            "default_page": reverse("scorecards:municipality", args=[slug]),
            "badge": {"width": badge.WIDTH, "height": badge.HEIGHT},
        },
    )


def said_of(found: dict) -> statement.Statement:
    """What `standing` found, as a statement."""
    return statement.of_municipality(
        found["municipality"],
        found["term"],
        found["scorecard"],
        found["headline"],
        on=localdate(),
    )
