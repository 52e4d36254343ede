"""Network admins keep people and places in the Django admin."""

import pytest
from django.contrib.auth import get_user_model

from municipalities.models import Municipality, Session
from tests import factories as make

pytestmark = pytest.mark.django_db
User = get_user_model()
PASSPHRASE = "katër dele të bardha në mal"


@pytest.fixture
def network_admin(client):
    person = make.UserFactory(network_admin=True, name="Ana")
    client.force_login(person)
    return person


def inline(prefix, /, **rows):
    """The fields of an inline formset with one new row, or with none."""
    total = "1" if rows else "0"
    fields = {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": "0"}
    return fields | {f"{prefix}-0-{field}": value for field, value in rows.items()}


def errors(answer):
    form = answer.context["adminform"].form
    return [message for messages in form.errors.values() for message in messages]


def test_rights_are_seen_here_and_given_on_the_pages_about_people(client, network_admin):
    bora = make.UserFactory(email="bora@example.org", coordinates=make.OrganisationFactory())
    mine = f"/en/admin/municipalities/user/{bora.pk}/change/"
    held = bora.memberships.get()
    client.post(
        mine,
        {"name": "Bora", "email": "Bora.Re@Example.org", "language": "sq",
         "is_network_admin": "on", "disabled_on": "2026-01-01",
         "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1",
         "memberships-0-id": held.pk, "memberships-0-user": bora.pk,
         "memberships-0-organisation": held.organisation_id, "memberships-0-role": "manager",
         "memberships-0-DELETE": "on"},
    )  # fmt: skip
    bora.refresh_from_db()
    assert (bora.name, bora.email, bora.is_network_admin, bora.is_active, bora.disabled_on) == (
        "Bora", "bora.re@example.org", False, True, None,
    )  # fmt: skip
    assert bora.memberships.get().role == "coordinator"
    assert f"/en/workspace/people/{bora.pk}/" in client.get(mine).content.decode()


def test_people_come_in_by_an_invitation_and_not_here(client, network_admin):
    answer = client.post("/en/admin/municipalities/user/add/", {"name": "Bora"})
    assert answer.status_code == 403
    assert User.objects.count() == 1


def test_an_address_that_somebody_has_is_refused_with_a_sentence(client, network_admin):
    bora = make.UserFactory(email="bora@example.org")
    answer = client.post(
        f"/en/admin/municipalities/user/{bora.pk}/change/",
        {"name": "Bora", "email": network_admin.email.upper(), "language": "sq"}
        | inline("memberships"),
    )  # fmt: skip
    assert errors(answer) == ["Person with this E-mail already exists."]


def test_a_new_password_signs_the_person_out_everywhere(client, network_admin, django_user_model):
    bora = make.UserFactory()
    elsewhere = type(client)()
    elsewhere.force_login(bora)
    page = f"/en/admin/municipalities/user/{bora.pk}/password/"
    assert "who is signed out everywhere" in client.get(page).content.decode()

    answer = client.post(page, {"password1": PASSPHRASE, "password2": PASSPHRASE})
    assert answer.status_code == 302
    bora.refresh_from_db()
    assert bora.check_password(PASSPHRASE)
    assert elsewhere.get("/workspace/").status_code == 302
    assert list(Session.objects.of(bora)) == []


def test_the_page_of_a_person_shows_nothing_of_the_password(client, network_admin):
    bora = make.UserFactory()
    page = client.get(f"/en/admin/municipalities/user/{bora.pk}/change/").content.decode()
    assert "Set a new password" in page
    assert bora.password.split("$")[0] not in page
    assert "salt" not in page


def test_what_is_known_of_an_organisation_is_put_right_here(client, network_admin):
    row = make.OrganisationFactory(name_sq="Shoqata", town="Provë")
    page = f"/en/admin/municipalities/organisation/{row.pk}/change/"
    shown = client.get(page).content.decode()
    assert f'href="/en/workspace/organisations/{row.slug}/"' in shown
    said = {"name_sq": "Shoqata e Provës", "town": "Provë"}
    answer = client.post(page, said | inline("coverage_set"))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.name_sq, row.is_active) == ("Shoqata e Provës", True)


def test_municipalities_are_kept_with_their_mayors_and_units(client, network_admin):
    answer = client.post(
        "/admin/municipalities/municipality/add/",
        {"name_sq": "Çorovëna", "slug": "corovena", "county": "q40", "website": "prove.example.org"}
        | inline("coverage_set")
        | inline("mayors", name="E Sajuar", since="2023-06", basis="elected", source="Provë")
        | inline("units", name="Njësia", character="rural"),
    )
    assert answer.status_code == 302
    municipality = Municipality.objects.get()
    assert municipality.website == "https://prove.example.org"
    assert municipality.mayors.get().history.get().history_user == network_admin
    assert municipality.units.get().name == "Njësia"


def test_a_date_that_is_none_is_refused_in_the_language_of_the_page(client, network_admin):
    answer = client.post(
        "/en/admin/municipalities/municipality/add/",
        {"name_sq": "Prova", "slug": "prova", "county": "q40", "joined": "9 maj 2019"}
        | inline("coverage_set") | inline("mayors") | inline("units"),
    )  # fmt: skip
    assert errors(answer) == [
        "“9 maj 2019” is no date. Write a year (2019), a month (2019-08) or a day (2019-08-07)."
    ]


def test_the_word_in_public_addresses_is_given_once(client, network_admin):
    row = make.MunicipalityFactory(slug="prova")
    client.post(
        f"/admin/municipalities/municipality/{row.pk}/change/",
        {"name_sq": "Tjetër", "slug": "tjeter", "county": "q40"}
        | inline("coverage_set") | inline("mayors") | inline("units"),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.name_sq, row.slug) == ("Tjetër", "prova")


@pytest.mark.parametrize("typed", ["corovena", "ÇOROVËNA", "Çorovëna", "çorovena"])
def test_search_knows_no_difference_between_letters_with_and_without_marks(
    client, network_admin, typed
):
    make.MunicipalityFactory(name_sq="Çorovëna")
    make.MunicipalityFactory(name_sq="Divjaka")
    answer = client.get("/admin/municipalities/municipality/", {"q": typed})
    assert [row.name_sq for row in answer.context["cl"].result_list] == ["Çorovëna"]


def test_an_older_version_can_be_seen_and_restored_and_nothing_is_lost(client, network_admin):
    row = make.MunicipalityFactory(name_sq="Si ishte")
    first = row.history.latest()
    row.name_sq = "Si u bë"
    row.save()
    versions = client.get(f"/en/admin/municipalities/municipality/{row.pk}/history/")
    assert "Si ishte → Si u bë" in versions.content.decode()

    path = f"/en/admin/municipalities/municipality/{row.pk}/history/{first.pk}/"
    assert "Restore this version" in client.get(path).content.decode()
    client.post(path, {"name_sq": "Si ishte", "county": row.county, "_save": "1"})
    row.refresh_from_db()
    assert row.name_sq == "Si ishte"
    assert [version.name_sq for version in row.history.order_by("history_id")] == [
        "Si ishte",
        "Si u bë",
        "Si ishte",
    ]
    assert row.history.latest().history_user == network_admin


def test_what_other_facts_rest_on_is_not_deleted(client, network_admin):
    contract = make.SocialContractFactory()
    path = f"/en/admin/municipalities/municipality/{contract.municipality_id}/delete/"
    assert "would require deleting the following protected" in client.get(path).content.decode()
    client.post(path, {"post": "yes"})
    assert Municipality.objects.filter(pk=contract.municipality_id).exists()
