"""Elections, and beginning to prepare the offers of one municipality."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.juxtaposing.forms import BeginForm, ElectionForm
from contracts.juxtaposing.recording import begin, record_election
from contracts.juxtaposing.terms import TermForm, begin_term
from contracts.models import Election, Juxtaposition
from municipalities.asking import sent
from municipalities.models import Municipality
from municipalities.permissions import is_network_admin, organisations_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


def election_of(election: str) -> Election | None:
    return Election.objects.select_related("term").filter(slug=election).first()


@signed_in
@takes("GET")
@admits("member")
def every(request):
    """All elections, with what the person prepares there."""
    mine = Juxtaposition.objects.filter(municipality__in=_kept_by(request.user))
    theirs: dict[int, list] = {}
    for each in mine.select_related("municipality").order_by("municipality__sort_key"):
        theirs.setdefault(each.election_id, []).append(each)
    elections = [
        (election, theirs.get(election.pk, []))
        for election in Election.objects.select_related("term")
    ]
    return render(request, "workspace/offers/elections.html", {"elections": elections})


@signed_in
@takes("GET", "POST")
@admits("network admin")
def record(request):
    form = ElectionForm(sent(request))
    if form.is_valid() and attempt(
        form, lambda: record_election(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The election is recorded."))
        return redirect("offers:elections")
    status = 422 if form.errors else 200
    return render(request, "workspace/offers/record_election.html", {"form": form}, status=status)


@signed_in
@takes("GET", "POST")
@admits("network admin")
def begin_one_term(request):
    """The mandate that an election begins, before the election itself is recorded."""
    form = TermForm(sent(request))
    if form.is_valid() and attempt(form, lambda: begin_term(by=request.user, **form.cleaned_data)):
        messages.success(request, _("The term is there. Now record its election."))
        return redirect("offers:record-election")
    status = 422 if form.errors else 200
    return render(request, "workspace/offers/begin_term.html", {"form": form}, status=status)


@signed_in
@takes("GET", "POST")
@admits("member", to=election_of)
def begin_one(request, election):
    """Choose a municipality; if its offers are being prepared already, that page opens."""
    form = BeginForm(sent(request), municipalities=_kept_by(request.user))
    there = form.is_valid() and attempt(
        form,
        lambda: begin(by=request.user, election=election, at=timezone.now(), **form.cleaned_data),
    )
    if there:
        return redirect("offers:juxtaposition", there.pk)
    context = {"form": form, "election": election, "term": election.term}
    status = 422 if form.errors else 200
    return render(request, "workspace/offers/begin.html", context, status=status)


def _kept_by(user):
    """Municipalities whose offers the person records, in Albanian order."""
    places = Municipality.objects.in_albanian_order()
    if is_network_admin(user):
        return places
    return places.filter(organisations__in=organisations_of(user)).distinct()
