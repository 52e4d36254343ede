"""A citizen tells something about a commitment: the only form on the public side of it.

What is sent here changes no public page. It is never stored by a browser or a cache on the way.
"""

import re

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from contracts.models import Commitment
from monitoring.cases import telling
from monitoring.cases.telling import KEPT_FOR, TooMany
from monitoring.refusals import Refused
from monitoring.scorecards.telling import TellForm
from monitoring.scorecards.views.municipality import trail_to
from municipalities.addresses import REFERENCE_PATTERN
from municipalities.signing_in.guard import open_to, takes
from municipalities.signing_in.limits import address_of

is_reference = re.compile(REFERENCE_PATTERN).fullmatch


@takes("GET", "POST")
@open_to("anybody")
def page(request, reference):
    """The form; a message that was taken leads to the page of its case."""
    if not is_reference(reference):
        raise Http404
    commitment = Commitment.objects.with_this_reference(reference).first()
    if commitment is None:
        raise Http404
    if request.method != "POST":
        return _page(request, commitment, TellForm(commitment=commitment))
    return _sent(request, commitment)


def _sent(request, commitment):
    sender = address_of(request)
    wait = telling.seconds_to_wait(commitment=commitment, sender=sender)
    # What cannot be sent now need not be stored.
    form = TellForm(request.POST, request.FILES, commitment=commitment, takes_files=not wait)
    if not form.is_valid():
        if wait:
            return _too_many(request, commitment, form, TooMany(wait))
        return _page(request, commitment, form, status=422)
    words = {name: form.cleaned_data[name] for name in ("kind", "text", "contact", "files")}
    try:
        case = telling.tell(
            commitment=commitment, sender=sender, number=form.number,
            language=request.LANGUAGE_CODE, **words,
        )  # fmt: skip
    except TooMany as refusal:
        return _too_many(request, commitment, form, refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, commitment, form, status=422)
    return redirect("scorecards:case", case.number)


def _too_many(request, commitment, form, refusal: TooMany):
    """The same page with everything that was typed, until it may be sent again."""
    response = _page(request, commitment, form, status=429, refusal=refusal)
    response.headers["Retry-After"] = str(refusal.seconds)
    return response


def _page(request, commitment, form, *, status=200, refusal=None):
    municipality, term = commitment.contract.municipality, commitment.contract.term
    address = reverse("scorecards:commitment", args=[commitment.reference])
    context = {
        "commitment": commitment,
        "municipality": municipality,
        "term": term,
        "trail": trail_to(municipality, term, (commitment.number or commitment.reference, address)),
        "form": form,
        "refusal": refusal,
        "days": KEPT_FOR.days,
    }
    return render(request, "scorecards/tell_us.html", context, status=status)
