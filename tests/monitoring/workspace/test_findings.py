"""Entering a finding: what stands beside the form, what is kept, what is refused."""

import pytest

from contracts.models import Commitment
from monitoring import actions
from monitoring.models import Finding
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


def finding_of(story):
    return story.report.findings.in_order().first()


def address_of(finding):
    return f"/workspace/findings/{finding.pk}/"


def text(response) -> str:
    return response.content.decode()


def test_the_author_saves_a_finding_and_reads_it_in_the_report():
    story = Story(statuses=("full",)).opened()
    browser = Browser("en").sign_in(story.author)
    browser.start(address_of(finding_of(story)))

    page = browser.send("save", status="partial", stage="under_way", rationale_sq="Gjysma u bë.")

    saved = finding_of(story)
    assert (saved.status, saved.stage, saved.rationale_sq, saved.saved_by) == (
        "partial", "under_way", "Gjysma u bë.", story.author,
    )  # fmt: skip
    assert page.state == "draft"
    assert "Partially addressed" in text(page.response)


def test_beside_each_status_stands_what_it_needs_for_this_kind_of_commitment():
    story = Story(statuses=("full",)).opened()
    Commitment.objects.update(kind=Commitment.Kind.BUDGET)
    page = signed_in(story.author).get(f"/en{address_of(finding_of(story))}")

    assert "At least 90 % of the promised amount spent on it" in text(page)
    assert "The full quantity usable by citizens" not in text(page)


def test_a_kind_that_was_not_recorded_shows_what_the_statuses_mean():
    story = Story(statuses=("full",)).opened()
    Commitment.objects.update(kind=Commitment.Kind.UNRECORDED)
    page = signed_in(story.author).get(f"/en{address_of(finding_of(story))}")

    assert "All that was promised is in use or in force." in text(page)


def test_beside_the_form_stands_what_the_round_before_said():
    story = Story(statuses=("partial",)).published()
    story.next_round(("full",))
    draft = actions.open_correction(
        report=story.report, by=story.author, cause_sq="Një vendim nuk ishte parë."
    )
    page = text(signed_in(story.author).get(f"/en{address_of(draft.findings.get())}"))

    assert page.count("Arsyetimi i provës") == 0
    before = page[page.index('aria-labelledby="before"') :]
    assert "Partially addressed" in before
    assert "Arsyetim i provës: partial." in before


def test_an_incomplete_finding_is_saved_and_the_report_says_what_is_missing_and_where():
    story = Story(statuses=("full",)).opened()
    browser = Browser("en").sign_in(story.author)
    finding = finding_of(story)
    browser.start(address_of(finding))

    page = browser.send("save", status="full")

    for field in ("stage", "rationale_sq"):
        assert f'href="/en{address_of(finding)}#id_{field}"' in text(page.response)
    assert f'href="/en{address_of(finding)}#evidence"' in text(page.response)
    assert "submit" not in page.offers()
    assert "3 things are still missing" in text(page.response)


def test_fields_that_the_form_does_not_have_are_ignored():
    """QUALITY S-07."""
    story, other = Story(statuses=("full",)).opened(), Story(statuses=("full",)).opened()
    finding = finding_of(story)
    client = signed_in(story.author)
    smuggled = {
        "report": other.report.pk, "commitment": other.commitments[0].pk, "saved_by": 1,
        "saved_at": "2001-01-01", "organisation": other.home.pk, "is_staff": "1", "rev": "7",
        "state": "published", "published_at": "2001-01-01", "score": "100", "author": "1",
        "lock_version": "99",
    }  # fmt: skip

    client.post(address_of(finding) + "?status=full", {"version": 0, "status": "none", **smuggled})

    saved = finding_of(story)
    assert (saved.report, saved.commitment) == (finding.report, finding.commitment)
    assert (saved.status, saved.saved_by, saved.lock_version) == ("none", story.author, 1)
    assert saved.saved_at.year > 2001
    story.report.refresh_from_db()
    assert (story.report.status, story.report.organisation) == ("draft", story.home)
    assert finding_of(other).status == ""


class TestOnToTheNext:
    @pytest.fixture
    def story(self):
        return Story(statuses=("full", "none", "none")).opened()

    def save(self, story, place, **typed):
        finding = story.report.findings.in_order()[place]
        browser = Browser("en").sign_in(story.author)
        browser.start(address_of(finding))
        return browser.send("save", button={"next": "yes"}, **typed)

    def test_the_button_leads_to_the_next_incomplete_finding(self, story):
        page = self.save(story, 0, status="unassessed", reason_sq="Pa kohë.")

        assert page.address == f"/en{address_of(story.report.findings.in_order()[1])}"
        assert "Saved: 1 " in text(page.response)

    def test_behind_the_last_it_begins_again_at_the_top(self, story):
        page = self.save(story, 2, status="none")

        assert page.address == f"/en{address_of(story.report.findings.in_order()[0])}"

    def test_it_says_what_the_saved_one_still_lacks(self, story):
        page = self.save(story, 0, status="none", stage="no_step")

        assert "Still missing: " in text(page.response)
        assert "1: say in a sentence in Albanian why it has this status." in text(page.response)

    def test_after_the_last_one_the_report_says_that_all_is_complete(self, story):
        for finding in story.report.findings.in_order()[1:]:
            story.find(finding, "unassessed")

        page = self.save(story, 0, status="unassessed", reason_sq="Pa kohë.")

        assert page.state == "draft"
        assert "Every commitment is complete now." in text(page.response)
        assert "submit" in page.offers()


@pytest.mark.parametrize(("language", "word"), [("sq", "Gabim:"), ("en", "Error:")])
def test_an_error_is_named_in_the_title_and_linked_to_its_field(language, word):
    story = Story(statuses=("full",)).opened()
    browser = Browser(language).sign_in(story.author)
    browser.start(address_of(finding_of(story)))

    page = browser.send("save", status="excellent", rationale_sq="Fjalët e mia")

    assert page.response.status_code == 422
    assert page.title.startswith(word)
    assert 'href="#id_status"' in text(page.response)
    assert 'id="id_status"' in text(page.response)
    assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"
    assert finding_of(story).status == ""


ODD = {
    "NUL": "a\x00b",
    "100 KB": "ë" * 50_000,
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
    "right to left": "\u202egnp.exe",
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "field", ["status", "stage", "rationale_sq", "reason_en", "version", "csrfmiddlewaretoken"]
)
def test_odd_input_is_kept_or_refused_but_never_breaks(odd, field):
    """QUALITY S-49; on PostgreSQL a NUL would be a DataError."""
    story = Story(statuses=("full",)).opened()
    sent = {"version": 0, "status": "none", field: ODD[odd]}

    response = signed_in(story.author).post(address_of(finding_of(story)), sent)

    assert response.status_code in (302, 400, 422)
    assert "<script>alert" not in text(response)
    kept = Finding.objects.get()
    assert "\x00" not in kept.rationale_sq + kept.reason_en


@pytest.mark.parametrize("version", ["-1", "1e9", str(10**30), "9" * 5000, ""])
def test_a_version_that_never_was_is_refused(version):
    story = Story(statuses=("full",)).opened()
    before = everything()

    response = signed_in(story.author).post(
        address_of(finding_of(story)), {"version": version, "status": "none"}
    )

    assert response.status_code in (409, 422)
    assert everything() == before


@pytest.mark.parametrize("number", [10**30, "9" * 5000, 0])
@pytest.mark.parametrize("what", ["findings/{}/", "reports/{}/", "evidence/{}/remove/"])
def test_a_number_too_large_for_any_database_is_a_page_that_does_not_exist(number, what):
    client = signed_in(Story(statuses=("full",)).author)

    assert client.get(f"/workspace/{what.format(number)}").status_code == 404


def test_bytes_that_are_no_text_are_no_error_of_the_server():
    story = Story(statuses=("full",)).opened()
    client = signed_in(story.author)
    kind = "application/x-www-form-urlencoded"

    content = b"version=0&status=none&rationale_sq=%ff%fe%ed%a0%80"
    sent = client.generic("POST", address_of(finding_of(story)), content, content_type=kind)
    asked = client.get("/workspace/reports/%ff%fe/")

    assert (sent.status_code, asked.status_code) == (302, 404)


def test_a_page_of_who_does_not_write_has_no_way_into_a_finding():
    story = Story(statuses=("full",)).filled()
    page = Page(signed_in(story.admin).get(f"/workspace/reports/{story.report.pk}/"))

    assert address_of(finding_of(story)) not in text(page.response)
    assert page.offers() == []
