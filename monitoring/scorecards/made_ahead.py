"""Pages that are made when something is published, before anybody asks (decision 35).

After a publication everybody reads the same few pages. Who publishes makes them, and all servers
and workers of the machine answer with those, as they would with what they made themselves: under
an ETag that names everything the page follows from.
"""

from collections.abc import Iterator

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import resolve
from django.utils import translation
from django.utils.timezone import localdate

from monitoring.models.showcase import Scorecard
from monitoring.scorecards import addresses
from monitoring.scorecards.freshness import SHARED, SHARED_FOR, share
from monitoring.scorecards.printed import address_of_page

DAY = "day"


def make(scorecard: Scorecard) -> None:
    """Make and share, in each language, the pages on which it is news that this was published.

    Also for one that was retracted. Whatever else it changed is made for its first reader.
    """
    _forget_other_days()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for address in addresses_read_first(scorecard):
                _make(address, language)


def addresses_read_first(scorecard: Scorecard) -> Iterator[str]:
    """Home, municipality, the scorecard and the revision whose place it took; active language."""
    municipality, term, _round = addresses.slugs_of(scorecard)
    yield address_of_page("scorecards:home")
    yield address_of_page("scorecards:municipality", municipality)
    yield address_of_page("scorecards:municipality-term", municipality, term)
    yield addresses.of_scorecard(scorecard)
    if scorecard.supersedes:
        yield addresses.of_scorecard(scorecard.supersedes)


def forget() -> None:
    """As if nothing had been made. Another database may say other things under the same ETag."""
    caches[SHARED].clear()


def _forget_other_days() -> None:
    """What was made on another day is never asked for again."""
    today = localdate().isoformat()
    if caches[SHARED].get(DAY) != today:
        forget()
        caches[SHARED].set(DAY, today, SHARED_FOR)


def _make(address: str, language: str) -> None:
    """As a reader would ask for it, without the doors that it would pass on its way in."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.LANGUAGE_CODE = language
    view, arguments, named = resolve(address)
    response = view(request, *arguments, **named)
    if response.status_code == 200:
        share(response)
