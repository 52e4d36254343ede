"""What weighs most needs a code of the last ten minutes; the form is not lost (QUALITY S-21)."""

import datetime

import pytest

from monitoring.models import Scorecard
from tests import factories
from tests.monitoring.workspace.people import Page
from tests.municipalities.signing_in.codes import given_the_password, set_up
from tests.stories import Story

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
REASON = "Një vendim i këshillit nuk ishte parë."


@pytest.fixture(autouse=True)
def on(settings):
    settings.SECOND_FACTOR = True


def sent(browser, address, **fields):
    """Sends fields as the page before would, with its token."""
    token = browser.page.form("logout").fields["csrfmiddlewaretoken"]
    answer = browser.client.post(address, {"csrfmiddlewaretoken": token} | fields)
    answer.request["PATH_INFO"] = address
    browser.page = Page(answer)
    return answer


def test_publishing_needs_a_fresh_code_and_then_goes_on(clock):
    story = Story(statuses=("full",)).invited()
    browser, phone, _codes = set_up(story.admin)
    clock.move_to(datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC))
    browser = given_the_password(story.admin)
    browser.send("second-factor", proof_code=phone.code())
    clock.shift(11 * MINUTE)
    browser.open(f"/en/workspace/reports/{story.report.pk}/publish/")
    prepared = browser.page.form("publish").fields

    page = browser.send("publish", button={"confirmed": "yes"})

    assert (page.response.status_code, Scorecard.objects.count()) == (403, 0)
    carried = page.form("prove-again").fields
    assert {name: carried[name] for name in prepared if "csrf" not in name} == {
        name: words for name, words in prepared.items() if "csrf" not in name
    }
    page = browser.send("prove-again", proof_code="000000")
    assert page.title.startswith("Error:")
    assert Scorecard.objects.count() == 0
    clock.shift(MINUTE)
    page = browser.send("prove-again", proof_code=phone.code())

    assert page.state == "published"
    assert Scorecard.objects.count() == 1


@pytest.mark.parametrize(("minutes", "asked"), [(10, False), (11, True)])
@pytest.mark.parametrize("action", ["correct", "retract"])
def test_correcting_and_retracting_need_one_after_ten_minutes(clock, action, minutes, asked):
    story = Story(statuses=("full",)).published()
    person = story.author if action == "correct" else story.admin
    browser, _phone, _codes = set_up(person)
    browser.open("/en/workspace/account/")
    clock.shift(minutes * MINUTE)
    word = "cause_sq" if action == "correct" else "reason_sq"
    answer = sent(browser, f"/en/workspace/reports/{story.report.pk}/{action}/", **{word: REASON})

    assert ("prove-again" in browser.page.offers()) == asked
    assert answer.status_code == (403 if asked else 200)
    if asked:
        assert browser.page.form("prove-again").fields[word] == REASON


def test_looking_at_the_page_that_publishes_needs_none(clock):
    story = Story(statuses=("full",)).invited()
    browser, phone, _codes = set_up(story.admin)
    clock.move_to(datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC))
    browser = given_the_password(story.admin)
    browser.send("second-factor", proof_code=phone.code())
    clock.shift(11 * MINUTE)

    page = browser.open(f"/en/workspace/reports/{story.report.pk}/publish/")
    assert page.form("publish").method == "post"


def test_a_stranger_learns_nothing_from_being_asked(clock):
    story = Story(statuses=("full",)).published()
    browser, _phone, _codes = set_up(story.stranger)
    browser.open("/en/workspace/account/")
    clock.shift(11 * MINUTE)

    answer = sent(browser, f"/en/workspace/reports/{story.report.pk}/retract/", reason_sq=REASON)
    assert answer.status_code == 404


@pytest.mark.parametrize("button", ["replace-second-factor", "recovery-codes"])
def test_changing_the_second_factor_needs_one(clock, button):
    browser, phone, _codes = set_up(factories.UserFactory())
    clock.shift(11 * MINUTE)
    browser.open("/en/workspace/account/")
    page = browser.send(button)
    assert page.response.status_code == 403

    page = browser.send("prove-again", proof_code=phone.code())
    assert "prove-again" not in page.offers()
    assert page.response.status_code == 200


def test_the_address_of_setting_up_alone_does_not_show_a_new_secret(clock):
    browser, _phone, _codes = set_up(factories.UserFactory())
    clock.shift(11 * MINUTE)

    page = browser.open("/en/workspace/account/second-factor/set-up/")
    assert page.address == "/en/workspace/account/"


def test_giving_a_role_needs_one(clock):
    admin, person = factories.UserFactory(network_admin=True), factories.UserFactory()
    browser, phone, _codes = set_up(admin)
    browser.open("/en/workspace/account/")
    clock.shift(11 * MINUTE)
    address = f"/en/workspace/people/{person.pk}/network-admin/"
    answer = sent(browser, address, what="make")
    person.refresh_from_db()
    assert (answer.status_code, person.is_network_admin) == (403, False)

    browser.send("prove-again", proof_code=phone.code())
    person.refresh_from_db()
    assert person.is_network_admin


def test_facts_without_roles_need_none(clock):
    browser, _phone, _codes = set_up(factories.UserFactory(network_admin=True))
    place = factories.MunicipalityFactory()
    browser.open("/en/workspace/account/")
    clock.shift(11 * MINUTE)

    answer = sent(browser, f"/admin/municipalities/municipality/{place.pk}/change/", name_sq="")
    assert answer.status_code == 200  # the form of the admin with its errors
    assert "prove-again" not in browser.page.offers()


def test_too_many_wrong_codes_lose_nothing_either(clock):
    story = Story(statuses=("full",)).published()
    browser, phone, _codes = set_up(story.author)
    browser.open("/en/workspace/account/")
    clock.shift(11 * MINUTE)
    address = f"/en/workspace/reports/{story.report.pk}/correct/"
    sent(browser, address, cause_sq=REASON)
    for _try in range(2):
        page = browser.send("prove-again", proof_code="000000")
    assert page.response.status_code == 429
    clock.shift(MINUTE)
    browser.send("try-again")
    page = browser.send("prove-again", proof_code=phone.code())

    assert page.form("correct").fields["cause_sq"] == REASON
