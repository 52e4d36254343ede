"""A coordinator leaves: her draft passes to a colleague, her review back into the queue (S-09)."""

import pytest

from monitoring import actions, permissions
from monitoring.actions import Conflict
from monitoring.models import Report
from monitoring.workspace import desk
from municipalities.interests import declare_interest
from municipalities.people import leaving, roles
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

WAYS = {
    "her role was taken away": lambda s, who: roles.take_role(
        membership=who.memberships.get(), by=s.admin
    ),
    "she left by herself": lambda s, who: roles.take_role(membership=who.memberships.get(), by=who),
    "her account was disabled": lambda s, who: leaving.disable(person=who, by=s.admin),
}


@pytest.mark.parametrize("way", WAYS)
def test_her_draft_passes_to_a_colleague_who_finishes_it(way):
    story = Story(statuses=("full", "none")).filled()
    WAYS[way](story, story.author)

    address = f"/en/workspace/reports/{story.report.pk}/"
    assert signed_in(story.author).get(address).status_code in (302, 404)
    page = Browser("en").sign_in(story.colleague).open(address)
    assert {"submit", "summary"} <= set(page.offers())
    finding = story.report.findings.in_order().first()
    actions.save_finding(
        finding=finding, by=story.colleague, version=finding.lock_version, status="full",
        stage=finding.stage, rationale_sq="Fjalët e koleges.",
    )  # fmt: skip
    assert actions.submit(report=story.report, by=story.colleague).submitted_by == story.colleague


def gone(way) -> Story:
    """A report in review whose reviewer has left."""
    story = Story(statuses=("full",)).in_review()
    WAYS[way](story, story.reviewer)
    story.peers = factories.UserFactory(coordinates=story.peer)
    return story


@pytest.mark.parametrize("way", WAYS)
def test_the_review_in_her_hand_waits_for_somebody_again(way):
    story = gone(way)
    assert [r.report for r in desk.of(story.peers).queue] == [story.report]
    assert [r.report for r in desk.of(story.admin).to_assign] == [story.report]

    browser = Browser("en").sign_in(story.peers)
    browser.start("/workspace/")
    browser.send("take-review")
    story.report.refresh_from_db()
    assert (story.report.reviewer, story.report.reviewing_organisation) == (
        story.peers, story.peer,
    )  # fmt: skip
    finding = story.report.findings.get()
    actions.code_blind(finding=finding, by=story.peers, status=finding.status)
    assert actions.approve(report=story.report, by=story.peers).status == "approved"


def test_a_review_passes_on_where_the_reviewer_declared_a_tie():
    story = Story(statuses=("full",)).in_review()
    declare_interest(by=story.reviewer, municipality=story.municipality, kind="family")
    other = factories.UserFactory(coordinates=factories.OrganisationFactory())

    assert [r.report for r in desk.of(other).queue] == [story.report]
    assert desk.of(story.reviewer).queue == []


def test_nobody_takes_a_review_from_a_reviewer_who_is_there():
    story = Story(statuses=("full",)).in_review()
    other = factories.UserFactory(coordinates=factories.OrganisationFactory())
    assert desk.of(other).queue == []
    with pytest.raises(Conflict):
        actions.take_review(
            report=story.report, by=other, organisation=other.memberships.get().organisation,
            at=BEGIN + 2 * DAY,
        )  # fmt: skip


def test_of_two_who_take_it_over_the_second_is_told_that_somebody_was_first():
    story = gone("her account was disabled")
    second = factories.UserFactory(coordinates=factories.OrganisationFactory())
    actions.take_review(report=story.report, by=story.peers, organisation=story.peer)
    with pytest.raises(Conflict):
        actions.take_review(
            report=story.report, by=second, organisation=second.memberships.get().organisation
        )


def test_whether_the_reviewer_is_there_is_the_same_asked_alone_and_with_its_names():
    story = gone("her role was taken away")
    alone = Report.objects.get(pk=story.report.pk)
    named = Report.objects.with_its_names().get(pk=story.report.pk)
    assert [permissions.has_a_reviewer(alone), permissions.has_a_reviewer(named)] == [False, False]
    there = Story(statuses=("full",)).in_review().report
    named = Report.objects.with_its_names().get(pk=there.pk)
    assert [permissions.has_a_reviewer(there), permissions.has_a_reviewer(named)] == [True, True]
    waits = Story(statuses=("full",)).submitted().report
    assert not permissions.has_a_reviewer(Report.objects.with_its_names().get(pk=waits.pk))
