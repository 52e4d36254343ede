"""Notices, words of pages, ways to reach the network: who writes them and where they appear."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from time_machine import travel

from municipalities import announcing
from municipalities.models import Announcement, Channel, PageText
from municipalities.recording import ChangedMeanwhile
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
PAGES = (
    "/workspace/secretariat/announcements/", "/workspace/secretariat/pages/",
    "/workspace/secretariat/pages/about/", "/workspace/secretariat/contact/",
)  # fmt: skip


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def browser(admin):
    return Browser("en").sign_in(admin)


# --- Doors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        lambda: make.UserFactory(),
        lambda: make.UserFactory(coordinates=make.OrganisationFactory()),
        lambda: make.UserFactory(manages=make.OrganisationFactory(is_lead=True)),
    ],
    ids=["in no organisation", "coordinator", "manager of the lead"],
)
def test_to_everybody_but_a_network_admin_there_is_nothing(who):
    notice = make.AnnouncementFactory()
    client = signed_in(who())
    for address in PAGES:
        assert (client.get(address).status_code, client.post(address, {}).status_code) in (
            (404, 404), (404, 405),
        )  # fmt: skip
    address = f"/workspace/secretariat/announcements/{notice.pk}/take-down/"
    assert client.post(address).status_code == 404
    assert Announcement.objects.get().ends is None


def test_whoever_is_not_signed_in_is_asked_to():
    for address in PAGES:
        assert Client().get(address).status_code == 302


def test_a_network_admin_comes_in(admin):
    for address in PAGES:
        assert signed_in(admin).get(address).status_code == 200


@pytest.mark.parametrize(
    "act",
    [
        lambda by: announcing.announce(by=by, title_sq="Njoftim", begins=TODAY),
        lambda by: announcing.take_down(announcement=make.AnnouncementFactory(), by=by, on=TODAY),
        lambda by: announcing.write_page(text=PageText(page="about", text_sq="x"), by=by),
        lambda by: announcing.set_channels(channels=[("phone", "1")], by=by, seen=[]),
    ],
)
def test_the_verbs_refuse_everybody_else(act):
    with pytest.raises(PermissionDenied):
        act(make.UserFactory(manages=make.OrganisationFactory()))


# --- Announcements ------------------------------------------------------------------------------


def test_a_notice_stands_on_every_desk_from_its_first_to_its_last_day(browser):
    with travel(NOON, tick=False):
        browser.start("/workspace/secretariat/announcements/")
        browser.send(
            "announce", title_sq="Takim në Vlorë", title_en="Meeting in Vlora",
            text_en="First paragraph.\n\nSecond.", begins="24.11.2026", ends="25.11.2026",
        )  # fmt: skip
    reader = make.UserFactory(coordinates=make.OrganisationFactory())
    seen = {}
    for day in (23, 24, 25, 26):
        with travel(NOON.replace(day=day), tick=False):
            page = signed_in(reader).get("/en/workspace/").content.decode()
            seen[day] = "Meeting in Vlora" in page
    assert seen == {23: False, 24: True, 25: True, 26: False}


def test_the_same_notice_sent_twice_is_one(admin):
    for _time in range(2):
        announcing.announce(by=admin, title_sq="Njoftim", begins=TODAY)
    assert Announcement.objects.count() == 1


def test_a_notice_is_taken_down_and_one_that_never_began_is_gone(admin):
    running = make.AnnouncementFactory(begins=TODAY - datetime.timedelta(days=3))
    future = make.AnnouncementFactory(begins=TODAY + datetime.timedelta(days=3))
    for each in (running, future):
        announcing.take_down(announcement=each, by=admin, on=TODAY)
    assert [(row.pk, row.ends) for row in Announcement.objects.all()] == [
        (running.pk, TODAY - datetime.timedelta(days=1))
    ]


def test_taking_down_twice_leads_to_the_same_page(browser):
    notice = make.AnnouncementFactory()
    page = browser.start("/workspace/secretariat/announcements/")
    browser.send("take-down")
    browser.page = page
    assert browser.send("take-down").response.status_code == 200
    assert Announcement.objects.get(pk=notice.pk).ends is not None


def test_a_faulty_notice_keeps_its_words(browser):
    browser.start("/workspace/secretariat/announcements/")
    page = browser.send("announce", title_en="Only English", begins="25.11.2026", ends="1.1.2026")
    assert page.response.status_code == 422
    assert page.form("announce").fields["title_en"] == "Only English"
    assert 'href="#id_title_sq"' in page.text
    assert 'href="#id_ends"' in page.text
    assert Announcement.objects.count() == 0


# --- Words of pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "address"), [("about", "/about/"), ("contact", "/contact/")])
def test_words_are_public_at_once_as_plain_paragraphs(browser, page, address):
    browser.start(f"/workspace/secretariat/pages/{page}/")
    browser.send("write-page", text_sq="Paragrafi <b>parë</b>.\n\nI dyti.", text_en="")
    albanian = Client().get(address).content.decode()
    assert "<p>Paragrafi &lt;b&gt;parë&lt;/b&gt;.</p>" in albanian
    assert "<p>I dyti.</p>" in albanian
    english = Client().get(f"/en{address}").content.decode()
    assert '<div lang="sq"><p>Paragrafi' in english


def test_words_taken_away_are_gone_and_their_versions_stay(browser, admin):
    make.PageTextFactory(page="about", text_sq="Fjalët e para")
    browser.start("/workspace/secretariat/pages/about/")
    browser.send("write-page", text_sq="", text_en="")
    assert PageText.objects.count() == 0
    assert "Fjalët e para" not in Client().get("/about/").content.decode()
    assert [row.history_type for row in PageText.history.order_by("history_id")] == ["+", "-"]


def test_help_of_the_secretariat_stands_in_the_guide_of_the_role(browser):
    make.PageTextFactory(page="help-manager", text_sq="Ndihmë", text_en="Ask Ana on Mondays.")
    assert "Ask Ana on Mondays." in browser.start("/workspace/guide/manager/").text
    assert "Ask Ana on Mondays." not in browser.start("/workspace/guide/coordinator/").text


def test_of_two_who_write_a_page_the_second_sees_both_and_decides(browser, admin):
    other = Browser("en").sign_in(admin)
    for each in (browser, other):
        each.start("/workspace/secretariat/pages/about/")
    other.send("write-page", text_sq="E para")
    page = browser.send("write-page", text_sq="E dyta")
    assert page.response.status_code == 409
    assert "E para" in page.text
    assert PageText.objects.get().text_sq == "E para"
    browser.send("write-page")
    assert PageText.objects.get().text_sq == "E dyta"


def test_a_page_that_is_none_is_a_404(admin):
    assert signed_in(admin).get("/workspace/secretariat/pages/home/").status_code == 404


# --- Ways to reach the network ------------------------------------------------------------------


def test_the_ways_are_public_in_their_order_and_links_are_links(browser):
    browser.start("/workspace/secretariat/contact/")
    browser.send(
        "set-channels", channels="Phone: +355 4 000 0000\nemail: zyra@example.org\n\n"
        "facebook: https://example.org/rrjeti",
    )  # fmt: skip
    page = Client().get("/en/contact/").content.decode()
    places = [page.index(words) for words in ("+355 4", "mailto:zyra@", "https://example.org/rr")]
    assert places == sorted(places)


def test_a_line_that_leads_nowhere_is_named_and_nothing_is_stored(browser):
    browser.start("/workspace/secretariat/contact/")
    typed = "email: zyra\nfax: 1\nfacebook: javascript:alert(1)\nphone: 1"
    page = browser.send("set-channels", channels=typed)
    assert page.response.status_code == 422
    assert [f"Line {number} leads nowhere" in page.text for number in (1, 2, 3, 4)] == [
        True, True, True, False,
    ]  # fmt: skip
    assert page.form("set-channels").fields["channels"] == typed
    assert Channel.objects.count() == 0


def test_ways_of_an_organisation_are_not_touched(admin):
    theirs = make.ChannelFactory(organisation=make.OrganisationFactory())
    announcing.set_channels(channels=[("phone", "1")], by=admin, seen=[])
    announcing.set_channels(channels=[], by=admin, seen=[("phone", "1")])
    assert list(Channel.objects.all()) == [theirs]


def test_of_two_who_change_the_ways_the_second_is_told(admin):
    announcing.set_channels(channels=[("phone", "1")], by=admin, seen=[])
    with pytest.raises(ChangedMeanwhile):
        announcing.set_channels(channels=[("phone", "2")], by=admin, seen=[])
    assert Channel.objects.get().value == "1"


# --- Odd input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["\0", "9" * 5000, "x" * 30_000])
@pytest.mark.parametrize("address", [PAGES[0], *PAGES[2:]])
def test_odd_words_are_refused_and_never_a_fault(admin, address, odd):
    client = signed_in(admin)
    names = [*client.get(address).context["form"].fields]
    answer = client.post(address, {name: [odd, odd] for name in names})
    assert answer.status_code in (302, 409, 422)


def test_taking_down_what_was_never_there_leads_to_the_list(admin):
    address = f"/workspace/secretariat/announcements/{'9' * 30}/take-down/"
    assert signed_in(admin).post(address).status_code == 302
