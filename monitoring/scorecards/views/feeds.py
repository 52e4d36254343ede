"""Atom feeds (RFC 4287) of what was published, corrected, retracted and replied.

Without a term a feed gives the record that the installation shows by default, every real term or
the demonstration, and goes on when a new term begins; with a term it gives that one (decision 7).
All times are those of the ledger. An entry that says something else since a correction or a
retraction keeps its id and has a later ``updated``.
"""

import datetime
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Term
from monitoring import news
from monitoring.scorecards import addresses
from monitoring.scorecards.freshness import (
    correction_pages,
    fresh,
    municipality_pages,
    network_pages,
)
from municipalities.languages import in_this_language
from municipalities.models import Municipality

ENTRIES = 50
# The portal's first year: with the host it makes an id that is nobody else's (RFC 4151).
SINCE = "2026"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """An empty feed is as old as its term, not as the moment of asking."""

    def latest_post_date(self):
        changes = [item["updateddate"] for item in self.items]
        return max(changes, default=self.feed["begins"])


@dataclass(frozen=True)
class Record:
    """The term that a feed is about, and which scorecards belong to it."""

    term: Term
    of: dict


@fresh(scope=network_pages)
def everything(request, term=None):
    record = _record(term)
    page = reverse("scorecards:term", args=[term]) if term else reverse("scorecards:home")
    title = _("Results, corrections and replies of all municipalities")
    return _feed(request, record, title, page, news.newest(ENTRIES, of=record.of))


@fresh(scope=correction_pages)
def corrections(request, term=None):
    record = _record(term)
    page = reverse("scorecards:corrections-term", args=[record.term.slug])
    title = _("Corrections and retractions")
    return _feed(request, record, title, page, news.newest_corrections(ENTRIES, of=record.of))


@fresh(scope=municipality_pages)
def municipality(request, slug, term=None):
    record = _record(term)
    found = get_object_or_404(
        Municipality.objects.shown_in(demonstration=record.term.is_demonstration), slug=slug
    )
    page = reverse("scorecards:municipality-term", args=[slug, record.term.slug])
    title = in_this_language(found, "name").text
    lately = news.newest(ENTRIES, of=record.of | {"municipality": found})
    return _feed(request, record, title, page, lately)


def _record(slug: str | None) -> Record:
    terms = Term.objects.newest_first()
    if slug is None:
        term = terms.default(timezone.localdate(), demonstration=settings.DEMO)
    else:
        term = next((each for each in terms if each.slug == slug), None)
    if term is None:
        raise Http404
    if slug is None:
        return Record(term, {"contract__term__is_demonstration": term.is_demonstration})
    return Record(term, {"contract__term": term})


def _feed(request, record: Record, title: str, page: str, lately: list[news.News]) -> HttpResponse:
    demonstration = record.term.is_demonstration
    feed = Feed(
        title=_printable(f"{_marked(title, demonstration)} · {_('POP Network')}"),
        link=settings.PUBLIC_ORIGIN + page,
        description="",
        subtitle=_("The demonstration: everything in it is invented.") if demonstration else None,
        language=get_language(),
        author_name=_("POP Network"),
        feed_url=settings.PUBLIC_ORIGIN + request.path,
        feed_guid=_tag(SINCE, request.path.strip("/")),
        begins=datetime.datetime.combine(record.term.begins, datetime.time(), datetime.UTC),
    )
    for each in lately:
        _add(feed, each)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    if demonstration:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _add(feed: Feed, each: news.News) -> None:
    """The same words and the same id in every feed of one language."""
    context = {"news": each, "scorecard": each.scorecard}
    title = render_to_string("scorecards/news/title.txt", context).strip()
    demonstration = each.scorecard.contract.term.is_demonstration
    feed.add_item(
        title=_printable(_marked(title, demonstration)),
        link=settings.PUBLIC_ORIGIN + addresses.of_scorecard(each.scorecard),
        description=_printable(render_to_string("scorecards/feeds/entry.html", context).strip()),
        unique_id=_tag(
            each.entry.at.date().isoformat(), f"{get_language()}/ledger/{each.entry.seq}"
        ),
        pubdate=each.entry.at,
        updateddate=each.changed_at,
        categories=[each.kind, *(["demonstration"] if demonstration else [])],
    )


def _marked(title: str, demonstration: bool) -> str:
    return _("Demonstration: %(title)s") % {"title": title} if demonstration else title


def _tag(since: str, name: str) -> str:
    return f"tag:{urlsplit(settings.PUBLIC_ORIGIN).hostname},{since}:{name}"


def _printable(text: str) -> str:
    """Without what no XML can hold: control characters, halves of surrogates."""
    return NOT_IN_XML.sub("", text)
