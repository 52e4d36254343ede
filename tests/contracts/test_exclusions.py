"""Leaving an obsolete commitment out: two people, two organisations, a public reason."""

import datetime

import pytest

from contracts import actions
from contracts.models import Commitment, Exclusion, ExclusionApproval
from tests import factories as make

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2025, 3, 1)
FIRST = datetime.datetime(2025, 3, 10, 12, tzinfo=datetime.UTC)
SECOND = datetime.datetime(2025, 3, 20, 12, tzinfo=datetime.UTC)
IN_FORCE = "This exclusion is already in force, or no longer proposed."


@pytest.fixture
def commitment():
    return make.CommitmentFactory()


@pytest.fixture
def home():
    return make.OrganisationFactory()


@pytest.fixture
def peer():
    return make.OrganisationFactory()


def propose(commitment, organisation, by=None, **changes):
    asked = {"since": SINCE, "reason_sq": "Detyra iu kalua qarkut me ligj.", "at": FIRST}
    by = by or make.UserFactory(coordinates=organisation)
    return actions.propose_exclusion(
        commitment=commitment, by=by, organisation=organisation, **(asked | changes)
    )


def approve(exclusion, organisation, by=None):
    by = by or make.UserFactory(coordinates=organisation)
    return actions.approve_exclusion(
        exclusion=exclusion, by=by, organisation=organisation, at=SECOND
    )


def take_back(exclusion, organisation, by=None):
    by = by or make.UserFactory(coordinates=organisation)
    actions.take_back_proposal(exclusion=exclusion, by=by, organisation=organisation)


def assert_refused(sentence, act, *args, **kwargs):
    def everything():
        return [list(model.objects.values()) for model in (Exclusion, ExclusionApproval)]

    before = everything()
    with pytest.raises(actions.Refused) as refusal:
        act(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert everything() == before


def test_a_proposal_is_the_first_approval_and_excludes_nothing(commitment, home):
    author = make.UserFactory(coordinates=home)
    exclusion = propose(commitment, home, by=author, reason_en="Moved to the county by law.")

    approval = exclusion.approvals.get()
    assert (approval.organisation, approval.approved_by) == (home, author)
    assert approval.approved_at == FIRST
    assert exclusion.approved_at is None
    assert not Commitment.objects.get(pk=commitment.pk).is_excluded_on(SINCE)
    assert list(Commitment.objects.excluded(SINCE)) == []
    assert list(Commitment.objects.not_excluded(SINCE)) == [commitment]
    assert list(Exclusion.objects.proposed()) == [exclusion]


def test_the_approval_of_another_organisation_puts_it_in_force(commitment, home, peer):
    exclusion = approve(propose(commitment, home), peer)

    assert exclusion.approved_at == SECOND
    assert list(Exclusion.objects.proposed()) == []
    day_before = SINCE - datetime.timedelta(days=1)
    commitment = Commitment.objects.get(pk=commitment.pk)
    for day, expected in ((day_before, []), (SINCE, [commitment])):
        assert list(Commitment.objects.excluded(day)) == expected
        assert [row.commitment for row in Exclusion.objects.in_force(day)] == expected
        assert commitment.is_excluded_on(day) == bool(expected)
    assert list(Commitment.objects.not_excluded(day_before)) == [commitment]
    assert list(Commitment.objects.not_excluded(SINCE)) == []


def test_a_manager_is_a_member_too(commitment, home, peer):
    exclusion = propose(commitment, home, by=make.UserFactory(manages=home))
    assert approve(exclusion, peer, by=make.UserFactory(manages=peer)).approved_at == SECOND


def test_a_second_approval_by_the_same_organisation_is_refused(commitment, home):
    exclusion = propose(commitment, home)
    assert_refused(
        "Your organisation has approved this; the other approval is another's.",
        approve, exclusion, home,
    )  # fmt: skip


def test_one_person_in_two_organisations_approves_once(commitment, home, peer):
    both = make.UserFactory(coordinates=home)
    make.MembershipFactory(user=both, organisation=peer)
    exclusion = propose(commitment, home, by=both)
    assert_refused(
        "You have approved this; the other approval must be another person's.",
        approve, exclusion, peer, by=both,
    )  # fmt: skip


def test_only_members_approve_and_only_for_their_own_active_organisation(commitment, home, peer):
    suspended = make.OrganisationFactory(is_active=False)
    exclusion = propose(commitment, home)
    strangers = [
        (peer, make.UserFactory()),
        (peer, make.UserFactory(coordinates=home)),
        (peer, make.UserFactory(network_admin=True)),
        (peer, make.UserFactory(coordinates=peer, is_active=False)),
        (suspended, make.UserFactory(coordinates=suspended)),
    ]
    sentence = "Only a member of an active organisation can approve for it."
    for organisation, person in strangers:
        assert_refused(sentence, approve, exclusion, organisation, by=person)
        assert_refused(sentence, propose, make.CommitmentFactory(), organisation, by=person)
        assert_refused(sentence, take_back, exclusion, organisation, by=person)


def test_a_third_approval_is_refused(commitment, home, peer):
    exclusion = propose(commitment, home)
    approve(exclusion, peer)
    assert_refused(IN_FORCE, approve, exclusion, make.OrganisationFactory())


def test_a_commitment_is_proposed_once(commitment, home, peer):
    propose(commitment, home)
    for organisation in (home, peer):
        assert_refused(
            "The exclusion of this commitment is already proposed.",
            propose, commitment, organisation,
        )  # fmt: skip


def test_a_proposal_needs_its_public_reason_in_albanian(commitment, home):
    assert_refused("Give the public reason in Albanian.", propose, commitment, home, reason_sq="  ")


def test_an_exclusion_that_nobody_proposed_is_not_put_in_force_by_one_approval(peer):
    assert_refused(IN_FORCE, approve, make.ExclusionFactory(), peer)


def test_the_proposing_organisation_may_take_its_proposal_back(commitment, home, peer):
    take_back(propose(commitment, home), home)

    assert Exclusion.objects.count() == ExclusionApproval.objects.count() == 0
    assert approve(propose(commitment, peer), home).approved_at == SECOND


def test_nobody_takes_back_what_another_proposed_or_what_is_in_force(commitment, home, peer):
    exclusion = propose(commitment, home)
    assert_refused(
        "Another organisation proposed this; ask it to take its proposal back.",
        take_back, exclusion, peer,
    )  # fmt: skip
    approve(exclusion, peer)
    assert_refused(IN_FORCE, take_back, exclusion, home)


def test_whoever_may_approve_finds_the_proposal_and_nobody_else_does(commitment, home, peer):
    author = make.UserFactory(coordinates=home)
    exclusion = propose(commitment, home, by=author)
    propose(make.CommitmentFactory(), peer)
    in_force = propose(make.CommitmentFactory(), home)
    approve(in_force, make.OrganisationFactory())

    def found(user, organisation):
        return list(Exclusion.objects.awaiting_approval_of(user, [organisation.pk]))

    assert found(make.UserFactory(coordinates=peer), peer) == [exclusion]
    assert exclusion not in found(make.UserFactory(coordinates=home), home)
    assert exclusion not in found(author, peer)
