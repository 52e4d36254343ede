"""Where work begins: what waits for me, and for network admins how far everybody is."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from monitoring.models import Report
from monitoring.workspace import desk
from monitoring.workspace.doors import open_to, takes
from municipalities.models import Announcement
from municipalities.permissions import is_network_admin
from municipalities.signing_in.guard import signed_in

REPORTS_ON_A_PAGE = 50


@signed_in
@takes("GET")
@open_to("somebody")
def dashboard(request):
    announcements = Announcement.objects.shown(timezone.localdate())
    return render(
        request,
        "workspace/dashboard.html",
        {"desk": desk.of(request.user), "announcements": announcements},
    )


@signed_in
@takes("GET")
@open_to("network admin")
def all_reports(request):
    """Every report by its state, drafts first."""
    if not is_network_admin(request.user):
        raise Http404
    reports = Report.objects.with_its_names().in_the_order_of_their_life()
    page = Paginator(reports, REPORTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/all_reports.html", {"page": page})
