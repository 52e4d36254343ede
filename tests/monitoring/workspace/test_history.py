"""Who changed what: events of a report, field by field of a finding, and nothing for the blind."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring import actions
from monitoring.models import Finding
from tests import factories
from tests.monitoring.workspace.people import signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

SECRET = "Fjalia e fshehtë e autores"


def report_history(person, report, page="") -> str:
    response = signed_in(person).get(f"/en/workspace/reports/{report.pk}/history/{page}")
    assert response.status_code == 200
    return response.content.decode()


def finding_history(person, finding):
    return signed_in(person).get(f"/en/workspace/findings/{finding.pk}/history/")


def steps_of(text) -> list[str]:
    """The sentence of each step or event, newest first."""
    items = re.findall(r"<li>\s*(?:<p>)?<time.*?</time> <span>(.*?)</span>", text, re.DOTALL)
    return [re.sub(r"\s+", " ", item) for item in items]


def rows_of(text) -> list[list[str]]:
    """Field, before and after of each line of the tables."""
    lines = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>",
                       text, re.DOTALL)  # fmt: skip
    return [list(line) for line in lines]


def test_every_event_is_told_with_who_and_why():
    story = Story(statuses=("full",)).returned()

    text = report_history(story.author, story.report)

    assert steps_of(text) == [
        f"Returned to the author, {story.reviewer.name}",
        f"Review taken, {story.reviewer.name}",
        f"Submitted for review, {story.author.name}",
        f"Draft opened, {story.author.name}",
    ]
    assert "Shto datën e vendimit." in text
    finding = story.report.findings.get()
    assert f"/en/workspace/findings/{finding.pk}/history/" in text


def test_a_finding_tells_each_field_before_and_after_in_words():
    story = Story(statuses=("none",)).opened()
    finding = story.report.findings.get()
    finding = actions.save_finding(finding=finding, by=story.author, version=0, status="none",
                                   rationale_sq="E para.", at=BEGIN)  # fmt: skip
    actions.save_finding(finding=finding, by=story.colleague, version=1, status="partial",
                         stage="under_way", rationale_sq="E dyta.", at=BEGIN + DAY)  # fmt: skip

    text = finding_history(story.author, finding).content.decode()

    assert steps_of(text) == [
        f"Finding saved, {story.colleague.name}", f"Finding saved, {story.author.name}",
    ]  # fmt: skip
    assert rows_of(text) == [
        ["Status", "Not addressed", "Partially addressed"],
        ["Stage", "–", "under way"],
        ["Rationale in Albanian", "E para.", "E dyta."],
        ["Status", "–", "Not addressed"],
        ["Rationale in Albanian", "–", "E para."],
    ]


def test_evidence_that_was_added_changed_and_removed_stays_in_the_history():
    story = Story(statuses=("none",)).opened()
    finding = story.report.findings.get()
    item = actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title="Vendimi nr. 1",
        link="https://example.org/1",
    )  # fmt: skip
    actions.describe_evidence(evidence=item, by=story.colleague, title="Vendimi nr. 2")
    actions.remove_evidence(evidence=item, by=story.author)

    text = finding_history(story.colleague, finding).content.decode()

    assert steps_of(text) == [
        f"Evidence removed: Vendimi nr. 2, {story.author.name}",
        f"Evidence described anew: Vendimi nr. 2, {story.colleague.name}",
        f"Evidence added: Vendimi nr. 1, {story.author.name}",
    ]
    assert rows_of(text) == [
        ["Title", "Vendimi nr. 1", "Vendimi nr. 2"],
        ["Class", "–", "Official act"],
        ["Title", "–", "Vendimi nr. 1"],
        ["Link", "–", "https://example.org/1"],
    ]


def test_what_was_typed_is_shown_as_text():
    story = Story(statuses=("none",)).opened()
    finding = story.report.findings.get()
    actions.save_finding(finding=finding, by=story.author, version=0, status="none",
                         rationale_sq="<script>alert(1)</script>{{ 7 }}")  # fmt: skip

    text = finding_history(story.author, finding).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in text
    assert "<script>alert" not in text


def test_a_finding_that_nobody_saved_says_so():
    story = Story(statuses=("none",)).opened()

    response = finding_history(story.author, story.report.findings.get())

    assert "Nobody has saved anything" in response.content.decode()


# --- Blind first (METHOD §6) ----------------------------------------------------------------------


def secretive(state) -> Story:
    """A report whose author's words stand in findings, evidence and the note of an event."""
    story = Story(statuses=("full", "none")).filled()
    for finding in story.report.findings.in_order():
        actions.save_finding(
            finding=finding, by=story.author, version=finding.lock_version,
            status="unassessable", reason_sq=SECRET, rationale_sq=SECRET,
        )  # fmt: skip
    story.report.events.create(
        at=BEGIN, by=story.author, action="import_findings", from_status="draft",
        to_status="draft", note=SECRET,
    )  # fmt: skip
    return getattr(story, state)()


def test_who_must_rate_blind_learns_nothing_of_what_the_author_thought():
    story = secretive("in_review")

    text = report_history(story.reviewer, story.report).partition("<main")[2]
    findings = [finding_history(story.reviewer, f).status_code for f in story.report.findings.all()]

    assert findings == [404, 404]
    assert "Findings taken from a spreadsheet" in text
    for word in (SECRET, "Fully addressed", "Cannot be assessed", "unassessable", "/findings/"):
        assert word not in text
    assert SECRET in report_history(story.author, story.report)


def test_a_network_admin_of_another_organisation_is_blind_as_well():
    story = secretive("in_review")
    factories.MembershipFactory(user=story.admin, organisation=story.peer)

    assert SECRET not in report_history(story.admin, story.report)
    assert finding_history(story.admin, story.report.findings.first()).status_code == 404


def test_once_the_review_is_over_the_reviewer_may_read_it():
    story = Story(statuses=("full",)).approved()

    finding = story.report.findings.get()

    assert finding_history(story.reviewer, finding).status_code == 200
    assert f"/findings/{finding.pk}/history/" in report_history(story.reviewer, story.report)


@pytest.mark.parametrize("state", ["filled", "in_review", "published"])
def test_a_stranger_finds_nothing(state):
    story = getattr(Story(statuses=("full",)), state)()
    client = signed_in(story.stranger)

    for path in (f"reports/{story.report.pk}", f"findings/{story.report.findings.get().pk}"):
        assert client.get(f"/workspace/{path}/history/").status_code == 404


# --- Length ---------------------------------------------------------------------------------------


def test_fifty_stand_on_a_page():
    story = Story(statuses=("none",)).opened()
    finding = story.report.findings.get()
    for number in range(60):
        factories.ReportEventFactory(report=story.report, action="write_summary")
        finding = actions.save_finding(finding=finding, by=story.author, version=number,
                                       status="none", rationale_sq=f"Fjala {number}.")  # fmt: skip

    def lengths(path) -> list[int]:
        client = signed_in(story.author)
        pages = [client.get(f"/en/workspace/{path}/history/?page={p}") for p in (1, 2, "9" * 25)]
        return [len(steps_of(page.content.decode())) for page in pages]

    assert lengths(f"reports/{story.report.pk}") == [50, 11, 11]
    assert lengths(f"findings/{finding.pk}") == [50, 10, 10]


@pytest.mark.parametrize("times", [1, 10])
def test_the_pages_ask_the_same_number_of_questions_however_much_happened(times):
    story = Story(statuses=("none",) * times).filled()
    finding = story.report.findings.in_order().first()
    for _ in range(times):
        factories.ReportEventFactory(report=story.report)
        actions.save_finding(
            finding=finding, by=factories.UserFactory(coordinates=story.home), status="none",
            version=Finding.objects.get(pk=finding.pk).lock_version, rationale_sq=f"{times}",
        )  # fmt: skip

    asked = {}
    for name, path in {"report": f"reports/{story.report.pk}",
                       "finding": f"findings/{finding.pk}"}.items():  # fmt: skip
        client = signed_in(story.author)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/workspace/{path}/history/").status_code == 200
        asked[name] = len(queries)

    assert asked == {"report": 14, "finding": 10}


def test_a_correction_begins_with_what_was_copied():
    story = Story(statuses=("full",)).published()
    draft = actions.open_correction(
        report=story.report, by=story.author, cause_sq="Një vendim nuk ishte parë nga ne.",
        at=BEGIN + datetime.timedelta(days=40),
    )  # fmt: skip

    text = finding_history(story.author, draft.findings.get()).content.decode()

    assert ["Status", "–", "Fully addressed"] in rows_of(text)
