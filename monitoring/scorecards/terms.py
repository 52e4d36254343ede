"""The term that a page is about, and the switch to the others (DESIGN §5)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from contracts.models import Term
from monitoring.scorecards.composed import composed_once


@dataclass(frozen=True)
class Choice:
    """One entry of the switch: a term and the address of this page in it."""

    term: Term
    address: str
    is_current: bool


def is_over(term: Term) -> bool:
    """Whether the last day of the term has passed."""
    return term.ends is not None and term.ends < timezone.localdate()


def of_page(slug: str | None, *, address: Callable[[Term], str], among=None) -> dict:
    """``term`` and ``term_switch`` for the template of a page about one term, in one query.

    Without ``slug`` the term is the default one. ``among`` are the terms, newest first, with
    what else the page wants to know of them. An unknown term is a 404, as is a portal in which
    no term was entered yet.
    """
    terms = _newest_first() if among is None else among
    if slug is None:
        term = terms.default(timezone.localdate(), demonstration=settings.DEMO)
    else:
        term = next((term for term in terms if term.slug == slug), None)
    if term is None:
        raise Http404
    each_once = {each.pk: each for each in terms}.values()
    return {
        "term": term,
        "term_switch": [Choice(each, address(each), each == term) for each in each_once],
    }


@composed_once
def _newest_first():
    return Term.objects.newest_first()
