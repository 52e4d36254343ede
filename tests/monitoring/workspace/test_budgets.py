"""Query budgets: the same literal number with three commitments and with thirty (P-05)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring import actions
from tests import factories
from tests.monitoring.workspace.people import signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

# Of each: session and person 2, the thing itself 1, what the author is to the report 2.
BUDGETS = {
    "report": 17,
    "review": 20,
    "preview": 21,
    "finding": 11,
    "submit": 25,
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
    report = f"/workspace/reports/{story.report.pk}/"
    asked = {
        "report": queries_of(story.author, report),
        "preview": queries_of(story.author, f"{report}preview/"),
        "submit": queries_of(story.author, f"{report}submit/"),
    }

    assert asked == {name: BUDGETS[name] for name in asked}


@pytest.mark.parametrize("number", [1, 10])
def test_the_form_of_a_finding_asks_the_same_number_of_questions_however_much_proves_it(number):
    """QUALITY P-05: at most 15, with a round before, comments, evidence and files that wait."""
    story = Story(statuses=("full",)).filled()
    add_items(story, number)
    story.coded()
    finding = story.report.findings.get()
    for place in range(number):
        actions.comment(finding=finding, by=story.reviewer, text=f"Vërejtje {place}")
    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures="none")
    actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    story.publish().a_year_later()
    add_items(story, number)
    finding = story.report.findings.get()
    for _ in range(number):
        factories.KeptFileFactory(finding=finding)
        factories.ReviewCommentFactory(finding=finding)

    assert (
        queries_of(story.author, f"/workspace/findings/{finding.pk}/") == BUDGETS["finding"] <= 15
    )


def add_items(story, number):
    for place in range(number):
        actions.add_evidence(
            finding=story.report.findings.get(), by=story.author, evidence_class="official",
            title=f"Vendim {place}", link="https://example.org/v",
        )  # fmt: skip


@pytest.mark.parametrize("commitments", [3, 30])
def test_the_review_asks_the_same_number_of_questions_however_long_it_is(commitments):
    story = story_with(commitments).in_review()

    address = f"/workspace/reports/{story.report.pk}/review/"
    assert queries_of(story.reviewer, address) == BUDGETS["review"]


@pytest.mark.parametrize("reports", [1, 10])
def test_the_desk_asks_the_same_number_of_questions_however_much_lies_on_it(reports):
    """Rounds, organisations, drafts, reviews, replies, queue and news, ten times as many."""
    person = factories.UserFactory(is_network_admin=True)
    peer = factories.OrganisationFactory()
    factories.MembershipFactory(user=person, organisation=peer)
    demonstration = factories.TermFactory(is_demonstration=True)
    for _ in range(reports):
        Story(statuses=("full",)).submitted()
        review = Story(statuses=("full",)).submitted()
        actions.take_review(report=review.report, by=person, organisation=peer)
        for state in ("filled", "returned", "invited", "published"):
            story = getattr(Story(statuses=("full",)), state)()
            factories.MembershipFactory(user=person, organisation=story.home)
            factories.RoundFactory(term=story.contract.term)
            if state == "invited":
                factories.ReplyFactory(report=story.report)
        Story(statuses=("full",), term=demonstration).opened()

    assert queries_of(person, "/workspace/") == 17


@pytest.mark.parametrize("reports", [1, 5])
def test_the_list_of_all_reports_asks_the_same_number_of_questions(reports):
    for _ in range(reports):
        admin = Story(statuses=("full",)).filled().admin

    assert queries_of(admin, "/workspace/reports/") == 4
