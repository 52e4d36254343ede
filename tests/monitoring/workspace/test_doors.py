"""Who comes in (QUALITY S-01 to S-03, S-06, S-24, S-25): every address, by GET and by POST."""

import re

import pytest
from django.test import Client

from monitoring.models import Evidence, Report
from monitoring.permissions import POLICY
from tests import factories
from tests.monitoring.workspace.addresses import (
    everything,
    filled,
    nowhere,
    of_reports,
    workspace_routes,
)
from tests.monitoring.workspace.people import signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db

METHODS = ("get", "post")


def rich_story():
    """A report in review whose every address leads to something: a file, a reply, a case."""
    story = Story(statuses=("full", "none")).filled()
    finding = story.report.findings.in_order().first()
    Evidence.objects.filter(finding=finding).delete()
    factories.EvidenceFactory(finding=finding, as_file=True)
    factories.ReplyFactory(report=story.report)
    factories.CaseFactory(commitment=story.commitments[0])
    return story


def blanked(response, address) -> tuple:
    """Status, headers and body without the address itself and the form's token (QUALITY §1)."""
    body = response.content.decode().replace(address.removeprefix("/en"), "-")
    return (
        response.status_code,
        {name: value for name, value in response.headers.items() if name != "Content-Length"},
        re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", body),
    )


def test_the_walk_knows_every_address_of_the_workspace():
    assert len(of_reports()) == 2 * 51
    everybodys = {route.name for route in workspace_routes()} - {r.name for r in of_reports()}
    assert {name.removeprefix("workspace:") for name in everybodys} == {
        "all-reports", "cases", "claims", "dashboard", "guide", "guides", "interests", "network",
        "open-round", "overviews", "reject-cases", "requests", "round", "rounds",
    }  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_nobody_gets_anywhere_without_signing_in(method):
    story = rich_story()
    before = everything()

    for route in workspace_routes():
        address = filled(route, report=story.report)
        response = getattr(Client(), method)(address)
        language = "/en" if address.startswith("/en/") else ""
        assert (response.status_code, response.headers["Location"]) == (
            302,
            f"{language}/login/?next={address}",
        )
        assert response.headers["Cache-Control"] == "no-store"

    assert everything() == before


@pytest.mark.parametrize("who", ["stranger", "reviewer", "suspended"])
@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_finds_what_never_existed(method, who):
    """404-same: nothing tells whether there is such a report (QUALITY S-02, S-03)."""
    story = rich_story()
    suspended = factories.UserFactory(coordinates=factories.OrganisationFactory(is_active=False))
    client = signed_in(suspended if who == "suspended" else getattr(story, who))
    before = everything()

    for route in of_reports():
        address, empty = filled(route, report=story.report), nowhere(route)
        there = blanked(getattr(client, method)(address), address)
        absent = blanked(getattr(client, method)(empty), empty)
        wrong_method = method.upper() not in route.methods
        assert there[0] == (405 if wrong_method else 404), address
        assert there == absent, address

    assert everything() == before


def test_every_action_of_the_policy_has_its_button():
    """T-4: no action of the table is out of reach of a form."""
    assert set(POLICY) == {route.policy for route in workspace_routes()} & set(POLICY)


@pytest.mark.parametrize("policy", sorted({r.policy for r in of_reports()} & set(POLICY)))
def test_nothing_is_sent_without_the_token_of_the_form(policy):
    story = rich_story()
    client = Client(enforce_csrf_checks=True)
    client.force_login(story.author)
    before = everything()

    for route in [route for route in of_reports() if route.policy == policy]:
        response = client.post(filled(route, report=story.report), {"status": "none"})
        assert response.status_code == 403

    assert everything() == before


@pytest.mark.parametrize("state", ["filled", "coded", "invited", "published"])
@pytest.mark.parametrize("who", ["author", "reviewer", "admin"])
def test_looking_changes_nothing(state, who):
    story = getattr(Story(statuses=("full", "none")), state)()
    client = signed_in(getattr(story, who))
    before = everything()

    for route in workspace_routes():
        response = client.get(filled(route, report=story.report))
        assert response.status_code in (200, 302, 404, 405, 409, 422), route.path

    assert everything() == before


def test_a_method_that_a_page_does_not_know_is_answered_with_a_page():
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.author)

    for route in workspace_routes():
        for method in ("PUT", "DELETE", "TRACE", "PATCH", "FROBNICATE"):
            response = client.generic(method, filled(route, report=story.report))
            assert response.status_code == 405
            assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("take_away", ["is_active", "membership", "organisation"])
def test_a_role_withdrawn_ends_with_the_very_next_request(take_away):
    """QUALITY S-11."""
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.author)
    address = f"/workspace/reports/{story.report.pk}/"
    assert client.get(address).status_code == 200

    if take_away == "is_active":
        story.author.is_active = False
        story.author.save()
    elif take_away == "membership":
        story.author.memberships.all().delete()
    else:
        story.home.is_active = False
        story.home.save()

    assert client.get(address).status_code == (302 if take_away == "is_active" else 404)


@pytest.mark.parametrize("what", ["finding", "item", "sha256"])
def test_another_organisations_number_in_the_path_leads_nowhere(what):
    """QUALITY S-06: my own report beside B's finding, evidence or file."""
    mine, theirs = Story(statuses=("full",)).filled(), rich_story()
    finding = theirs.report.findings.in_order().first()
    item = finding.evidence.first()
    numbers = {"finding": finding.pk, "item": item.pk, "sha256": item.sha256}
    client = signed_in(mine.author)
    before = everything()

    routes = [route for route in of_reports() if f":{what}>" in route.path]
    assert routes
    for route in routes:
        address = filled(route, report=mine.report, **{what: numbers[what]})
        for method in METHODS:
            if method.upper() in route.methods:
                assert getattr(client, method)(address).status_code == 404

    assert everything() == before


@pytest.mark.parametrize("suffix", ["x.css", ";a.js", "%2f..%2f", "/"])
def test_a_private_page_has_no_other_address(suffix):
    """Web cache deception (QUALITY S-14)."""
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.author)

    for address in ("/workspace/", f"/workspace/reports/{story.report.pk}/"):
        response = client.get(f"{address}{suffix}")
        assert response.status_code in (301, 404)
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/workspace/", "/login/", "/reply/abc/", "/en/login/"])
def test_what_is_private_is_never_stored(address):
    client = signed_in(factories.UserFactory())

    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_a_report_in_a_state_that_does_not_allow_it_is_a_conflict_for_who_may_read_it():
    story = Story(statuses=("full",)).published()
    client = signed_in(story.author)
    before = everything()

    for name in ("submit", "withdraw", "summary"):
        response = client.post(f"/workspace/reports/{story.report.pk}/{name}/", {"version": 0})
        assert response.status_code == 409
        assert 'data-state="published"' in response.content.decode()

    assert everything() == before


def test_a_coordinator_who_could_review_does_not_learn_that_a_draft_exists():
    story = Story(statuses=("full",)).filled()
    client = signed_in(story.reviewer)

    response = client.post(
        f"/workspace/reports/{story.report.pk}/take-review/", {"organisation": story.peer.pk}
    )

    assert response.status_code == 404
    assert Report.objects.get().reviewer is None


def test_who_wrote_a_report_does_not_take_its_review_from_another_organisation():
    """QUALITY S-09: what a person wrote stays hers when she changes organisation."""
    story = Story(statuses=("full",)).submitted()
    story.author.memberships.all().delete()
    factories.MembershipFactory(user=story.author, organisation=story.peer)
    client = signed_in(story.author)

    desk = client.get("/workspace/").content.decode()
    response = client.post(
        f"/workspace/reports/{story.report.pk}/take-review/", {"organisation": story.peer.pk}
    )

    assert 'data-action="take-review"' not in desk
    assert response.status_code == 404
