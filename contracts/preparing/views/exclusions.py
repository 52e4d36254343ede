"""Leaving an obsolete commitment out: one organisation proposes, another approves (METHOD §5)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts import actions
from contracts.excluded import share_excluded
from contracts.models import Exclusion
from contracts.preparing.asking import asked
from contracts.preparing.changing_forms import ExcludeForm, ForAnOrganisation
from contracts.preparing.views.contracts import commitment_of
from municipalities.asking import Question, sent
from municipalities.permissions import organisations_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

PROPOSE = Question(
    "propose-exclusion",
    gettext_lazy("Leave the commitment out as obsolete"),
    gettext_lazy(
        "It leaves the counts once somebody of another organisation has approved this too. The "
        "reason is public."
    ),
    gettext_lazy("Propose it"),
)


def exclusion_of(exclusion: int, **others) -> Exclusion | None:
    return Exclusion.objects.with_its_names().filter(pk=exclusion).first()


@signed_in
@takes("GET", "POST")
@admits("member", to=commitment_of)
def propose(request, commitment):
    """With how much of the contract would be left out, and a warning above one in ten."""
    mine = organisations_of(request.user)
    form = ExcludeForm(sent(request), organisations=mine)
    contract = commitment.contract
    return asked(
        request, PROPOSE, form,
        lambda: actions.propose_exclusion(
            commitment=commitment, by=request.user, **form.cleaned_data
        ),
        said=_("Proposed. Somebody of another organisation has to approve it."),
        back=reverse("contracts:contract", args=[contract.code]),
        commitment=commitment, contract=contract, term=contract.term,
        left_out=share_excluded(contract, on=timezone.localdate(), also=commitment),
    )  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("member", to=exclusion_of, with_a_fresh_code=True)
def decide(request, exclusion):
    """Approve what another organisation proposed, or take one's own proposal back."""
    act = request.POST.get("act", "")
    form = ForAnOrganisation(sent(request), organisations=organisations_of(request.user))
    contract = exclusion.commitment.contract
    if act and act not in ("approve", "take-back"):
        raise Http404
    if act and form.is_valid():
        done = attempt(form, lambda: _decided(exclusion, act, request.user, form))
        if done:
            messages.success(request, done)
            return redirect("contracts:contract", contract.code)
    context = {
        "exclusion": exclusion, "commitment": exclusion.commitment, "contract": contract,
        "term": contract.term, "form": form,
        "approvals": exclusion.approvals.select_related("organisation"),
        "left_out": share_excluded(contract, on=timezone.localdate(), also=exclusion.commitment),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "workspace/contracts/exclusion.html", context, status=status)


def _decided(exclusion, act, by, form) -> str:
    organisation = form.cleaned_data["organisation"]
    if act == "approve":
        actions.approve_exclusion(exclusion=exclusion, by=by, organisation=organisation)
        return _("Approved. The commitment leaves the counts.")
    actions.take_back_proposal(exclusion=exclusion, by=by, organisation=organisation)
    return _("The proposal is taken back.")
