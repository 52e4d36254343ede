"""Contracts of the network: those that are being prepared, and those that are signed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contracts.actions import prepare_contract
from contracts.models import ContractDraft, Exclusion, SocialContract
from contracts.preparing import reading
from contracts.preparing.forms import PrepareForm
from municipalities.asking import sent
from municipalities.permissions import is_network_admin, organisations_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


def draft_of(draft: int, **others) -> ContractDraft | None:
    """The draft that the address names, or None."""
    return ContractDraft.objects.with_its_names().filter(pk=draft).first()


@signed_in
@takes("GET")
@admits("member")
def everything(request):
    """Drafts that the person may prepare, exclusions that wait for her, and every contract."""
    mine = organisations_of(request.user)
    drafts = ContractDraft.objects.under_way().with_its_names()
    if not is_network_admin(request.user):
        drafts = drafts.of_organisations(mine)
    context = {
        "drafts": drafts,
        "exclusions": Exclusion.objects.awaiting_approval_of(request.user, mine).with_its_names(),
        "contracts": SocialContract.objects.with_how_testable().newest_term_first(),
    }
    return render(request, "workspace/contracts/all.html", context)


@signed_in
@takes("GET", "POST")
@admits("member")
def prepare(request):
    form = PrepareForm(sent(request), user=request.user)
    if form.is_valid():
        draft = attempt(form, lambda: prepare_contract(by=request.user, **form.cleaned_data))
        if draft:
            messages.success(request, _("The draft is there. Enter its commitments."))
            return redirect("contracts:draft", draft.pk)
    status = 422 if form.errors else 200
    return render(request, "workspace/contracts/prepare.html", {"form": form}, status=status)


@signed_in
@takes("GET")
@admits("keeper of the contract", to=draft_of)
def page(request, draft):
    """The lines of the draft, how much of it can be tested, and what is still to be done."""
    if draft.contract_id:
        return redirect("contracts:contract", draft.contract.code)
    context = reading.draft_page(draft) | {"may_sign": is_network_admin(request.user)}
    return render(request, "workspace/contracts/draft.html", context)
