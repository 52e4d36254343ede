"""A draft as a spreadsheet: out, filled in at leisure, and back (S-40, S-41, S-46)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import actions
from monitoring.spreadsheets import changes, sheet, workbook
from monitoring.spreadsheets.columns import LAYOUT
from monitoring.workspace.doors import done, may, takes
from monitoring.workspace.forms.spreadsheet import SpreadsheetForm
from municipalities.asking import sent
from municipalities.sheets import carrying, delimited
from municipalities.sheets.rows import Unreadable
from municipalities.signing_in.guard import signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@takes("GET")
@may("import_findings")
def as_workbook(request, report):
    return _file(workbook.written(report), XLSX, sheet.file_name(report, "xlsx"))


@signed_in
@takes("GET")
@may("import_findings")
def as_csv(request, report):
    content = delimited.written(LAYOUT, sheet.rows_of(report))
    return _file(content, "text/csv; charset=utf-8", sheet.file_name(report, "csv"))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@signed_in
@takes("GET", "POST")
@may("import_findings")
def exchange(request, report):
    """Take the file away; send it back; see what it would change; import just that."""
    if "rows" in request.POST:
        return _import(request, report)
    form = SpreadsheetForm(sent(request), request.FILES or None)
    if form.is_valid():
        return _shown(request, report, changes.dry_run(report, form.table))
    return _page(request, report, form, status=422 if form.errors else 200)


def _import(request, report):
    """What was shown is compared once more with what stands now, then taken whole or not at all."""
    table = carrying.opened(request.POST["rows"], about=_name(report), by=request.user)
    if table is None:
        sentence = _("What was shown is too old or of another report. Send the file again.")
        return _page(request, report, _refused(sentence), status=422)
    run = changes.dry_run(report, table)
    try:
        if run.problems:
            return _faulty(request, report, run, status=409)
        if run.changes:
            actions.import_findings(report=report, by=request.user, changes=run.changes)
    except actions.StaleFinding:
        return _faulty(request, report, changes.dry_run(report, table), status=409)
    number = len(table.rows)
    sentence = ngettext("%(number)s row is imported.", "%(number)s rows are imported.", number)
    return done(request, report, sentence % {"number": number})


def _shown(request, report, run):
    """The dry run, with the button that imports it where nothing is wrong."""
    if run.problems:
        return _faulty(request, report, run, status=422)
    try:
        settled = (change.settled for change in run.changes)
        rows = carrying.sealed(settled, about=_name(report), by=request.user)
    except Unreadable as refusal:
        return _page(request, report, _refused(str(refusal)), status=422)
    return _page(request, report, SpreadsheetForm(), run=run, rows=rows)


def _faulty(request, report, run, *, status):
    """Every fault with its row, and nothing is imported."""
    sentence = ngettext(
        "Nothing was imported: %(number)s fault has to be mended in the file.",
        "Nothing was imported: %(number)s faults have to be mended in the file.",
        run.problems_in_all,
    ) % {"number": run.problems_in_all}
    return _page(request, report, _refused(sentence), run=run, status=status)


def _name(report) -> str:
    """What the carried rows are about."""
    return f"report {report.pk}"


def _refused(sentence: str) -> SpreadsheetForm:
    """The empty form with the reason why the last file was not taken."""
    form = SpreadsheetForm({}, {})
    form.errors.clear()
    form.add_error("file", sentence)
    return form


def _page(request, report, form, *, status=200, **more):
    context = {"report": report, "term": report.contract.term, "form": form}
    return render(request, "workspace/spreadsheet.html", context | more, status=status)
