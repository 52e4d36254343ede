"""Recording an activity at the desk: one form with its steps, which loses nothing."""

import pytest

from contracts.activities.recording import Step, Ties
from contracts.models import Activity
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

LIST, NEW = "/workspace/activities/", "/workspace/activities/new/"


@pytest.fixture
def home():
    return factories.OrganisationFactory()


@pytest.fixture
def member(home):
    return factories.UserFactory(coordinates=home)


@pytest.fixture
def term():
    return factories.TermFactory()


def filled(term, home, **more):
    return {
        "term": term.pk, "kind": "forum", "title_sq": "Forum publik", "begins": "9.3.2024",
        "organisations": home.pk, "source": "Shpikur për provë",
    } | more  # fmt: skip


def test_an_activity_is_recorded_shown_and_found_in_the_list(member, term, home):
    browser = Browser("en").sign_in(member)
    browser.start(NEW)
    step = {
        "steps-0-kind": "petition", "steps-0-dated": "3.2024", "steps-0-text_sq": "Peticioni.",
    }  # fmt: skip
    page = browser.send("activity", **filled(term, home, is_public="on"), **step)

    activity = Activity.objects.get()
    assert (activity.begins, activity.is_public) == ("2024-03-09", True)
    assert Ties.of(activity).steps == (Step("petition", "2024-03", "Peticioni."),)
    assert browser.open(page.link("/activities/forum-publik-2024/")).response.status_code == 200
    assert "Forum publik" in browser.start(LIST).text


def test_what_was_typed_stands_there_beside_what_has_to_be_mended(member, term, home):
    browser = Browser("en").sign_in(member)
    browser.start(NEW)
    page = browser.send(
        "activity",
        **filled(
            term, home, begins="31.2.2024", commitments="vlore-1999-1", summary_sq="Fjalët e mia."
        ),
    )
    assert page.response.status_code == 422
    assert "vlore-1999-1" in page.text and "Fjalët e mia." in page.text
    assert Activity.objects.count() == 0

    page = browser.send("activity", begins="9.3.2024", ends="8.3.2024", commitments="")
    assert page.response.status_code == 422
    assert "cannot end before it begins" in page.text


def test_a_step_with_a_fault_is_named_and_the_rest_kept(member, term, home):
    browser = Browser("en").sign_in(member)
    browser.start(NEW)
    page = browser.send("activity", **filled(term, home), **{"steps-1-text_sq": "Pa datë."})
    assert page.response.status_code == 422
    assert page.form("activity").fields["steps-1-text_sq"] == "Pa datë."
    assert Activity.objects.count() == 0


def test_a_step_can_be_taken_out(member, term, home):
    activity = factories.ActivityFactory(term=term, organisations=[home], kind="campaign")
    factories.ActivityStepFactory(activity=activity)
    browser = Browser("en").sign_in(member)
    browser.start(f"{LIST}{activity.pk}/")
    browser.send("activity", **{"steps-0-DELETE": "on"})
    assert activity.steps.count() == 0


def test_two_people_at_once_both_texts_are_seen_and_nothing_is_overwritten(member, term, home):
    activity = factories.ActivityFactory(term=term, organisations=[home])
    fast = Browser("en").sign_in(factories.UserFactory(coordinates=home))
    slow = Browser("en").sign_in(member)
    for browser in (slow, fast):
        browser.start(f"{LIST}{activity.pk}/")
    fast.send("activity", place="Sallë e bashkisë")
    page = slow.send("activity", place="Shesh")

    assert page.response.status_code == 409
    assert "Sallë e bashkisë" in page.text
    assert page.form("activity").fields["place"] == "Shesh"
    assert Activity.objects.get().place == "Sallë e bashkisë"
    slow.send("activity")
    assert Activity.objects.get().place == "Shesh"


def test_every_role_finds_what_is_its_own(home, member):
    activity = factories.ActivityFactory(organisations=[home])
    address = f"{LIST}{activity.pk}/"
    admin = factories.UserFactory(is_network_admin=True)
    other = factories.UserFactory(coordinates=factories.OrganisationFactory())
    nobody = factories.UserFactory()
    suspended = factories.UserFactory(coordinates=factories.OrganisationFactory(is_active=False))
    found = {
        name: tuple(signed_in(user).get(each).status_code for each in (LIST, NEW, address))
        for name, user in {
            "member": member, "admin": admin, "other": other, "nobody": nobody,
            "suspended": suspended,
        }.items()
    }  # fmt: skip
    assert found == {
        "member": (200, 200, 200), "admin": (200, 200, 200), "other": (200, 200, 404),
        "nobody": (404, 404, 404), "suspended": (404, 404, 404),
    }  # fmt: skip
    assert signed_in(other).get(LIST).content.decode().count(activity.title_sq) == 0
    assert signed_in(admin).get(f"{LIST}987654321/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client):
    for address in (LIST, NEW, f"{LIST}1/"):
        assert "/login/" in client.get(address)["Location"]


@pytest.mark.parametrize("number", [1, 10])
def test_the_list_costs_the_same_with_ten(home, member, number, django_assert_num_queries):
    for _each in range(number):
        factories.ActivityFactory(
            organisations=[home], municipalities=[factories.MunicipalityFactory()]
        )
    client = signed_in(member)
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    "typed",
    [
        {"title_sq": "\x00"},
        {"participants": "9" * 400},
        {"participants": "-1"},
        {"women": "2147483648"},
        {"municipalities": ["987654321", "x"]},
        {"organisations": ["0"]},
        {"term": "9" * 40},
        {"commitments": "x" * 30_000},
        {"commitments": "\x00"},
        {"version": "x"},
        {"steps-TOTAL_FORMS": "x"},
        {"steps-TOTAL_FORMS": "999999999"},
        {"begins": "2024-13"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_odd_input_is_an_error_of_the_form(home, member, term, typed):
    management = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"}
    response = signed_in(member).post(NEW, filled(term, home) | management | typed)
    assert response.status_code == 422
    assert Activity.objects.count() == 0
