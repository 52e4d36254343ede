"""The audit list: what is noted, who reads it, and that it holds no secret (QUALITY S-55)."""

import csv
import datetime
import io

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import Client

from municipalities import audit
from municipalities.models import AuditEntry
from tests import factories
from tests.factories import PASSWORD
from tests.monitoring.workspace.people import Browser, signed_in
from tests.municipalities.signing_in.codes import given_the_password, set_up

pytestmark = pytest.mark.django_db

PAGE, SHEET = "/en/workspace/people/audit/", "/en/workspace/people/audit/sheet/"
NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)


def events() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("event", "by", "person", "detail"))


# --- What is noted --------------------------------------------------------------------------------


def test_coming_in_going_and_what_one_does_with_ones_account_is_noted(cast):
    me = cast.coordinator
    browser = Browser().sign_in(me)
    browser.start("/workspace/account/password/")
    browser.send("password", old_password=PASSWORD, new_password="tre lepuj hanin lakra në oborr")
    browser.start("/workspace/account/")
    browser.send("sign-out-elsewhere")
    browser.send("logout")

    assert events() == [
        ("signed_in", me.pk, me.pk, ""),
        ("password_changed", me.pk, me.pk, ""),
        ("sessions_ended", me.pk, me.pk, ""),
        ("signed_out", me.pk, me.pk, ""),
    ]


def test_with_a_second_factor_she_is_in_when_the_code_was_right(cast, settings, clock):
    settings.SECOND_FACTOR = True
    me = cast.coordinator
    _browser, phone, _codes = set_up(me)
    clock.shift(60)
    browser = given_the_password(me)
    browser.send("second-factor", proof_code="000000")
    clock.shift(60)
    browser.send("second-factor", proof_code=phone.code())

    assert events() == [
        ("factor_changed", None, me.pk, "device"),
        ("signed_in", me.pk, me.pk, ""),
        ("sign_in_failed", None, me.pk, "code"),
        ("signed_in", me.pk, me.pk, ""),
    ]


def test_a_sign_in_that_failed_is_noted_with_the_account_and_never_with_what_was_typed(cast):
    for username in (cast.coordinator.email.upper(), "fjalekalimi-im@example.org", "\x00", ""):
        Client().post("/login/", {"username": username, "password": "gabim"})

    failed = ("sign_in_failed", None)
    assert events() == [
        (*failed, cast.coordinator.pk, "password"), (*failed, None, "password"),
    ]  # fmt: skip


def test_a_lock_out_is_noted_once_and_refused_tries_fill_no_disk(cast):
    for _each in range(30):
        Client().post("/login/", {"username": cast.coordinator.email, "password": "gabim"})

    found = [event for event, *_rest in events()]
    assert (found.count("sign_in_failed"), found.count("locked_out"), len(found)) == (10, 1, 11)


def test_what_was_refused_to_somebody_is_noted_with_its_address(cast):
    client = signed_in(cast.coordinator)
    client.get("/workspace/people/audit/?who=kanarine")
    client.get("/en/admin/")
    client.post(f"/workspace/people/{cast.admin.pk}/disable/")

    assert events() == [
        ("refused", cast.coordinator.pk, None, "GET /workspace/people/audit/"),
        ("refused", cast.coordinator.pk, None, "GET /en/admin/"),
        ("refused", cast.coordinator.pk, None, f"POST /workspace/people/{cast.admin.pk}/disable/"),
    ]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("198.51.100.77", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:198.51.100.77", "198.51.100.0/24"),
        ("nowhere", ""),
        ("", ""),
    ],
)
def test_of_where_somebody_works_from_only_the_network_is_kept(cast, address, kept):
    client = signed_in(cast.coordinator)
    client.get("/workspace/people/audit/", REMOTE_ADDR=address)
    assert AuditEntry.objects.get().came_from == kept


def test_what_a_command_does_comes_from_nowhere(cast):
    signed_in(cast.coordinator).get("/en/admin/", REMOTE_ADDR="198.51.100.77")
    assert audit.record("signed_in", by=cast.manager).came_from == ""


def test_each_step_of_a_report_says_from_which_network_it_was_taken(cast):
    from tests.stories import Story

    story = Story(statuses=("full",)).filled()
    story.report.refresh_from_db()
    signed_in(story.author).post(
        f"/en/workspace/reports/{story.report.pk}/submit/",
        {"version": story.report.lock_version}, REMOTE_ADDR="198.51.100.77",
    )  # fmt: skip
    assert list(story.report.events.values_list("action", "came_from"))[-1] == (
        "submit", "198.51.100.0/24",
    )  # fmt: skip


def test_what_leads_nowhere_or_is_public_is_no_refusal_and_strangers_leave_nothing(cast):
    client = signed_in(cast.coordinator)
    for address in ("/workspace/nothing/", "/municipalities/nothing/", "/login/join/x/", "/x"):
        assert client.get(address).status_code == 404
    Client().get("/workspace/people/")
    assert events() == []


def test_whoever_tries_one_door_after_the_other_fills_no_disk(cast):
    client = signed_in(cast.coordinator)
    for number in range(70):
        client.get(f"/workspace/people/{number}/")
    assert AuditEntry.objects.count() == 60


def test_a_download_of_an_original_is_noted_without_a_word_of_the_draft(cast, settings, tmp_path):
    from monitoring import actions, evidence
    from tests.monitoring import evidence_samples as samples
    from tests.stories import BEGIN, Story

    settings.MEDIA_ROOT = tmp_path / "media"
    story = Story(statuses=("full",)).filled()
    item = actions.add_evidence(
        finding=story.report.findings.get(), by=story.author, evidence_class="official",
        title="KANARINË", file=evidence.take_in(samples.jpeg(), name="kanarine.jpg"), at=BEGIN,
    )  # fmt: skip
    signed_in(story.author).post(f"/workspace/evidence/{item.pk}/original/")

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.by, entry.organisation) == (
        "original_downloaded", story.author, story.home,
    )  # fmt: skip
    assert entry.detail == f"{story.contract.code} {story.report.round.slug}"


# --- Who reads it ---------------------------------------------------------------------------------


def filtered(client, **asked) -> list[str]:
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    return [entry.event for entry in page.context["page"].object_list]


def test_the_list_is_filtered_by_what_who_and_when(cast):
    day = datetime.timedelta(days=1)
    audit.record("signed_in", by=cast.manager, person=cast.manager, at=NOON)
    audit.record("invited", by=cast.manager, organisation=cast.home, at=NOON + day)
    audit.record("disabled", by=cast.admin, person=cast.coordinator, at=NOON + 2 * day)
    client = signed_in(cast.admin)

    assert filtered(client) == ["disabled", "invited", "signed_in"]
    assert filtered(client, event="invited") == ["invited"]
    assert filtered(client, who=cast.coordinator.email) == ["disabled"]
    assert filtered(client, first="3.11.2026") == ["disabled", "invited"]
    assert filtered(client, last="2026-11-02") == ["signed_in"]
    assert filtered(client, first="3.11.2026", last="3.11.2026", event="disabled") == []


@pytest.mark.parametrize(
    "odd",
    [
        {"event": "looked"}, {"who": "\x00"}, {"who": "ë" * 1000}, {"first": "31.31.2026"},
        {"last": "9" * 50}, {"event": "\x00"},
    ],
)  # fmt: skip
def test_odd_filters_are_refused_beside_their_field_and_give_no_sheet(cast, odd):
    client = signed_in(cast.admin)
    for address in (PAGE, SHEET):
        answer = client.get(address, odd)
        assert (answer.status_code, b"error-summary" in answer.content) == (422, True)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 26, "\x00", "٣"])
def test_odd_pages_are_a_page(cast, page):
    audit.record("signed_in", by=cast.manager)
    assert filtered(signed_in(cast.admin), page=page, order="by__password") == ["signed_in"]


def test_there_are_a_hundred_on_a_page_and_the_filters_go_along(cast):
    for _each in range(101):
        audit.record("signed_in", by=cast.manager, person=cast.manager)
    audit.record("disabled", by=cast.admin)
    client = signed_in(cast.admin)
    page = client.get(PAGE, {"event": "signed_in"})

    assert len(page.context["page"].object_list) == 100
    assert "event=signed_in&amp;page=2" in page.content.decode()
    assert len(filtered(client, event="signed_in", page=2)) == 1


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_asks_as_many_questions_for_ten_as_for_one(
    cast, number, django_assert_num_queries
):
    for _each in range(number):
        audit.record(
            "role_given", by=factories.UserFactory(), person=factories.UserFactory(),
            organisation=factories.OrganisationFactory(),
        )  # fmt: skip
    client = signed_in(cast.admin)
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_the_sheet_holds_what_the_filters_leave_and_is_noted_itself(cast):
    audit.record("invited", by=cast.manager, organisation=cast.home, detail="=1+1", at=NOON)
    audit.record("signed_in", by=cast.manager)
    answer = signed_in(cast.admin).get(SHEET, {"event": "invited"})
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert found[1:] == [
        [
            "2026-11-02 13:00:00+01:00",
            "invited",
            cast.manager.name,
            "",
            cast.home.name_sq,
            "'=1+1",
            "",
        ]
    ]
    assert AuditEntry.objects.latest("pk").detail == "audit list"


def test_postgresql_itself_refuses_to_change_or_delete_an_entry(cast):
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # there the model refuses
        return
    audit.record("signed_in", by=cast.manager)
    for statement in (
        "UPDATE municipalities_auditentry SET detail = 'x'",
        "DELETE FROM municipalities_auditentry",
    ):
        with (
            pytest.raises(IntegrityError, match="is only ever added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert AuditEntry.objects.get().detail == ""


def test_entries_are_dated_in_the_moment(cast):
    with time_machine.travel(NOON, tick=False):
        assert audit.record("signed_in", by=cast.manager).at == NOON
