"""The summary of a report, and handing the report to review."""

import pytest

from monitoring.models import Report
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


def test_the_summary_is_written_and_a_meanwhile_changed_one_is_not_overwritten():
    """QUALITY R-07."""
    story = Story(statuses=("full",)).opened()
    address = f"/en/workspace/reports/{story.report.pk}/summary/"
    client = signed_in(story.author)
    client.post(address, {"version": 0, "summary_sq": "Fjalët e koleges"})

    again = client.post(address, {"version": 0, "summary_sq": "Fjalët e koleges"})
    stale = Page(client.post(address, {"version": 0, "summary_sq": "Fjalët e mia"}))

    assert again.status_code == 302
    assert (stale.response.status_code, stale.title[:6]) == (409, "Error:")
    assert "Fjalët e koleges" in stale.text
    fields = stale.form("summary").fields
    assert fields["summary_sq"] == "Fjalët e mia"
    client.post(address, fields)
    assert Report.objects.get().summary_sq == "Fjalët e mia"


def test_submitting_shows_what_will_be_public_and_says_what_is_missing():
    story = Story(statuses=("full", "none")).opened()
    address = f"/en/workspace/reports/{story.report.pk}/submit/"
    client = signed_in(story.author)

    version = {"version": Report.objects.get().lock_version}
    for response in (client.get(address), client.post(address, version)):
        html = response.content.decode()
        assert response.status_code == 422
        for finding in story.report.findings.all():
            assert f'<li><a href="/en/workspace/findings/{finding.pk}/#id_status">' in html
    assert Report.objects.get().status == "draft"

    story.filled()
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    page = browser.send("submit")
    assert "Arsyetim i provës: full." in page.text
    assert browser.send("submit").state == "submitted"
    assert browser.send("withdraw").state == "draft"
