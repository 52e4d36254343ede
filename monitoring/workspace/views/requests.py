"""Requests for information: a letter from a finding, its register, and silence as evidence."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring import permissions
from monitoring.models import InformationRequest, LegalDeadline, OfficialHoliday
from monitoring.refusals import Conflict, NotAllowed
from monitoring.requests import letters, registering
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import may, takes
from monitoring.workspace.forms.requests import (
    AnswerForm,
    ExtendForm,
    LetterForm,
    SentForm,
    SilenceForm,
)
from municipalities.asking import sent
from municipalities.permissions import is_network_admin, organisations_of
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in

ON_A_PAGE = 50
NEXT_HOLIDAYS = 20
READ, WRITE = "read letter", "write letter"


def on_a_letter(policy: str):
    """Leads to the letter in the address: to read it for whoever writes the report and for network
    admins, to note something on it for those who write the report."""

    def decorate(view):
        @wraps(view)
        def answer(request, letter):
            found = InformationRequest.objects.with_its_names().filter(pk=letter).first()
            if found is None or not _may(request, policy, found):
                raise Http404
            return view(request, found)

        answer.policy = policy
        return answer

    return decorate


def _may(request, policy: str, letter: InformationRequest) -> bool:
    writes = permissions.may(request.user, registering.ABOUT_A_REPORT, letter.report)
    return writes or policy == READ and is_network_admin(request.user)


@signed_in
@takes("GET")
@admits("member")
def register(request):
    """The letters of the person's organisations; of all for network admins."""
    rows = InformationRequest.objects.with_its_names()
    today = timezone.localdate()
    if not is_network_admin(request.user):
        ties = permissions.municipalities_with_a_tie(request.user, today)
        rows = rows.of_organisations(organisations_of(request.user)).outside_of(ties)
    page = Paginator(rows.in_the_order_of_the_register(), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "today": today,
        "deadlines": LegalDeadline.objects.order_by("pk"),
        "holidays": OfficialHoliday.objects.filter(day__gte=today)[:NEXT_HOLIDAYS],
    }
    return render(request, "workspace/requests/register.html", context)


@signed_in
@takes("GET", "POST")
@may("save_finding")
def write(request, finding):
    """A proposed letter about the commitment of a finding, to be changed and kept."""
    report, commitment = finding.report, finding.commitment
    proposed = {
        "office": letters.office_of(report),
        "letter": letters.letter_about(report, commitment),
    }
    form = LetterForm(sent(request), initial=proposed)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in proposed}
        written = attempt(
            form,
            lambda: registering.write_letter(
                report=report, commitment=commitment, by=request.user, **words
            ),
        )
        if written:
            messages.success(request, _("The letter is kept. Print it, send it, then note when."))
            return redirect("workspace:letter", written.pk)
    context = {"finding": finding, "report": report, "term": report.contract.term, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workspace/requests/write.html", context, status=status)


@signed_in
@takes("GET")
@on_a_letter(READ)
def letter(request, letter):
    return _page(request, letter)


@signed_in
@takes("GET")
@on_a_letter(READ)
def on_paper(request, letter):
    """The letter alone, as it is printed and sent."""
    return render(request, "letters/on_paper.html", {"letter": letter})


@signed_in
@takes("POST")
@on_a_letter(WRITE)
def change(request, letter):
    return _note(request, letter, LetterForm, registering.change_letter, _("The letter is kept."))


@signed_in
@takes("POST")
@on_a_letter(WRITE)
def record_sent(request, letter):
    said = _("Noted; until the answer is due it waits here.")
    return _note(request, letter, SentForm, registering.record_sent, said)


@signed_in
@takes("POST")
@on_a_letter(WRITE)
def extend(request, letter):
    said = _("The later day is noted.")
    return _note(request, letter, ExtendForm, registering.extend_deadline, said)


@signed_in
@takes("POST")
@on_a_letter(WRITE)
def record_answer(request, letter):
    said = _("The answer is noted. Add to the finding what it proves.")
    return _note(request, letter, AnswerForm, registering.record_answer, said)


@signed_in
@takes("POST")
@on_a_letter(WRITE)
def record_silence(request, letter):
    said = _("The silence is noted, and stands among the evidence of the finding.")
    return _note(request, letter, SilenceForm, registering.record_silence, said)


def _note(request, letter, form_class, verb, said: str):
    form = form_class(request.POST, request=letter)
    if not form.is_valid():
        return _page(request, letter, form)
    try:
        noted = attempt(form, lambda: verb(request=letter, by=request.user, **form.cleaned_data))
    except NotAllowed:
        raise Http404 from None
    except Conflict as conflict:
        letter.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = letter.lock_version
        return _page(request, letter, form, refusal=conflict)
    if noted is None:
        return _page(request, letter, form)
    messages.success(request, said)
    return redirect("workspace:letter", letter.pk)


def _page(request, letter: InformationRequest, typed=None, *, refusal=None):
    """The letter, what was noted, and a form for each thing that can be noted now."""
    offered = _offered(letter) if _may(request, WRITE, letter) else []
    forms = {
        each.name: typed if isinstance(typed, each) else _empty(each, letter) for each in offered
    }
    if typed and typed.name not in forms:
        refusal = refusal or Conflict(
            _("Somebody noted something else on this letter meanwhile. Look again.")
        )
    context = {
        "letter": letter,
        "report": letter.report,
        "term": letter.report.contract.term,
        "forms": forms,
        "stored_now": _stored_now(letter) if refusal and isinstance(typed, LetterForm) else (),
        "finding": letter.report.findings.filter(commitment=letter.commitment).first(),
        "refusal": refusal,
        "forms_with_errors": [typed] if typed and typed.errors and typed.name in forms else [],
        "today": timezone.localdate(),
    }
    status = 409 if refusal else 422 if context["forms_with_errors"] else 200
    return render(request, "workspace/requests/letter.html", context, status=status)


def _stored_now(letter: InformationRequest) -> list[tuple[str, str]]:
    """The words that a colleague kept meanwhile, beside those that were typed (R-07)."""
    labels = LetterForm.base_fields
    return [(labels[name].label, getattr(letter, name)) for name in ("office", "letter")]


def _offered(letter: InformationRequest) -> list[type]:
    """What can be noted on the letter as it stands."""
    if letter.sent_on is None:
        return [LetterForm, SentForm]
    if letter.answered_on:
        return []
    if letter.silence_recorded_at:
        return [AnswerForm]
    over = timezone.localdate() > letter.due_on
    return [AnswerForm, ExtendForm, *([SilenceForm] if over else [])]


def _empty(form_class, letter: InformationRequest):
    known = {"office": letter.office, "letter": letter.letter, "due_on": letter.due_on}
    names = form_class.base_fields
    return form_class(
        request=letter, initial={name: known[name] for name in known if name in names}
    )
