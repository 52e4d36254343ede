"""A signed contract, and what happens to it and its commitments (METHOD §5)."""

import re

from django.core.exceptions import ObjectDoesNotExist
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts import actions
from contracts.models import Commitment, SocialContract, TestabilityCheck
from contracts.preparing import reading
from contracts.preparing.asking import asked, typed_in
from contracts.preparing.changing_forms import AmendForm, WithdrawForm
from contracts.preparing.columns import SAID
from contracts.preparing.forms import CheckForm
from municipalities.addresses import REFERENCE_PATTERN
from municipalities.asking import Question, sent
from municipalities.permissions import is_network_admin, keeps_facts_of, organisations_of
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

AMEND = Question(
    "amend",
    gettext_lazy("Amend the commitment"),
    gettext_lazy(
        "New words that both signatories agreed on, from a day on. The old ones are kept and "
        "shown; what was published before keeps them."
    ),
    gettext_lazy("Record the amendment"),
)
WITHDRAW = Question(
    "withdraw-commitment",
    gettext_lazy("The municipality withdrew this commitment"),
    gettext_lazy(
        "Withdrawn by the municipality alone, it stays in the contract and counts as not addressed."
    ),
    gettext_lazy("Record the withdrawal"),
)
WITHDRAW_ALL = Question(
    "withdraw-contract",
    gettext_lazy("The municipality withdrew from the whole contract"),
    gettext_lazy(
        "Every commitment stays in the contract and counts as not addressed. The pages of the "
        "contract stay."
    ),
    gettext_lazy("Record the withdrawal"),
)
CHECK = Question(
    "check",
    gettext_lazy("Testability check"),
    gettext_lazy(
        "Can two people who look at the evidence find the same? The answers and the day are public "
        "on the page of the commitment, and the contract says how many of its commitments are "
        "testable."
    ),
    gettext_lazy("Record the check"),
)


def contract_of(contract: str, **others) -> SocialContract | None:
    """The contract with the code in the address, or None."""
    named = SocialContract.objects.select_related("municipality", "term", "freeze")
    return named.filter(code=contract).first()


def commitment_of(commitment: str, **others) -> Commitment | None:
    """The commitment with the reference in the address, or None."""
    if not re.fullmatch(REFERENCE_PATTERN, commitment):  # a database would refuse some characters
        return None
    named = Commitment.objects.select_related("contract__municipality", "contract__term")
    return named.filter(reference=commitment).first()


def checked_commitment_of(commitment: str, **others) -> Commitment | None:
    found = commitment_of(commitment)
    if found:
        found.municipality = found.contract.municipality  # whose keeper it is asked for
    return found


@signed_in
@takes("GET")
@admits("member", to=contract_of)
def page(request, contract):
    user = request.user
    context = reading.contract_page(contract) | {
        "is_network_admin": is_network_admin(user),
        "may_check": keeps_facts_of(user, contract.municipality),
        "may_exclude": bool(organisations_of(user)),
    }
    return render(request, "workspace/contracts/contract.html", context)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=commitment_of, with_a_fresh_code=True)
def amend(request, commitment):
    form = AmendForm(sent(request), commitment=commitment)

    def act():
        seen = form.seen()
        for name, words in seen.items():
            setattr(commitment, name, words)
        return actions.amend(commitment=commitment, by=request.user, **form.agreed())

    said = _("The amendment is recorded; the old words are kept.")
    return _of(request, commitment, AMEND, form, act, said)


@signed_in
@takes("GET", "POST")
@admits("network admin", to=commitment_of, with_a_fresh_code=True)
def withdraw(request, commitment):
    form = WithdrawForm(sent(request))

    def act():
        return actions.record_withdrawal(
            commitment=commitment, by=request.user, **form.cleaned_data
        )

    return _of(request, commitment, WITHDRAW, form, act, _("The withdrawal is recorded."))


@signed_in
@takes("GET", "POST")
@admits("keeper of the contract", to=checked_commitment_of)
def check(request, commitment):
    form = CheckForm(sent(request), initial=_checked(commitment))

    def act():
        try:
            return actions.check_testability(
                commitment=commitment, by=request.user, **form.cleaned_data
            )
        except actions.CheckedMeanwhile as meanwhile:
            _show_beside(form, meanwhile.theirs)
            raise

    return _of(request, commitment, CHECK, form, act, _("The check is recorded."))


def _checked(commitment) -> dict:
    """The answers of the check that stands, if there is one."""
    try:
        there = commitment.testability
    except ObjectDoesNotExist:
        return {}
    return _answers(there) | {"seen": actions.version_of(there)}


def _answers(check: TestabilityCheck) -> dict:
    answers = {name: SAID[getattr(check, name)] for name in check.QUESTIONS}
    return answers | {"indicator_sq": check.indicator_sq, "indicator_en": check.indicator_en}


def _show_beside(form: CheckForm, theirs: TestabilityCheck) -> None:
    """What somebody else recorded meanwhile stands beside what was typed; sent again, that
    takes its place."""
    stored = CheckForm(_answers(theirs))
    stored.is_valid()
    form.stored_now = [(label, words) for label, words, _language in typed_in(stored)]
    form.data = form.data.copy()
    form.data["seen"] = actions.version_of(theirs)


def _of(request, commitment, question, form, act, said):
    """The page that asks for something about one commitment."""
    contract = commitment.contract
    return asked(
        request, question, form, act, said=said,
        back=reverse("contracts:contract", args=[contract.code]),
        commitment=commitment, contract=contract, term=contract.term,
    )  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("network admin", to=contract_of, with_a_fresh_code=True)
def withdraw_all(request, contract):
    form = WithdrawForm(sent(request))
    return asked(
        request, WITHDRAW_ALL, form,
        lambda: actions.withdraw_contract(
            contract=contract, by=request.user, **form.cleaned_data
        ),
        said=_("The withdrawal of the whole contract is recorded."),
        back=reverse("contracts:contract", args=[contract.code]),
        contract=contract, term=contract.term,
    )  # fmt: skip
