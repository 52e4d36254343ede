"""Disabled at once, anonymous later, and what was done stays (QUALITY S-11, S-56)."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from municipalities.models import (
    AuditEntry,
    FactorReset,
    Invitation,
    OutgoingMail,
    Session,
    User,
)
from municipalities.people import inviting, leaving, roles
from municipalities.refusals import Refused
from tests import factories
from tests.factories import PASSWORD
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_a_disabled_person_is_out_with_her_next_request_and_does_not_come_in_again(cast):
    hers = signed_in(cast.coordinator)
    browser = Browser("en").sign_in(cast.admin)
    browser.start(f"/workspace/people/{cast.coordinator.pk}/")
    browser.send("disable")

    assert hers.get("/workspace/").status_code == 302
    assert list(Session.objects.of(cast.coordinator)) == []
    said = {"username": cast.coordinator.email, "password": PASSWORD}
    assert Client().post("/login/", said).status_code == 200
    cast.coordinator.refresh_from_db()
    assert (cast.coordinator.is_active, cast.coordinator.disabled_on) == (
        False, timezone.localdate(),
    )  # fmt: skip

    browser.start(f"/workspace/people/{cast.coordinator.pk}/")
    browser.send("enable")
    assert Client().post("/login/", said).status_code == 302
    assert cast.coordinator.memberships.get().organisation == cast.home


def test_disabling_twice_is_disabling_once(cast):
    leaving.disable(person=cast.coordinator, by=cast.admin, at=NOON)
    before = everything()
    leaving.disable(person=cast.coordinator, by=cast.admin, at=NOON + DAY)
    assert everything() == before
    assert AuditEntry.objects.filter(event="disabled").count() == 1


def known(person) -> list[str]:
    """The tables in which something of her name or address stands."""
    return [
        table
        for table, rows in everything().items()
        if any(person.name in row or person.email in row for row in rows)
    ] + [user.email for user in User.objects.all() if person.name in user.name]


@pytest.mark.parametrize(("days", "number"), [(364, 0), (365, 1), (366, 1)])
def test_an_account_is_made_anonymous_a_year_after_it_was_disabled(cast, days, number):
    leaving.disable(person=cast.coordinator, by=cast.admin, at=NOON)
    assert leaving.anonymise_due(at=NOON + days * DAY) == number
    assert leaving.anonymise_due(at=NOON + days * DAY) == 0


def test_nothing_says_any_more_whose_account_it_was(cast, settings):
    settings.ANONYMISE_AFTER_DAYS = 30
    inviting.invite(
        by=cast.manager, organisation=cast.home, role="coordinator", email="bora@kanarine.org",
        name="Bora Kanarinë", language="sq", at=NOON,
    )  # fmt: skip
    bora = inviting.accept(
        invitation=Invitation.objects.get(), name="Bora Kanarinë", language="sq",
        password="katër dele në mal", at=NOON,
    )  # fmt: skip
    factories.FactorResetFactory(person=bora, asked_by=cast.manager)
    assert known(bora) != []
    leaving.disable(person=bora, by=cast.admin, at=NOON)
    assert leaving.anonymise_due(at=NOON + 30 * DAY) == 1

    assert known(bora) == []
    after = User.objects.get(pk=bora.pk)
    assert (after.is_active, after.is_network_admin, after.has_usable_password()) == (
        False, False, False,
    )  # fmt: skip
    assert list(after.memberships.all()) == []
    assert list(FactorReset.objects.all()) == []
    assert list(OutgoingMail.objects.filter(to="bora@kanarine.org")) == []
    assert [e.event for e in AuditEntry.objects.filter(person=bora)] == [
        "anonymised", "disabled", "joined",
    ]  # fmt: skip
    with pytest.raises(Refused):
        leaving.enable(person=after, by=cast.admin)


def test_invitations_that_nobody_took_up_are_forgotten(cast):
    factories.InvitationFactory(sent_at=NOON)
    kept = factories.InvitationFactory(sent_at=NOON + 300 * DAY)
    leaving.anonymise_due(at=NOON + 366 * DAY)
    assert list(Invitation.objects.all()) == [kept]


def test_the_command_says_how_many(cast, capsys):
    leaving.disable(person=cast.coordinator, by=cast.admin, at=timezone.now() - 400 * DAY)
    for _each in range(2):
        call_command("anonymise_people")
    assert capsys.readouterr().out.splitlines() == [
        "1 accounts made anonymous", "0 accounts made anonymous",
    ]  # fmt: skip


def test_the_operator_appoints_the_first_network_admin(capsys):
    call_command("appoint_network_admin", "Ana@Example.org", "Ana")
    ana = User.objects.get()
    assert (ana.email, ana.is_network_admin, ana.has_usable_password()) == (
        "ana@example.org", True, False,
    )  # fmt: skip
    assert "/login/new-password/" in OutgoingMail.objects.get(to=ana.email).text
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.by, entry.person) == ("role_given", None, ana)


def test_the_operator_cannot_appoint_nobody(cast):
    leaving.disable(person=cast.coordinator, by=cast.admin)
    for email in (cast.coordinator.email, "no address"):
        with pytest.raises(CommandError):
            call_command("appoint_network_admin", email, "Ana")
    assert set(User.objects.network_admins()) == {cast.admin, cast.second}


def test_a_network_admin_who_was_disabled_does_not_count_as_one(cast):
    leaving.disable(person=cast.second, by=cast.admin)
    with pytest.raises(Refused):
        roles.end_network_admin(person=cast.admin, by=cast.admin)
