"""An announcement is changed or ended on its page; nobody's change is lost, every version stays."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from time_machine import travel

from municipalities import announcing
from municipalities.models import Announcement
from municipalities.recording import ChangedMeanwhile, version_of
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
LIST = "/workspace/secretariat/announcements/"


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True, name="Ana Sekretare")


@pytest.fixture
def notice(admin):
    with travel(NOON, tick=False):
        return announcing.announce(by=admin, title_sq="Takim", text_sq="Në Vlorë.", begins=TODAY)


@pytest.fixture
def browser(admin):
    return Browser("en").sign_in(admin)


def changed(notice, admin, **said):
    usual = {"title_sq": "Takim", "text_sq": "Në Fier.", "begins": TODAY}
    return announcing.change_announcement(
        announcement=notice, **({"by": admin, "seen": version_of(notice)} | usual | said)
    )


def test_a_notice_is_changed_and_ended_on_its_page_and_the_list_says_who_and_when(browser, notice):
    with travel(NOON, tick=False):
        browser.start(LIST)
        page = browser.open(browser.page.link(f"/announcements/{notice.pk}/"))
        assert page.form("change-announcement").fields["begins"] == "23.11.2026"
        page = browser.send("change-announcement", text_sq="Në Fier.", ends="25.11.2026")
    assert "The announcement is changed." in page.text
    assert "changed on 23 November 2026 by Ana Sekretare" in page.text
    stands = Announcement.objects.get()
    assert (stands.text_sq, stands.ends) == ("Në Fier.", datetime.date(2026, 11, 25))
    versions = stands.history.order_by("history_id").values_list("text_sq", flat=True)
    assert list(versions) == ["Në Vlorë.", "Në Fier."]


def test_a_notice_that_nobody_changed_says_nothing_of_a_change(browser, notice):
    assert "changed on" not in browser.start(LIST).text


def test_whoever_was_not_the_first_sees_both_and_loses_nothing(browser, notice):
    other = make.UserFactory(network_admin=True)
    browser.start(f"{LIST}{notice.pk}/")
    changed(notice, other, text_sq="Në Durrës.")

    page = browser.send("change-announcement", text_sq="Në Fier.")

    assert page.response.status_code == 409
    assert "Në Durrës." in page.text
    assert page.form("change-announcement").fields["text_sq"] == "Në Fier."
    assert Announcement.objects.get().text_sq == "Në Durrës."
    assert browser.send("change-announcement").response.status_code == 200
    assert Announcement.objects.get().text_sq == "Në Fier."


def test_the_same_words_twice_make_one_version(admin, notice):
    seen = version_of(notice)
    for _time in range(2):
        changed(notice, admin, seen=seen)
    assert notice.history.count() == 2


def test_what_somebody_took_down_meanwhile_is_not_brought_back(admin, notice):
    seen = version_of(notice)
    announcing.take_down(announcement=notice, by=admin, on=TODAY + datetime.timedelta(days=2))
    with pytest.raises(ChangedMeanwhile):
        changed(notice, admin, seen=seen)
    assert Announcement.objects.get().ends == TODAY + datetime.timedelta(days=1)


def test_what_is_gone_has_no_page_and_is_not_brought_back(admin, browser, notice):
    browser.start(f"{LIST}{notice.pk}/")
    announcing.take_down(announcement=notice, by=admin, on=TODAY)
    assert browser.send("change-announcement", text_sq="x").response.status_code == 404
    with pytest.raises(ChangedMeanwhile):
        changed(notice, admin, seen=0)
    assert Announcement.objects.count() == 0
    assert Announcement.history.first().history_user == admin


def test_a_last_day_before_the_first_is_refused_at_its_field(browser, admin, notice):
    browser.start(f"{LIST}{notice.pk}/")
    page = browser.send("change-announcement", ends="1.1.2026")
    assert (page.response.status_code, 'href="#id_ends"' in page.text) == (422, True)
    with pytest.raises(ValidationError):
        changed(notice, admin, ends=datetime.date(2026, 1, 1))


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 300])
def test_odd_input_is_refused_and_changes_nothing(admin, notice, odd):
    client = signed_in(admin)
    sent = dict.fromkeys(["title_sq", "begins", "ends", "version"], odd)
    assert client.post(f"{LIST}{notice.pk}/", sent).status_code == 422
    assert client.get(f"{LIST}{'9' * 30}/").status_code == 404
    assert notice.history.count() == 1


def test_to_others_the_page_is_not_there(notice):
    person = make.UserFactory(manages=make.OrganisationFactory(is_lead=True))
    assert signed_in(person).get(f"{LIST}{notice.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        changed(notice, person)


@pytest.mark.parametrize("number", [1, 10])
def test_the_list_asks_the_same_number_of_questions(
    admin, number, django_assert_num_queries, notice
):
    for _ in range(number):
        changed(make.AnnouncementFactory(written_by=make.UserFactory()), admin)
    client = signed_in(admin)
    with django_assert_num_queries(3):
        assert client.get(LIST).status_code == 200
