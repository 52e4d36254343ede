"""Requests for information at the desk: from a finding to the letter, the register and silence."""

import pytest
import time_machine

from monitoring.models import Evidence, InformationRequest
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_law():
    for what, days in (("information_request", 10), ("information_extension", 5)):
        factories.LegalDeadlineFactory(what=what, days=days)
    with time_machine.travel(BEGIN + 40 * DAY, tick=False):
        yield


@pytest.fixture
def story():
    return Story(statuses=("none", "full")).opened()


def test_from_a_finding_to_a_letter_to_silence_among_its_evidence(story):
    finding = story.report.findings.in_order().first()
    browser = Browser("en").sign_in(story.author)
    page = browser.start(f"/workspace/findings/{finding.pk}/")
    page = browser.open(page.link("/letter/"))
    assert "Kërkesë për informacion" in page.form("write-letter").fields["letter"]
    assert page.form("write-letter").fields["office"].endswith(story.municipality.name_sq)

    browser.send("write-letter", office="Zyra e Informimit")
    page = browser.send("letter-sent", sent_on="21.9.2026", how="postë, nr. 12")
    assert "the time is over" in page.text
    page = browser.start("/workspace/")
    assert "Answers that are due" in page.text
    browser.open(page.link("/requests/"))
    page = browser.send("silence")

    assert Evidence.objects.get().evidence_class == "search"
    assert page.offers() == ["letter-answered"]
    page = browser.start("/workspace/")
    assert "Answers that are due" not in page.text


def test_nothing_typed_is_lost_where_something_has_to_be_mended(story):
    letter = factories.InformationRequestFactory(report=story.report)
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/requests/{letter.pk}/")
    page = browser.send("letter-sent", sent_on="31.12.2026", how="postë, nr. 12")
    assert page.response.status_code == 422
    assert "This day is still to come." in page.text
    assert page.form("letter-sent").fields["how"] == "postë, nr. 12"
    assert InformationRequest.objects.get().sent_on is None


def test_what_a_colleague_noted_first_is_shown_and_stays(story):
    letter = factories.InformationRequestFactory(report=story.report)
    slow, fast = Browser("en").sign_in(story.author), Browser("en").sign_in(story.colleague)
    for browser in (slow, fast):
        browser.start(f"/workspace/requests/{letter.pk}/")
    fast.send("letter-sent", sent_on="21.9.2026", how="postë")
    page = slow.send("change-letter", letter="Tekst tjetër.")
    assert page.response.status_code == 409
    assert InformationRequest.objects.get().letter != "Tekst tjetër."


def test_the_letter_on_paper_has_the_words_and_no_form(story):
    letter = factories.InformationRequestFactory(report=story.report, letter="Fjalët & e letrës.")
    response = signed_in(story.author).get(f"/workspace/requests/{letter.pk}/paper/")
    page = response.content.decode()
    assert "Fjalët &amp; e letrës." in page and "<form" not in page
    assert response.headers["Cache-Control"] == "no-store"


def test_a_network_admin_reads_and_notes_nothing(story):
    letter = factories.InformationRequestFactory(report=story.report)
    browser = Browser("en").sign_in(story.admin)
    page = browser.start(f"/workspace/requests/{letter.pk}/")
    assert (page.response.status_code, page.offers()) == (200, [])
    client = signed_in(story.admin)
    assert client.post(f"/workspace/requests/{letter.pk}/change/").status_code == 404


def test_others_find_no_letter_and_a_register_of_their_own(story):
    letter = factories.InformationRequestFactory(report=story.report, office="ZYRË E HUAJ")
    client = signed_in(story.reviewer)
    assert client.get(f"/workspace/requests/{letter.pk}/").status_code == 404
    page = client.get("/workspace/requests/").content.decode()
    assert letter.commitment.title_sq not in page
    own = signed_in(story.colleague).get("/workspace/requests/").content.decode()
    assert letter.commitment.title_sq in own


@pytest.mark.parametrize("number", [1, 10])
def test_the_register_costs_the_same_with_ten_letters(story, number, django_assert_num_queries):
    for commitment in story.commitments * 5:
        if number == 1 and InformationRequest.objects.exists():
            break
        factories.InformationRequestFactory(
            report=story.report, commitment=commitment, is_sent=True
        )
    client = signed_in(story.author)
    with django_assert_num_queries(9):
        client.get("/workspace/requests/")


@pytest.mark.parametrize(
    "typed",
    [
        {"version": "0", "sent_on": "\x00", "how": "x"},
        {"version": "9" * 40, "sent_on": "21.9.2026", "how": "x"},
        {"version": "0", "sent_on": "21.9.99999", "how": "x" * 5000},
        {"version": ["0", "1"], "sent_on": ["1.1.2026", "x"], "how": ["\x00", "\x00"]},
    ],
)
def test_odd_input_is_an_error_of_the_form(story, typed):
    letter = factories.InformationRequestFactory(report=story.report)
    response = signed_in(story.author).post(f"/workspace/requests/{letter.pk}/sent/", typed)
    assert response.status_code in (409, 422)
    assert InformationRequest.objects.get().sent_on is None


def test_the_desk_says_how_late_an_answer_is(story):
    factories.InformationRequestFactory(
        report=story.report, commitment=story.commitments[0], is_sent=True
    )
    page = Browser("en").sign_in(story.author).start("/workspace/")
    late = (BEGIN + 40 * DAY).date() - InformationRequest.objects.get().due_on
    assert f"due on 5 October 2026 · {late.days} days late" in page.text


def test_the_register_names_the_next_holidays_with_their_source_or_says_that_none_is_recorded(
    story,
):
    browser = Browser("en").sign_in(story.author)
    none = "No coming holiday has been recorded."
    assert none in browser.start("/workspace/requests/").text
    for day in (BEGIN + 39 * DAY, BEGIN + 40 * DAY):
        factories.OfficialHolidayFactory(day=day.date(), name_sq=f"Festa {day.day}")

    page = browser.start("/workspace/requests/").text

    assert (none in page, "Festa 29" in page, "Festa 30" in page) == (False, False, True)
    assert "Një vendim i shpikur për provë" in page
