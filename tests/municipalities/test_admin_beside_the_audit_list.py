"""What an action of the workspace notes in the audit list, the Django admin only shows (S-13)."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from municipalities.models import AuditEntry, Coverage, Membership, Organisation, User
from tests import factories as make
from tests.test_architecture import FACTORIES

pytestmark = pytest.mark.django_db

# What the actions behind each event write: a column, or a row as a whole.
WRITTEN_BY = {
    "signed_in": {"User.last_login"},
    "sign_in_failed": set(),
    "locked_out": {"Attempt"},
    "signed_out": {"Session"},
    "refused": {"AuditEntry"},
    "invited": {"Invitation"},
    "invitation_revoked": {"Invitation"},
    "joined": {"Invitation", "Membership", "User"},
    "role_given": {"Membership", "User.is_network_admin"},
    "role_taken": {"Membership", "User.is_network_admin"},
    "disabled": {"User.is_active", "User.disabled_on"},
    "enabled": {"User.is_active", "User.disabled_on"},
    "anonymised": {"User.anonymised_on"},
    "password_changed": {"User.password"},
    "factor_changed": {"TOTPDevice", "StaticDevice", "StaticToken"},
    "factor_reset_asked": {"FactorReset"},
    "factor_reset_done": {"FactorReset"},
    "sessions_ended": {"Session"},
    "organisation_joined": {"Organisation", "Organisation.joined", "Coverage"},
    "organisation_suspended": {"Organisation.is_active"},
    "organisation_reinstated": {"Organisation.is_active", "Organisation.left"},
    "organisation_left": {"Organisation.is_active", "Organisation.left", "Coverage",
                          "FormerCoverage"},
    "organisation_leads": {"Organisation.is_lead"},
    "original_downloaded": {"OriginalDownload"},
    "exported": set(),
}  # fmt: skip
OF_ACTIONS = set().union(*WRITTEN_BY.values())


@pytest.fixture
def network_admin(client):
    person = make.UserFactory(network_admin=True)
    client.force_login(person)
    return person


def no_rows_of(inline) -> dict[str, str]:
    return {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}


def test_every_event_of_the_audit_list_has_its_place_here():
    assert set(WRITTEN_BY) == set(AuditEntry.Event.values)


def what_can_be_written(request, model, model_admin) -> set[str]:
    """Columns that can be typed, and rows that can be added or deleted, on all pages of a model."""
    row = FACTORIES[model]()
    found = set()
    if model_admin.has_change_permission(request, row):
        form = model_admin.get_form(request, row, change=True)
        found |= {
            f"{model.__name__}.{name}"
            for name, field in form.base_fields.items()
            if not field.disabled
        }
    if model_admin.has_add_permission(request) or model_admin.has_delete_permission(request, row):
        found.add(model.__name__)
    for inline in model_admin.get_inline_instances(request, row):
        ways = (inline.has_change_permission, inline.has_delete_permission)
        if inline.has_add_permission(request, row) or any(way(request, row) for way in ways):
            found.add(inline.model.__name__)
    return found


def test_nothing_that_an_action_notes_can_be_written_here(network_admin):
    request = RequestFactory().get("/admin/")
    request.user = network_admin
    found = {
        what
        for model, model_admin in admin.site._registry.items()
        for what in what_can_be_written(request, model, model_admin)
    }
    assert {"Organisation.name_sq", "User.email", "Municipality", "Mayor"} <= found
    assert found & OF_ACTIONS == set()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("is_active", ""), ("is_lead", "on"), ("joined", "2001"), ("left", "2002"), ("slug", "x")],
)
def test_no_column_of_an_organisation_that_an_action_writes_is_taken_from_a_form(
    client, network_admin, name, typed
):
    row = make.OrganisationFactory(name_sq="Shoqata", town="Provë", joined="2019")
    before = getattr(row, name)
    page = f"/en/admin/municipalities/organisation/{row.pk}/change/"
    said = {"name_sq": "Tjetër", "town": "Provë", name: typed} | no_rows_of("coverage_set")
    answer = client.post(page, said)
    row.refresh_from_db()
    assert (answer.status_code, row.name_sq, getattr(row, name)) == (302, "Tjetër", before)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("is_network_admin", "on"), ("is_active", ""), ("disabled_on", "2026-01-01"),
     ("anonymised_on", "2026-01-01"), ("password", "x")],
)  # fmt: skip
def test_no_column_of_a_person_that_an_action_writes_is_taken_from_a_form(
    client, network_admin, name, typed
):
    row = make.UserFactory(name="Bora")
    before = getattr(row, name)
    page = f"/en/admin/municipalities/user/{row.pk}/change/"
    said = {"name": "Tjetër", "email": row.email, "language": "sq", name: typed}
    said |= no_rows_of("memberships")
    answer = client.post(page, said)
    row.refresh_from_db()
    assert (answer.status_code, row.name, getattr(row, name)) == (302, "Tjetër", before)


def test_a_deadline_that_was_told_is_not_moved_here_without_a_reason(client, network_admin):
    row = make.RoundFactory(name_sq="Raundi")
    before = row.submit_by
    page = f"/en/admin/monitoring/round/{row.pk}/change/"
    shown = client.get(page).content.decode()
    assert f'href="/en/workspace/rounds/{row.pk}/"' in shown
    kept = {
        name: client.get(page).context["adminform"].form[name].value()
        for name in ("term", "begins", "ends", "evidence_until", "reply_days", "method_version")
    }
    said = kept | {"name_sq": "Tjetër", "submit_by": "2030-01-01"}
    answer = client.post(page, said)
    row.refresh_from_db()
    assert (answer.status_code, row.name_sq, row.submit_by) == (302, "Tjetër", before)


@pytest.mark.parametrize("of", ["organisation", "municipality"])
def test_who_covers_what_is_only_shown(client, network_admin, of):
    home = make.OrganisationFactory()
    place, other = make.MunicipalityFactory.create_batch(2)
    held = Coverage.objects.create(organisation=home, municipality=place, since="2019")
    row, target = (home, other.pk) if of == "organisation" else (place, home.pk)
    page = f"/en/admin/municipalities/{of}/{row.pk}/change/"
    other_end = "municipality" if of == "organisation" else "organisation"
    assert "2019" in client.get(page).content.decode()
    rows = {
        "coverage_set-TOTAL_FORMS": "2", "coverage_set-INITIAL_FORMS": "1",
        "coverage_set-0-id": held.pk, "coverage_set-0-DELETE": "on",
        f"coverage_set-1-{other_end}": target,
    }  # fmt: skip
    known = {"name_sq": row.name_sq, "town": "Has", "county": getattr(place, "county", "")}
    said = known | rows | no_rows_of("mayors") | no_rows_of("units")
    assert client.post(page, said).status_code == 302
    assert list(Coverage.objects.values_list("pk", "since")) == [(held.pk, "2019")]


def test_an_organisation_neither_comes_nor_goes_here(client, network_admin):
    row = make.OrganisationFactory()
    room = "/en/admin/municipalities/organisation"
    said = {"name_sq": "Shoqata", "slug": "shoqata", "town": "Provë"}
    assert client.post(f"{room}/add/", said).status_code == 403
    assert client.post(f"{room}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list(Organisation.objects.all()) == [row]


def test_a_municipality_that_somebody_covers_is_not_deleted_with_that_right(client, network_admin):
    place = make.MunicipalityFactory()
    home = make.OrganisationFactory(covers=[place])
    address = f"/en/admin/municipalities/municipality/{place.pk}/delete/"
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert list(home.municipalities.all()) == [place]


def test_an_older_version_of_an_organisation_brings_its_words_back_and_no_right(
    client, network_admin
):
    row = make.OrganisationFactory(name_sq="Si ishte", town="Provë", is_active=True)
    first = row.history.latest()
    row.name_sq, row.is_active = "Si u bë", False
    row.save()
    path = f"/en/admin/municipalities/organisation/{row.pk}/history/{first.pk}/"
    client.post(path, {"name_sq": "Si ishte", "town": "Provë", "_save": "1"})
    row.refresh_from_db()
    assert (row.name_sq, row.is_active) == ("Si ishte", False)


def test_roles_stay_as_they_are_when_a_person_is_put_right(client, network_admin):
    held = make.MembershipFactory(role="coordinator")
    said = {
        "name": "Tjetër", "email": held.user.email, "language": "sq",
        "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": held.pk, "memberships-0-role": "manager",
    }  # fmt: skip
    client.post(f"/en/admin/municipalities/user/{held.user_id}/change/", said)
    assert list(Membership.objects.values_list("pk", "role")) == [(held.pk, "coordinator")]
    assert User.objects.get(pk=held.user_id).name == "Tjetër"
