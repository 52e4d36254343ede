"""Who comes into the contracts' room: every address × every role, by the table of policies."""

import pytest
from django.test import Client

from contracts import actions
from popnet.management.commands.routes import routes
from tests import factories as make
from tests.contracts.test_drafting import said
from tests.monitoring.workspace.people import signed_in

pytestmark = pytest.mark.django_db

# Who comes in by which policy; everybody else gets what a thing that never existed gives.
COMES_IN = {
    "member": {"keeper", "manager", "other organisation", "network admin"},
    "keeper of the contract": {"keeper", "manager", "network admin"},
    "network admin": {"network admin"},
}


@pytest.fixture
def town():
    return make.MunicipalityFactory()


@pytest.fixture
def people(town):
    home = make.OrganisationFactory(covers=[town])
    return {
        "keeper": make.UserFactory(coordinates=home),
        "manager": make.UserFactory(manages=home),
        "other organisation": make.UserFactory(coordinates=make.OrganisationFactory()),
        "suspended organisation": make.UserFactory(
            coordinates=make.OrganisationFactory(covers=[town], is_active=False)
        ),
        "stranger": make.UserFactory(),
        "network admin": make.UserFactory(network_admin=True),
    }


@pytest.fixture
def values(town, people):
    """What fills the addresses; each thing belongs to the town."""
    draft = actions.prepare_contract(
        municipality=town, term=make.TermFactory(), by=people["keeper"]
    )
    line = actions.save_line(draft=draft, by=people["keeper"], said=said())
    contract = make.SocialContractFactory(municipality=town)
    commitment = make.CommitmentFactory(contract=contract)
    exclusion = make.ExclusionApprovalFactory(exclusion__commitment=commitment).exclusion
    return {
        "<int:draft>": draft.pk, "<int:line>": line.pk, "<slug:contract>": contract.code,
        "<str:commitment>": commitment.reference, "<int:exclusion>": exclusion.pk,
    }  # fmt: skip


def rooms():
    return [route for route in routes() if route.name.startswith("contracts:")]


def filled(route, values):
    address = route.path
    for part, value in values.items():
        address = address.replace(part, str(value))
    assert "<" not in address
    return address


NOWHERE = {
    "<int:draft>": 987654321, "<int:line>": 987654321, "<slug:contract>": "askund",
    "<str:commitment>": "askund-1", "<int:exclusion>": 987654321,
}  # fmt: skip


def test_every_route_has_a_policy_of_this_table():
    assert {route.policy for route in rooms()} == set(COMES_IN)


def test_whoever_may_comes_in_and_everybody_else_finds_nothing(people, values):
    wrong = []
    for name, person in people.items():
        client = signed_in(person)
        for route in rooms():
            address = filled(route, values)
            answers = [client.get(address)]
            if "POST" in route.methods:
                answers.append(client.post(address, {}))
            comes_in = name in COMES_IN[route.policy]
            found = {answer.status_code for answer in answers}
            if not found <= ({200, 422, 409} if comes_in else {404}):
                wrong.append((name, address, found))
    assert wrong == []


def test_what_never_existed_is_answered_like_what_is_somebody_elses(people):
    client = signed_in(people["network admin"])
    for route in [route for route in rooms() if "<" in route.path]:
        assert client.get(filled(route, NOWHERE)).status_code == 404
    for odd in ("%00", "9" * 400, "a%0A"):
        found = client.get(f"/workspace/contracts/commitments/{odd}/amend/")
        assert found.status_code == 404
    assert client.get(f"/workspace/contracts/drafts/{'9' * 40}/").status_code == 404


def test_nobody_is_asked_to_sign_in(values):
    for route in rooms():
        answer = Client().get(filled(route, values))
        assert answer.status_code == 302
        assert "/login/" in answer.headers["Location"]
