"""Pages that ask a person for something, and often once more before it is done (WCAG 3.3.4)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Question:
    """What a page that asks says. ``name`` is the action's name in pages.

    ``shown_first``: what was typed is shown as it will be read before it is done.
    """

    name: str
    heading: Promise
    explanation: Promise
    button: Promise
    shown_first: bool = False


def sent(request: HttpRequest):
    """What a form was sent, or None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def is_confirmed(request: HttpRequest) -> bool:
    """The person saw what would be done and said yes; "Change" leads back to the form."""
    return request.method == "POST" and request.POST.get("confirmed") == "yes"


def wants_to_change(request: HttpRequest) -> bool:
    return "change" in request.POST
