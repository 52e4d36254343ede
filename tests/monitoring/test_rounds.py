"""Rounds are opened, extended in public and closed; who reviews whom follows from the rota."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from monitoring import actions
from monitoring.models import ReviewDuty, Round, RoundExtension
from monitoring.rounds import duties, running
from municipalities.models import OutgoingMail
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

DATES = {
    "begins": datetime.date(2026, 9, 1),
    "ends": datetime.date(2027, 8, 31),
    "evidence_until": datetime.date(2027, 9, 15),
    "submit_by": datetime.date(2027, 9, 30),
}
LATE = datetime.date(2026, 10, 15)


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False), translation.override("en"):
        yield


@pytest.fixture
def story():
    return Story(statuses=("full", "none"))


def opened(admin, **said) -> Round:
    return running.open_round(**({"by": admin, "name_sq": "Viti 4"} | DATES | said))


def extended(story, **said):
    usual = {
        "round": story.round, "by": story.admin, "old_submit_by": story.round.submit_by,
        "new_submit_by": LATE, "reason_sq": "Bashkitë u përgjigjën vonë.",
    }  # fmt: skip
    return running.extend_round(**(usual | said))


def three():
    """Three stories of one round, each of its own organisation."""
    first = Story(statuses=("full",))
    others = [Story(statuses=("full",), term=first.contract.term) for _ in range(2)]
    for other in others:
        other.round.delete()
        other.round = first.round
    return [first, *others]


def accepted(story, chosen):
    return duties.accept_duties(round=story.round, by=story.admin, chosen=chosen)


# --- Opening, extending, closing ------------------------------------------------------------------


def test_a_round_is_opened_once_under_its_years(story):
    round = opened(story.admin, term=story.contract.term)
    again = opened(story.admin, term=story.contract.term)

    assert (round.slug, round.reply_days, round.method_version) == ("2026-2027", 14, "1")
    assert again == round


def test_two_rounds_of_a_term_do_not_overlap(story):
    with pytest.raises(ValidationError) as caught:
        opened(story.admin, term=story.contract.term, begins=datetime.date(2026, 8, 31))
    assert list(caught.value.error_dict) == ["begins"]
    assert Round.objects.count() == 1


def test_a_deadline_is_moved_in_public_and_every_date_is_kept(story):
    before = story.round.submit_by
    extended(story)
    story.round.refresh_from_db()
    extended(story, new_submit_by=LATE + DAY)

    story.round.refresh_from_db()
    assert story.round.submit_by == LATE + DAY
    assert list(RoundExtension.objects.values_list("old_submit_by", "new_submit_by")) == [
        (before, LATE), (LATE, LATE + DAY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"reason_sq": ""},
        {"new_submit_by": datetime.date(2026, 9, 30)},
        {"new_submit_by": datetime.date(2026, 9, 1)},
    ],
)
def test_an_extension_needs_a_reason_and_a_later_day(story, said):
    with pytest.raises(ValidationError):
        extended(story, **said)
    assert not RoundExtension.objects.exists()


def test_who_saw_an_older_deadline_does_not_move_it(story):
    extended(story)
    with pytest.raises(actions.Conflict, match="15 October 2026"):
        extended(story, new_submit_by=LATE + 9 * DAY)
    assert RoundExtension.objects.count() == 1


def test_a_round_is_closed_after_its_deadline_and_only_once(story):
    with pytest.raises(actions.Refused, match="30 September 2026"):
        running.close_round(round=story.round, by=story.admin)

    first = running.close_round(round=story.round, by=story.admin, at=BEGIN + 20 * DAY)
    again = running.close_round(round=story.round, by=story.admin, at=BEGIN + 30 * DAY)

    assert first.closed_at == again.closed_at == BEGIN + 20 * DAY
    assert first.closed_by == story.admin


def test_in_a_closed_round_nothing_is_opened_or_submitted_and_corrections_are(story):
    story.published()
    draft = Story(statuses=("full",), beside=story, term=story.contract.term)
    draft.round = story.round
    draft.filled()
    third = Story(statuses=("full",), beside=story, term=story.contract.term)
    running.close_round(round=story.round, by=story.admin, at=BEGIN + 31 * DAY)

    with pytest.raises(actions.Refused, match="was closed on"):
        actions.submit(report=draft.report, by=draft.author)
    with pytest.raises(actions.Refused, match="was closed on"):
        actions.open_report(
            contract=third.contract, round=story.round, by=story.author, organisation=story.home
        )
    with pytest.raises(actions.Refused, match="was closed on"):
        extended(story)
    story.corrected()
    assert story.report.status == "published"
    draft.report.refresh_from_db()
    assert draft.report.status == "draft"


def test_only_network_admins_run_rounds(story):
    for run in (
        lambda: opened(story.author, term=story.contract.term),
        lambda: extended(story, by=story.author),
        lambda: running.close_round(round=story.round, by=story.author, at=BEGIN + 20 * DAY),
        lambda: duties.propose_duties(round=story.round, by=story.author),
        lambda: duties.accept_duties(round=story.round, by=story.author, chosen={}),
    ):
        with pytest.raises(actions.NotAllowed):
            run()


# --- Who reviews whom -----------------------------------------------------------------------------


def test_the_rota_proposes_and_nothing_is_in_force_before_it_is_accepted():
    first, second, third = three()
    proposed = duties.propose_duties(round=first.round, by=first.admin)
    again = duties.propose_duties(round=first.round, by=first.admin)

    assert len(proposed) == len(again) == ReviewDuty.objects.count() == 3
    assert ReviewDuty.objects.in_force().count() == 0
    first.submitted()
    assert first.report.reviewer is None


def test_a_submitted_report_goes_to_whoever_has_the_duty_with_the_fewest_reviews():
    first, second, third = three()
    busy, free = second.author, second.colleague
    accepted(first, {third.contract.pk: second.home.pk})
    third.submitted()
    assert third.report.reviewer == busy
    actions.withdraw(report=third.report, by=third.author)
    assert (third.report.reviewer, third.report.status) == (None, "draft")

    accepted(first, {first.contract.pk: second.home.pk, third.contract.pk: second.home.pk})
    actions.submit(report=third.report, by=third.author)
    first.submitted()

    assert (third.report.reviewer, first.report.reviewer) == (busy, free)
    assert first.report.reviewing_organisation == second.home
    told = OutgoingMail.objects.filter(key__startswith="event/", to=free.email)
    assert told.count() == 1


def test_the_reviewer_by_rota_can_review_at_once_and_then_it_is_not_withdrawn():
    first, second, _third = three()
    accepted(first, {first.contract.pk: second.home.pk})
    first.submitted()
    reviewer = first.report.reviewer

    actions.code_blind(
        finding=first.report.findings.get(), by=reviewer, status="full", at=BEGIN + DAY
    )

    with pytest.raises(actions.Conflict):
        actions.withdraw(report=first.report, by=first.author)


def test_what_waits_already_is_given_out_when_the_duties_are_accepted():
    first, second, third = three()
    first.submitted()
    third.submitted()
    accepted(first, {first.contract.pk: second.home.pk, third.contract.pk: None})

    given = actions.assign_by_rota(round=first.round, by=first.admin)

    assert given == [first.report]
    first.report.refresh_from_db()
    third.report.refresh_from_db()
    assert first.report.reviewing_organisation == second.home
    assert third.report.reviewer is None


def test_a_tie_of_one_gives_the_review_to_her_colleague_and_of_all_to_nobody():
    first, second, _third = three()
    accepted(first, {first.contract.pk: second.home.pk})
    tie = {"municipality": first.municipality}
    factories.DeclaredInterestFactory(user=second.author, **tie)
    assert duties.falls_to(first.filled().report).user == second.colleague

    factories.DeclaredInterestFactory(user=second.colleague, **tie)
    assert duties.falls_to(first.report) is None
    question = duties.question_of(first.round, on=BEGIN.date())
    assert (second.home.pk, first.contract.pk) in question.barred


@pytest.mark.parametrize("rule", ["own", "mutual", "barred", "suspended"])
def test_a_choice_that_breaks_a_rule_is_refused_at_its_row_and_nothing_is_accepted(rule):
    first, second, third = three()
    chosen = {third.contract.pk: second.home.pk, first.contract.pk: third.home.pk}
    if rule == "own":
        chosen[first.contract.pk] = first.home.pk
    elif rule == "mutual":
        chosen |= {first.contract.pk: second.home.pk, second.contract.pk: first.home.pk}
    elif rule == "barred":
        for person in (third.author, third.colleague):
            factories.DeclaredInterestFactory(user=person, municipality=first.municipality)
    else:
        third.home.is_active = False
        third.home.save()

    with pytest.raises(duties.BreaksARule) as caught:
        accepted(first, chosen)

    assert first.contract.pk in caught.value.rows
    assert third.contract.pk not in caught.value.rows
    assert not ReviewDuty.objects.exists()


def test_an_accepted_duty_is_changed_and_what_somebody_reviews_already_stays():
    first, second, third = three()
    accepted(first, {first.contract.pk: second.home.pk, second.contract.pk: third.home.pk})
    first.submitted()

    accepted(first, {first.contract.pk: third.home.pk, second.contract.pk: None})

    found = ReviewDuty.objects.values_list("contract", "organisation")
    assert list(found) == [(first.contract.pk, second.home.pk)]
    first.report.refresh_from_db()
    assert first.report.reviewing_organisation == second.home


def test_a_proposal_keeps_what_was_accepted_unless_it_breaks_a_rule_by_now():
    first, second, third = three()
    accepted(first, {first.contract.pk: third.home.pk, second.contract.pk: first.home.pk})
    for person in (first.author, first.colleague):
        factories.DeclaredInterestFactory(user=person, municipality=second.municipality)

    duties.propose_duties(round=first.round, by=first.admin)

    kept = ReviewDuty.objects.in_force().values_list("contract", "organisation")
    assert list(kept) == [(first.contract.pk, third.home.pk)]
    assert not ReviewDuty.objects.filter(contract=second.contract, organisation=first.home).exists()


def test_two_people_who_accept_the_same_leave_one_duty_by_the_first():
    first, second, third = three()
    other = factories.UserFactory(is_network_admin=True)
    for by in (first.admin, other):
        duties.accept_duties(round=first.round, by=by, chosen={first.contract.pk: second.home.pk})
    assert [(d.accepted_by, d.proposed_by) for d in ReviewDuty.objects.all()] == [
        (first.admin, first.admin)
    ]


# --- A tie keeps out of writing -------------------------------------------------------------------


def test_whoever_has_a_tie_neither_opens_nor_writes_there_and_her_colleague_does(story):
    factories.DeclaredInterestFactory(user=story.author, municipality=story.municipality)
    with pytest.raises(actions.NotAllowed):
        actions.open_report(
            contract=story.contract, round=story.round, by=story.author, organisation=story.home
        )

    report = actions.open_report(
        contract=story.contract, round=story.round, by=story.colleague, organisation=story.home
    )
    finding = report.findings.first()
    with pytest.raises(actions.NotAllowed):
        actions.save_finding(finding=finding, by=story.author, version=0, status="none")
    with pytest.raises(actions.NotAllowed):
        actions.submit(report=report, by=story.author)
    assert actions.save_finding(
        finding=finding, by=story.colleague, version=0, status="none"
    ).status == "none"  # fmt: skip
