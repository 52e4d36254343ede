"""Following by e-mail: a form per thing, a link by mail to confirm, one click to leave.

The pages set no other cookie than that of the form and are never stored; what they answer does
not depend on who follows what.
"""

import datetime

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from contracts.models import Commitment, Sector, Term
from monitoring import following
from monitoring.scorecards.freshness import fact_pages, fresh
from monitoring.scorecards.paging import page_of
from monitoring.scorecards.parameters import PAGE
from municipalities.asking import sent
from municipalities.models import Municipality
from municipalities.signing_in import limits
from municipalities.signing_in.guard import open_to, takes

ON_A_PAGE = 100
HOUR = datetime.timedelta(hours=1)
PER_ADDRESS = {"what": "follow from", "at_most": 10, "within": HOUR}
IN_ALL = {"what": "follow in all", "who": "everybody", "at_most": 300, "within": HOUR}


class FollowForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "You then get a mail with a link; only when you press the button behind it do you "
            "follow. The address is used for nothing else and erased when you leave; if you do "
            "not confirm, after seven days."
        ),
    )


@fresh(scope=fact_pages, parameters=(PAGE,))
def ways(request):
    """All feeds, and what can be followed by e-mail, in the record of the default term."""
    term = _term_by_default()
    if term is None:
        raise Http404
    municipalities = Municipality.objects.shown_in(demonstration=term.is_demonstration)
    context = {
        "term": term,
        "page": page_of(municipalities, request, ON_A_PAGE),
        "sectors": Sector.objects.order_by("sort_key"),
    }
    return render(request, "scorecards/feeds.html", context)


@takes("GET", "POST")
@open_to("anybody")
def municipality(request, slug):
    return _ask(
        request, term=_term_by_default(), municipality=get_object_or_404(Municipality, slug=slug)
    )


@takes("GET", "POST")
@open_to("anybody")
def sector(request, slug):
    return _ask(request, term=_term_by_default(), sector=get_object_or_404(Sector, slug=slug))


@takes("GET", "POST")
@open_to("anybody")
def commitment(request, reference):
    if "\x00" in reference:
        raise Http404
    commitments = Commitment.objects.select_related("contract__municipality", "contract__term")
    found = get_object_or_404(commitments, reference=reference)
    return _ask(request, term=found.contract.term, commitment=found)


@takes("GET")
@open_to("anybody")
def mail_sent(request):
    return render(request, "scorecards/following/sent.html")


@takes("GET", "POST")
@open_to("anybody")
def confirm(request, key):
    """Looking changes nothing, since mail programs look at links by themselves."""
    if request.method == "POST":
        found = following.confirm(key=key)
    else:
        found = following.follower_behind(key)
    if found is None:
        return render(request, "scorecards/following/dead.html", {"this_page": None}, status=404)
    if request.method == "POST":
        return redirect("follow:confirmed")
    return render(request, "scorecards/following/confirm.html", {"thing": found})


@takes("GET")
@open_to("anybody")
def confirmed(request):
    return render(request, "scorecards/following/confirmed.html")


@csrf_exempt
@takes("GET", "POST")
@open_to("anybody")
def leave(request, key):
    """One click in the mail program (RFC 8058), or the button of this page; looking is harmless.

    The only address besides the sink for CSP reports that takes a form without a token of ours
    (QUALITY S-24): the mail program that sends it has neither seen a page of the portal nor keeps
    cookies. A token guards what a browser's cookie would allow; here no cookie allows anything,
    the key in the address does, and it stands in mail to that one address alone. Sent again, or
    with a key of nobody, it answers the same (decision 0019).
    """
    if request.method == "POST":
        following.leave(key=key, everything=request.POST.get("what") == "everything")
    found = following.follower_behind(key)
    if found is None:
        return render(request, "scorecards/following/left.html")
    context = {"thing": found, "follows_more": following.follows_more(found)}
    return render(request, "scorecards/following/leave.html", context)


def _term_by_default() -> Term | None:
    return Term.objects.newest_first().default(localdate(), demonstration=settings.DEMO)


def _ask(request, *, term, **thing):
    form = FollowForm(sent(request))
    if form.is_valid():
        if wait := _seconds_to_wait(request):
            return _wait(request, wait)
        following.follow(
            thing=next(iter(thing.values())),
            email=form.cleaned_data["email"],
            language=request.LANGUAGE_CODE,
        )
        return redirect("follow:sent")
    status = 422 if form.errors else 200
    context = {"form": form, "thing": thing, "term": term}
    return render(request, "scorecards/following/ask.html", context, status=status)


def _seconds_to_wait(request) -> int:
    """Until this address may ask again; counts one try if it may now (QUALITY §6)."""
    for limit in ({"who": limits.address_of(request)} | PER_ADDRESS, IN_ALL):
        if not limits.allow(**limit):
            return limits.seconds_to_wait(**limit)
    return 0


def _wait(request, seconds: int):
    context = {"minutes": -(-seconds // 60), "this_page": None}
    response = render(request, "scorecards/following/wait.html", context, status=429)
    response.headers["Retry-After"] = str(max(1, seconds))
    return response
