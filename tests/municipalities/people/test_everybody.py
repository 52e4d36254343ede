"""Who can do what, on one page and as a sheet (QUALITY S-44, S-46)."""

import csv
import io

import pytest
from django.utils.html import escape

from municipalities.models import AuditEntry
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

PAGE, SHEET = "/en/workspace/people/", "/en/workspace/people/sheet/"


def rows(client) -> list[list[str]]:
    answer = client.get(SHEET)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_network_admin_sees_everybody_and_a_manager_her_own(cast):
    alone = factories.UserFactory()
    everybody = {
        cast.admin, cast.second, cast.manager, cast.coordinator, cast.outsider, alone,
    }  # fmt: skip
    mine = {cast.manager, cast.coordinator}
    for reader, sees in ((cast.admin, everybody), (cast.manager, mine)):
        html = signed_in(reader).get(PAGE).content.decode()
        assert {p for p in everybody if f"/people/{p.pk}/" in html} == sees
        assert {row[1] for row in rows(signed_in(reader))[1:]} == {p.email for p in sees}


def test_the_sheet_has_a_row_for_each_role_with_what_it_may(cast):
    factories.MembershipFactory(user=cast.coordinator, organisation=cast.peer, role="manager")
    found = [row for row in rows(signed_in(cast.admin)) if row[1] == cast.coordinator.email]
    assert [(row[2], row[3], row[5]) for row in found] == [
        (cast.home.name_sq, "coordinator", "yes"), (cast.peer.name_sq, "manager", "yes"),
    ]  # fmt: skip
    assert found[0][4].startswith("writes the reports")
    assert AuditEntry.objects.filter(event="exported", detail="people").count() == 1


def test_of_a_suspended_organisation_nobody_may_anything(cast):
    cast.home.is_active = False
    cast.home.save()
    found = [row for row in rows(signed_in(cast.admin)) if row[1] == cast.coordinator.email]
    assert found[0][4] == ""


@pytest.mark.parametrize("name", ["=1+1", "+49", "-5", "@ana", "＝1", "\t=1"])
def test_no_name_is_a_formula(cast, name):
    cast.coordinator.name = name
    cast.coordinator.save()
    found = [row for row in rows(signed_in(cast.admin)) if row[1] == cast.coordinator.email]
    assert found[0][0] == f"'{name}"


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_asks_as_many_questions_for_ten_as_for_one(
    cast, number, django_assert_num_queries
):
    for _each in range(number):
        organisation = factories.OrganisationFactory()
        factories.UserFactory(coordinates=organisation)
        factories.InvitationFactory(organisation=organisation)
        factories.UserFactory()
    client = signed_in(cast.admin)
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)


PAYLOADS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{% debug %}"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_are_shown_as_they_are(cast, payload):
    cast.coordinator.name = payload
    cast.coordinator.save()
    factories.InvitationFactory(organisation=cast.home, name=payload)
    for address in (PAGE, f"{PAGE}{cast.coordinator.pk}/"):
        html = signed_in(cast.admin).get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert escape(payload) in html


def test_the_page_leads_to_everything_there_is_to_do(cast):
    page = Browser("en").sign_in(cast.admin).start("/workspace/people/")
    for part in ("/people/sheet/", "/people/audit/", "/invite-network-admin/", "/people/invite/"):
        assert page.link(part)
