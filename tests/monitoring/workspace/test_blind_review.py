"""Blind first (METHOD §6). Each leak test has something in the database that could leak."""

import re

import pytest
import time_machine

from monitoring import actions
from monitoring.models import Finding, SecondCode
from tests import factories
from tests.monitoring.workspace.addresses import filled, of_reports
from tests.monitoring.workspace.people import Browser, signed_in
from tests.monitoring.workspace.reviews import (
    CANARY,
    blind_story,
    review_of,
    taken,
    text,
    without_choices,
)
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def test_nothing_of_the_authors_finding_is_anywhere_before_it_is_rated():
    """Every address, also of errors: neither status nor stage nor a word (METHOD §6)."""
    story = blind_story()
    client = signed_in(story.reviewer)

    seen = []
    for route in of_reports():
        for method in ("get", "post"):
            response = getattr(client, method)(filled(route, report=story.report), follow=True)
            if response.streaming:
                continue
            html = without_choices(response.content.decode())
            assert CANARY not in html, route.path
            for told in ("status-full", "status-none", "contracted", "kontraktuar"):
                assert told not in html, (route.path, told)
            seen.append(response.status_code)

    assert seen.count(200) > 10


def test_the_desk_of_the_reviewer_tells_nothing_either():
    story = blind_story()

    html = signed_in(story.reviewer).get("/workspace/").content.decode()

    assert story.report.contract.municipality.name_sq in html
    assert CANARY not in html
    assert "status-full" not in html


def test_the_authors_finding_appears_once_its_own_rating_is_given_and_no_other():
    story = blind_story()
    browser = review_of(story, "sq")
    first, second = story.report.findings.in_order()

    page = browser.send("rate", **{f"finding-{first.pk}-status": "none"})

    html = without_choices(text(page))
    assert f"{CANARY}-sq-full" in html
    assert f"{CANARY}-sq-none" not in html
    code = SecondCode.objects.get()
    assert (code.finding, code.status, code.author_status) == (first, "none", "full")


def test_a_network_admin_of_another_organisation_who_could_still_review_sees_nothing_either():
    story = blind_story()
    admin = factories.UserFactory(
        is_network_admin=True, coordinates=factories.OrganisationFactory()
    )
    address = f"/workspace/reports/{story.report.pk}/"

    theirs = without_choices(signed_in(admin).get(address).content.decode())
    everybodys = signed_in(story.admin).get(address).content.decode()

    assert CANARY not in theirs
    assert "status-full" not in theirs
    assert CANARY in everybodys


def test_a_note_of_the_author_in_the_history_is_not_shown_before_the_rating():
    story = Story(statuses=("full",)).published()
    story.report = actions.open_correction(
        report=story.report, by=story.author, cause_sq=f"{CANARY} nuk ishte parë më herët."
    )
    taken(story)

    html = signed_in(story.reviewer).get(f"/workspace/reports/{story.report.pk}/")

    assert CANARY not in html.content.decode()


def test_what_an_earlier_reviewer_said_is_not_read_before_the_rating():
    """She had seen the author's status, so her words could tell it."""
    story = blind_story(("full",))
    finding = story.report.findings.get()
    actions.comment(finding=finding, by=story.reviewer, text=f"{CANARY}: pse plotësisht?")
    other = factories.UserFactory(coordinates=factories.OrganisationFactory())
    actions.assign_review(
        report=story.report, reviewer=other, by=story.admin,
        organisation=other.memberships.get().organisation,
    )  # fmt: skip
    browser = Browser("en").sign_in(other)

    page = browser.start(f"/workspace/reports/{story.report.pk}/review/")
    assert CANARY not in text(page)
    page = browser.send("rate", **{f"finding-{finding.pk}-status": "none"})

    assert f"{CANARY}: pse plotësisht?" in text(page)


def test_what_was_published_a_round_ago_appears_with_the_authors_finding_and_not_before():
    """A rating rests on the wording and the evidence alone (METHOD §6)."""
    story = Story(statuses=("none",)).published()
    story.a_year_later()
    story.statuses = ("full",)
    story.filled()
    taken(story)
    browser = review_of(story)
    before = "Arsyetim i provës: none."

    assert before not in text(browser.page)
    page = browser.send("rate", **{f"finding-{story.report.findings.get().pk}-status": "full"})

    assert before in text(page)


@time_machine.travel(BEGIN + 2 * DAY, tick=False)
def test_nothing_a_reviewer_can_open_depends_on_what_the_author_found():
    """The same bytes whatever the author's status, stage and words are: no order, no hint."""
    story = blind_story(("full", "none"))
    client = signed_in(story.reviewer)
    addresses = [
        filled(route, report=story.report) for route in of_reports() if "GET" in route.methods
    ]

    def everything_read():
        return {address: seen(client.get(address)) for address in [*addresses, "/workspace/"]}

    before = everything_read()
    others = zip(("unassessable", "partial"), story.report.findings.all(), strict=True)
    for status, finding in others:
        Finding.objects.filter(pk=finding.pk).update(
            status=status, stage="" if status == "unassessable" else "in_use",
            rationale_sq="Fjalë krejt të tjera." * 9, rationale_en="", reason_sq="Arsye tjetër.",
        )  # fmt: skip

    assert everything_read() == before


def seen(response) -> tuple:
    """Status, headers and body, without what differs from one request to the next."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, headers, TOKEN.sub(b"", body)
