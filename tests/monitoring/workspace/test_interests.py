"""Declared ties to a municipality: declared, ended, never deleted, and what follows (S-09)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from monitoring import actions
from municipalities.interests import declare_interest, end_interest
from municipalities.models import DeclaredInterest
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

ADDRESS = "/en/workspace/interests/"
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def story():
    return Story(statuses=("full",)).submitted()


def declared(user, municipality, **dates) -> DeclaredInterest:
    return declare_interest(by=user, municipality=municipality, kind="family", **dates)


# --- Declaring and ending -------------------------------------------------------------------------


def test_a_tie_is_declared_and_ended_on_its_page(story):
    browser = Browser("en").sign_in(story.reviewer)
    browser.open(ADDRESS)

    page = browser.send("declare", municipality=str(story.municipality.pk), kind="employment",
                        begins="1.3.2026")  # fmt: skip
    tie = DeclaredInterest.objects.get()
    assert (tie.user, tie.municipality, tie.kind, tie.begins, tie.ends) == (
        story.reviewer, story.municipality, "employment", datetime.date(2026, 3, 1), None,
    )  # fmt: skip
    assert "employment or contract" in page.text
    assert "since 1 March 2026" in page.text

    page = browser.send("end-tie", **{f"tie-{tie.pk}-ends": "30.6.2026"})
    tie.refresh_from_db()
    assert tie.ends == datetime.date(2026, 6, 30)
    assert "until 30 June 2026 (over)" in page.text
    assert page.offers() == ["declare"]


def test_what_is_refused_is_said_and_what_was_typed_stays(story):
    client = signed_in(story.reviewer)
    before = everything()

    response = client.post(
        ADDRESS, {"municipality": story.municipality.pk, "kind": "", "begins": "31.31.2026"}
    )  # fmt: skip
    reversed_ = client.post(
        ADDRESS, {"municipality": story.municipality.pk, "kind": "family", "begins": "2.3.2026",
                  "ends": "1.3.2026"},
    )  # fmt: skip

    assert (response.status_code, reversed_.status_code) == (422, 422)
    assert 'value="31.31.2026"' in response.content.decode()
    assert "The tie ends after it begins." in reversed_.content.decode()
    assert everything() == before


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 1000, "31.12.10000", "1.1.0001"])
def test_odd_input_is_refused_and_never_an_error(story, odd):
    tie = declared(story.reviewer, story.municipality, begins=TODAY)
    client = signed_in(story.reviewer)
    fit = {"municipality": story.municipality.pk, "kind": "family", "begins": "", "ends": ""}

    for name in ("municipality", "kind"):
        assert client.post(ADDRESS, fit | {name: odd}).status_code == 422
    for name in ("begins", "ends"):
        assert client.post(ADDRESS, fit | {name: odd}).status_code in (302, 422)
    assert client.post(ADDRESS, {"tie": odd}).status_code in (404, 422)
    end = client.post(ADDRESS, {"tie": tie.pk, f"tie-{tie.pk}-ends": odd})
    assert end.status_code == 422


def test_the_same_tie_declared_twice_is_one(story):
    assert declared(story.reviewer, story.municipality) == declared(
        story.reviewer, story.municipality
    )
    assert DeclaredInterest.objects.count() == 1


def test_a_tie_cannot_end_before_it_began(story):
    tie = declared(story.reviewer, story.municipality, begins=TODAY)
    client = signed_in(story.reviewer)

    response = client.post(ADDRESS, {"tie": tie.pk, f"tie-{tie.pk}-ends": "19.11.2026"})

    assert response.status_code == 422
    assert "The tie ends after it begins." in response.content.decode()
    tie.refresh_from_db()
    assert tie.ends is None


def test_an_end_once_given_stays(story):
    tie = declared(story.reviewer, story.municipality)
    end_interest(interest=tie, by=story.reviewer, ends=TODAY)

    with pytest.raises(ValidationError):
        end_interest(interest=tie, by=story.reviewer, ends=TODAY - datetime.timedelta(days=9))

    tie.refresh_from_db()
    assert tie.ends == TODAY


def test_pressing_the_button_twice_leads_to_the_same_page(story):
    tie = declared(story.reviewer, story.municipality)
    client = signed_in(story.reviewer)
    content = {"tie": tie.pk, f"tie-{tie.pk}-ends": "20.11.2026"}

    answers = [client.post(ADDRESS, content) for _ in range(2)]

    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(302, ADDRESS)] * 2


def test_nobody_sees_or_ends_the_tie_of_somebody_else(story):
    tie = declared(story.reviewer, story.municipality)

    with pytest.raises(PermissionDenied):
        end_interest(interest=tie, by=story.author, ends=TODAY)
    for person in (story.author, story.admin):
        client = signed_in(person)
        page = client.get(ADDRESS).content.decode()
        answer = client.post(ADDRESS, {"tie": tie.pk, f"tie-{tie.pk}-ends": "20.11.2026"})
        assert 'data-action="end-tie"' not in page
        assert answer.status_code == 404
    tie.refresh_from_db()
    assert tie.ends is None


def test_no_public_page_tells_of_a_tie(story):
    declared(story.reviewer, story.municipality)
    client = signed_in(story.stranger)

    for address in ("/en/", f"/en/municipalities/{story.municipality.slug}/", "/en/organisations/"):
        text = client.get(address).content.decode()
        assert story.reviewer.name not in text
        assert "family" not in text


# --- What follows (S-09) --------------------------------------------------------------------------


def offered(story, person) -> bool:
    """Whether the desk offers the person the review of the story's report."""
    desk = signed_in(person).get("/workspace/").content.decode()
    return f"/workspace/reports/{story.report.pk}/take-review/" in desk


def test_a_tie_keeps_a_person_out_of_the_queue_and_the_review(story):
    assert offered(story, story.reviewer)

    declared(story.reviewer, story.municipality)

    assert not offered(story, story.reviewer)
    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.reviewer, organisation=story.peer)
    with pytest.raises(actions.Refused):
        actions.assign_review(
            report=story.report, reviewer=story.reviewer, organisation=story.peer, by=story.admin
        )


def test_a_tie_goes_along_to_another_organisation(story):
    declared(story.reviewer, story.municipality)
    third = factories.OrganisationFactory()
    story.reviewer.memberships.all().delete()
    factories.MembershipFactory(user=story.reviewer, organisation=third)

    assert not offered(story, story.reviewer)
    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.reviewer, organisation=third)


def test_a_tie_declared_during_a_review_ends_it():
    story = Story(statuses=("full",)).in_review()
    finding = story.report.findings.get()
    declared(story.reviewer, story.municipality)

    with pytest.raises(actions.NotAllowed):
        actions.code_blind(finding=finding, by=story.reviewer, status="full")
    address = f"/workspace/reports/{story.report.pk}/review/"
    assert signed_in(story.reviewer).get(address).status_code == 404


@pytest.mark.parametrize("dates", ["over", "not begun", "elsewhere"])
def test_a_tie_that_does_not_hold_here_and_today_excludes_nobody(story, dates):
    day, today = datetime.timedelta(days=1), timezone.localdate()
    elsewhere = factories.MunicipalityFactory()
    declared(
        story.reviewer,
        elsewhere if dates == "elsewhere" else story.municipality,
        ends=today - day if dates == "over" else None,
        begins=today + day if dates == "not begun" else None,
    )

    assert offered(story, story.reviewer)


def test_a_tie_that_ends_today_still_holds(story):
    declared(story.reviewer, story.municipality, ends=timezone.localdate())

    assert not offered(story, story.reviewer)
