"""Unchanged since the round before, with new evidence: one step on the page of a finding."""

import pytest

from monitoring.models import Evidence
from tests.monitoring.workspace.people import Browser
from tests.stories import Story

pytestmark = pytest.mark.django_db

PIECE = {
    "new-0-evidence_class": "official",
    "new-0-title": "Vendim i ri",
    "new-0-link": "https://example.org/ri",
}


@pytest.fixture
def story():
    return Story(statuses=("partial",)).published().a_year_later()


@pytest.fixture
def browser(story):
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/findings/{story.report.findings.get().pk}/")
    return browser


def test_one_button_takes_over_what_was_published_and_adds_the_evidence(story, browser):
    page = browser.send("save", button={"unchanged": "yes"}, **PIECE)

    saved = story.report.findings.get()
    assert (saved.status, saved.stage, saved.rationale_sq) == (
        "partial", "under_way", "Arsyetim i provës: partial.",
    )  # fmt: skip
    assert [item.title for item in saved.evidence.all()] == ["Vendim i ri"]
    assert page.state == "draft"
    assert "submit" in page.offers()


def test_without_new_evidence_it_is_refused_and_what_was_typed_stays(story, browser):
    page = browser.send("save", button={"unchanged": "yes"}, rationale_sq="Fjalët e mia")

    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert "Add at least one new piece of evidence" in page.text
    assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"
    assert story.report.findings.get().status == ""
    assert Evidence.objects.filter(finding__report=story.report).count() == 0


def test_a_sentence_typed_now_is_kept(story, browser):
    browser.send("save", button={"unchanged": "yes"}, rationale_sq="Si vitin e kaluar.", **PIECE)

    saved = story.report.findings.get()
    assert (saved.status, saved.rationale_sq) == ("partial", "Si vitin e kaluar.")


def test_it_is_not_offered_where_nothing_was_published_before():
    story = Story(statuses=("full",)).opened()
    browser = Browser("en").sign_in(story.author)
    page = browser.start(f"/workspace/findings/{story.report.findings.get().pk}/")

    assert [b.get("name") for b in page.form("save").buttons if b.get("name") == "unchanged"] == []


def test_words_and_evidence_of_the_round_before_stand_beside_the_form(browser):
    before = browser.page.text.split('aria-labelledby="before"')[1].split("</section>")[0]

    for words in ("Partially addressed", "Arsyetim i provës: partial.", "Vendim i këshillit"):
        assert words in before
