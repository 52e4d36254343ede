"""Who may do what to a report: the policy table against every action, and four eyes (S-09)."""

import pytest

from monitoring import actions, permissions
from monitoring.models import Report, ReportEvent
from monitoring.permissions import Relation
from tests import factories
from tests.monitoring.every_action import STATES, perform, story_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

PEOPLE = {
    "author": lambda s: s.author,
    "colleague": lambda s: s.colleague,
    "reviewer": lambda s: s.reviewer,
    "coordinator of a third organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory()
    ),
    "network admin": lambda s: s.admin,
    "network admin in the author's organisation": lambda s: factories.UserFactory(
        coordinates=s.home, is_network_admin=True
    ),
    "network admin in another organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory(), is_network_admin=True
    ),
    "member of both organisations": lambda s: _in_both(s),
    "disabled author": lambda s: factories.UserFactory(coordinates=s.home, is_active=False),
    "member of a suspended organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory(is_active=False)
    ),
    "stranger": lambda s: s.stranger,
}
A, R, OUT, N, P = (
    Relation.AUTHOR, Relation.REVIEWER, Relation.OUTSIDER, Relation.NETWORK_ADMIN,
    Relation.PUBLISHER,
)  # fmt: skip
EXPECTED = {
    "author": {A},
    "colleague": {A},
    "reviewer": {R, OUT},
    "coordinator of a third organisation": {OUT},
    "network admin": {N, P},
    "network admin in the author's organisation": {N, A},
    "network admin in another organisation": {N, P, OUT},
    "member of both organisations": {A},
    "disabled author": set(),
    "member of a suspended organisation": set(),
    "stranger": set(),
}


def _in_both(story):
    user = factories.UserFactory(coordinates=story.home)
    factories.MembershipFactory(user=user, organisation=story.peer)
    return user


@pytest.mark.parametrize("who", PEOPLE)
def test_what_a_person_is_to_a_report(who):
    story = Story(statuses=("full",)).coded()

    assert permissions.relations(PEOPLE[who](story), story.report) == EXPECTED[who]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_who_is_refused_by_the_policy_is_refused_by_every_action(who, state):
    """Role x state x action: whoever the table does not allow gets NotAllowed, and no row moves."""
    story = story_in(state)
    person = PEOPLE[who](story)
    refused = [
        action
        for action, (source, _target) in Report.TRANSITIONS.items()
        if source == state
        and action not in ("record_reply",)
        and not permissions.POLICY[action] & EXPECTED[who]
    ]
    events = ReportEvent.objects.count()

    for action in refused:
        with pytest.raises(actions.NotAllowed):
            perform(action, story, by=person)

    story.report.refresh_from_db()
    assert story.report.status == state
    assert ReportEvent.objects.count() == events


@pytest.mark.parametrize("who", ["author", "stranger", "coordinator of a third organisation"])
def test_a_letter_is_filed_by_a_network_admin_only(who):
    story = story_in("approved")

    with pytest.raises(actions.NotAllowed):
        perform("record_reply", story, by=PEOPLE[who](story))

    assert story.report.replies.count() == 0


def test_only_an_organisation_that_covers_the_municipality_opens_a_report():
    story = Story()

    for person, organisation in [
        (story.reviewer, story.peer),
        (story.stranger, story.home),
        (story.admin, story.home),
        (story.author, story.peer),
    ]:
        with pytest.raises(actions.NotAllowed):
            actions.open_report(
                contract=story.contract, round=story.round, by=person, organisation=organisation
            )
    assert Report.objects.count() == 0


def test_an_author_who_changed_organisation_still_cannot_review_or_publish_her_report():
    story = Story(statuses=("full",)).submitted()
    story.author.memberships.all().delete()
    factories.MembershipFactory(user=story.author, organisation=story.peer)
    story.author.is_network_admin = True
    story.author.save()

    relations = permissions.relations(story.author, story.report)

    assert relations == {Relation.NETWORK_ADMIN}
    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.author, organisation=story.peer)


def test_somebody_who_edited_one_finding_counts_as_an_author():
    story = Story(statuses=("full",)).filled()
    finding = story.report.findings.get()
    actions.save_finding(
        finding=finding, by=story.colleague, version=finding.lock_version, status="full",
        stage="in_use", rationale_sq="Fjalia e kolegut.",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author)
    story.colleague.memberships.all().delete()
    factories.MembershipFactory(user=story.colleague, organisation=story.peer)

    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.colleague, organisation=story.peer)


def test_a_reviewer_whose_organisation_is_suspended_can_no_longer_approve():
    story = Story(statuses=("full",)).coded()
    story.peer.is_active = False
    story.peer.save()

    with pytest.raises(actions.NotAllowed):
        actions.approve(report=story.report, by=story.reviewer)


def test_a_review_is_not_taken_for_an_organisation_one_does_not_belong_to():
    story = Story(statuses=("full",)).submitted()

    with pytest.raises(actions.Refused):
        actions.take_review(
            report=story.report, by=story.reviewer, organisation=factories.OrganisationFactory()
        )
    assert story.report.reviewer is None


def test_a_network_admin_can_give_the_review_to_somebody_else_but_not_to_the_author():
    story = Story(statuses=("full",)).in_review()
    other = factories.OrganisationFactory()
    reviewer = factories.UserFactory(coordinates=other)

    with pytest.raises(actions.Refused):
        actions.assign_review(
            report=story.report, reviewer=story.colleague, organisation=story.home, by=story.admin
        )
    actions.assign_review(
        report=story.report, reviewer=reviewer, organisation=other, by=story.admin
    )

    assert story.report.reviewer == reviewer


@pytest.mark.parametrize(
    ("state", "who", "reads"),
    [
        ("draft", "author", True),
        ("draft", "stranger", False),
        ("draft", "coordinator of a third organisation", False),
        ("draft", "disabled author", False),
        ("submitted", "reviewer", True),
        ("submitted", "coordinator of a third organisation", False),
        ("approved", "network admin", True),
        ("published", "member of a suspended organisation", False),
    ],
)
def test_who_may_read_an_unpublished_report(state, who, reads):
    story = story_in(state)

    assert permissions.may_read(PEOPLE[who](story), story.report) is reads
