"""One page from which everything leads off that the secretariat does."""

from django.shortcuts import render

from monitoring.workspace import network_contents
from monitoring.workspace.doors import takes
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in


@signed_in
@takes("GET")
@admits("member")
def contents(request):
    context = {
        "groups": network_contents.shown_to(request.user),
        "organisations": network_contents.organisations_run_by(request.user),
    }
    return render(request, "workspace/network.html", context)
