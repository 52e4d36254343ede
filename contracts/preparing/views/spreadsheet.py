"""The list of a draft as a spreadsheet: out, filled in at leisure, and back (S-40, S-41, S-46)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.actions import StaleDraft, take_lines
from contracts.models import Sector
from contracts.preparing import columns
from contracts.preparing.forms import SheetForm
from contracts.preparing.taking import DryRun, dry_run
from contracts.preparing.views.drafts import draft_of
from municipalities.asking import sent
from municipalities.refusals import Refused
from municipalities.sheets import carrying, delimited
from municipalities.sheets.rows import Unreadable
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@takes("GET")
@admits("keeper of the contract", to=draft_of)
def as_workbook(request, draft):
    return _file(columns.as_workbook(draft), XLSX, columns.file_name(draft, "xlsx"))


@signed_in
@takes("GET")
@admits("keeper of the contract", to=draft_of)
def as_csv(request, draft):
    content = delimited.written(columns.LAYOUT, columns.rows_of(draft))
    return _file(content, "text/csv; charset=utf-8", columns.file_name(draft, "csv"))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@signed_in
@takes("GET", "POST")
@admits("keeper of the contract", to=draft_of)
def exchange(request, draft):
    """Take the file away; send it back; see what it would change; import just that."""
    if draft.contract_id:
        return redirect("contracts:contract", draft.contract.code)
    if "rows" in request.POST:
        return _import(request, draft)
    form = SheetForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return _page(request, draft, form, status=422 if form.errors else 200)
    return _shown(request, draft, dry_run(draft, form.table), status=200)


def _import(request, draft):
    """What was shown is compared once more with what stands now, then taken whole or not at all."""
    table = carrying.opened(request.POST["rows"], about=_name(draft), by=request.user)
    if table is None:
        sentence = _("What was shown is too old or of another draft. Send the file again.")
        return _page(request, draft, _refused(sentence), status=422)
    run = dry_run(draft, table)
    seen = request.POST.get("version", "")
    if run.problems or seen != str(draft.lock_version) and run.changes:
        return _shown(request, draft, run, status=409)
    try:
        if run.changes:
            take_lines(draft=draft, by=request.user, version=draft.lock_version, rows=run.rows)
    except StaleDraft:
        draft.refresh_from_db()
        return _shown(request, draft, dry_run(draft, table), status=409)
    except Refused as refusal:
        return _page(request, draft, _refused(str(refusal)), status=422)
    number = len(table.rows)
    sentence = ngettext("%(number)s row is imported.", "%(number)s rows are imported.", number)
    messages.success(request, sentence % {"number": number})
    return redirect("contracts:draft", draft.pk)


def _shown(request, draft, run: DryRun, *, status: int):
    """The dry run: every fault with its row, or the changes with the button that takes them."""
    if run.problems:
        sentence = ngettext(
            "Nothing was imported: %(number)s fault has to be mended in the file.",
            "Nothing was imported: %(number)s faults have to be mended in the file.",
            run.problems_in_all,
        ) % {"number": run.problems_in_all}
        return _page(request, draft, _refused(sentence), run=run, status=max(status, 422))
    try:
        rows = carrying.sealed(
            (change.row for change in run.changes), about=_name(draft), by=request.user
        )
    except Unreadable as refusal:
        return _page(request, draft, _refused(str(refusal)), status=422)
    more = {"run": run, "rows": rows, "is_stale": status == 409}
    return _page(request, draft, SheetForm(), status=status, **more)


def _refused(sentence: str) -> SheetForm:
    """The empty form with the reason why the last file was not taken."""
    form = SheetForm({}, {})
    form.errors.clear()
    form.add_error("file", sentence)
    return form


def _name(draft) -> str:
    """What the carried rows are about."""
    return f"draft {draft.pk}"


def _page(request, draft, form, *, status=200, **more):
    context = {
        "draft": draft, "term": draft.term, "form": form,
        "sectors": Sector.objects.order_by("sort_key"),
    } | more  # fmt: skip
    return render(request, "workspace/contracts/spreadsheet.html", context, status=status)
