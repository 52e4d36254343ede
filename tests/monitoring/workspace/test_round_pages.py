"""Rounds in the workspace: the board of all, and opening, extending, closing, the rota."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import ReviewDuty, Round, RoundExtension
from monitoring.rounds import duties
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

ROUNDS = "/en/workspace/rounds/"
FIT = {
    "name_sq": "Viti 4", "begins": "1.9.2026", "ends": "31.8.2027", "evidence_until": "15.9.2027",
    "submit_by": "30.9.2027", "reply_days": "14",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False):
        yield


def three():
    """Three stories of one round, each of its own organisation, and their network admin."""
    first = Story(statuses=("full",))
    others = [Story(statuses=("full",), term=first.contract.term) for _ in range(2)]
    for other in others:
        other.round.delete()
        other.round = first.round
    return [first, *others]


def page_of(story) -> str:
    return f"{ROUNDS}{story.round.pk}/"


def row(page, municipality) -> str:
    """What the page's table says of one municipality."""
    words = page.text.partition(f">{municipality.name_en}<")[2]
    return words.partition("</tr>")[0]


# --- The board ------------------------------------------------------------------------------------


def test_the_board_says_of_everybody_how_far_and_of_drafts_to_others_nothing_more():
    first, second, third = three()
    first.opened()
    third.submitted()
    duties.accept_duties(
        round=first.round, by=first.admin, chosen={first.contract.pk: third.home.pk}
    )

    own = Browser("en").sign_in(first.author).open(page_of(first))
    others = Browser("en").sign_in(second.author).open(page_of(first))
    network = Browser("en").sign_in(first.admin).open(page_of(first))

    for page in (own, network):
        assert "0 of 1 complete" in row(page, first.municipality)
        assert "1 of 1 without a status" in row(page, first.municipality)
        assert f"/reports/{first.report.pk}/" in page.text
    for page in (own, others, network):
        assert "20 September 2026" in row(page, first.municipality)
        assert third.home.name_sq in row(page, first.municipality)
        assert "by the rota" in row(page, first.municipality)
        assert "not opened" in row(page, second.municipality)
        assert "waits for a reviewer" in row(page, third.municipality)
    assert "complete" not in row(others, first.municipality)
    assert f"/reports/{first.report.pk}/" not in others.text


def test_who_is_late_is_said_with_the_days():
    story = Story(statuses=("full",)).opened()
    with time_machine.travel(BEGIN + 13 * DAY, tick=False):
        page = Browser("en").sign_in(story.reviewer).open(page_of(story))
    assert "3 days late" in row(page, story.municipality)


@pytest.mark.parametrize("number", [1, 10])
def test_the_pages_ask_the_same_number_of_questions(number):
    first = Story(statuses=("full",)).filled()
    for _ in range(number):
        story = Story(statuses=("full",), term=first.contract.term)
        story.round.delete()
        story.round = first.round
        story.filled()
        factories.RoundExtensionFactory(round=first.round)
    duties.propose_duties(round=first.round, by=first.admin)
    client = signed_in(first.admin)
    asked = {}
    for part in ("", "rota/", "extend/", "close/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{page_of(first)}{part}").status_code == 200
        asked[part] = len(queries)
    for address in (ROUNDS, "/en/workspace/network/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address] = len(queries)
    assert asked == {
        "": 12, "rota/": 12, "extend/": 3, "close/": 6, ROUNDS: 3, "/en/workspace/network/": 3,
    }  # fmt: skip


# --- Opening, extending, closing ------------------------------------------------------------------


def test_a_round_is_opened_extended_and_closed_on_its_pages(client):
    story = Story(statuses=("full",))
    browser = Browser("en").sign_in(story.admin)
    browser.open(ROUNDS)
    browser.open(browser.page.link("/rounds/open/"))
    page = browser.send("open-round", term=str(story.contract.term.pk), **FIT)
    assert "The round is open. Next: who reviews whom." in page.text
    assert Round.objects.get(slug="2026-2027").submit_by == datetime.date(2027, 9, 30)

    browser.open(f"{page_of(story)}extend/")
    page = browser.send("extend-round", new_submit_by="15.10.2026", reason_sq="Bashkitë vonuan.",
                        reason_en="Municipalities were late.")  # fmt: skip
    assert "The round is extended; the reason is public." in page.text
    public = client.get(f"/en/rounds/{story.contract.term.slug}/{story.round.slug}/")
    words = "On 20 September 2026, from 30 September 2026 to 15 October 2026: Municipalities were"
    assert words in public.content.decode()

    browser.open(f"{page_of(story)}close/")
    early = browser.send("close-round")
    assert (early.response.status_code, "until 15 October 2026" in early.text) == (422, True)
    with time_machine.travel(BEGIN + 26 * DAY, tick=False):
        browser.sign_in(story.admin)
        browser.open(f"{page_of(story)}close/")
        assert "The round is closed." in browser.send("close-round").text
        assert "Extend the round" not in browser.open(page_of(story)).text


def test_pressing_a_button_twice_leads_to_the_same_page():
    story = Story(statuses=("full",))
    client = signed_in(story.admin)
    content = FIT | {"term": story.contract.term.pk}
    opened = [client.post(f"{ROUNDS}open/", content) for _ in range(2)]
    extended = [
        client.post(
            f"{page_of(story)}extend/",
            {"old_submit_by": "2026-09-30", "new_submit_by": "15.10.2026", "reason_sq": "Vonesë."},
        )
        for _ in range(2)
    ]
    assert {answer.status_code for answer in opened + extended} == {302}
    assert len({answer.headers["Location"] for answer in opened}) == 1
    assert (Round.objects.count(), RoundExtension.objects.count()) == (2, 1)


def test_a_round_is_not_given_the_address_of_another_page():
    story = Story(statuses=("full",))
    browser = Browser("en").sign_in(story.admin)
    browser.open(f"{ROUNDS}open/")
    page = browser.send("open-round", term=str(story.contract.term.pk), **FIT, slug="media")
    assert "Another page of each municipality has this address." in page.text
    assert page.form("open-round").fields["name_sq"] == "Viti 4"
    assert Round.objects.count() == 1


def test_a_deadline_that_somebody_moved_meanwhile_is_shown_and_what_was_typed_stays():
    story = Story(statuses=("full",))
    browser = Browser("en").sign_in(story.admin)
    browser.open(f"{page_of(story)}extend/")
    factories.RoundExtensionFactory(round=story.round)
    Round.objects.filter(pk=story.round.pk).update(submit_by=datetime.date(2026, 10, 10))

    page = browser.send("extend-round", new_submit_by="15.10.2026", reason_sq="Vonesë.")

    assert page.response.status_code == 409
    assert "The deadline has been moved meanwhile, to 10 October 2026." in page.text
    assert page.form("extend-round").fields["reason_sq"] == "Vonesë."
    assert "The round is extended" in browser.send("extend-round").text


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 3000, "31.12.10000"])
def test_odd_input_is_refused_and_never_an_error(odd):
    story = Story(statuses=("full",))
    client = signed_in(story.admin)
    before = everything()
    sent = {
        f"{ROUNDS}open/": dict.fromkeys((*FIT, "term", "slug"), odd),
        f"{page_of(story)}extend/": {
            "old_submit_by": odd, "new_submit_by": odd, "reason_sq": odd,
        },
        f"{page_of(story)}rota/": {f"contract-{story.contract.pk}-organisation": odd},
    }  # fmt: skip
    for address, content in sent.items():
        assert client.post(address, content).status_code == 422, address
    assert everything() == before
    for number in (0, 10**30):
        assert client.get(f"{ROUNDS}{number}/").status_code == 404


# --- The rota -------------------------------------------------------------------------------------


def test_a_proposal_is_asked_for_changed_and_accepted_and_then_reports_find_their_reviewer():
    first, second, third = three()
    third.submitted()
    browser = Browser("en").sign_in(first.admin)
    browser.open(page_of(first))
    browser.open(browser.page.link("/rota/"))

    page = browser.send("propose", button={"propose": "yes"})
    assert "Proposal, not accepted yet" in page.text
    assert not ReviewDuty.objects.in_force().exists()

    page = browser.send("accept", **{f"contract-{first.contract.pk}-organisation": ""})
    assert "These duties are in force." in page.text
    assert "Already submitted, and given to a reviewer now" in page.text
    third.report.refresh_from_db()
    assert third.report.reviewer is not None
    assert "Proposal, not accepted yet" not in page.text
    assert f"Reviewed by, for {second.municipality.name_en}" in page.text
    assert "has its reviewer" in row(page, third.municipality)
    assert "in force" in row(page, second.municipality)
    assert not ReviewDuty.objects.filter(contract=first.contract).exists()


def test_two_that_review_each_other_are_refused_beside_their_fields():
    first, second, _third = three()
    answer = signed_in(first.admin).post(
        f"{page_of(first)}rota/",
        {
            f"contract-{first.contract.pk}-organisation": second.home.pk,
            f"contract-{second.contract.pk}-organisation": first.home.pk,
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for story in (first, second):
        assert f'href="#id_contract-{story.contract.pk}-organisation"' in text
    assert not ReviewDuty.objects.exists()


def test_a_closed_round_shows_its_duties_and_takes_none():
    first, second, _third = three()
    factories.ReviewDutyFactory(
        round=first.round, contract=first.contract, author=first.home, organisation=second.home
    )
    first.round.closed_at, first.round.closed_by = BEGIN, first.admin
    first.round.save()
    client = signed_in(first.admin)

    page = client.get(f"{page_of(first)}rota/").content.decode()
    answers = [
        client.post(f"{page_of(first)}rota/", content) for content in ({"propose": "yes"}, {})
    ]

    assert second.home.name_sq in page
    assert "<select" not in page
    assert [answer.status_code for answer in answers] == [422, 422]
    assert ReviewDuty.objects.count() == 1


# --- The way in -----------------------------------------------------------------------------------


def test_the_network_page_leads_everybody_to_what_she_may_open_and_nowhere_else():
    story = Story(statuses=("full",))
    manager = factories.UserFactory(manages=story.home)
    for person in (story.admin, manager, story.author):
        browser = Browser("en").sign_in(person)
        page = browser.open("/en/workspace/network/")
        inside = [each for each in page.links if each.startswith("/en/workspace/")]
        assert len(inside) > 5
        assert {each: browser.open(each).response.status_code for each in inside} == dict.fromkeys(
            inside, 200
        )
    of_author = set(Browser("en").sign_in(story.author).open("/en/workspace/network/").links)
    of_admin = set(Browser("en").sign_in(story.admin).open("/en/workspace/network/").links)
    assert "/en/workspace/organisations/" in of_admin - of_author
    assert f"/en/workspace/organisations/{story.home.slug}/" not in of_author


def test_whoever_belongs_to_nobody_finds_no_network():
    story = Story(statuses=("full",))
    client = signed_in(story.stranger)
    for address in ("/en/workspace/network/", ROUNDS, page_of(story)):
        assert client.get(address).status_code == 404
