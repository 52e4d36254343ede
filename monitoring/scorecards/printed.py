"""Parts of pages that are printed once for the same words and figures (decision 25).

A line of a long list follows from plain values, the language and this release, and from nothing
else. The values are asked anew for every page; only what was printed of the very same ones is kept,
so it cannot be out of date: after a publication the lines are printed that it changed.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Some three kilobytes each, in every process.
KEPT = 2048

_memories = []


def printed_once(part: Callable):
    """``part(*values)``, made once for each language of the same values.

    The values are plain: words as a database gives them (none that is marked as safe), numbers,
    dates, None, and tuples of them. Whatever else the part asked for would be out of date.
    """

    @lru_cache(maxsize=KEPT)
    def kept(language: str, *values):
        return part(*values)

    @wraps(part)
    def printed(*values):
        # While somebody works on the templates each is read anew.
        return part(*values) if settings.DEBUG else kept(get_language(), *values)

    _memories.append(kept)
    return printed


def forget_all() -> None:
    """As in a process that has just begun; to measure what that costs."""
    for memory in _memories:
        memory.cache_clear()


@printed_once
def address_of_page(page: str, *arguments) -> str:
    """The address of the page of that name in the active language."""
    return reverse(page, args=arguments)


def rendered(template: str, **words) -> SafeString:
    return mark_safe(render_to_string(template, words))  # noqa: S308  (a template escapes)


def joined(pieces: Iterable[str]) -> SafeString:
    """What was printed, one after the other."""
    return mark_safe("".join(pieces))  # noqa: S308  (each piece was rendered)
