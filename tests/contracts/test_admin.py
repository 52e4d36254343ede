"""Network admins keep contracts and commitments in the Django admin."""

import datetime

import pytest

from contracts.models import Amendment, Commitment
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def network_admin(client):
    person = make.UserFactory(network_admin=True)
    client.force_login(person)
    return person


def amendment(commitment, **changes):
    fields = {
        "commitment": commitment.pk, "since": "2025-03-01", "source": "Marrëveshje",
        "title_sq": "Fjalët e reja", "title_en": "", "text_sq": "", "text_en": "",
    }  # fmt: skip
    return fields | changes


def test_the_form_of_an_amendment_begins_with_the_words_as_they_are(client, network_admin):
    commitment = make.CommitmentFactory(title_sq="Dhjetë kosha", text_sq="Bashkia vendos kosha.")
    answer = client.get(f"/en/admin/contracts/amendment/add/?commitment={commitment.pk}")
    form = answer.context["adminform"].form
    assert form["title_sq"].value() == "Dhjetë kosha"
    assert form["text_sq"].value() == "Bashkia vendos kosha."


@pytest.mark.parametrize("asked", ["x", "0", "", "²"])
def test_a_commitment_that_does_not_exist_leaves_the_form_empty(client, network_admin, asked):
    answer = client.get("/en/admin/contracts/amendment/add/", {"commitment": asked})
    assert answer.status_code == 200
    assert answer.context["adminform"].form["title_sq"].value() is None


def test_an_amendment_is_recorded_by_its_action(client, network_admin):
    commitment = make.CommitmentFactory(title_sq="Fjalët e vjetra")
    answer = client.post("/en/admin/contracts/amendment/add/", amendment(commitment))
    assert answer.status_code == 302

    row = Amendment.objects.get()
    assert (row.old_title_sq, row.recorded_by) == ("Fjalët e vjetra", network_admin)
    assert row.since == datetime.date(2025, 3, 1)
    assert Commitment.objects.get().title_sq == "Fjalët e reja"


def test_what_the_action_refuses_stands_above_the_form_and_nothing_typed_is_lost(
    client, network_admin
):
    commitment = make.CommitmentFactory(title_sq="Fjalët e vjetra")
    answer = client.post(
        "/en/admin/contracts/amendment/add/", amendment(commitment, since="2999-01-01")
    )
    form = answer.context["adminform"].form
    assert form.non_field_errors() == ["This day is in the future. Record it once it has come."]
    assert form["title_sq"].value() == "Fjalët e reja"
    assert Amendment.objects.count() == 0
    assert Commitment.objects.get().title_sq == "Fjalët e vjetra"


def test_an_amendment_once_recorded_is_only_read(client, network_admin):
    row = make.AmendmentFactory()
    path = f"/en/admin/contracts/amendment/{row.pk}/change/"
    assert row.old_title_sq in client.get(path).content.decode()
    assert client.post(path, amendment(row.commitment)).status_code == 403


def test_a_commitment_shows_its_points_its_amendments_and_its_exclusion(client, network_admin):
    commitment = make.CommitmentFactory()
    make.CommitmentFactory(parent=commitment, title_sq="Pika e parë")
    make.CommitmentFactory(title_sq="Premtim i një tjetri")
    make.AmendmentFactory(commitment=commitment, old_title_sq="Fjalët e vjetra")
    path = f"/en/admin/contracts/commitment/{commitment.pk}/change/"
    page = client.get(path).content.decode()
    assert "Pika e parë" in page
    assert "Fjalët e vjetra" in page
    assert "Premtim i një tjetri" not in page
    assert "Not proposed." in page

    make.ExclusionFactory(commitment=commitment)
    assert "Proposed, with one approval" in client.get(path).content.decode()


def test_a_contract_lists_its_commitments_in_order_and_leads_to_a_new_one(client, network_admin):
    contract = make.SocialContractFactory()
    for number in ("10", "2", "1"):
        make.CommitmentFactory(contract=contract, number=number)
    page = client.get(f"/en/admin/contracts/socialcontract/{contract.pk}/change/").content.decode()
    places = [page.index(f"{contract.code}-{number}</") for number in ("1", "2", "10")]
    assert places == sorted(places)
    assert f"/en/admin/contracts/commitment/add/?contract={contract.pk}" in page


def test_a_point_belongs_to_a_whole_commitment_of_its_own_contract(client, network_admin):
    bundle = make.CommitmentFactory()
    point = make.CommitmentFactory(parent=bundle)
    stranger = make.CommitmentFactory()
    fields = {
        "contract": bundle.contract_id, "number": "1.9", "reference": "prova-1.9",
        "title_sq": "Pika", "wording": "verbatim", "sector": bundle.sector_id, "kind": "works",
        "competence": "unrecorded", "points-TOTAL_FORMS": 0, "points-INITIAL_FORMS": 0,
        "amendments-TOTAL_FORMS": 0, "amendments-INITIAL_FORMS": 0,
    }  # fmt: skip
    for parent in (point, stranger):
        answer = client.post("/en/admin/contracts/commitment/add/", fields | {"parent": parent.pk})
        assert answer.context["adminform"].form.errors == {
            "parent": ["A point belongs to a whole commitment of the same contract."]
        }
    answer = client.post("/en/admin/contracts/commitment/add/", fields | {"parent": bundle.pk})
    assert answer.status_code == 302
    assert bundle.points.get(number="1.9").title_sq == "Pika"
