"""How things are done here, role by role."""

from django.http import Http404
from django.shortcuts import render

from monitoring.workspace import guides as all_guides
from monitoring.workspace.doors import open_to, takes
from monitoring.workspace.guides import GUIDES
from municipalities.signing_in.guard import signed_in


@signed_in
@takes("GET")
@open_to("somebody")
def guides(request):
    return render(request, "workspace/guides.html", {"guides": GUIDES.values()})


@signed_in
@takes("GET")
@open_to("somebody")
def guide(request, role):
    if role not in GUIDES:
        raise Http404
    shown = GUIDES[role]
    text = all_guides.words_of_the_secretariat(shown)
    return render(request, "workspace/guide.html", {"guide": shown, "text": text})
