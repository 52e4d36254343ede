"""Two decide one case, or one form is sent twice, at the same moment (QUALITY R-07, R-09)."""

import pytest

from monitoring.cases import deciding, telling
from monitoring.models import Case
from monitoring.refusals import Conflict
from municipalities.models import OutgoingMail
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 15  # of one commitment; thirty messages an hour are taken about it
REASON = "Fotoja hyn në raportin e radhës."


def test_of_two_decisions_one_stands_and_one_mail_goes_out():
    people = [factories.UserFactory(is_network_admin=True) for _ in range(2)]
    commitment = factories.CommitmentFactory()
    for _trial in range(TRIALS):
        pk = factories.CaseFactory(commitment=commitment, contact="ana@example.org").pk
        outcomes = at_once(*(
            lambda pk=pk, by=by, outcome=outcome: deciding.decide(
                case=Case.objects.get(pk=pk), by=by, outcome=outcome, sq=REASON
            )
            for by, outcome in zip(people, ("known", "declined"), strict=True)
        ))  # fmt: skip
        lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert [type(each) for each in lost] == [Conflict]
        winner = 1 - outcomes.index(lost[0])
        case = Case.objects.get(pk=pk)
        assert (case.decided_by, case.outcome) == (people[winner], ("known", "declined")[winner])
    assert OutgoingMail.objects.count() == TRIALS


def test_one_form_sent_twice_at_the_same_moment_is_one_case():
    commitment = factories.CommitmentFactory()
    for trial in range(TRIALS):
        number = telling.new_number()
        told = at_once(*(
            lambda number=number, trial=trial: telling.tell(
                commitment=commitment, kind="evidence", text=f"Rruga u hap ({trial}).",
                language="sq", sender=f"192.0.2.{trial}", number=number,
            )
            for _ in range(2)
        ))  # fmt: skip
        assert [case.number for case in told] == [number, number]
    assert Case.objects.count() == TRIALS
