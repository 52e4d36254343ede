"""One finding with its evidence, as its author enters it: one page, one form, one transaction."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import actions
from monitoring.completeness import gaps_of
from monitoring.workspace import kept_files, meanwhile, reading
from monitoring.workspace.asking import attempt
from monitoring.workspace.doors import may, takes
from monitoring.workspace.forms.evidence import EvidenceForms, FilesForm
from monitoring.workspace.forms.findings import FindingForm
from municipalities.languages import in_this_language
from municipalities.signing_in.guard import signed_in

# Buttons that only make room in the form or fill it; nothing is judged or saved by them.
MAKES_ROOM = {"send", "another"}


@signed_in
@takes("GET", "POST")
@may("save_finding")
@kept_files.keeps_files
def edit(request, finding):
    if request.method != "POST":
        form = FindingForm(instance=finding, initial={"version": finding.lock_version})
        return _page(request, finding, form, EvidenceForms(finding))
    form = FindingForm(request.POST, instance=finding)
    if "autosave" in request.POST:
        return _autosave(request, finding, form)
    received = kept_files.receive(request, finding)
    evidence = EvidenceForms(finding, request.POST)
    if received or MAKES_ROOM & set(request.POST):
        return _page(request, finding, form.as_typed(), evidence.as_typed(), received=received)
    return _save(request, finding, form, evidence)


def _save(request, finding, form, evidence):
    """Words and evidence together, or nothing of it (R-07, R-17)."""
    waiting = evidence.left_waiting()
    if form.is_valid() & evidence.is_valid():
        try:
            saved = attempt(form, lambda: _carry_out(request, finding, form, evidence))
        except actions.StaleFinding as stale:
            found = meanwhile.of(stale.theirs, form, evidence)
            if found.differences:
                return _page(
                    request, finding, found.form, found.evidence, status=409, stale=found
                )  # fmt: skip
            saved = stale.theirs
        if saved:
            return _onward(request, saved, waiting=waiting)
    return _page(request, finding, form, evidence)


def _carry_out(request, finding, form, evidence):
    sent = {
        "finding": finding, "by": request.user, "version": form.cleaned_data["version"],
        "pieces": evidence.pieces(),
    }  # fmt: skip
    if "unchanged" in request.POST:
        return actions.save_unchanged(**sent, **form.typed_words())
    return actions.save_finding(**sent, **form.words())


def _onward(request, saved, *, waiting: int):
    """To what comes next, saying what was saved and what is still missing there."""
    report = saved.report
    missing = [gap.sentence for gap in gaps_of(saved, report.round)]
    title = in_this_language(saved.commitment, "title").text
    said = [_("Saved: %(name)s.") % {"name": f"{saved.commitment.number} {title}".strip()}]
    if missing:
        said.append(_("Still missing:") + " " + " ".join(missing))
    messages.success(
        request, " ".join(said), extra_tags=f"finding-{saved.pk}-{saved.lock_version}"
    )  # fmt: skip
    here = reverse("workspace:finding", args=[saved.pk])
    if waiting:
        messages.warning(
            request,
            ngettext(
                "%(number)s file still waits for its description.",
                "%(number)s files still wait for their descriptions.",
                waiting,
            )
            % {"number": waiting},
        )
        return redirect(f"{here}#evidence")
    if "next" in request.POST:
        following = reading.next_incomplete(report, after=saved)
        if following:
            return redirect("workspace:finding", following.pk)
        messages.success(request, _("Every commitment is complete now."))
    return redirect(f"{reverse('workspace:report', args=[report.pk])}#finding-{saved.pk}")


def _autosave(request, finding, form):
    """The words alone, for a script; evidence is saved by hand, when it is described whole."""
    if not form.is_valid():
        return JsonResponse({"said": _("Not saved yet: something has to be mended.")}, status=422)
    try:
        saved = actions.save_finding(
            finding=finding, by=request.user, version=form.cleaned_data["version"], **form.words()
        )
    except actions.StaleFinding as stale:
        return JsonResponse({"said": str(stale)}, status=409)
    at = time_format(timezone.localtime(saved.saved_at))
    return JsonResponse(
        {
            "version": saved.lock_version,
            "saved_at": saved.saved_at.isoformat(),
            "said": _("Saved at %(time)s.") % {"time": at},
        }
    )


def _page(request, finding, form, evidence, *, status=200, received=None, stale=None):
    files = FilesForm({}, refusals=received.refusals if received else ())
    with_errors = [each for each in (files, *evidence.with_errors()) if each.errors]
    if status == 200 and (form.errors or with_errors):
        status = 422
    context = reading.finding_page(finding) | {
        "gaps": [] if form.is_bound else gaps_of(finding, finding.report.round),
        "form": form,
        "evidence": evidence,
        "files": files,
        "received": received.kept if received else [],
        "forms_with_errors": [] if stale else with_errors,
        "stale": stale,
    }
    return render(request, "workspace/finding.html", context, status=status)
