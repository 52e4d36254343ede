"""Who comes in where a page leads to no report: the frame around every view of the secretariat.

    @signed_in
    @takes("GET", "POST")
    @admits("manager", to=organisation_of_address)
    def people(request, organisation): ...

``to`` gets the parts of the address by keyword and returns the thing they name, or None; the view
gets that thing in their place. Whoever may not come in gets the same 404 as for a thing that
never existed (QUALITY S-02). A page that gives or takes rights asks for a fresh code (S-21).
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404

from municipalities.permissions import ADMITTED
from municipalities.signing_in.proof import asked_again


def admits(policy: str, *, to: Callable | None = None, with_a_fresh_code: bool = False):
    """Lets in whom `permissions.ADMITTED` lets to the thing that the address names."""

    def decorate(view):
        @wraps(view)
        def answer(request, **address):
            thing = to(**address) if to else None
            if to and thing is None or not ADMITTED[policy](request.user, thing):
                raise Http404
            if with_a_fresh_code and (page := asked_again(request)) is not None:
                return page
            return view(request, thing) if to else view(request, **address)

        answer.policy = policy
        return answer

    return decorate
