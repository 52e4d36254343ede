"""My desk: what is mine, exactly what is missing, what could be opened, what waits for review."""

import datetime

import pytest
import time_machine

from monitoring.models import Report
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db


def desk_of(person, language="en") -> Page:
    return Page(signed_in(person).get(f"{'' if language == 'sq' else '/en'}/workspace/"))


def text(page) -> str:
    return page.response.content.decode()


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False):
        yield


def test_the_desk_says_how_much_is_missing_and_leads_to_the_first_of_it():
    story = Story(statuses=("full", "none", "none")).opened()
    first = story.report.findings.in_order().first()

    page = desk_of(story.author)

    assert "3 things are missing" in text(page)
    assert f'href="/en/workspace/findings/{first.pk}/#id_status"' in text(page)


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


def test_what_i_review_stays_on_my_desk_until_it_is_published():
    for state in ("in_review", "returned", "approved"):
        story = getattr(Story(statuses=("full",)), state)()
        assert story.municipality.name_sq in text(desk_of(story.reviewer, "sq"))


def test_reports_of_others_are_not_on_my_desk():
    mine, theirs = Story(statuses=("full",)).filled(), Story(statuses=("full",)).filled()

    assert theirs.municipality.name_sq not in text(desk_of(mine.author, "sq"))


def test_a_network_admin_sees_all_reports_by_state_and_nobody_else_does():
    draft, published = Story(statuses=("full",)).filled(), Story(statuses=("full",)).published()

    html = signed_in(draft.admin).get("/workspace/reports/").content.decode()

    assert html.index(draft.municipality.name_sq) < html.index(published.municipality.name_sq)
    assert signed_in(draft.author).get("/workspace/reports/").status_code == 404


@pytest.mark.parametrize("page", ["x", "-1", str(10**25), "\x00"])
def test_a_page_of_the_list_that_does_not_exist_is_the_nearest_one(page):
    admin = Story(statuses=("full",)).filled().admin

    response = signed_in(admin).get("/workspace/reports/", {"page": page})

    assert response.status_code == 200


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
    assert "Fjalët e koleges" in text(stale)
    fields = stale.form("summary").fields
    assert fields["summary_sq"] == "Fjalët e mia"
    client.post(address, fields)
    assert Report.objects.get().summary_sq == "Fjalët e mia"


def test_submitting_shows_what_will_be_public_and_says_what_is_missing():
    story = Story(statuses=("full", "none")).opened()
    address = f"/en/workspace/reports/{story.report.pk}/submit/"
    client = signed_in(story.author)

    for response in (client.get(address), client.post(address)):
        html = response.content.decode()
        assert response.status_code == 422
        for finding in story.report.findings.all():
            assert f'<li><a href="/en/workspace/findings/{finding.pk}/#id_status">' in html
    assert Report.objects.get().status == "draft"

    story.filled()
    browser = Browser("en").sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    page = browser.send("submit")
    assert "Arsyetim i provës: full." in text(page)
    assert browser.send("submit").state == "submitted"
    assert browser.send("withdraw").state == "draft"
