"""Rounds: how far everybody is, and for network admins opening, extending, closing, the rota."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import actions
from monitoring.models import Round
from monitoring.rounds import duties, running
from monitoring.workspace import board, rota_sheet
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import takes
from monitoring.workspace.forms.rounds import ExtendForm, OpenRoundForm, ReopenForm
from municipalities.asking import Question, sent
from municipalities.permissions import is_network_admin
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in

OPEN = Question(
    "open-round",
    gettext_lazy("Open a round"),
    gettext_lazy(
        "All municipalities of the term are monitored in it. From the first day of its period on, "
        "organisations can open their reports."
    ),
    gettext_lazy("Open the round"),
)
EXTEND = Question(
    "extend-round",
    gettext_lazy("Extend the round"),
    gettext_lazy(
        "The new deadline and its reason are public at once, beside the old deadline, and cannot "
        "be taken back."
    ),
    gettext_lazy("Extend it"),
)
CLOSE = Question(
    "close-round",
    gettext_lazy("Close the round"),
    gettext_lazy(
        "From then on no report can be opened or submitted in it. What was submitted goes on its "
        "way, and what is published can still be corrected."
    ),
    gettext_lazy("Close the round"),
)
REOPEN = Question(
    "reopen-round",
    gettext_lazy("Reopen the round"),
    gettext_lazy(
        "Reports can be opened and submitted in it again, after its deadline. That it was closed "
        "and why it is open again is public at once and cannot be taken back."
    ),
    gettext_lazy("Reopen it"),
)


def round_of(round: int) -> Round | None:
    """The round that the address names, or None."""
    return Round.objects.select_related("term").filter(pk=round).first()


@signed_in
@takes("GET")
@admits("member")
def everything(request):
    """Every round, the newest first."""
    context = {
        "rounds": Round.objects.select_related("term").newest_first(),
        "is_network_admin": is_network_admin(request.user),
    }
    return render(request, "workspace/rounds.html", context)


@signed_in
@takes("GET")
@admits("member", to=round_of)
def page(request, round):
    now = timezone.now()
    context = {
        "round": round,
        "term": round.term,
        "board": board.of(round, user=request.user, at=now, on=timezone.localdate(now)),
        "extensions": round.extensions.all(),
        "reopenings": round.reopenings.all(),
        "is_network_admin": is_network_admin(request.user),
    }
    return render(request, "workspace/round.html", context)


@signed_in
@takes("GET", "POST")
@admits("network admin")
def open_one(request):
    form = OpenRoundForm(sent(request))
    if form.is_valid():
        opened = attempt(form, lambda: running.open_round(by=request.user, **form.cleaned_data))
        if opened:
            messages.success(request, _("The round is open. Next: who reviews whom."))
            return redirect("workspace:round", opened.pk)
    return _ask(request, OPEN, form)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=round_of)
def extend(request, round):
    form = ExtendForm(sent(request), initial={"old_submit_by": round.submit_by})
    conflict = None
    if form.is_valid():
        try:
            extended = attempt(
                form,
                lambda: running.extend_round(round=round, by=request.user, **form.cleaned_data),
            )
        except actions.Conflict as meanwhile:
            if _is_done(round, form.cleaned_data):
                return redirect("workspace:round", round.pk)
            extended, conflict = None, meanwhile
            form.data = form.data.copy()
            form.data["old_submit_by"] = Round.objects.get(pk=round.pk).submit_by.isoformat()
        if extended:
            messages.success(request, _("The round is extended; the reason is public."))
            return redirect("workspace:round", round.pk)
    return _ask(request, EXTEND, form, round, refusal=conflict)


def _is_done(round: Round, said: dict) -> bool:
    """The same button pressed twice leads to the result of the first time (R-09)."""
    return round.extensions.filter(**said).exists()


@signed_in
@takes("GET", "POST")
@admits("network admin", to=round_of)
def close(request, round):
    refusal = None
    if request.method == "POST":
        try:
            running.close_round(round=round, by=request.user)
        except actions.Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The round is closed."))
            return redirect("workspace:round", round.pk)
    return _ask(
        request, CLOSE, None, round, refusal=refusal, left=board.left_by_closing(round),
        not_yet="" if refusal else running.why_not_closed(round, on=timezone.localdate()),
    )  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("network admin", to=round_of)
def reopen(request, round):
    if request.method == "GET" and not round.closed_at:
        return redirect("workspace:round", round.pk)
    form = ReopenForm(sent(request), initial={"closed_at": round.closed_at})
    refusal = None
    if form.is_valid():
        try:
            reopened = attempt(
                form,
                lambda: running.reopen_round(round=round, by=request.user, **form.cleaned_data),
            )
        except actions.Conflict as conflict:
            reopened, refusal = None, conflict
        if reopened:
            messages.success(request, _("The round is open again; the reason is public."))
            return redirect("workspace:round", round.pk)
    return _ask(request, REOPEN, form, round, refusal=refusal)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=round_of)
def rota(request, round):
    """Ask the rota for a proposal, or accept what stands on the sheet, changed or not."""
    if "propose" in request.POST:
        return _propose(request, round)
    sheet = rota_sheet.of(round, on=timezone.localdate(), data=sent(request))
    refusal = None
    if request.method == "POST" and all(form.is_valid() for form in sheet.forms):
        try:
            with transaction.atomic():
                duties.accept_duties(
                    round=round, by=request.user, chosen=sheet.chosen(), seen=sheet.seen()
                )
                given = actions.assign_by_rota(round=round, by=request.user)
        except duties.ChangedMeanwhile as changed:
            sheet = rota_sheet.of(round, on=timezone.localdate(), data=sent(request))
            sheet.show_beside(changed.contracts)
            refusal = changed
        except duties.BreaksARule as broken:
            _add(broken, sheet)
        except actions.Refused as refused:
            refusal = refused
        else:
            _tell(request, given)
            return redirect("workspace:rota", round.pk)
    faulty = sheet.forms_with_errors
    context = {
        "round": round, "term": round.term, "sheet": sheet, "refusal": refusal,
        "forms_with_errors": faulty,
    }  # fmt: skip
    meanwhile = isinstance(refusal, duties.ChangedMeanwhile)
    status = 409 if meanwhile else 422 if faulty or refusal else 200
    return render(request, "workspace/rota.html", context, status=status)


def _propose(request, round):
    try:
        proposed = duties.propose_duties(round=round, by=request.user)
    except actions.Refused as refusal:
        context = {
            "round": round, "term": round.term, "refusal": refusal,
            "sheet": rota_sheet.of(round, on=timezone.localdate()),
        }  # fmt: skip
        return render(request, "workspace/rota.html", context, status=422)
    if proposed:
        messages.success(request, _("This is a proposal. Change what you like, then accept it."))
    else:
        messages.success(request, _("The rota has nothing to add to what stands here."))
    return redirect("workspace:rota", round.pk)


def _tell(request, given) -> None:
    messages.success(request, _("These duties are in force."))
    if given:
        names = ", ".join(str(report.contract.municipality) for report in given)
        messages.success(
            request, _("Already submitted, and given to a reviewer now: %(names)s.")
            % {"names": names},
        )  # fmt: skip


def _add(broken: duties.BreaksARule, sheet: rota_sheet.Sheet) -> None:
    for form in sheet.forms:
        if sentence := broken.rows.get(form.row.contract.pk):
            form.add_error("organisation", sentence)


def _ask(request, question, form, round=None, refusal=None, **more):
    status = 422 if refusal or (form is not None and form.is_bound and form.errors) else 200
    if isinstance(refusal, actions.Conflict):
        status = 409
    context = {
        "question": question, "form": form, "round": round, "refusal": refusal,
        "term": round.term if round else None, **more,
    }  # fmt: skip
    return render(request, "workspace/rounds/ask.html", context, status=status)
