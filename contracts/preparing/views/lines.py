"""The lines of a draft: entered, changed, taken out."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts import lines
from contracts.actions import StaleDraft, remove_line, save_line
from contracts.models import DraftCommitment
from contracts.preparing.columns import LAYOUT, as_text
from contracts.preparing.forms import LineForm
from contracts.preparing.views.drafts import draft_of
from municipalities.asking import Question, sent
from municipalities.refusals import Refused, attempt
from municipalities.sheets.rows import Difference
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

REMOVE = Question(
    "remove-line",
    gettext_lazy("Take the commitment out of the draft"),
    gettext_lazy("Nothing of it is kept."),
    gettext_lazy("Take it out"),
)


def line_of(line: int, **others) -> DraftCommitment | None:
    """The line that the address names, with its draft; None if it is signed already."""
    there = DraftCommitment.objects.filter(pk=line, draft__contract=None)
    found = there.select_related("draft__municipality", "draft__term", "sector").first()
    if found:
        found.municipality = found.draft.municipality  # whose keeper it is asked for
    return found


@signed_in
@takes("GET", "POST")
@admits("keeper of the contract", to=draft_of)
def add(request, draft):
    if draft.contract_id:
        return redirect("contracts:contract", draft.contract.code)
    return _edit(request, draft, None)


@signed_in
@takes("GET", "POST")
@admits("keeper of the contract", to=line_of)
def edit(request, line):
    return _edit(request, line.draft, line)


def _edit(request, draft, line):
    form = LineForm(sent(request), draft=draft, line=line)
    if line and not form.is_bound:
        form.initial["version"] = lines.version_of(line)
    if not form.is_valid():
        return _page(request, draft, line, form)
    try:
        saved = attempt_unless_stale(form, draft, line, request.user)
    except StaleDraft as stale:
        return _page(request, draft, line, form, stale=stale)
    if saved is None:
        return _page(request, draft, line, form)
    messages.success(request, _("Saved: commitment %(number)s.") % {"number": saved.number})
    if "another" in request.POST:
        return redirect("contracts:new-line", draft.pk)
    return redirect("contracts:draft", draft.pk)


def attempt_unless_stale(form, draft, line, by):
    """The saved line, or None and the refusal stands in the form; StaleDraft goes on."""
    stale = []

    def act():
        try:
            return save_line(
                draft=draft, by=by, said=form.said(), units=form.cleaned_data["units"],
                line=line, seen=form.cleaned_data["version"],
            )  # fmt: skip
        except StaleDraft as found:
            stale.append(found)
            return None

    saved = attempt(form, act)
    if stale:
        raise stale[0]
    return saved


def _page(request, draft, line, form, *, stale=None):
    """With ``stale`` what stands now beside what was typed; sending it again takes its place."""
    context = {"draft": draft, "term": draft.term, "line": line, "form": form, "standing": stale}
    status = 422 if form.errors else 200
    if stale:
        status = 409
        form.data = form.data.copy()
        form.data["version"] = lines.version_of(stale.theirs) if stale.theirs else ""
        context["is_gone"] = stale.theirs is None
        context["differences"] = _differences(stale.theirs, form) if stale.theirs else []
        if stale.theirs is None:
            context["address"] = reverse("contracts:new-line", args=[draft.pk])
    return render(request, "workspace/contracts/line.html", context, status=status)


def _differences(theirs: DraftCommitment, form: LineForm) -> list[Difference]:
    own = DraftCommitment(**form.said())
    return [
        Difference(str(LAYOUT.by_name[name].label), as_text(theirs, name), as_text(own, name), "")
        for name in lines.COLUMNS
        if as_text(theirs, name) != as_text(own, name)
    ]


@signed_in
@takes("GET", "POST")
@admits("keeper of the contract", to=line_of)
def remove(request, line):
    context = {"draft": line.draft, "term": line.draft.term, "line": line, "question": REMOVE,
               "version": lines.version_of(line)}  # fmt: skip
    if request.method == "POST":
        try:
            remove_line(draft=line.draft, by=request.user, line=line,
                        seen=request.POST.get("version", ""))  # fmt: skip
        except Refused as refusal:
            status = 409 if isinstance(refusal, StaleDraft) else 422
            context["refusal"] = refusal
            return render(request, "workspace/contracts/remove.html", context, status=status)
        messages.success(request, _("Taken out: commitment %(n)s.") % {"n": line.number})
        return redirect("contracts:draft", line.draft_id)
    return render(request, "workspace/contracts/remove.html", context)
