"""The page of a report: how far it is, what is next, what stood the round before."""

import re

import pytest
import time_machine

from monitoring import actions
from monitoring.workspace import reading
from tests import factories
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db


def page_of(story, by=None, language="/en") -> Page:
    address = f"{language}/workspace/reports/{story.report.pk}/"
    return Page(signed_in(by or story.author).get(address))


def words_of(html) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def row_of(page, finding) -> str:
    """The line of one finding, in words."""
    return words_of(page.text.split(f'id="finding-{finding.pk}"')[1].split("</tr>")[0])


def bundle():
    """A commitment with three points, and one without."""
    story = Story(statuses=("full", "none"))
    parent = story.commitments[0]
    story.points = [
        factories.CommitmentFactory(
            contract=story.contract, parent=parent, number=f"{parent.number}.{place}",
            sector=parent.sector,
        )
        for place in (1, 2, 3)
    ]  # fmt: skip
    return story.opened()


def test_it_says_how_far_the_report_is_and_how_long_there_is():
    story = Story(statuses=("full", "none", "none")).opened()
    story.find(story.report.findings.in_order()[0], "unassessed")
    day = story.round.submit_by

    with time_machine.travel(day.replace(day=day.day - 3), tick=False):
        page = page_of(story)

    assert "1 of 3 complete" in page.text
    assert "3 days left" in page.text


def test_the_main_button_leads_to_the_next_incomplete_finding():
    story = Story(statuses=("full", "none", "none")).opened()
    story.find(story.report.findings.in_order()[0], "unassessed")
    second = story.report.findings.in_order()[1]

    page = page_of(story)

    main = re.search(r'<a class="btn btn-primary" href="([^"]+)"', page.text)[1]
    assert main == f"/en/workspace/findings/{second.pk}/"


def test_a_complete_report_has_no_next_and_can_be_submitted():
    story = Story(statuses=("full", "none")).filled()
    page = page_of(story)

    assert "2 of 2 complete" in page.text
    assert "Next incomplete" not in page.text
    assert "submit" in page.offers()


def test_each_line_says_status_stage_evidence_and_what_stood_the_round_before():
    story = Story(statuses=("partial", "none")).published().a_year_later()
    first, second = story.report.findings.in_order()
    story.statuses = ("full", "none")
    story.find(first, "full")

    page = page_of(story)

    assert "Fully addressed in use Partially addressed under way 1 piece" in row_of(page, first)
    assert "✓ complete" in row_of(page, first)
    assert "No status yet Not addressed no step found 0 pieces" in row_of(page, second)


def test_what_a_finding_lacks_leads_to_the_very_field():
    story = Story(statuses=("full", "full")).opened()
    first, second = story.report.findings.in_order()
    actions.save_finding(finding=first, by=story.author, version=0, status="none")
    actions.save_finding(finding=second, by=story.author, version=0, status="unassessable")

    page = page_of(story)

    row = page.text.split(f'id="finding-{first.pk}"')[1].split("</tr>")[0]
    here = f"/en/workspace/findings/{first.pk}/"
    assert re.findall(r'<li><a href="([^"]+)"', row) == [
        f"{here}#id_stage", f"{here}#id_rationale_sq", f"{here}#evidence",
    ]  # fmt: skip
    assert f'href="/en/workspace/findings/{second.pk}/#id_reason_sq"' in page.text
    form = Browser("en").sign_in(story.author).start(f"/workspace/findings/{first.pk}/")
    for place in ("id_stage", "id_rationale_sq", "evidence", "id_status", "id_reason_sq"):
        assert f'id="{place}"' in form.text


def test_a_commitment_takes_its_status_from_its_points_as_they_are_entered():
    story = bundle()
    points = [f for f in story.report.findings.in_order() if f.commitment in story.points]

    def rolled_up():
        page = reading.report_page(story.author, story.report)
        found = [b for group in page["sectors"] for b in group.bundles if b.of]
        return [(b.of, b.status, b.decided, b.points) for b in found]

    parent = story.commitments[0]
    assert rolled_up() == [(parent, "unassessed", 0, 3)]
    story.find(points[0], "full")
    story.find(points[1], "full")
    assert rolled_up() == [(parent, "unassessed", 2, 3)]
    story.find(points[2], "none")
    assert rolled_up() == [(parent, "partial", 3, 3)]
    assert "from its points: 3 of 3 have a status" in page_of(story).text


def test_an_excluded_point_is_left_out_of_what_the_points_make():
    story = bundle()
    points = [f for f in story.report.findings.in_order() if f.commitment in story.points]
    story.find(points[0], "full")
    story.find(points[1], "full")
    factories.ExclusionFactory(commitment=story.points[2], approved_at=BEGIN)

    page = reading.report_page(story.author, story.report)

    found = next(b for group in page["sectors"] for b in group.bundles if b.of)
    assert (found.status, found.decided, found.points) == ("full", 2, 2)
    assert page["progress"].all == 3


def test_who_has_to_rate_blind_sees_neither_status_nor_the_round_before():
    story = Story(statuses=("partial",)).published()
    story.a_year_later()
    story.statuses = ("none",)
    story.filled().in_review()

    page = page_of(story, by=story.reviewer)

    assert "Waits for your rating" in page.text
    for words in ("Not addressed", "Partially addressed", "complete", "Arsyetim"):
        assert words not in page.text.split("<main")[1].split("</main>")[0]


def test_comments_of_the_reviewer_stand_on_the_page_of_the_finding():
    story = Story(statuses=("full",)).filled()
    finding = story.report.findings.get()
    story.in_review()
    actions.comment(
        finding=finding, by=story.reviewer, text="Cila faqe?", evidence=finding.evidence.get()
    )
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shto faqen.")

    page = Browser("en").sign_in(story.author).start(f"/workspace/findings/{finding.pk}/")

    assert "Cila faqe?" in page.text
    assert "on the evidence “Vendim i këshillit”" in page.text


class TestSubmitting:
    @pytest.fixture
    def story(self):
        return Story(statuses=("full", "none")).filled()

    def test_the_page_shows_what_is_being_said_and_asks_to_confirm(self, story):
        browser = Browser("en").sign_in(story.author)
        browser.start(f"/workspace/reports/{story.report.pk}/")
        page = browser.send("submit")

        assert "Arsyetim i provës: full." in page.text
        story.report.refresh_from_db()
        assert story.report.status == "draft"
        assert browser.send("submit", button={"confirmed": "yes"}).state == "submitted"

    def test_a_refusal_lists_every_gap_as_a_link(self, story):
        finding = story.report.findings.in_order()[1]
        actions.save_finding(
            finding=finding, by=story.author, version=finding.lock_version, status="full"
        )

        page = (
            Browser("en")
            .sign_in(story.author)
            .start(f"/workspace/reports/{story.report.pk}/submit/")
        )

        assert page.response.status_code == 422
        assert page.title.startswith("Error:")
        summary = page.text.split('class="error-summary"')[1].split("</div>")[0]
        here = f"/en/workspace/findings/{finding.pk}/"
        assert re.findall(r'href="([^"]+)"', summary) == [
            f"{here}#id_stage", f"{here}#id_rationale_sq",
        ]  # fmt: skip

    def test_a_confirmation_of_an_older_state_is_refused(self, story):
        """QUALITY R-09: what she confirms is what she saw."""
        browser = Browser("en").sign_in(story.author)
        browser.start(f"/workspace/reports/{story.report.pk}/")
        browser.send("submit")
        finding = story.report.findings.in_order()[0]
        actions.save_finding(
            finding=finding, by=story.colleague, version=finding.lock_version, status="full",
            stage="in_use", rationale_sq="Tjetër arsyetim.",
        )  # fmt: skip

        page = browser.send("submit", button={"confirmed": "yes"})

        assert page.response.status_code == 409
        story.report.refresh_from_db()
        assert story.report.status == "draft"

    def test_pressed_twice_the_second_leads_to_the_result(self, story):
        browser = Browser("en").sign_in(story.author)
        browser.start(f"/workspace/reports/{story.report.pk}/")
        form = browser.send("submit").form("submit").fields | {"confirmed": "yes"}
        address = f"/en/workspace/reports/{story.report.pk}/submit/"

        answers = [browser.client.post(address, form) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert story.report.events.filter(action="submit").count() == 1

    def test_files_that_still_wait_are_named_before_she_confirms(self, story):
        factories.KeptFileFactory(finding=story.report.findings.first())
        page = (
            Browser("en")
            .sign_in(story.author)
            .start(f"/workspace/reports/{story.report.pk}/submit/")
        )

        assert "1 file still waits for its description" in page.text

    def test_an_old_withdrawal_does_not_withdraw_the_next_submission(self, story):
        browser = Browser("en").sign_in(story.author)
        browser.start(f"/workspace/reports/{story.report.pk}/")
        browser.carry_out("submit")
        old = browser.page.form("withdraw").fields
        browser.send("withdraw")
        browser.carry_out("submit")

        answer = browser.client.post(f"/en/workspace/reports/{story.report.pk}/withdraw/", old)

        assert answer.status_code == 409
        story.report.refresh_from_db()
        assert story.report.status == "submitted"
