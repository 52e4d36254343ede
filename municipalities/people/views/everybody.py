"""Who can do what, on one page and as a sheet."""

from django.http import HttpResponse
from django.shortcuts import render

from municipalities import audit
from municipalities.people import sheets
from municipalities.people.reading import MAY, WORDS, everybody_for
from municipalities.permissions import is_network_admin
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("GET")
@admits("runs something")
def page(request):
    """Organisations with their people; for network admins also who runs the network."""
    context = {
        "everybody": everybody_for(request.user),
        "roles": [(WORDS[role], sentence) for role, sentence in MAY.items()],
        "runs_the_network": is_network_admin(request.user),
    }
    return render(request, "workspace/people/everybody.html", context)


@signed_in
@takes("GET")
@admits("runs something")
def sheet(request):
    """The same people as CSV; that somebody took it away is in the audit list."""
    audit.record(audit.Event.EXPORTED, by=request.user, detail="people")
    return as_csv(sheets.of_people(everybody_for(request.user)), "people.csv")


def as_csv(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
