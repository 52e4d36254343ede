"""Two people at the same moment: exactly one of them wins; the other is told (QUALITY R-08)."""

import datetime

import pytest

from contracts import actions
from contracts.models import Amendment, Commitment, Exclusion, ExclusionApproval
from tests import factories as make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 20
DAY = datetime.date(2025, 3, 1)
AT = datetime.datetime(2025, 3, 10, 12, tzinfo=datetime.UTC)


def winners(outcomes):
    """How many did it; every other was refused, and by nothing else."""
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(outcome) for outcome in lost] == [actions.Refused] * len(lost)
    return len(outcomes) - len(lost)


def proposal(commitment, organisation):
    by = make.UserFactory(coordinates=organisation)
    return lambda: actions.propose_exclusion(
        commitment=commitment, by=by, organisation=organisation, since=DAY, reason_sq="Me ligj"
    )


def approval(exclusion, organisation, by=None):
    by = by or make.UserFactory(coordinates=organisation)
    mine = Exclusion.objects.get(pk=exclusion.pk)
    return lambda: actions.approve_exclusion(
        exclusion=mine, by=by, organisation=organisation, at=AT
    )


def test_of_two_amendments_one_wins_whatever_their_days():
    admin = make.UserFactory(network_admin=True)

    def amendment(commitment, day, title):
        mine = Commitment.objects.get(pk=commitment.pk)
        return lambda: actions.amend(
            commitment=mine, by=admin, since=day, source="Marrëveshje", title_sq=title, at=AT
        )

    for _ in range(TRIALS):
        commitment = make.CommitmentFactory()
        next_day = DAY + datetime.timedelta(days=1)
        tries = (amendment(commitment, DAY, "Një"), amendment(commitment, next_day, "Dy"))
        assert winners(at_once(*tries)) == 1
        assert Amendment.objects.filter(commitment=commitment).count() == 1


def test_of_two_withdrawals_one_wins():
    admin = make.UserFactory(network_admin=True)

    def withdrawal(commitment, source):
        mine = Commitment.objects.get(pk=commitment.pk)
        return lambda: actions.record_withdrawal(
            commitment=mine, by=admin, on=DAY, source=source, at=AT
        )

    for _ in range(TRIALS):
        commitment = make.CommitmentFactory()
        assert winners(at_once(withdrawal(commitment, "A"), withdrawal(commitment, "B"))) == 1


def test_of_two_proposals_one_wins():
    for _ in range(TRIALS):
        commitment, (home, peer) = (
            make.CommitmentFactory(),
            make.OrganisationFactory.create_batch(2),
        )
        assert winners(at_once(proposal(commitment, home), proposal(commitment, peer))) == 1
        assert ExclusionApproval.objects.filter(exclusion__commitment=commitment).count() == 1


def test_of_two_second_approvals_one_puts_it_in_force():
    for _ in range(TRIALS):
        home, peer, third = make.OrganisationFactory.create_batch(3)
        exclusion = proposal(make.CommitmentFactory(), home)()
        assert winners(at_once(approval(exclusion, peer), approval(exclusion, third))) == 1
        assert exclusion.approvals.count() == 2


def test_the_same_approval_sent_twice_counts_once():
    for _ in range(TRIALS):
        home, peer = make.OrganisationFactory.create_batch(2)
        exclusion = proposal(make.CommitmentFactory(), home)()
        person = make.UserFactory(coordinates=peer)
        tries = (approval(exclusion, peer, by=person), approval(exclusion, peer, by=person))
        assert winners(at_once(*tries)) == 1
        assert exclusion.approvals.count() == 2


def test_a_proposal_is_either_approved_or_taken_back():
    for _ in range(TRIALS):
        home, peer = make.OrganisationFactory.create_batch(2)
        exclusion = proposal(make.CommitmentFactory(), home)()
        person = make.UserFactory(coordinates=home)
        mine = Exclusion.objects.get(pk=exclusion.pk)

        def take_back(mine=mine, person=person, home=home):
            actions.take_back_proposal(exclusion=mine, by=person, organisation=home)

        assert winners(at_once(approval(exclusion, peer), take_back)) == 1
        left = Exclusion.objects.filter(pk=exclusion.pk)
        assert [row.approved_at for row in left] in ([], [AT])
        assert ExclusionApproval.objects.filter(exclusion=exclusion.pk).count() == 2 * len(left)
