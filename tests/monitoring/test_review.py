"""Two coders (METHOD §6): blind first, both kept, differences settled with a sentence."""

import pytest

from monitoring import actions
from monitoring.models import SecondCode
from tests import factories
from tests.stories import Story

pytestmark = pytest.mark.django_db


def code(story, finding, status):
    return actions.code_blind(finding=finding, by=story.reviewer, status=status)


def test_a_report_is_not_approved_before_every_finding_is_rated():
    story = Story(statuses=("full", "none")).in_review()
    code(story, story.report.findings.in_order()[0], "full")

    with pytest.raises(actions.Refused, match="2"):
        actions.approve(report=story.report, by=story.reviewer)

    story.report.refresh_from_db()
    assert (story.report.status, story.report.approved_at) == ("submitted", None)


def test_a_difference_must_be_settled_before_approval():
    story = Story(statuses=("full",)).in_review()
    given = code(story, story.report.findings.get(), "partial")

    with pytest.raises(actions.Refused, match="1"):
        actions.approve(report=story.report, by=story.reviewer)
    actions.settle_difference(
        code=given, by=story.reviewer, outcome="given_up", note="Dokumenti është në fuqi."
    )
    actions.approve(report=story.report, by=story.reviewer)

    assert story.report.status == "approved"


def test_both_codes_are_kept_as_they_were_given_even_when_the_author_changes_hers():
    story = Story(statuses=("full",)).in_review()
    finding = story.report.findings.get()
    code(story, finding, "partial")
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shih provën 1.")
    finding.refresh_from_db()
    actions.save_finding(
        finding=finding, by=story.author, version=finding.lock_version, status="partial",
        stage="under_way", rationale_sq="Vetëm një pjesë.",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author)
    actions.approve(report=story.report, by=story.reviewer)
    actions.invite_reply(report=story.report, by=story.author)
    actions.record_reply(report=story.report, by=story.admin, text="Jemi dakord.", capacity="mayor")

    line = actions.publish(report=story.report, by=story.admin).lines.get()

    assert (line.status, line.first_code, line.second_code) == ("partial", "full", "partial")


def test_a_code_is_given_once():
    story = Story(statuses=("full",)).in_review()
    finding = story.report.findings.get()
    code(story, finding, "partial")

    with pytest.raises(actions.Conflict):
        code(story, finding, "full")

    assert SecondCode.objects.get().status == "partial"


@pytest.mark.parametrize("status", ["", "best", "FULL"])
def test_a_code_is_one_of_the_five_statuses(status):
    story = Story(statuses=("full",)).in_review()

    with pytest.raises(actions.Refused):
        code(story, story.report.findings.get(), status)

    assert SecondCode.objects.count() == 0


@pytest.mark.parametrize(("outcome", "note"), [("kept", " "), ("", "Pse"), ("maybe", "Pse")])
def test_a_difference_is_kept_or_given_up_with_a_sentence(outcome, note):
    story = Story(statuses=("full",)).in_review()
    given = code(story, story.report.findings.get(), "partial")

    with pytest.raises(actions.Refused):
        actions.settle_difference(code=given, by=story.reviewer, outcome=outcome, note=note)

    given.refresh_from_db()
    assert given.outcome == ""


def test_a_report_is_not_returned_without_a_word():
    story = Story(statuses=("full",)).in_review()

    with pytest.raises(actions.Refused):
        actions.return_to_author(report=story.report, by=story.reviewer, note="  ")

    story.report.refresh_from_db()
    assert story.report.status == "submitted"


def test_a_reviewer_who_joined_the_writing_organisation_does_not_submit_what_she_reviewed():
    story = Story(statuses=("full",)).returned()
    story.reviewer.memberships.all().delete()
    factories.MembershipFactory(user=story.reviewer, organisation=story.home)

    with pytest.raises(actions.Refused):
        actions.submit(report=story.report, by=story.reviewer)


def test_the_note_of_a_return_is_remembered():
    story = Story(statuses=("full",)).returned()

    event = story.report.events.get(action="return_to_author")

    assert (event.note, event.by) == ("Shto datën e vendimit.", story.reviewer)


def test_the_database_refuses_a_review_by_the_same_organisation():
    from django.db import IntegrityError, transaction

    story = Story(statuses=("full",)).submitted()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(story.report).objects.filter(pk=story.report.pk).update(
            reviewer=story.reviewer, reviewing_organisation=story.home
        )
