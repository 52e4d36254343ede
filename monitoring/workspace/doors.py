"""Who comes in, and what a person reads who is refused: the frame around every view.

    @signed_in
    @takes("GET", "POST")
    @may("publish")
    def publish(request, report): ...

The part of the address that names a thing (`reports/<int:report>/`) is looked up here, so that no
view can forget to ask. Whoever has no business with it gets the same 404 as for a number that
never existed. What is possible in which state is decided by the actions (DESIGN §4).
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from monitoring import permissions
from monitoring.actions import Conflict, NotAllowed, Refused
from monitoring.models import Evidence, Finding, Reply, Report
from monitoring.workspace import reading
from municipalities.signing_in.guard import open_to, takes
from municipalities.signing_in.proof import asked_again

__all__ = ["done", "may", "may_read", "open_to", "refused", "takes"]

READ = "read"
ORIGINAL = "original"
# What nobody does on the strength of a sign-in that may be hours old (QUALITY S-21).
WITH_A_FRESH_CODE = {"publish", "open_correction", "retract"}
# Where the result of an action is seen; of all others on the page of the report.
RESULTS = {"publish": "workspace:published"}
EVERY_NAME = ("contract__municipality", "contract__term", "round", "organisation")

# What the address may name, and how the report that decides is reached from there.
THINGS: dict[str, tuple[Callable, Callable]] = {
    "report": (Report.objects.with_its_names, lambda report: report),
    "finding": (
        lambda: Finding.objects.select_related(
            "commitment__sector", "commitment__parent", *(f"report__{name}" for name in EVERY_NAME)
        ),
        lambda finding: finding.report,
    ),
    "item": (
        lambda: Evidence.objects.select_related(
            "finding__commitment", *(f"finding__report__{name}" for name in EVERY_NAME)
        ),
        lambda item: item.finding.report,
    ),
    "reply": (
        lambda: Reply.objects.select_related(
            "finding__commitment", *(f"report__{name}" for name in EVERY_NAME)
        ),
        lambda reply: reply.report,
    ),
}


def may(action: str):
    """The person may do this to the report that the address leads to."""
    return _on_a_thing(action, lambda user, report: permissions.may(user, action, report))


def may_read(view):
    """The person may read the report that the address leads to."""
    return _on_a_thing(READ, permissions.may_read)(view)


def may_fetch_originals(view):
    """The person may have the untouched files of the report that the address leads to."""
    return _on_a_thing(ORIGINAL, permissions.may_fetch_originals)(view)


def _on_a_thing(policy: str, is_allowed: Callable):
    def decorate(view):
        @wraps(view)
        def answer(request, **address):
            thing, report = _found(address)
            if not is_allowed(request.user, report):
                raise Http404
            try:
                _insist_on_state(request.user, policy, report)
                if policy in WITH_A_FRESH_CODE and (page := asked_again(request)) is not None:
                    return page
                return view(request, thing, **address)
            except NotAllowed:
                raise Http404 from None
            except Conflict as conflict:
                if request.method == "POST" and _did_it_already(request.user, policy, report):
                    return redirect(RESULTS.get(policy, "workspace:report"), report.pk)
                return refused(request, report, conflict, status=409)
            except Refused as refusal:
                return refused(request, report, refusal, status=422)

        answer.policy = policy
        return answer

    return decorate


def _found(address: dict):
    """Takes the thing out of the address; 404 if there is none with this number."""
    noun = next(name for name in address if name in THINGS)
    look_up, report_of = THINGS[noun]
    thing = look_up().filter(pk=address.pop(noun)).first()
    if thing is None:
        raise Http404
    return thing, report_of(thing)


def _insist_on_state(user, policy: str, report: Report) -> None:
    """Before any form is read: in this state the table has no such action (DESIGN §4).

    Who may not read the report does not learn its state either, nor that it exists (QUALITY S-03).
    """
    if policy in Report.TRANSITIONS and Report.TRANSITIONS[policy][0] != report.status:
        if not permissions.may_read(user, report):
            raise Http404
        raise Conflict


def insist_on_version(request, report: Report) -> None:
    """A form may only be sent about the report as its page showed it (QUALITY R-07, R-09).

    Raises Conflict if anything has happened to the report since; the door then shows the page as
    it is now, or leads whoever did the very same already to the result.
    """
    if request.method == "POST" and request.POST.get("version") != str(report.lock_version):
        raise Conflict


def _did_it_already(user, action: str, report: Report) -> bool:
    """The same button pressed twice leads to the result of the first time (QUALITY R-09)."""
    last = report.events.last()
    return bool(last and last.action == action and last.by_id == user.pk)


def refused(request, report: Report, refusal: Refused, *, status: int) -> HttpResponse:
    """The report's page with the reason on top; without the report for who may not read it."""
    report.refresh_from_db()
    context = {"refusal": refusal, "this_page": None}
    if permissions.may_read(request.user, report):
        context |= reading.report_page(request.user, report)
        return render(request, "workspace/report.html", context, status=status)
    return render(request, "workspace/refused.html", context, status=status)


def done(request, report: Report, sentence: str) -> HttpResponse:
    """Back to the report, which says once what happened."""
    messages.success(request, sentence)
    return redirect("workspace:report", report.pk)
