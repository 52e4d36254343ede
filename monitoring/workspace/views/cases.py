"""What citizens told, for those who decide what becomes of it; files are served to nobody else."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring import permissions
from monitoring.cases import deciding
from monitoring.models import Case
from monitoring.refusals import Conflict, NotAllowed
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import open_to, takes
from monitoring.workspace.forms.cases import DecisionForm, ReasonForm
from monitoring.workspace.views import files
from municipalities.asking import Question, is_confirmed, sent, wants_to_change
from municipalities.signing_in.guard import signed_in

ON_A_PAGE = 50

DECIDE = Question(
    "decide-case",
    gettext_lazy("Decide the case"),
    gettext_lazy(
        "Outcome and reason become public at once and stay. Whoever left an address is told."
    ),
    gettext_lazy("Decide"),
    shown_first=True,
)
REJECT = Question(
    "reject-cases",
    gettext_lazy("Reject the chosen messages"),
    gettext_lazy(
        "For what is not about the commitment at all. One public reason stands for all of them."
    ),
    gettext_lazy("Reject them"),
    shown_first=True,
)


def on_a_case(view):
    """Leads to the case with the number in the address, for whoever may decide it."""

    @wraps(view)
    def answer(request, case, **address):
        mine = permissions.cases_in_hand(request.user)
        found = mine.with_their_places().select_related("decided_by").filter(number=case).first()
        if found is None:
            raise Http404
        return view(request, found, **address)

    answer.policy = "case"
    return answer


@signed_in
@takes("GET")
@open_to("somebody")
def queue(request):
    """What waits for this person, the same words once, oldest first; ``?choose=all`` ticks all."""
    return _queue(request, ReasonForm(), all_are_chosen=request.GET.get("choose") == "all")


@signed_in
@takes("POST")
@open_to("somebody")
def reject(request):
    """Many messages at once, for one public reason that is shown before it stands."""
    form = ReasonForm(sent(request))
    numbers = [each for each in request.POST.getlist("case")[:ON_A_PAGE] if slug_re.match(each)]
    mine = permissions.cases_in_hand(request.user).with_their_places()
    chosen = list(mine.waiting().filter(number__in=numbers).in_the_order_received())
    if is_confirmed(request) and mine.filter(number__in=numbers, decided_by=request.user).exists():
        return redirect("workspace:cases")  # the same button pressed twice
    if form.is_valid() and not chosen:
        form.add_error(None, _("Choose at least one message that nobody has decided yet."))
    if not form.is_valid() or wants_to_change(request):
        return _queue(request, form, chosen)
    if not is_confirmed(request):
        return _confirm(request, REJECT, form, chosen=chosen, outcome=Case.Outcome.REJECTED.label)
    rejected = attempt(
        form, lambda: deciding.reject(cases=chosen, by=request.user, **form.cleaned_data)
    )
    if rejected is None:
        return _queue(request, form, chosen)
    messages.success(request, _how_many_are_decided(rejected))
    return redirect("workspace:cases")


@signed_in
@takes("GET", "POST")
@on_a_case
def case(request, case):
    """One message with its files, and the form that decides it."""
    form = DecisionForm(sent(request))
    if request.method == "POST" and case.decided_at:
        if case.decided_by == request.user:  # the same button pressed twice
            return redirect("workspace:case", case.number)
        return _case(request, case, form, refusal=deciding.already_decided(), status=409)
    if not form.is_valid() or wants_to_change(request):
        return _case(request, case, form)
    if not is_confirmed(request):
        return _confirm(request, DECIDE, form, case=case, outcome=form.outcome_in_words())
    try:
        decided = attempt(
            form, lambda: deciding.decide(case=case, by=request.user, **form.cleaned_data)
        )
    except NotAllowed:
        raise Http404 from None
    except Conflict as conflict:
        case.refresh_from_db()
        return _case(request, case, form, refusal=conflict, status=409)
    if decided is None:
        return _case(request, case, form)
    messages.success(request, _how_many_are_decided(decided))
    return redirect("workspace:case", case.number)


@signed_in
@takes("GET")
@on_a_case
def file(request, case, sha256):
    return files.public_copy(request, [case.files.all()], sha256)


@signed_in
@takes("GET")
@on_a_case
def thumbnail(request, case, sha256):
    return files.small_picture([case.files.all()], sha256)


def _queue(request, form, chosen=(), *, all_are_chosen=False):
    waiting = permissions.cases_in_hand(request.user).waiting().folded()
    rows = waiting.with_their_places().prefetch_related("files").in_the_order_received()
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "question": REJECT,
        "chosen": {each.number for each in chosen},
        "all_are_chosen": all_are_chosen,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/cases.html", context, status=status)


def _case(request, case, form, *, refusal=None, status=200):
    the_same = Case.objects.waiting().and_all_that_say_the_same([case]).exclude(pk=case.pk)
    context = {
        "case": case,
        "term": case.commitment.contract.term,
        "files": list(case.files.all()),
        "copies": 0 if case.decided_at else the_same.count(),
        "form": form,
        "question": DECIDE,
        "refusal": refusal,
    }
    if form.is_bound and form.errors and not refusal:
        status = 422
    return render(request, "workspace/case.html", context, status=status)


def _confirm(request, question, form, **more):
    words = {name: form.cleaned_data[name] for name in ("sq", "en")}
    context = {"question": question, "form": form, "words": words} | more
    return render(request, "workspace/cases/confirm.html", context)


def _how_many_are_decided(cases: list) -> str:
    return ngettext(
        "%(number)s message is decided.", "%(number)s messages are decided.", len(cases)
    ) % {"number": len(cases)}
