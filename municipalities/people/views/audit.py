"""The audit list, for network admins: filtered, page by page, and as a sheet."""

from django.core.paginator import Paginator
from django.shortcuts import render

from municipalities import audit
from municipalities.people import sheets
from municipalities.people.forms import AuditFilter
from municipalities.people.views.everybody import as_csv
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

ON_A_PAGE = 100
IN_A_SHEET = 20_000


@signed_in
@takes("GET")
@admits("network admin")
def page(request):
    form = AuditFilter(request.GET)
    entries = form.found()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "in_a_sheet": IN_A_SHEET,
    }
    return render(request, "workspace/people/audit.html", context, status=_status(form))


@signed_in
@takes("GET")
@admits("network admin")
def sheet(request):
    """What the filters leave, the newest first, up to a number that the page names."""
    form = AuditFilter(request.GET)
    if not form.is_valid():
        return page(request)
    audit.record(audit.Event.EXPORTED, by=request.user, detail="audit list")
    return as_csv(sheets.of_audit(form.found()[:IN_A_SHEET]), "audit.csv")


def _status(form) -> int:
    return 200 if form.is_valid() else 422
