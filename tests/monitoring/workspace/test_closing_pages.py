"""Closing a round and opening it again, on the pages of a network admin and of the public."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import Round, RoundReopening
from monitoring.rounds import running
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CLOSED = BEGIN + 20 * DAY


@pytest.fixture(autouse=True)
def after_the_deadline():
    with time_machine.travel(CLOSED + DAY, tick=False):
        yield


@pytest.fixture
def story():
    return Story(statuses=("full",))


def page_of(story) -> str:
    return f"/en/workspace/rounds/{story.round.pk}/"


def test_the_page_that_closes_names_what_is_left_and_what_becomes_of_it(story):
    story.opened()
    unopened = Story(statuses=("full",), beside=story, term=story.contract.term)
    page = Browser("en").sign_in(story.admin).open(f"{page_of(story)}close/")

    row = page.text.partition("Drafts that are left")[2].partition("</table>")[0]
    for words in (story.municipality.name_en, story.home.name_sq, "draft, never submitted"):
        assert words in row
    assert unopened.municipality.name_en not in row
    after = page.text.partition("1 report was not opened")[2]
    assert unopened.municipality.name_en in after
    assert "they cannot be submitted and are not published" in page.text


def test_before_its_deadline_has_passed_the_page_says_from_when_on_it_can_be_closed(story):
    words = "Reports can be submitted until 30 September 2026. Close the round after that day."
    after = Browser("en").sign_in(story.admin).open(f"{page_of(story)}close/")
    with time_machine.travel(BEGIN, tick=False):
        before = Browser("en").sign_in(story.admin).open(f"{page_of(story)}close/")
    assert (words in before.text, words in after.text) == (True, False)


def test_with_no_draft_left_it_says_so(story):
    story.submitted()
    page = Browser("en").sign_in(story.admin).open(f"{page_of(story)}close/")
    assert "No draft is left." in page.text
    assert "1 report that was submitted goes on to its review" in page.text


def test_a_round_is_opened_again_from_its_page_and_the_public_reads_why(story, client):
    running.close_round(round=story.round, by=story.admin, at=CLOSED)
    public = f"/en/rounds/{story.contract.term.slug}/{story.round.slug}/"
    before = client.get(public)
    assert "opened again" not in before.content.decode()
    browser = Browser("en").sign_in(story.admin)
    page = browser.open(page_of(story))
    browser.open(page.link("/reopen/"))

    empty = browser.send("reopen-round", reason_sq="")
    assert (empty.response.status_code, 'href="#id_reason_sq"' in empty.text) == (422, True)
    page = browser.send("reopen-round", reason_sq="Gabim.", reason_en="Closed by mistake.")

    assert "The round is open again; the reason is public." in page.text
    words = "Closed on 10 October 2026, opened again on 11 October 2026: Closed by mistake."
    assert words in page.text
    after = client.get(public, headers={"if-none-match": before.headers["ETag"]})
    assert (after.status_code, words in after.content.decode()) == (200, True)
    assert "/close/" in browser.open(page_of(story)).text
    leads_back = browser.open(f"{page_of(story)}reopen/")
    assert "Reopen it" not in leads_back.text


def test_who_saw_an_older_closing_is_told_and_nothing_is_opened(story):
    running.close_round(round=story.round, by=story.admin, at=CLOSED)
    sent = {"closed_at": (CLOSED - DAY).isoformat(), "reason_sq": "Gabim."}
    answer = signed_in(story.admin).post(f"{page_of(story)}reopen/", sent)
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()
    assert Round.objects.get(pk=story.round.pk).closed_at == CLOSED


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 3000])
def test_odd_input_is_refused_and_never_an_error(story, odd):
    running.close_round(round=story.round, by=story.admin, at=CLOSED)
    answer = signed_in(story.admin).post(
        f"{page_of(story)}reopen/", {"closed_at": odd, "reason_sq": odd}
    )
    assert (answer.status_code, RoundReopening.objects.count()) == (422, 0)


def test_to_a_coordinator_neither_page_is_there(story):
    running.close_round(round=story.round, by=story.admin, at=CLOSED)
    client = signed_in(story.author)
    for part in ("close/", "reopen/"):
        assert client.get(f"{page_of(story)}{part}").status_code == 404
    assert "/reopen/" not in client.get(page_of(story)).content.decode()


@pytest.mark.parametrize("number", [1, 10])
def test_the_pages_ask_the_same_number_of_questions(story, number):
    story.filled()
    for _ in range(number):
        other = Story(statuses=("full",), term=story.contract.term)
        other.round.delete()
        other.round = story.round
        other.filled()
    client, asked = signed_in(story.admin), {}

    def ask(part):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{page_of(story)}{part}").status_code == 200
        asked[part] = len(queries)

    ask("close/")
    for again in range(number):
        at = CLOSED + again * DAY / 24
        held = running.close_round(round=story.round, by=story.admin, at=at)
        running.reopen_round(round=held, by=story.admin, closed_at=at, reason_sq="Gabim.", at=at)
    running.close_round(round=story.round, by=story.admin, at=CLOSED + DAY)
    ask("reopen/")
    ask("")
    assert asked == {"close/": 6, "reopen/": 3, "": 12}
