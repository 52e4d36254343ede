"""What may stand behind "?" of a public page; everything else is forgotten (QUALITY V-02).

A page names its parameters: `@fresh(scope=..., parameters=(PAGE, READING))`. Only the cleaned
value reaches the page, its ETag and what is kept of it, so nobody can multiply addresses.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict

from monitoring.scorecards.readings import DEFAULT, Reading

# Longer ones are cut; no page looks for more.
LONGEST = 200


@dataclass(frozen=True)
class Parameter:
    """``clean`` gives the canonical value of what was sent, or "" where that is the default."""

    name: str
    clean: Callable[[str], str]

    def known(self, query: QueryDict) -> list[str]:
        cleaned = self.clean(query.get(self.name, "")[:LONGEST])
        return [cleaned] if cleaned else []


@dataclass(frozen=True)
class Several:
    """A parameter that may be named more than once: ``clean`` gets and gives all its values."""

    name: str
    clean: Callable[[list[str]], list[str]]

    def known(self, query: QueryDict) -> list[str]:
        return self.clean([sent[:LONGEST] for sent in query.getlist(self.name)])


def _page_number(sent: str) -> str:
    """Digits without leading zeros; the first page has no number. Other text is a 404 later."""
    if sent.isascii() and sent.isdigit():
        sent = str(int(sent[:20]))
    return "" if sent == "1" else sent


def one_of(*words: str) -> Callable[[str], str]:
    """Knows these words and forgets all others."""
    return lambda sent: sent if sent in words else ""


PAGE = Parameter("page", _page_number)
READING = Parameter("reading", one_of(*(each for each in Reading if each != DEFAULT)))


def known_of(query: QueryDict, parameters: Iterable[Parameter | Several]) -> QueryDict:
    """What a page knows of a query, in the page's own order: one spelling for one question."""
    known = QueryDict(mutable=True)
    for parameter in parameters:
        if values := parameter.known(query):
            known.setlist(parameter.name, values)
    return known


def keep_known(request, parameters: Iterable[Parameter | Several]) -> str:
    """Leave what the page knows in the request, in its order; returns that as a query string."""
    request.GET = known_of(request.GET, parameters)
    request.META["QUERY_STRING"] = request.GET.urlencode()
    return request.META["QUERY_STRING"]
