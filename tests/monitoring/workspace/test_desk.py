"""My desk: what is mine, exactly what is missing, what could be opened, what waits for review."""

import datetime

import pytest
import time_machine
from django.utils import translation

from monitoring import actions
from monitoring.models import Report
from monitoring.workspace import desk
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def desk_of(person, language="en") -> Page:
    return Page(signed_in(person).get(f"{'' if language == 'sq' else '/en'}/workspace/"))


def text(page) -> str:
    return page.response.content.decode()


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False), translation.override("en"):
        yield


def test_each_thing_that_findings_lack_is_counted_and_leads_to_the_first_of_it():
    story = Story(statuses=("full", "full", "none", "unassessed")).opened()
    first, second, third, fourth = story.report.findings.in_order()
    story.find(first, "full")
    save = {"by": story.author, "version": 0, "at": BEGIN}
    actions.save_finding(finding=second, status="full", stage="in_use", **save)
    actions.save_finding(finding=third, status="none", rationale_sq="Fjalë prove.", **save)
    actions.save_finding(finding=fourth, status="unassessed", **save)
    factories.EvidenceFactory(finding=third, evidence_class="statement", dated="2027-01-01")

    own = desk.of(story.author, at=BEGIN).under_way[0]

    assert (own.findings, own.complete, own.next) == (4, 1, second)
    assert [(lack.words, lack.first.finding, lack.first.field) for lack in own.lacks] == [
        ("1 of 4 without a stage", third, "stage"),
        ("1 of 4 without a sentence in Albanian", second, "rationale_sq"),
        ("1 of 4 without a reason in Albanian", fourth, "reason_sq"),
        ("1 of 4 without evidence", second, "evidence"),
        ("1 of 4 with evidence that does not carry the status", third, "evidence"),
    ]


def test_what_needs_no_assessment_is_not_counted():
    """METHOD §5: excluded and withdrawn commitments."""
    story = Story(statuses=("full", "full", "full")).opened()
    excluded, withdrawn, _rest = story.commitments
    factories.ExclusionFactory(commitment=excluded, approved_at=BEGIN - DAY)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        withdrawn_on=datetime.date(2026, 1, 1), withdrawn_source="Vendim i provës"
    )

    own = desk.of(story.author, at=BEGIN).under_way[0]

    assert (own.findings, own.complete) == (1, 0)
    assert [lack.words for lack in own.lacks] == ["1 of 1 without a status"]


STATES = {
    "opened": ("Your turn: complete it and submit it.", 10),
    "submitted": ("Waits for a reviewer of another organisation.", None),
    "in_review": ("The reviewer’s turn.", None),
    "returned": ("Came back from the review. Your turn: mend it and submit it again.", 10),
    "approved": ("Your turn: invite the municipality to reply.", None),
    "invited": ("The municipality’s turn: it can reply.", 16),
}


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_it_says_whose_turn_it_is_and_until_when(state):
    story = getattr(Story(statuses=("full",)), state)()

    own = desk.of(story.author, at=BEGIN).under_way[0]

    left = own.deadline.days_left if own.deadline else None
    assert (own.whose_turn, left) == STATES[state]


def test_after_the_reply_window_it_is_the_networks_turn():
    story = Story(statuses=("full",)).invited()
    at = BEGIN + 30 * DAY

    assert desk.of(story.author, at=at).under_way[0].whose_turn == (
        "The network’s turn: it can be published."
    )
    assert desk.of(story.admin, at=at).to_publish == [story.report]
    assert desk.of(story.admin, at=BEGIN + 3 * DAY).to_publish == []
    assert desk.of(story.reviewer, at=at).to_publish == []


def test_an_admin_is_not_asked_to_publish_what_is_her_own():
    story = Story(statuses=("full",)).invited()
    for person in (story.author, story.reviewer):
        type(person).objects.filter(pk=person.pk).update(is_network_admin=True)
        person.refresh_from_db()

        assert desk.of(person, at=BEGIN + 30 * DAY).to_publish == []


def test_a_network_admin_sees_what_has_no_reviewer_and_for_how_long():
    story = Story(statuses=("full",)).submitted()
    Story(statuses=("full",)).in_review()

    waiting = desk.of(story.admin, at=BEGIN + 4 * DAY).to_assign

    assert [(review.report, review.waits) for review in waiting] == [
        (story.report, "waits for 3 days")
    ]
    assert desk.of(story.author, at=BEGIN + 4 * DAY).to_assign == []


def test_a_complete_draft_lacks_nothing():
    story = Story(statuses=("full",)).filled()

    assert "Nothing is missing; it can be submitted." in text(desk_of(story.author))


def test_a_report_is_opened_from_the_desk_once():
    story = Story(statuses=("full",))
    browser = Browser().sign_in(story.author)
    assert browser.page.offers() == ["open"]
    address = browser.page.form("open").attributes["action"]

    page = browser.send("open")
    again = signed_in(story.author).post(address)

    report = Report.objects.get()
    assert (page.state, report.opened_by, report.organisation) == (
        "draft", story.author, story.home,
    )  # fmt: skip
    assert again.headers["Location"] == f"/workspace/reports/{report.pk}/"
    assert "open" not in desk_of(story.author).offers()


def test_only_rounds_that_have_begun_and_contracts_with_commitments_are_offered():
    story = Story(statuses=("full",))
    future = datetime.date(2030, 1, 1)
    factories.RoundFactory(
        term=story.contract.term, begins=future, ends=datetime.date(2030, 12, 31),
        evidence_until=datetime.date(2030, 12, 31), submit_by=datetime.date(2031, 1, 31),
    )  # fmt: skip
    factories.SocialContractFactory(municipality=story.municipality)

    assert desk_of(story.author).offers() == ["open"]


@pytest.mark.parametrize("which", ["contract", "round", "organisation"])
def test_nothing_is_opened_for_what_is_not_mine(which):
    """QUALITY S-06."""
    mine, theirs = Story(statuses=("full",)), Story(statuses=("full",))
    numbers = {"contract": mine.contract.pk, "round": mine.round.pk, "organisation": mine.home.pk}
    numbers[which] = {
        "contract": theirs.contract.pk, "round": theirs.round.pk, "organisation": theirs.home.pk,
    }[which]  # fmt: skip
    before = everything()

    response = signed_in(mine.author).post(
        "/workspace/reports/open/{contract}/{round}/{organisation}/".format(**numbers)
    )

    assert response.status_code == (422 if which == "round" else 404)
    assert everything() == before


def test_the_queue_holds_what_others_submitted_and_nothing_else():
    waiting = Story(statuses=("full",)).submitted()
    Story(statuses=("full",)).in_review()
    Story(statuses=("full",)).filled()

    assert desk_of(waiting.reviewer).offers() == ["take-review"]
    assert desk_of(waiting.author).offers() == []
    assert desk_of(waiting.stranger).offers() == []
    assert "You belong to no member organisation yet." in text(desk_of(waiting.stranger))


def test_the_queue_leaves_out_a_municipality_to_which_i_declared_a_tie():
    """QUALITY S-09."""
    story = Story(statuses=("full",)).submitted()
    tie = factories.DeclaredInterestFactory(
        user=story.reviewer, municipality=story.municipality, ends=BEGIN.date()
    )

    assert desk.of(story.reviewer, at=BEGIN).queue == []
    tie.delete()
    assert [review.report for review in desk.of(story.reviewer, at=BEGIN).queue] == [story.report]


REVIEWS = {
    "in_review": "Your turn: rate the findings.",
    "returned": "The turn of the organisation that writes it.",
    "approved": "The organisation that writes it invites the municipality to reply.",
    "invited": "The municipality’s turn: it can reply.",
}


@pytest.mark.parametrize("state", REVIEWS)
def test_what_i_review_stays_on_my_desk_until_it_is_published(state):
    story = getattr(Story(statuses=("full",)), state)()

    reviews = desk.of(story.reviewer, at=BEGIN + 3 * DAY).my_reviews

    assert [(r.report, r.whose_turn) for r in reviews] == [(story.report, REVIEWS[state])]
    assert desk.of(story.author, at=BEGIN + 3 * DAY).my_reviews == []


def test_a_reply_without_an_answer_is_the_reviewers_to_answer():
    story = Story(statuses=("full",)).invited()
    reply = actions.record_reply(
        report=story.report, text="Fjalë.", capacity="mayor", token=story.token, at=BEGIN + 3 * DAY
    )

    review = desk.of(story.reviewer, at=BEGIN + 3 * DAY).my_reviews[0]
    assert review.whose_turn == (
        "The municipality has replied; you can answer until it is published."
    )
    actions.answer_reply(reply=reply, by=story.reviewer, sq="Përgjigje.", at=BEGIN + 3 * DAY)
    review = desk.of(story.reviewer, at=BEGIN + 3 * DAY).my_reviews[0]
    assert review.whose_turn == "The network’s turn: it can be published."


def test_reports_of_others_are_not_on_my_desk():
    mine, theirs = Story(statuses=("full",)).filled(), Story(statuses=("full",)).filled()
    published = Story(statuses=("full",)).published()

    found = desk.of(mine.author, at=BEGIN)

    assert [own.report for own in found.under_way] == [mine.report]
    assert found.published == []
    assert desk.of(published.author, at=BEGIN).published == [published.report]
    assert desk.of(theirs.stranger, at=BEGIN).under_way == []


def test_nothing_waits_while_others_have_the_turn():
    story = Story(statuses=("full",)).in_review()

    assert desk.of(story.author, at=BEGIN).nothing_waits
    assert not desk.of(story.reviewer, at=BEGIN).nothing_waits
    assert "Nothing waits for you at the moment." in text(desk_of(story.author))
    assert "Nothing waits for you" not in text(desk_of(story.reviewer))
