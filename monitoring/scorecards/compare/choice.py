"""Who is put side by side, as the address says it: one spelling for one question (QUALITY P-11)."""

import re
from collections.abc import Iterable

from django.http import HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

from monitoring.scorecards.parameters import PAGE, READING, Parameter, Several, known_of

AT_LEAST, AT_MOST = 2, 6
EVERYBODY = "all"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Nobody who means it names more; what stands behind is not even looked up.
NAMES_READ = 100
# A browser may keep a permanent redirect as long as it likes; a municipality may join tomorrow.
REDIRECT_CACHE_CONTROL = "public, max-age=60"


def _slug(sent: str) -> str:
    return sent if SLUG.fullmatch(sent) else ""


def _each_once_in_order(sent: list[str]) -> list[str]:
    """The first six different names, in the order of letters; "all" stands alone."""
    named = list(dict.fromkeys(filter(None, map(_slug, sent[:NAMES_READ]))))
    return [EVERYBODY] if EVERYBODY in named else sorted(named[:AT_MOST])


CHOSEN = Several("m", _each_once_in_order)
ROUND = Parameter("round", _slug)
PARAMETERS = (CHOSEN, ROUND, READING, PAGE)


def names(query: QueryDict) -> list[str]:
    """Everybody whom the address names, each once, in the order in which it does."""
    sent = query.getlist(CHOSEN.name)[:NAMES_READ]
    return list(dict.fromkeys(filter(None, map(_slug, sent))))


def canonical(query: QueryDict, *, existing: Iterable[str], rounds: Iterable[str]) -> str:
    """The one spelling of what is asked: names that do not exist go before six are kept.

    ``existing`` are the slugs of the named municipalities that exist, ``rounds`` of the term's.
    """
    asked, real = query.copy(), {*existing, EVERYBODY}
    asked.setlist(CHOSEN.name, [slug for slug in names(query) if slug in real])
    known = known_of(asked, PARAMETERS)
    chosen = known.getlist(CHOSEN.name)
    if known.get(ROUND.name) not in rounds or len(chosen) < AT_LEAST and chosen != [EVERYBODY]:
        known.pop(ROUND.name, None)
    # Only the list of all municipalities and the form have further pages.
    if len(chosen) >= AT_LEAST:
        known.pop(PAGE.name, None)
    return known.urlencode()


def moved_to(path: str, query: str) -> HttpResponsePermanentRedirect:
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response.headers["Cache-Control"] = REDIRECT_CACHE_CONTROL
    return response


def address(term, slugs: Iterable[str], **further: str) -> str:
    """Where these municipalities stand side by side in a term; ``further``: round, reading."""
    query = QueryDict(mutable=True)
    query.setlist(CHOSEN.name, list(slugs))
    query.update(further)
    known = known_of(query, PARAMETERS).urlencode()
    path = reverse("scorecards:compare-term", args=[term.slug])
    return f"{path}?{known}" if known else path
