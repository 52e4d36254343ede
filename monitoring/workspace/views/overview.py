"""A round at a glance for the secretariat: on the screen, on paper, and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render

from monitoring.models import Round
from monitoring.workspace import overview_workbook, round_overview
from monitoring.workspace.doors import takes
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _round(round: int) -> Round | None:
    return Round.objects.select_related("term").filter(pk=min(round, 2**63 - 1)).first()


@signed_in
@takes("GET")
@admits("network admin")
def overviews(request):
    """Every round, newest first."""
    rounds = Round.objects.select_related("term").newest_first()
    return render(request, "workspace/overviews.html", {"rounds": rounds})


@signed_in
@takes("GET")
@admits("network admin", to=_round)
def overview(request, round):
    context = {"overview": round_overview.of(round), "term": round.term}
    return render(request, "workspace/overview.html", context)


@signed_in
@takes("GET")
@admits("network admin", to=_round)
def as_workbook(request, round):
    name = f"pop-{round.term.slug}-{round.slug}.xlsx"
    return HttpResponse(
        overview_workbook.of(round_overview.of(round)),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
