"""Two people at the same moment: exactly one wins, the other is told (QUALITY R-07, R-08, L-05).

Released by a barrier, on whichever database the tests run; PostgreSQL is where it counts, since
SQLite lets one writer in at a time.
"""

import pytest

from monitoring import actions, ledger, verification
from monitoring.models import Finding, LedgerEntry, Report, ReportEvent, Scorecard
from tests.races import at_once
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 200
REASON = "Një vendim i këshillit nuk ishte parë."


def one_wins(outcomes):
    """How many did it; every other was refused with a Conflict and nothing else."""
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(outcome) for outcome in lost] == [actions.Conflict] * len(lost)
    return len(outcomes) - len(lost)


def stories(number=TRIALS):
    """One after the other, of one network: each begins when the one before is over."""
    first = Story(statuses=("full",))
    yield first
    for _ in range(number - 1):
        yield Story(statuses=("full",), beside=first)


def fresh(report):
    """The report as a request of its own would load it."""
    return Report.objects.get(pk=report.pk)


def approve(story):
    report = fresh(story.report)
    return lambda: actions.approve(report=report, by=story.reviewer, at=BEGIN + 2 * DAY)


def send_back(story):
    report = fresh(story.report)
    return lambda: actions.return_to_author(report=report, by=story.reviewer, note="Shto datën.")


def publish(story):
    report = fresh(story.report)
    return lambda: actions.publish(report=report, by=story.admin, at=BEGIN + 30 * DAY)


def correct(story, by):
    report = fresh(story.report)
    return lambda: actions.open_correction(report=report, by=by, cause_sq=REASON)


def test_of_two_approvals_one_wins():
    for story in stories():
        story.coded()

        assert one_wins(at_once(approve(story), approve(story))) == 1
        assert ReportEvent.objects.filter(report=story.report, action="approve").count() == 1


def test_of_an_approval_and_a_return_one_wins():
    for story in stories():
        story.coded()

        assert one_wins(at_once(approve(story), send_back(story))) == 1
        assert fresh(story.report).status in ("approved", "draft")


def test_of_a_withdrawal_and_taking_the_review_one_wins():
    for story in stories():
        story.submitted()
        mine, theirs = fresh(story.report), fresh(story.report)

        outcomes = at_once(
            lambda mine=mine, story=story: actions.withdraw(report=mine, by=story.author),
            lambda theirs=theirs, story=story: actions.take_review(
                report=theirs, by=story.reviewer, organisation=story.peer
            ),
        )

        assert one_wins(outcomes) == 1
        report = fresh(story.report)
        assert (report.status, report.reviewer) in (
            ("draft", None), ("submitted", story.reviewer),
        )  # fmt: skip


def test_of_a_publication_and_a_withdrawal_the_publication_wins_and_is_sealed_once():
    for story in stories():
        story.invited()
        report = fresh(story.report)

        outcomes = at_once(
            publish(story),
            lambda report=report, story=story: actions.withdraw(report=report, by=story.author),
        )

        assert one_wins(outcomes) == 1
        assert fresh(story.report).status == "published"
    assert list(LedgerEntry.objects.in_order().values_list("seq", flat=True)) == list(
        range(1, TRIALS + 1)
    )


def test_of_two_publications_one_wins_and_the_chain_has_no_gap_or_fork():
    for story in stories():
        story.invited()

        assert one_wins(at_once(publish(story), publish(story))) == 1
    assert ledger.verify(verification.lines()).entries == TRIALS
    assert Scorecard.objects.count() == TRIALS


def test_of_two_corrections_one_wins():
    for story in stories():
        story.published()

        outcomes = at_once(correct(story, story.author), correct(story, story.colleague))

        assert one_wins(outcomes) == 1
        assert Report.objects.filter(contract=story.contract).count() == 2


def test_of_two_saves_of_one_version_one_wins_and_nothing_is_overwritten():
    story = Story(statuses=("full",)).opened()
    for _ in range(TRIALS):
        first, second = Finding.objects.get(), Finding.objects.get()

        def save(finding, text):
            return lambda: actions.save_finding(
                finding=finding, by=story.author, version=finding.lock_version, status="full",
                rationale_sq=text,
            )  # fmt: skip

        outcomes = at_once(save(first, "Një"), save(second, "Dy"))

        lost = [o for o in outcomes if isinstance(o, Exception)]
        assert [type(o) for o in lost] == [actions.StaleFinding]
        assert Finding.objects.get().rationale_sq == ("Dy" if lost[0] is outcomes[0] else "Një")


def test_of_two_forms_of_one_version_the_evidence_of_one_is_saved_whole_and_of_the_other_not():
    """Two tabs, each with words and two pieces of evidence."""
    story = Story(statuses=("full",)).opened()
    for trial in range(TRIALS // 4):
        first, second = Finding.objects.get(), Finding.objects.get()

        def save(finding, text, trial=trial):
            pieces = [
                actions.Piece({"evidence_class": "official", "title": f"{text} {trial} {number}",
                               "link": "https://example.org/v"})
                for number in (1, 2)
            ]  # fmt: skip
            return lambda: actions.save_finding(
                finding=finding, by=story.author, version=finding.lock_version, status="full",
                rationale_sq=text, pieces=pieces,
            )  # fmt: skip

        outcomes = at_once(save(first, "Një"), save(second, "Dy"))

        lost = [o for o in outcomes if isinstance(o, Exception)]
        assert [type(o) for o in lost] == [actions.StaleFinding]
        won = "Dy" if lost[0] is outcomes[0] else "Një"
        stands = Finding.objects.get()
        assert stands.rationale_sq == won
        newest = stands.evidence.order_by("-id").values_list("title", flat=True)[:2]
        assert list(newest) == [f"{won} {trial} 2", f"{won} {trial} 1"]
        assert stands.evidence.count() == 2 * (trial + 1)


def test_of_a_save_and_a_submission_nothing_unsubmitted_slips_in():
    """Either the save came first and was judged with the rest, or it is refused."""
    for story in stories(TRIALS // 4):
        story.filled()
        finding, report = story.report.findings.get(), fresh(story.report)

        def save(finding=finding, story=story):
            return actions.save_finding(
                finding=finding, by=story.author, version=finding.lock_version, status=""
            )

        at_once(
            save,
            lambda report=report, story=story: actions.submit(report=report, by=story.author),
        )

        submitted = fresh(story.report).status == "submitted"
        assert story.report.findings.get().status == ("full" if submitted else "")


def test_fifty_publications_at_once_make_one_chain():
    fifty = [story.invited() for story in stories(50)]

    outcomes = at_once(*(publish(story) for story in fifty))

    assert [o for o in outcomes if isinstance(o, Exception)] == []
    assert ledger.verify(verification.lines()).entries == 50
    assert list(verification.problems()) == []
