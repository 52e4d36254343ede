"""What becomes public for good with a contract needs a code of the last ten minutes (S-21)."""

import datetime

import pytest
import time_machine

from contracts import actions
from contracts.models import SocialContract
from popnet.management.commands.routes import routes
from tests import factories as make
from tests.contracts.test_drafting import said
from tests.monitoring.workspace.people import Browser
from tests.municipalities.signing_in.codes import given_the_password, set_up

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)

# Each says something in public that nobody takes back; the others prepare or can be undone.
FOR_GOOD = {
    "contracts:sign", "contracts:amend", "contracts:withdraw-commitment",
    "contracts:withdraw-contract", "contracts:exclusion",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def draft(admin):
    draft = actions.prepare_contract(
        municipality=make.MunicipalityFactory(), term=make.TermFactory(), by=admin
    )
    actions.save_line(draft=draft, by=admin, said=said())
    draft.refresh_from_db()
    return draft


def signed_in_long_ago(admin, clock) -> tuple[Browser, object]:
    _browser, phone, _codes = set_up(admin)
    clock.shift(60)
    browser = given_the_password(admin)
    browser.send("second-factor", proof_code=phone.code())
    clock.shift(11 * 60)
    return browser, phone


def test_a_signing_asks_for_a_code_and_keeps_everything_that_was_typed(draft, admin, clock):
    browser, phone = signed_in_long_ago(admin, clock)
    browser.open(f"/en/workspace/contracts/drafts/{draft.pk}/sign/")
    typed = {
        "signed_on": "9.5.2023", "source": "Burimi i sajuar",
        "signature-0-name": "Kandidatja e Sajuar", "signature-0-capacity": "candidate",
    }  # fmt: skip

    page = browser.send("sign", **typed)

    carried = page.form("prove-again").fields
    assert (page.response.status_code, SocialContract.objects.count()) == (403, 0)
    assert {name: carried[name] for name in typed} == typed
    page = browser.send("prove-again", proof_code="000000")
    assert page.title.startswith("Error:")
    clock.shift(60)
    page = browser.send("prove-again", proof_code=phone.code())
    assert SocialContract.objects.count() == 0  # seen once more first
    browser.send("sign", button={"confirmed": "yes"})
    contract = SocialContract.objects.get()
    assert (contract.source, contract.signatures.get().name) == (
        "Burimi i sajuar", "Kandidatja e Sajuar"
    )  # fmt: skip


def test_the_button_that_was_pressed_comes_along_too(draft, admin, clock):
    browser, phone = signed_in_long_ago(admin, clock)
    browser.open(f"/en/workspace/contracts/drafts/{draft.pk}/sign/")
    browser.send("sign", button={"more": "yes"}, source="Burimi i sajuar")
    clock.shift(60)
    page = browser.send("prove-again", proof_code=phone.code())
    fields = page.form("sign").fields
    assert (fields["signatures"], fields["source"]) == ("7", "Burimi i sajuar")


def test_whatever_stays_public_for_good_asks_and_nothing_else_does(draft, admin, clock):
    home = make.OrganisationFactory(covers=[draft.municipality])
    make.MembershipFactory(user=admin, organisation=home)
    commitment = make.CommitmentFactory(contract__municipality=draft.municipality)
    exclusion = make.ExclusionApprovalFactory(exclusion__commitment=commitment).exclusion
    values = {
        "<int:draft>": draft.pk, "<int:line>": draft.commitments.get().pk,
        "<slug:contract>": commitment.contract.code, "<str:commitment>": commitment.reference,
        "<int:exclusion>": exclusion.pk,
    }  # fmt: skip
    browser, _phone = signed_in_long_ago(admin, clock)
    token = browser.start("/workspace/contracts/").form("logout").fields["csrfmiddlewaretoken"]
    asks = set()
    for route in routes():
        if not route.name.startswith("contracts:") or "POST" not in route.methods:
            continue
        address = route.path
        for gap, value in values.items():
            address = address.replace(gap, str(value))
        answer = browser.client.post(address, {"csrfmiddlewaretoken": token})
        if answer.status_code == 403 and b"proof_code" in answer.content:
            asks.add(route.name)
    assert asks == FOR_GOOD
