"""What makes a commitment testable, how much of a contract is, and when its words are frozen."""

import datetime

import pytest

from contracts import actions, models, testability
from contracts.models import Freeze, SocialContract
from contracts.preparing import reading
from tests import factories as make
from tests.factories.drafts import YES
from tests.stories import Story

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
ANSWERS = {name: YES[name] for name in YES if name != "indicator_sq"}


@pytest.fixture
def commitment():
    return make.CommitmentFactory()


@pytest.fixture
def keeper(commitment):
    covering = make.OrganisationFactory(covers=[commitment.contract.municipality])
    return make.UserFactory(coordinates=covering)


def check(commitment, by, **changes):
    said = ANSWERS | {"indicator_sq": "Numri i koshave"} | changes
    return actions.check_testability(commitment=commitment, by=by, at=NOON, **said)


def assert_refused(sentence, act, *args, **kwargs):
    before = list(models.TestabilityCheck.objects.values())
    with pytest.raises(actions.Refused) as refusal:
        act(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert list(models.TestabilityCheck.objects.values()) == before


def test_six_answers_make_a_commitment_testable_and_each_missing_one_is_named(commitment, keeper):
    assert testability.lacks(check(commitment, keeper)) == []
    assert testability.lacks(check(commitment, keeper, has_date=False, indicator_sq="")) == [
        "a date", "an indicator"
    ]  # fmt: skip
    assert testability.points(None) == [(words, False) for words in testability.lacks(None)]
    stored = models.TestabilityCheck.objects.get()
    assert (stored.checked_by, stored.checked_at, stored.is_testable) == (keeper, NOON, False)


def test_only_whoever_covers_the_municipality_checks(commitment):
    stranger = make.UserFactory(coordinates=make.OrganisationFactory())
    assert_refused(
        "Only whoever covers this municipality prepares its contract.", check, commitment, stranger
    )


def test_a_check_answers_every_question_and_bundles_are_checked_by_their_points(commitment, keeper):
    assert_refused(
        "Answer every question of the check with yes or no.",
        check, commitment, keeper, has_date=None,
    )  # fmt: skip
    make.CommitmentFactory(parent=commitment)
    assert_refused("A bundle is checked point by point.", check, commitment, keeper)


def test_the_share_counts_bundles_by_their_points_in_code_and_in_the_database(commitment):
    contract = commitment.contract
    whole = make.CommitmentFactory(contract=contract)
    half = make.CommitmentFactory(contract=contract)
    failing = make.CommitmentFactory(contract=contract)
    for parent in (whole, half):
        for passes in (True, parent is whole):
            point = make.CommitmentFactory(parent=parent)
            make.TestabilityCheckFactory(commitment=point, has_place=passes)
    make.TestabilityCheckFactory(commitment=failing, indicator_sq="")
    unchecked = make.CommitmentFactory(contract=contract)
    make.TestabilityCheckFactory(commitment=make.CommitmentFactory(parent=unchecked))
    make.CommitmentFactory(parent=unchecked)

    # `commitment`: nobody looked; `whole`: both points pass; `half`: one does; `unchecked`: one is
    # not looked at yet.
    share = reading.contract_page(contract)["share"]
    assert share == testability.Share(testable=1, checked=3, all=5)
    counted = SocialContract.objects.with_how_testable().get()
    assert (counted.testable, counted.commitments_listed) == (1, 5)
    term = type(contract.term).objects.with_contract_of(contract.municipality.slug)
    there = term.with_how_testable_it_is_there().get()
    assert (there.testable_there, there.checked_there, there.listed_there) == (1, 3, 5)


def test_the_first_submitted_report_freezes_the_contract_and_the_day_stays():
    story = Story(statuses=("full", "none")).filled()
    assert not Freeze.objects.exists()
    story.submitted()
    frozen = Freeze.objects.get()
    assert (frozen.contract, frozen.frozen_at) == (story.contract, story.report.submitted_at)
    actions.freeze(contract=story.contract, at=NOON)
    assert Freeze.objects.get().frozen_at == story.report.submitted_at


def test_the_admin_changes_no_words_of_a_frozen_contract_and_adds_nothing(client, commitment):
    client.force_login(make.UserFactory(network_admin=True))
    address = f"/admin/contracts/commitment/{commitment.pk}/change/"
    open_page = client.get(address).content.decode()
    make.FreezeFactory(contract=commitment.contract)
    frozen_page = client.get(address).content.decode()
    assert ('name="title_sq"' in open_page, 'name="title_sq"' in frozen_page) == (True, False)

    words = {"title_sq": "Fjalë të reja", "number": "9", "sector": commitment.sector_id}
    client.post(address, words | {"kind": "works", "competence": "municipal"})
    commitment.refresh_from_db()
    assert (commitment.title_sq, commitment.number) == ("Premtimi i provës 1", "1")

    added = client.post(
        "/en/admin/contracts/commitment/add/",
        words | {"contract": commitment.contract_id, "reference": "e-re-9"},
    )
    assert added.context["adminform"].form.errors["contract"] == [
        "A report on this contract was submitted; nothing can be added to its list."
    ]
    assert commitment.contract.commitments.count() == 1
