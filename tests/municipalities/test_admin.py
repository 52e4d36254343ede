"""Network admins keep people and places in the Django admin."""

import pytest
from django.contrib.auth import get_user_model

from municipalities.models import Membership, Municipality, Organisation, Session
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


def person(**changes):
    fields = {
        "name": "Bora", "email": "bora@example.org", "language": "sq", "is_active": "on",
    } | inline("memberships")  # fmt: skip
    return {name: value for name, value in (fields | changes).items() if value is not None}


def test_a_person_is_created_with_a_password_and_a_membership(client, network_admin):
    organisation = make.OrganisationFactory()
    answer = client.post(
        "/en/admin/municipalities/user/add/",
        person(email="Bora@Example.org", password1=PASSPHRASE, password2=PASSPHRASE)
        | inline("memberships", organisation=organisation.pk, role="manager"),
    )
    assert answer.status_code == 302
    bora = User.objects.get(name="Bora")
    assert bora.email == "bora@example.org"
    assert bora.check_password(PASSPHRASE)
    assert not bora.is_network_admin
    membership = Membership.objects.get(user=bora)
    assert (membership.organisation, membership.role) == (organisation, "manager")
    assert membership.history.get().history_user == network_admin


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "ANA@example.org"}, "Person with this E-mail already exists."),
        ({"password2": "diçka tjetër"}, "The two password fields didn’t match."),
        (
            {"password1": "njëmbëdhjet", "password2": "njëmbëdhjet"},
            "This password is too short. It must contain at least 12 characters.",
        ),
        ({"name": ""}, "This field is required."),
    ],
)
def test_a_person_that_cannot_be_stored_is_refused_with_a_sentence(
    client, network_admin, changes, sentence
):
    User.objects.filter(pk=network_admin.pk).update(email="ana@example.org")
    passwords = {"password1": PASSPHRASE, "password2": PASSPHRASE}
    answer = client.post("/en/admin/municipalities/user/add/", person(**(passwords | changes)))
    assert errors(answer) == [sentence]
    assert User.objects.count() == 1


@pytest.mark.parametrize("lost", ["is_network_admin", "is_active"])
def test_the_last_network_admin_cannot_lock_everybody_out(client, network_admin, lost):
    make.UserFactory(network_admin=True, is_active=False)
    mine = f"/en/admin/municipalities/user/{network_admin.pk}/change/"
    kept = {"is_network_admin": "on", "is_active": "on"} | {lost: None}
    fields = person(name="Ana", email=network_admin.email, **kept)

    answer = client.post(mine, fields)
    assert errors(answer) == ["This is the last network admin. Name another one first."]

    make.UserFactory(network_admin=True)
    assert client.post(mine, fields).status_code == 302
    network_admin.refresh_from_db()
    assert not getattr(network_admin, lost)


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


def test_organisations_are_kept_with_their_members_and_municipalities(client, network_admin):
    bora, vlora = make.UserFactory(), make.MunicipalityFactory()
    answer = client.post(
        "/admin/municipalities/organisation/add/",
        {"name_sq": "Shoqata e Provës", "slug": "prove", "town": "Provë", "is_active": "on"}
        | inline("coverage_set", municipality=vlora.pk)
        | inline("memberships", user=bora.pk, role="coordinator"),
    )
    assert answer.status_code == 302
    organisation = Organisation.objects.get()
    assert list(organisation.municipalities.all()) == [vlora]
    assert list(bora.memberships.values_list("organisation", "role")) == [
        (organisation.pk, "coordinator")
    ]


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
