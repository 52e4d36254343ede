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


def keep_known(request, parameters: Iterable[Parameter]) -> str:
    """Leave what the page knows in the request, in its order; returns that as a query string."""
    left = QueryDict(mutable=True)
    for parameter in parameters:
        cleaned = parameter.clean(request.GET.get(parameter.name, "")[:LONGEST])
        if cleaned:
            left[parameter.name] = cleaned
    request.GET = left
    request.META["QUERY_STRING"] = left.urlencode()
    return request.META["QUERY_STRING"]
