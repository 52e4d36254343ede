"""The life of a report (DESIGN §4): every transition, and every state it is refused in."""

import pytest

from monitoring import actions, permissions
from monitoring.models import Report, ReportEvent
from tests.monitoring.every_action import STATES, perform, story_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

ACTIONS = [action for action in Report.TRANSITIONS if action != "open_report"]
ILLEGAL = [
    (action, state)
    for action in ACTIONS
    for state in STATES
    if Report.TRANSITIONS[action][0] != state
]


@pytest.mark.parametrize(("action", "state"), ILLEGAL)
def test_an_action_in_the_wrong_state_is_a_conflict_and_changes_nothing(action, state):
    story = story_in(state)
    events = ReportEvent.objects.count()

    with pytest.raises(actions.Conflict):
        perform(action, story)

    story.report.refresh_from_db()
    assert story.report.status == state
    assert ReportEvent.objects.count() == events


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (action, Report.TRANSITIONS[action][0])
        for action in ACTIONS
        if action not in ("withdraw", "take_review", "code_blind")
    ],
)
def test_an_action_in_its_state_leads_where_the_table_says(action, state):
    story = story_in(state)

    perform(action, story)

    story.report.refresh_from_db()
    assert story.report.status == Report.TRANSITIONS[action][1]


def test_the_review_is_taken_from_the_queue():
    story = Story(statuses=("full",)).submitted()

    actions.take_review(report=story.report, by=story.reviewer, organisation=story.peer)

    assert story.report.reviewer == story.reviewer
    assert story.report.reviewing_organisation == story.peer


def test_a_submitted_report_can_be_withdrawn_until_somebody_takes_the_review():
    story = Story(statuses=("full",)).submitted()

    actions.withdraw(report=story.report, by=story.author)

    assert story.report.status == "draft"


def test_a_report_in_review_cannot_be_withdrawn():
    story = Story(statuses=("full",)).in_review()

    with pytest.raises(actions.Conflict):
        actions.withdraw(report=story.report, by=story.author)


def test_every_step_is_remembered_with_who_and_when():
    story = Story(statuses=("full",)).published()

    steps = story.report.events.values_list("action", "from_status", "to_status", "by")

    assert list(steps) == [
        ("open_report", "", "draft", story.author.pk),
        ("submit", "draft", "submitted", story.author.pk),
        ("take_review", "submitted", "submitted", story.reviewer.pk),
        ("approve", "submitted", "approved", story.reviewer.pk),
        ("invite_reply", "approved", "approved", story.author.pk),
        ("publish", "approved", "published", story.admin.pk),
    ]


def test_every_action_of_the_table_stands_in_the_policy():
    assert set(permissions.POLICY) == set(Report.TRANSITIONS)
