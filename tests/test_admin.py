"""The Django admin: facts for network admins in both languages, published results read-only."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from municipalities.signing_in.lockout import PER_ACCOUNT_AND_ADDRESS
from tests import factories as make
from tests.constraints import models_of
from tests.test_architecture import FACTORIES

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model.__name__)
# What citizens wrote and who follows is for nobody's eyes here; the words of the search and
# the standing results are copies.
NOT_HERE = {"Case", "CaseFile", "Follower", "PublishedWords", "StandingResult"}
OF_MONITORING = {model.__name__ for model in models_of("monitoring")}
# What has its verbs in the workspace, which note who did it or tell the public why.
PROCEDURES = {
    "Activity", "ActivityStep", "Announcement", "AuditEntry", "Candidate", "ContractDraft",
    "DraftCommitment", "Exclusion", "FactorReset", "FormerCoverage", "Freeze", "Invitation",
    "Juxtaposition", "JuxtapositionEvent", "Need", "Participation", "Position",
    "TestabilityCheck",
}  # fmt: skip
READ_ONLY = {*PROCEDURES, *OF_MONITORING} - {"Round", "LegalDeadline", "OfficialHoliday"} - NOT_HERE
# There are no more of them: a kind of page has one text, a kind of deadline one length.
AS_MANY_AS_THERE_CAN_BE = {"PageText": 4, "LegalDeadline": 0}
LANGUAGES = {"sq": "", "en": "/en"}
BY_NAME = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)


def address(model, page, *args):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def pages_of(model, row):
    """Every page about the model, by name, in the language that is active."""
    pages = {
        "list": address(model, "changelist"),
        "add": address(model, "add"),
        "change": address(model, "change", row.pk),
        "delete": address(model, "delete", row.pk),
        "history": address(model, "history", row.pk),
    }
    if hasattr(admin.site._registry[model], "history_form_view"):
        pages["version"] = address(model, "simple_history", row.pk, row.history.latest().pk)
    return pages


class Inline(HTMLParser):
    """Collects what the Content-Security-Policy would not let a browser run or show."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            self.found.append(tag)
        self.found += [
            f"{name}={value}"
            for name, value in attributes.items()
            if name == "style" or name.startswith("on") or (value or "").startswith("data:")
        ]


def assert_clean(answer):
    parser = Inline()
    parser.feed(answer.content.decode())
    assert parser.found == []
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.fixture
def network_admin(client):
    person = make.UserFactory(network_admin=True, name="Ana")
    client.force_login(person)
    return person


# --- What there is --------------------------------------------------------------------------------


def test_facts_and_people_can_be_changed_and_what_was_found_only_read():
    changeable = {model.__name__ for model in REGISTERED} - READ_ONLY
    assert changeable == {
        "AdministrativeUnit", "Amendment", "Channel", "Commitment", "Council", "CouncilGroup",
        "Election", "IntegrityPlan", "LegalDeadline", "Mayor", "Municipality", "OfficialHoliday",
        "Organisation", "PageText", "ParticipatoryBudget", "PublicConsultation", "Round", "Sector",
        "SocialContract", "Term", "Transparency", "User",
    }  # fmt: skip
    assert {model.__name__ for model in REGISTERED} >= READ_ONLY
    assert not NOT_HERE & {model.__name__ for model in REGISTERED}


@pytest.mark.parametrize("language", LANGUAGES)
@BY_NAME
def test_every_page_opens_in_its_language_and_needs_nothing_inline(
    client, network_admin, model, language
):
    read_only = model.__name__ in READ_ONLY
    refused = {
        # People come by an invitation, organisations join in the workspace.
        "add": read_only or model.__name__ in ("Organisation", "User"),
        "delete": read_only or model.__name__ in ("Amendment", "Organisation", "User"),
    }
    row = FACTORIES[model]()
    if model.__name__ == "LegalDeadline":
        row.save()  # it came with a migration, which writes no history
    with translation.override(language):
        pages = pages_of(model, row)
    for name, path in pages.items():
        assert path.startswith(f"{LANGUAGES[language]}/admin/")
        answer = client.get(path)
        assert (name, answer.status_code) == (name, 403 if refused.get(name) else 200)
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"
        assert_clean(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_opens_and_leads_to_itself_in_the_other_language(client, network_admin, language):
    answer = client.get(f"{LANGUAGES[language]}/admin/contracts/")
    other = {"sq": "en", "en": "sq"}[language]
    assert f'href="{LANGUAGES[other]}/admin/contracts/" hreflang="{other}"' in (
        answer.content.decode()
    )
    assert_clean(answer)
    assert_clean(client.get(f"{LANGUAGES[language]}/admin/"))


@BY_NAME
def test_a_list_takes_as_many_queries_for_ten_rows_as_for_one(
    client, network_admin, model, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(11) as counted:
            client.get(address(model, "changelist"))
        return len(counted)

    FACTORIES[model]()
    of_one = queries()
    FACTORIES[model].create_batch(AS_MANY_AS_THERE_CAN_BE.get(model.__name__, 9))
    assert queries() == of_one


# --- The door -------------------------------------------------------------------------------------


def nobody():
    return None


def coordinator():
    return make.UserFactory(coordinates=make.OrganisationFactory())


def manager_of_the_lead():
    return make.UserFactory(manages=make.OrganisationFactory(is_lead=True))


def disabled_network_admin():
    return make.UserFactory(network_admin=True, is_active=False)


@pytest.mark.parametrize(
    "person", [nobody, coordinator, manager_of_the_lead, disabled_network_admin]
)
@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_for_anybody_else_the_admin_does_not_exist(client, person, prefix):
    somebody = person()
    if somebody:
        client.force_login(somebody)
    row = make.MunicipalityFactory()
    real = [
        "/admin/", "/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/autocomplete/",
        "/admin/municipalities/municipality/", "/admin/municipalities/municipality/add/",
        f"/admin/municipalities/municipality/{row.pk}/change/", "/admin/password_change/",
    ]  # fmt: skip

    def seen(path):
        answer = client.get(f"{prefix}{path}")
        page = answer.content.decode().replace(path, "")
        return answer.status_code, dict(answer.headers) | {"Content-Length": ""}, page

    expected = seen("/admin/municipalities/never/")
    assert expected[0] == 404
    for path in real:
        assert seen(path) == expected


def test_the_admin_has_no_sign_in_of_its_own(client):
    person = make.UserFactory(network_admin=True)
    answer = client.post(
        "/admin/login/?next=/admin/", {"username": person.email, "password": make.PASSWORD}
    )
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("lost", ["is_network_admin", "is_active"])
def test_whoever_loses_the_right_is_out_at_the_next_request(client, network_admin, lost):
    assert client.get("/admin/").status_code == 200
    setattr(network_admin, lost, False)
    network_admin.save()
    assert client.get("/admin/").status_code == 404


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_the_admin_leads_out_by_the_portal_s_own_sign_out(client, network_admin, prefix):
    page = client.get(f"{prefix}/admin/").content.decode()
    assert f'<form id="logout-form" method="post" action="{prefix}/logout/">' in page
    client.post(f"{prefix}/logout/")
    assert client.get(f"{prefix}/admin/").status_code == 404


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_whoever_signs_in_at_the_portal_s_door_is_led_on_to_the_admin(client, prefix):
    person = make.UserFactory(network_admin=True)
    answer = client.post(
        f"{prefix}/login/?next={prefix}/admin/",
        {"username": person.email, "password": make.PASSWORD},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{prefix}/admin/")
    assert client.get(f"{prefix}/admin/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_guessing_a_network_admin_s_password_is_locked_out_with_429(client, language):
    person = make.UserFactory(network_admin=True)
    door = f"{LANGUAGES[language]}/login/"
    guesses = [
        client.post(door, {"username": person.email, "password": f"gabim {number}"}).status_code
        for number in range(PER_ACCOUNT_AND_ADDRESS + 1)
    ]
    assert guesses == [200] * PER_ACCOUNT_AND_ADDRESS + [429]

    refused = client.post(door, {"username": person.email, "password": make.PASSWORD})
    assert refused.status_code == 429
    assert f'<html lang="{language}"' in refused.content.decode()
    assert "_auth_user_id" not in client.session

    elsewhere = client.post(
        door, {"username": person.email, "password": make.PASSWORD}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("odd", ["x", "1" * 30, "%00"])
@pytest.mark.parametrize("name", ["Commitment", "Report", "User"])
def test_an_odd_address_is_never_a_fault_of_the_server(client, network_admin, name, odd):
    model = next(model for model in REGISTERED if model.__name__ == name)
    FACTORIES[model]()
    listing = address(model, "changelist")
    paths = [
        f"{listing}{odd}/change/", f"{listing}{odd}/history/", f"{listing}{odd}/delete/",
        f"{listing}1/history/{odd}/", f"{listing}?q={odd}", f"{listing}?p={odd}",
        f"{listing}?o={odd}", f"{listing}?{odd}={odd}",
    ]  # fmt: skip
    for filtered in admin.site._registry[model].list_filter:
        paths += [f"{listing}?{filtered}__id__exact={odd}", f"{listing}?{filtered}__exact={odd}"]
    for field in model._meta.get_fields():
        paths += [f"{listing}add/?{field.name}={odd}"] if field.is_relation else []
    answers = {path: client.get(path).status_code for path in paths}
    assert {path: code for path, code in answers.items() if code >= 500} == {}


# --- Read-only ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_nothing_in_work_or_published_is_changed_or_deleted_here(client, network_admin, name):
    model = next(model for model in REGISTERED if model.__name__ == name)
    row = FACTORIES[model]()
    before = model.objects.values().get(pk=row.pk)
    posts = {
        address(model, "change", row.pk): {},
        address(model, "delete", row.pk): {"post": "yes"},
        address(model, "add"): {},
    }
    for path, data in posts.items():
        assert client.post(path, data).status_code == 403
    client.post(address(model, "changelist"), {"action": "delete_selected", "_selected_action": 1})
    assert model.objects.values().get(pk=row.pk) == before
    assert model.objects.count() == 1 or name == "AuditEntry"  # which notes these refusals


@BY_NAME
def test_no_list_has_an_action_for_many_rows(client, network_admin, model):
    FACTORIES[model]()
    page = client.get(address(model, "changelist")).content.decode()
    assert 'name="action"' not in page
    assert 'class="action-select"' not in page


def test_the_key_of_the_municipality_s_link_is_not_shown(client, network_admin):
    report = make.ReportFactory(
        reply_invited_at="2026-10-01T12:00Z",
        reply_invited_by=network_admin,
        reply_until="2026-10-15",
        reply_key="0123456789abcdef0123456789abcdef",
    )
    page = client.get(f"/en/admin/monitoring/report/{report.pk}/change/").content.decode()
    assert "Reply until" in page
    assert report.reply_key not in page


# --- Words ----------------------------------------------------------------------------------------


def test_every_field_that_the_admin_shows_has_a_label_that_can_be_translated():
    unnamed = [
        f"{model.__name__}.{field.name}"
        for model in REGISTERED
        for field in model._meta.fields
        if field.editable and not field.auto_created
        if type(field.verbose_name) is str and model.__module__.split(".")[0] != "django"
    ]
    # The two that Django's own base class brings along; Django translates them.
    assert [name for name in unnamed if name not in ("User.password", "User.last_login")] == []


def test_years_and_sizes_are_whole_numbers_in_a_form(client, network_admin):
    """USE_THOUSAND_SEPARATOR must not turn the census of 2023 into 2 023."""
    row = make.MunicipalityFactory(population=104827, census_year=2023)
    page = client.get(f"/admin/municipalities/municipality/{row.pk}/change/").content.decode()
    assert re.search(r'name="census_year" value="2023"', page)
    assert re.search(r'name="population" value="104827"', page)
