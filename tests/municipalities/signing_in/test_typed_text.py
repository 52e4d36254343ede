"""Whoever is signed out while typing finds her text again after signing in (QUALITY R-17)."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from municipalities.models import Session
from municipalities.signing_in import carrying
from tests import factories
from tests.factories import PASSWORD
from tests.monitoring.evidence_samples import picture, saved
from tests.monitoring.workspace.people import Browser, Page
from tests.stories import Story

pytestmark = pytest.mark.django_db

# 3,000 characters with everything that markup, forms and signatures could trip over.
TEXT = ('Çështja "ujë" & rrugë <b>jo</b>\n\nE dyta: 50 % – ë.\n' * 70)[:3000].replace("\n", "\r\n")


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


def at_the_summary(story, language="sq"):
    browser = Browser(language).sign_in(story.author)
    browser.start(f"/workspace/reports/{story.report.pk}/summary/")
    return browser


def end(browser):
    Session.objects.all().delete()


def fall_asleep(browser):
    row = Session.objects.get(session_key=browser.client.cookies["session"].value)
    store = row.get_session_store_class()(row.session_key)
    store["seen_at"] -= 31 * 60
    store.save()


def test_three_thousand_characters_come_back_after_signing_in(story):
    browser = at_the_summary(story, "en")
    end(browser)
    page = browser.send("summary", summary_sq=TEXT)
    assert page.response.status_code == 403
    assert "nothing is lost" in page.text
    page = browser.send("login", username=story.author.email, password=PASSWORD)
    assert page.address == "/en/workspace/account/typed/"
    assert page.form("send-again").fields["summary_sq"] == TEXT
    assert page.form("send-again").attributes["action"] == (
        f"/en/workspace/reports/{story.report.pk}/summary/"
    )

    page = browser.send("send-again")

    assert page.address == f"/en/workspace/reports/{story.report.pk}/"
    story.report.refresh_from_db()
    assert story.report.summary_sq.replace("\r\n", "\n") == TEXT.strip().replace("\r\n", "\n")
    assert browser.start("/workspace/account/typed/").address == "/en/workspace/"


@pytest.mark.parametrize("happens", [end, fall_asleep])
def test_it_comes_back_however_the_session_ended(story, happens):
    browser = at_the_summary(story)
    happens(browser)
    browser.send("summary", summary_sq="E shkruar me mund.")
    page = browser.send("login", username=story.author.email, password=PASSWORD)

    assert page.form("send-again").fields["summary_sq"] == "E shkruar me mund."


def test_it_comes_back_after_twelve_hours_of_work(story):
    noon = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False) as clock:
        browser = at_the_summary(story)
        for quarter in range(1, 49):
            clock.move_to(noon + quarter * datetime.timedelta(minutes=15))
            browser.client.get("/workspace/account/")
        browser.send("summary", summary_sq="Pas dymbëdhjetë orësh.")
        page = browser.send("login", username=story.author.email, password=PASSWORD)

    assert page.form("send-again").fields["summary_sq"] == "Pas dymbëdhjetë orësh."


def test_a_wrong_password_in_between_loses_nothing(story):
    browser = at_the_summary(story)
    end(browser)
    browser.send("summary", summary_sq=TEXT)
    browser.send("login", username=story.author.email, password="gabim")
    page = browser.send("login", username=story.author.email, password=PASSWORD)

    assert page.form("send-again").fields["summary_sq"] == TEXT


def test_being_locked_out_in_between_loses_nothing(story):
    browser = at_the_summary(story)
    end(browser)
    browser.send("summary", summary_sq=TEXT)
    for _try in range(11):
        page = browser.send("login", username=story.author.email, password="gabim")
    assert page.response.status_code == 429
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)):
        browser.send("try-again")
        page = browser.send("login", username=story.author.email, password=PASSWORD)

    assert page.form("send-again").fields["summary_sq"] == TEXT


def test_every_field_comes_back_in_its_order_and_as_often(story):
    finding = story.report.findings.get()
    address = f"/workspace/findings/{finding.pk}/"
    sent = {"status": "partial", "stage": "under_way", "rationale_sq": "Po.", "also": ["a", "b"]}
    client = Client()
    page = Page(client.post(address, sent))
    answer = client.post(
        "/login/",
        page.form("login").fields | {"username": story.author.email, "password": PASSWORD},
    )

    assert answer.headers["Location"] == "/workspace/account/typed/"
    assert client.session[carrying.IN_SESSION]["fields"] == [
        ["status", "partial"], ["stage", "under_way"], ["rationale_sq", "Po."],
        ["also", "a"], ["also", "b"],
    ]  # fmt: skip


def test_a_button_without_anything_typed_leads_to_signing_in_alone(story):
    answer = Client().post(f"/workspace/reports/{story.report.pk}/withdraw/", {"x": " "})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/?next=/workspace/reports/")


def carried(story, **fields):
    """A sign-in form that holds typed text for the summary."""
    client = Client()
    address = f"/workspace/reports/{story.report.pk}/summary/"
    page = Page(client.post(address, {"summary_sq": "Fjalë të mia."} | fields))
    return client, page.form("login").fields | {
        "username": story.author.email, "password": PASSWORD,
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fields: {"typed": fields["typed"][:-2] + "xx"},
        lambda fields: {"typed": "{}"},
        lambda fields: {"next": "/workspace/"},
        lambda fields: {"next": "//e.x/"},
    ],
    ids=["forged", "nonsense", "another address", "another site"],
)
def test_a_carrier_that_is_forged_or_for_another_address_is_left_out(story, spoil):
    client, fields = carried(story)
    answer = client.post("/login/", fields | spoil(fields))

    assert answer.status_code == 302
    assert carrying.IN_SESSION not in client.session
    assert client.get("/workspace/account/typed/").status_code == 302


def test_a_carrier_of_one_person_is_not_shown_to_another(story):
    browser = at_the_summary(story)
    fall_asleep(browser)
    browser.send("summary", summary_sq="Vetëm për mua.")
    page = browser.send("login", username=story.reviewer.email, password=PASSWORD)

    assert page.address != "/workspace/account/typed/"
    assert "Vetëm për mua." not in page.text


def test_passwords_and_codes_are_not_carried(story):
    _client, fields = carried(story, password="s3kret", proof_code="123456", old_password="x")
    typed = carrying.read(
        fields["typed"], by=story.author, to=f"/workspace/reports/{story.report.pk}/summary/"
    )

    assert typed.fields == (("summary_sq", "Fjalë të mia."),)


def test_more_than_a_request_can_bring_back_is_not_promised(story):
    noise = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(500_000))
    page = Page(Client().post("/en/workspace/", {"a": noise}))

    assert "typed" not in page.form("login").fields
    assert "too long to be kept here" in page.text


def test_what_is_not_wanted_any_more_is_let_go(story):
    client, fields = carried(story)
    client.post("/login/", fields)
    client.post("/workspace/account/typed/", {})

    assert carrying.IN_SESSION not in client.session


def test_a_file_comes_back_with_the_text_while_the_session_only_sleeps(story, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = Browser("en").sign_in(story.author)
    finding = story.report.findings.get()
    page = browser.start(f"/workspace/findings/{finding.pk}/")
    fall_asleep(browser)
    photo = SimpleUploadedFile("rruga.jpg", saved(picture(), "JPEG"), content_type="image/jpeg")
    answer = browser.client.post(
        page.address, page.form("save").fields | {"rationale_sq": "Rruga u shtrua.", "files": photo}
    )
    browser.page = Page(answer)
    page = browser.send("login", username=story.author.email, password=PASSWORD)
    assert "could not be kept" not in page.text
    page = browser.send("send-again")

    assert page.form("save").fields["rationale_sq"] == "Rruga u shtrua."
    assert "rruga.jpg" in page.text
    assert [kept.name for kept in finding.kept_files.all()] == ["rruga.jpg"]


def test_what_a_script_saves_meanwhile_is_not_carried_along(story):
    """It still stands in the page that sent it."""
    answer = Client().post(
        f"/workspace/reports/{story.report.pk}/summary/", {"summary_sq": "Fjalë të mia."},
        headers={"Accept": "application/json"},
    )  # fmt: skip

    assert (answer.status_code, answer.headers["Location"][:7]) == (302, "/login/")


def test_files_that_could_not_be_kept_are_named(story):
    photo = SimpleUploadedFile("rruga.jpg", b"not kept", content_type="image/jpeg")
    client = Client()
    page = Page(client.post("/workspace/account/", {"shows": "Rruga.", "file": photo}))
    client.post(
        "/login/",
        page.form("login").fields | {"username": story.author.email, "password": PASSWORD},
    )

    assert "<li>rruga.jpg</li>" in client.get("/workspace/account/typed/").content.decode()


def test_a_form_of_ours_with_an_old_token_is_refused_and_shows_the_text_again(story):
    """She signed in again in another tab, so the token of this form is an old one (S-24)."""
    browser = at_the_summary(story)
    form = browser.page.form("summary")
    browser.client.cookies["csrf"] = "x" * 32
    here = {"Origin": "http://testserver"}
    address = f"/workspace/reports/{story.report.pk}/summary/"

    answer = browser.client.post(address, form.fields | {"summary_sq": "Fjalë."}, headers=here)

    assert answer.status_code == 403
    assert Page(answer).form("send-again").fields["summary_sq"] == "Fjalë."
    story.report.refresh_from_db()
    assert story.report.summary_sq == ""


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://e.x"}, {"Origin": "null"}])
def test_a_form_of_elsewhere_gets_nothing_back(story, headers):
    browser = at_the_summary(story)
    address = f"/workspace/reports/{story.report.pk}/summary/"

    answer = browser.client.post(address, {"summary_sq": "Nga diku tjetër."}, headers=headers)

    assert answer.status_code == 403
    assert "Nga diku tjetër." not in answer.content.decode()
    assert carrying.IN_SESSION not in browser.client.session


def test_after_signing_out_in_another_tab_the_text_is_carried_through_signing_in(story):
    """Signing out clears every cookie, the token's too."""
    browser = at_the_summary(story)
    form = browser.page.form("summary")
    browser.client.cookies.clear()
    here = {"Origin": "http://testserver"}
    address = f"/workspace/reports/{story.report.pk}/summary/"
    answer = browser.client.post(address, form.fields | {"summary_sq": "Fjalë."}, headers=here)
    answer.request["PATH_INFO"] = address
    browser.page = Page(answer)

    page = browser.send("login", username=story.author.email, password=PASSWORD)

    assert page.form("send-again").fields["summary_sq"] == "Fjalë."


def test_the_page_shows_the_words_and_escapes_them(story):
    client, fields = carried(story, summary_en="<script>alert(1)</script> two words")
    client.post("/login/", fields)
    html = client.get("/workspace/account/typed/").content.decode()

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; two words</p>" in html
    assert "<script>alert" not in html


def test_a_stranger_can_sign_in_with_typed_text_but_gets_no_further(story):
    """The address still decides who may: the text alone opens nothing (S-02)."""
    stranger = factories.UserFactory()
    client, fields = carried(story)
    client.post("/login/", fields | {"username": stranger.email})
    again = Page(client.get("/workspace/account/typed/")).form("send-again")

    assert client.post(again.attributes["action"], again.fields).status_code == 404
