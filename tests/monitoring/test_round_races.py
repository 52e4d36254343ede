"""Several people with one round at the same moment (QUALITY R-07 to R-09); see tests/races.py."""

import datetime

import pytest

from monitoring import actions
from monitoring.models import Report, ReviewDuty, Round, RoundExtension, RoundReopening
from monitoring.rounds import duties, running
from municipalities.models import OutgoingMail
from tests import factories
from tests.races import at_once, while_uncommitted
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 20
AFTER = BEGIN + 20 * DAY
LATE = datetime.date(2026, 12, 15)


def round_of(story) -> Round:
    """As a request of its own would load it."""
    return Round.objects.get(pk=story.round.pk)


def close(story):
    round = round_of(story)
    return lambda: running.close_round(round=round, by=story.admin, at=AFTER)


def refused(outcomes) -> list:
    """What was not done; whatever was not done was refused in words, and nothing else happened."""
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(each) for each in lost if not isinstance(each, actions.Refused)] == []
    return lost


def test_a_report_is_submitted_before_the_closing_or_not_at_all():
    first = None
    for _ in range(TRIALS):
        story = Story(statuses=("full",), beside=first) if first else Story(statuses=("full",))
        first = first or story
        story.filled()
        report = Report.objects.get(pk=story.report.pk)

        outcomes = at_once(
            close(story),
            lambda report=report, story=story: actions.submit(report=report, by=story.author),
        )

        lost = refused(outcomes)
        assert round_of(story).closed_at == AFTER
        status = Report.objects.get(pk=story.report.pk).status
        assert (status, lost) in (("submitted", []), ("draft", [outcomes[1]]))


def test_whoever_waited_for_the_closing_submits_nothing():
    story = Story(statuses=("full",)).filled()
    report = Report.objects.get(pk=story.report.pk)
    outcome = while_uncommitted(
        close(story), lambda: actions.submit(report=report, by=story.author)
    )
    status = Report.objects.get(pk=story.report.pk).status
    assert (type(outcome), status) == (actions.Refused, "draft")


def test_a_round_is_extended_or_closed_and_never_both():
    story = Story(statuses=("full",))
    for _ in range(TRIALS):
        round = factories.RoundFactory(term=story.contract.term)

        def extend(round=round):
            return running.extend_round(
                round=Round.objects.get(pk=round.pk), by=story.admin,
                old_submit_by=round.submit_by, new_submit_by=LATE, reason_sq="Vonesë.", at=AFTER,
            )  # fmt: skip

        def shut(round=round):
            return running.close_round(
                round=Round.objects.get(pk=round.pk), by=story.admin, at=AFTER
            )

        assert len(refused(at_once(extend, shut))) == 1
        held = Round.objects.get(pk=round.pk)
        moved = RoundExtension.objects.filter(round=round).count()
        assert (held.closed_at, moved) in ((None, 1), (AFTER, 0))
        assert (held.submit_by == LATE) == bool(moved)


def test_of_two_different_rotas_at_once_one_stands_whole_and_everybody_is_told_the_truth():
    """Each alone is fit; half of one beside half of the other would let two review each other."""
    first = Story(statuses=("full",))
    second, third = (Story(statuses=("full",), term=first.contract.term) for _ in range(2))
    for other in (second, third):
        other.round.delete()
        other.round = first.round
    round_the_one_way = {
        first.contract.pk: second.home.pk, second.contract.pk: third.home.pk,
        third.contract.pk: first.home.pk,
    }  # fmt: skip
    round_the_other_way = {
        first.contract.pk: third.home.pk, second.contract.pk: first.home.pk,
        third.contract.pk: second.home.pk,
    }  # fmt: skip
    admins = first.admin, factories.UserFactory(is_network_admin=True)

    def accept(chosen, by):
        round = round_of(first)
        return lambda: duties.accept_duties(round=round, by=by, chosen=chosen)

    for _ in range(TRIALS):
        ReviewDuty.objects.all().delete()
        OutgoingMail.objects.all().delete()
        ways = round_the_one_way, round_the_other_way
        outcomes = at_once(*map(accept, ways, admins))

        assert outcomes == [3, 3]
        stands = dict(ReviewDuty.objects.in_force().values_list("contract", "organisation"))
        assert stands in ways
        # First each of three organisations what it has, then each that it is another report.
        assert OutgoingMail.objects.filter(key__startswith="duties/").count() == 2 * 3 * 2


def test_the_same_rota_accepted_twice_at_once_is_one_and_is_told_once():
    first = Story(statuses=("full",))
    second = Story(statuses=("full",), term=first.contract.term)
    second.round.delete()
    second.round = first.round
    chosen = {first.contract.pk: second.home.pk}
    for _ in range(TRIALS):
        ReviewDuty.objects.all().delete()
        OutgoingMail.objects.all().delete()
        rounds = round_of(first), round_of(first)
        outcomes = at_once(
            *(
                lambda round=round: duties.accept_duties(round=round, by=first.admin, chosen=chosen)
                for round in rounds
            )
        )
        assert outcomes == [1, 1]
        assert ReviewDuty.objects.in_force().count() == 1
        told = OutgoingMail.objects.filter(key__startswith="duties/").values_list("to", flat=True)
        assert sorted(told) == sorted([second.author.email, second.colleague.email])


def test_a_review_is_taken_from_the_queue_or_given_by_the_rota_and_the_first_keeps_it():
    first = None
    for _ in range(TRIALS):
        story = Story(statuses=("full",), beside=first) if first else Story(statuses=("full",))
        first = first or story
        story.submitted()
        fourth = factories.OrganisationFactory()
        on_duty = factories.UserFactory(coordinates=fourth)
        factories.ReviewDutyFactory(
            round=story.round, contract=story.contract, author=story.home, organisation=fourth,
            accepted_at=BEGIN, accepted_by=story.admin,
        )  # fmt: skip
        report, round = Report.objects.get(pk=story.report.pk), round_of(story)

        taken, given = at_once(
            lambda report=report, story=story: actions.take_review(
                report=report, by=story.reviewer, organisation=story.peer
            ),
            lambda round=round, story=story: actions.assign_by_rota(round=round, by=story.admin),
        )

        refused([taken, given])
        reviewer = Report.objects.get(pk=story.report.pk).reviewer
        if isinstance(taken, Exception):
            assert (given, reviewer) == ([story.report], on_duty)
        else:
            assert (given, reviewer) == ([], story.reviewer)


def test_what_somebody_takes_at_that_moment_the_rota_gives_to_nobody_else():
    story = Story(statuses=("full",)).submitted()
    fourth = factories.OrganisationFactory()
    factories.UserFactory(coordinates=fourth)
    factories.ReviewDutyFactory(
        round=story.round, contract=story.contract, author=story.home, organisation=fourth,
        accepted_at=BEGIN, accepted_by=story.admin,
    )  # fmt: skip
    report, round = Report.objects.get(pk=story.report.pk), round_of(story)
    given = while_uncommitted(
        lambda: actions.take_review(report=report, by=story.reviewer, organisation=story.peer),
        lambda: actions.assign_by_rota(round=round, by=story.admin),
    )
    assert (given, Report.objects.get(pk=story.report.pk).reviewer) == ([], story.reviewer)


def test_of_two_who_reopen_a_round_one_does():
    story = Story(statuses=("full",))
    admins = story.admin, factories.UserFactory(is_network_admin=True)
    for trial in range(TRIALS):
        running.close_round(round=round_of(story), by=story.admin, at=AFTER + trial * DAY)

        def reopen(by, trial=trial):
            round = round_of(story)
            return lambda: running.reopen_round(
                round=round, by=by, closed_at=AFTER + trial * DAY, reason_sq="Gabim.",
                at=AFTER + trial * DAY,
            )  # fmt: skip

        lost = refused(at_once(*map(reopen, admins)))
        assert [type(each) for each in lost] == [actions.Conflict]
        assert round_of(story).closed_at is None
        assert RoundReopening.objects.count() == trial + 1
