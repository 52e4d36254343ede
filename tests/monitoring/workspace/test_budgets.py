"""Query budgets: the same literal number with three commitments and with thirty (P-05)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.monitoring.workspace.people import signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

# Of each: session and person 2, the thing itself 1, what the person is to the report 3.
BUDGETS = {
    "report": 16,
    "review": 16,
    "preview": 26,
    "finding": 8,
    "evidence": 9,
}


def queries_of(person, address) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(asked)


def story_with(commitments: int) -> Story:
    statuses = ("full", "partial", "none") * (commitments // 3)
    return Story(statuses=statuses).filled()


@pytest.mark.parametrize("commitments", [3, 30])
def test_a_page_about_a_report_asks_the_same_number_of_questions_however_long_it_is(commitments):
    story = story_with(commitments)
    finding = story.report.findings.in_order().first()
    report = f"/workspace/reports/{story.report.pk}/"
    asked = {
        "report": queries_of(story.author, report),
        "preview": queries_of(story.author, f"{report}preview/"),
        "finding": queries_of(story.author, f"/workspace/findings/{finding.pk}/"),
        "evidence": queries_of(story.author, f"/workspace/findings/{finding.pk}/evidence/"),
    }

    assert asked == {name: BUDGETS[name] for name in asked}


@pytest.mark.parametrize("commitments", [3, 30])
def test_the_review_asks_the_same_number_of_questions_however_long_it_is(commitments):
    story = story_with(commitments).in_review()

    address = f"/workspace/reports/{story.report.pk}/review/"
    assert queries_of(story.reviewer, address) == BUDGETS["review"]


@pytest.mark.parametrize("reports", [1, 5])
def test_the_desk_asks_the_same_number_of_questions_however_much_lies_on_it(reports):
    person = factories.UserFactory()
    for _ in range(reports):
        Story(statuses=("full",) * 3).submitted()
        for state in ("opened", "published"):
            story = getattr(Story(statuses=("full",) * 3), state)()
            factories.MembershipFactory(user=person, organisation=story.home)
            factories.RoundFactory(term=story.contract.term)

    assert queries_of(person, "/workspace/") == 18


@pytest.mark.parametrize("reports", [1, 5])
def test_the_list_of_all_reports_asks_the_same_number_of_questions(reports):
    for _ in range(reports):
        admin = Story(statuses=("full",)).filled().admin

    assert queries_of(admin, "/workspace/reports/") == 4
