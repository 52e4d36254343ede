"""The scorecard that a report would make, its working, and what it changes."""

import pytest
from django.utils import translation

from monitoring import publishing
from monitoring.models import Scorecard
from monitoring.scoring import Counts
from monitoring.workspace import preview
from tests import factories
from tests.monitoring.workspace.people import Browser
from tests.stories import Story

pytestmark = pytest.mark.django_db


def directions(shown) -> list[tuple]:
    return [(c.of.number, c.was and c.was.status, c.of.status, c.direction) for c in shown.changes]


def page_of(story):
    browser = Browser("en").sign_in(story.author)
    return browser.start(f"/workspace/reports/{story.report.pk}/preview/")


def test_of_a_complete_report_it_is_what_publishing_makes():
    story = Story(statuses=("full", "partial", "none")).invited()
    shown = preview.of(story.report)
    story.publish()

    published = Scorecard.objects.get()
    assert (shown.counts, shown.undecided) == (published.counts, 0)
    assert [line.of.rationale_sq for line in shown.lines] == [
        line.rationale_sq for line in published.lines.in_order()
    ]


def test_findings_without_a_status_count_as_not_assessed_and_are_told():
    story = Story(statuses=("full", "none", "none")).opened()
    story.find(story.report.findings.in_order()[0], "full")

    shown = preview.of(story.report)

    assert (shown.counts, shown.undecided) == (Counts(1, 0, 0, 2, 0), 2)
    assert "2 findings have no status yet; here they count as not assessed." in page_of(story).text


def test_what_would_be_sealed_is_never_made_with_assumed_statuses():
    story = Story(statuses=("full",)).opened()

    with pytest.raises(ValueError, match="is not a status"):
        publishing.payload_of_report(story.report)


def test_what_changes_against_the_round_before_line_by_line():
    story = Story(statuses=("none", "full", "partial", "unassessed", "none")).published()
    story.a_year_later()
    findings = list(story.report.findings.in_order())
    for finding, status in zip(
        findings, ("partial", "partial", "partial", "none", ""), strict=True
    ):
        if status:
            story.find(finding, status)

    shown = preview.of(story.report)

    assert shown.before == Scorecard.objects.get()
    assert directions(shown) == [
        ("1", "none", "partial", "up"),
        ("2", "full", "partial", "down"),
        ("3", "partial", "partial", "same"),
        ("4", "unassessed", "none", "changed"),
        ("5", "none", "unassessed", "open"),
    ]
    assert ([change.of.number for change in shown.changed], shown.unchanged) == (["1", "2", "4"], 1)


def test_a_correction_is_compared_with_what_it_corrects():
    story = Story(statuses=("full",) * 5).published()
    story.corrected(("full",) * 4 + ("partial",))
    first, second = Scorecard.objects.order_by("revision")
    with translation.override("en"):
        text = page_of(story).text

    shown = preview.of(story.report)

    assert (shown.before, [c.of.number for c in shown.changed]) == (first, ["5"])
    assert second.score.fulfilment == shown.score.fulfilment
    figures = text.split("Figures then and now")[1].split("</table>")[0]
    assert "100\u00a0%" in figures
    assert "90\u00a0%" in figures


def test_the_working_stands_with_the_numbers_put_in():
    text = page_of(Story(statuses=("full", "full", "partial", "none", "none")).filled()).text

    assert "(2 × 2 + 1) / (2 × 5) = 5 / 10" in text
    assert "f = 2 fully addressed, p = 1 partially, n = 2 not addressed" in text
    assert '/method/#figures"' in text


def test_a_first_result_has_nothing_to_be_compared_with():
    story = Story(statuses=("full",)).filled()

    assert (preview.of(story.report).before, preview.of(story.report).changes) == (None, [])
    assert "there is nothing to compare with" in page_of(story).text


def test_a_bundle_with_an_undecided_point_is_open_and_not_a_change():
    story = Story(statuses=("full",))
    parent = story.commitments[0]
    points = [
        factories.CommitmentFactory(contract=story.contract, parent=parent, number=f"1.{place}")
        for place in (1, 2)
    ]
    story.statuses = ("full", "full")
    story.published().a_year_later()
    story.find(story.report.findings.get(commitment=points[0]), "full")

    found = {change.of.number: change.direction for change in preview.of(story.report).changes}

    assert found == {"1": "open", "1.1": "same", "1.2": "open"}


def test_who_has_to_rate_blind_is_told_to_rate_first():
    story = Story(statuses=("full",)).in_review()
    browser = Browser("en").sign_in(story.reviewer)
    page = browser.start(f"/workspace/reports/{story.report.pk}/preview/")

    assert page.response.status_code == 422
    assert "once you have rated it" in page.text
    assert "Arsyetim" not in page.text
