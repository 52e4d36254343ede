"""Whoever is not signed in is asked to, and finds again what she was about to send (R-17).

    @signed_in
    @takes("GET", "POST")
    @open_to("somebody")
    def my_page(request): ...

A view may carry `keep_files(request, user, **address)`, which takes the files of a form in for a
person whose session fell asleep, and returns the fields that stand for them.
"""

import datetime
from functools import wraps

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from municipalities.models import User
from municipalities.signing_in import carrying, factors, limits, sessions
from municipalities.signing_in.forms import SignInForm

# How often files are taken in for somebody whose session sleeps: a copied cookie fills no disk.
FILES_ASLEEP = {"what": "files asleep", "at_most": 20, "within": datetime.timedelta(hours=1)}


def takes(*methods: str):
    """The only methods that the view answers; `manage.py routes` lists them."""

    def decorate(view):
        guarded = require_http_methods([*methods, *(["HEAD"] if "GET" in methods else [])])(view)

        @wraps(guarded)
        def answer(request, *args, **kwargs):
            response = guarded(request, *args, **kwargs)
            if response.status_code == 405:
                page = render(request, "workspace/only_by_button.html", {"this_page": None})
                response.content, response["Content-Type"] = page.content, page["Content-Type"]
            return response

        answer.methods = methods
        return answer

    return decorate


def open_to(policy: str):
    """Names the policy of a view that leads to no report: everybody sees her own there."""

    def decorate(view):
        view.policy = policy
        return view

    return decorate


def signed_in(view):
    """For people who are signed in, with the second factor where the installation demands it."""

    @wraps(view)
    def answer(request, *args, **address):
        if not request.user.is_authenticated:
            return _to_sign_in(request, view, address)
        if factors.is_missing(request):
            return to_second_factor(request)
        return _enter(request, view, args, address)

    return answer


def password_given(view):
    """For people on their way in: signed in by password, the second factor still to come."""

    @wraps(view)
    def answer(request, *args, **address):
        if not request.user.is_authenticated:
            return _to_sign_in(request, view, address)
        return _enter(request, view, args, address)

    return answer


def _enter(request, view, args, address) -> HttpResponse:
    sessions.touch(request.session)
    if request.method == "POST":
        carrying.let_go(request.session, request.get_full_path())
    return view(request, *args, **address)


def _to_sign_in(request, view, address) -> HttpResponse:
    if SESSION_KEY in request.session:  # of a person who was disabled meanwhile
        request.session.flush()
    typed = _typed(request, view, address)
    if typed is None:
        return redirect_to_login(request.get_full_path())
    return sign_in_page(request, typed)


def sign_in_page(request, typed: carrying.Typed) -> HttpResponse:
    """In place of the page that was asked for, with what was typed in a hidden field."""
    context = {
        "form": SignInForm(request),
        "next": typed.to,
        "typed": carrying.signed(typed),
        "session_is_over": True,
        "this_page": None,
    }
    return render(request, "registration/login.html", context, status=403)


def to_second_factor(request) -> HttpResponse:
    """The page that asks for the code, or first for setting one up."""
    going_to = request.get_full_path()
    if request.method == "POST" and (typed := _typed(request, None, {})):
        carrying.keep(request.session, typed)
        going_to = reverse("account:typed")
    page = "account:second-factor" if factors.has_one(request.user) else "account:set-up"
    return redirect_to_login(going_to, reverse(page))


def csrf_failed(request) -> HttpResponse | None:
    """The form came from a page of ours whose token is of an earlier sign-in: nothing is done,
    but what was typed is shown again. None for forms of elsewhere (QUALITY S-24)."""
    if request.method != "POST" or not _comes_from_here(request) or not _is_guarded(request):
        return None
    typed = carrying.typed_in(request, lost_files=_names_of_files(request))
    if typed is None:
        return None
    if not request.user.is_authenticated:
        return sign_in_page(request, typed)
    carrying.keep(request.session, typed)
    if factors.is_missing(request):
        return to_second_factor(request)
    return typed_page(request, typed, status=403)


def typed_page(request, typed: carrying.Typed, *, status=200) -> HttpResponse:
    context = {"typed": typed, "this_page": None}
    return render(request, "registration/typed.html", context, status=status)


def onward(request, going_to: str) -> HttpResponse:
    """To where a person was going when she was asked who she is; never to another site (S-26)."""
    if carrying.kept(request.session):
        return redirect("account:typed")
    return redirect(going_to if is_ours(going_to) else "workspace:dashboard")


def is_ours(address: str) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _typed(request, view, address) -> carrying.Typed | None:
    if request.method != "POST":
        return None
    keep_files = getattr(view, "keep_files", None)
    owner = User.objects.filter(pk=request.session.asleep, is_active=True).first()
    if request.FILES and keep_files and owner and limits.allow(who=str(owner.pk), **FILES_ASLEEP):
        fields, lost = keep_files(request, owner, **address)
        return carrying.typed_in(request, kept_files=fields, lost_files=lost)
    return carrying.typed_in(request, lost_files=_names_of_files(request))


def _names_of_files(request) -> list[str]:
    return [file.name for _name, files in request.FILES.lists() for file in files]


def _comes_from_here(request) -> bool:
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in (here, settings.PUBLIC_ORIGIN)


def _is_guarded(request) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "policy", "anybody") not in ("public", "anybody", "holder of the link")
