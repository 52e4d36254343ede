"""Recording that a contract is signed: its facts, everybody who signed, and one look at it all."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contracts.actions import Signatory, StaleDraft, sign_contract
from contracts.models import SocialContract
from contracts.preparing import reading
from contracts.preparing.columns import SAID
from contracts.preparing.forms import SignatureForm, SigningForm
from contracts.preparing.views.drafts import draft_of
from municipalities.asking import is_confirmed, sent
from municipalities.refusals import Refused
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

AT_FIRST, MORE, MOST = 4, 3, 60
OF_A_SIGNATURE = (
    "name", "capacity", "party", "organisation", "was_mayor", "elected", "signed_on",
)  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("network admin", to=draft_of, with_a_fresh_code=True)
def sign(request, draft):
    """The form, with as many signatures as are needed; then everything that becomes public."""
    if draft.contract_id:
        return redirect("contracts:contract", draft.contract.code)
    form = SigningForm(sent(request), initial={"version": draft.lock_version} | _known(draft))
    signatures = _signatures(request, draft)
    if request.method != "POST" or {"more", "change"} & {*request.POST}:
        return _page(request, draft, form, signatures, status=200)
    typed = [each for each in signatures if each.has_changed()]
    faulty = [each for each in [form, *typed] if not each.is_valid()]
    if faulty:
        return _page(request, draft, form, signatures, status=422)
    if not is_confirmed(request):
        return _page(request, draft, form, signatures, confirm=typed, status=200)
    facts = dict(form.cleaned_data)
    signatories = [Signatory(**each.cleaned_data) for each in typed]
    try:
        contract = sign_contract(draft=draft, by=request.user, signatories=signatories, **facts)
    except StaleDraft:
        draft.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = draft.lock_version
        form.add_error(
            None, _("The draft was changed while you were writing. Look at it again, then sign.")
        )
        return _page(request, draft, form, signatures, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, draft, form, signatures, status=422)
    messages.success(request, _("The contract is recorded as signed, and public with its list."))
    return redirect("contracts:contract", contract.code)


def _on_record(draft) -> SocialContract | None:
    """A contract that is on record without its commitments: what is known of it is proposed."""
    return SocialContract.objects.filter(municipality=draft.municipality, term=draft.term).first()


def _known(draft) -> dict:
    contract = _on_record(draft)
    names = ("signed_on", "signed_at", "source", "document")
    return {name: getattr(contract, name) for name in names} if contract else {}


def _signatures(request, draft) -> list[SignatureForm]:
    if request.method == "POST":
        wanted = request.POST.get("signatures", "")
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 4 else 0
        number += MORE if "more" in request.POST else 0
        return [_signature(place, request.POST) for place in range(min(max(number, 1), MOST))]
    contract = _on_record(draft)
    there = list(contract.signatures.values(*OF_A_SIGNATURE)) if contract else []
    known = [each | {"elected": SAID[each["elected"]]} for each in there]
    blank = [{}] * max(AT_FIRST - len(known), 1)
    return [_signature(place, None, initial=initial) for place, initial in enumerate(known + blank)]


def _signature(place: int, data, **options) -> SignatureForm:
    return SignatureForm(
        data, prefix=f"signature-{place}", empty_permitted=True, use_required_attribute=False,
        **options,
    )  # fmt: skip


def _page(request, draft, form, signatures, *, status, confirm=None):
    context = reading.draft_page(draft) | {
        "form": form,
        "signatures": signatures,
        "forms_with_errors": [each for each in signatures if each.is_bound and each.errors],
        "confirm": confirm,
    }
    if "more" in request.POST or "change" in request.POST:
        context["forms_with_errors"] = []
        form.errors.clear() if form.is_bound else None
    return render(request, "workspace/contracts/sign.html", context, status=status)
