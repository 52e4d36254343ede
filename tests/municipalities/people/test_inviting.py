"""Invitations: once, for seven days, never above or beside oneself (QUALITY S-12, S-23)."""

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from municipalities.models import AuditEntry, Invitation, Membership, OutgoingMail, User
from municipalities.people import inviting, leaving
from municipalities.refusals import Refused
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
PASSPHRASE = "katër dele të bardha në mal"


def invited(cast, *, by=None, organisation="home", at=NOON, **changes) -> Invitation:
    said = {"email": "Bora@Example.org", "name": "Bora", "language": "sq", "role": "coordinator"}
    return inviting.invite(
        by=by or cast.manager, organisation=getattr(cast, organisation), at=at, **(said | changes)
    )


def links() -> list[str]:
    """The links of all invitations so far, without the origin."""
    texts = OutgoingMail.objects.filter(key__startswith="join/").order_by("pk")
    return [re.search(r"http://127\.0\.0\.1:8000(\S+)", each.text)[1] for each in texts]


def link_of(address) -> Invitation | None:
    return inviting.invitation_of_link(address.split("/")[-2], at=NOON)


def join(address, **said):
    fields = {"name": "Bora Re", "language": "en", "new_password": PASSPHRASE}
    return Client().post(address, fields | said)


def events() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("event", "detail"))


# --- The whole way --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_manager_invites_somebody_who_joins_and_signs_in(cast, language):
    browser = Browser("en").sign_in(cast.manager)
    browser.start("/workspace/people/")
    browser.open(browser.page.link("/invite/"))
    page = browser.send(
        "invite", name="Bora", email="Bora@example.org", role="manager", language=language
    )
    assert "Invited. The link in the mail works for seven days." in page.text

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("bora@example.org", language)
    assert cast.manager.name in mail.text
    assert links()[0].startswith("/login/join/" if language == "sq" else "/en/login/join/")

    hers = Browser(language)
    hers.open(links()[0])
    hers.send("join", name="Bora Re", new_password=PASSPHRASE)
    bora = User.objects.get(email="bora@example.org")
    assert (bora.name, bora.language, bora.is_network_admin) == ("Bora Re", language, False)
    assert [(m.organisation, m.role) for m in bora.memberships.all()] == [(cast.home, "manager")]

    hers.start("/login/")
    assert hers.send("login", username=bora.email, password=PASSPHRASE).response.status_code == 200
    assert Client().get(links()[0]).status_code == 404


def test_she_is_led_to_set_up_a_second_factor_where_one_is_demanded(cast, settings):
    settings.SECOND_FACTOR = True
    inviting.invite(
        by=cast.admin, organisation=None, email="bora@example.org", name="Bora", language="en"
    )
    join(links()[0])
    browser = Browser("en")
    browser.start("/login/")
    page = browser.send("login", username="bora@example.org", password=PASSPHRASE)

    assert page.address == "/en/workspace/account/second-factor/set-up/"
    assert User.objects.get(email="bora@example.org").is_network_admin


def test_whoever_has_an_account_joins_by_a_button_and_keeps_her_password(cast):
    bora = factories.UserFactory(email="bora@example.org", name="Bora e vjetër")
    invited(cast, at=None)
    browser = Browser("en")
    page = browser.open(links()[0])
    assert page.form("join").fields.keys() == {"csrfmiddlewaretoken"}
    browser.send("join")

    before = bora.password
    bora.refresh_from_db()
    assert (bora.name, bora.password) == ("Bora e vjetër", before)
    assert bora.memberships.get().organisation == cast.home


def test_an_invitation_gives_never_less_than_she_has_and_more_if_it_says_so(cast):
    for role, becomes in [("coordinator", "manager"), ("manager", "manager")]:
        other = factories.OrganisationFactory()
        bora = factories.UserFactory(manages=other)
        given = factories.InvitationFactory(
            organisation=other, role=role, email=bora.email, sent_at=NOON
        )
        inviting.accept(invitation=given, at=NOON)
        assert bora.memberships.get().role == becomes
    ana = factories.UserFactory(coordinates=cast.home)
    given = factories.InvitationFactory(organisation=cast.home, role="manager", email=ana.email)
    inviting.accept(invitation=given, at=NOON)
    assert ana.memberships.get().role == "manager"


# --- The link -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "status"), [(6.99 * DAY, 200), (7 * DAY, 404), (8 * DAY, 404)]
)  # fmt: skip
def test_a_link_lives_for_seven_days(cast, after, status):
    invited(cast)
    with time_machine.travel(NOON + after, tick=False):
        assert Client().get(links()[0]).status_code == status
        assert join(links()[0]).status_code == (302 if status == 200 else 404)


def test_a_link_works_once(cast):
    invited(cast, at=None)
    assert [join(links()[0]).status_code for _each in range(2)] == [302, 404]
    assert User.objects.filter(email="bora@example.org").count() == 1


def test_two_tabs_with_one_link_make_one_member(cast):
    first, second = invited(cast), Invitation.objects.get()
    said = {"name": "Bora", "language": "sq", "password": PASSPHRASE}
    inviting.accept(invitation=first, at=NOON, **said)
    with pytest.raises(Refused, match="used already|përdor"):
        inviting.accept(invitation=second, at=NOON, **said)
    assert Membership.objects.filter(user__email="bora@example.org").count() == 1


def test_an_older_link_is_dead_after_a_newer_one(cast):
    invitation = invited(cast)
    inviting.send_again(invitation=invitation, by=cast.manager, at=NOON + DAY)
    older, newer = links()

    assert [link_of(older), link_of(newer)] == [None, invitation]
    with time_machine.travel(NOON + 7.5 * DAY, tick=False):
        assert Client().get(newer).status_code == 200


def test_the_button_pressed_twice_sends_one_mail(cast):
    invitation = invited(cast)
    inviting.send_again(invitation=invitation, by=cast.manager, at=NOON)
    assert len(links()) == 1


def test_a_link_that_was_taken_back_is_dead(cast):
    invitation = invited(cast)
    for _each in range(2):
        inviting.revoke(invitation=invitation, by=cast.manager, at=NOON + DAY)
    assert link_of(links()[0]) is None
    assert events()[-1] == ("invitation_revoked", "coordinator")
    assert len(events()) == 2
    with pytest.raises(Refused):
        inviting.send_again(invitation=invitation, by=cast.manager, at=NOON + DAY)


def test_what_was_accepted_is_not_taken_back(cast):
    invitation = invited(cast)
    stale = Invitation.objects.get()
    inviting.accept(invitation=invitation, name="Bora", language="sq", password=PASSPHRASE, at=NOON)
    with pytest.raises(Refused):
        inviting.revoke(invitation=stale, by=cast.manager)


@pytest.mark.parametrize(
    "odd", ["x", "0" * 32, "0" * 32 + ":" + "x" * 43, "é:é", "%00", "a" * 3000]
)
def test_an_invented_link_is_dead(cast, odd):
    invited(cast, at=None)
    assert Client().get(f"/login/join/{odd}/").status_code == 404
    assert Client().post(f"/en/login/join/{odd}/", {"new_password": PASSPHRASE}).status_code == 404


def test_the_key_in_the_database_opens_nothing_by_itself(cast):
    assert inviting.invitation_of_link(invited(cast).key, at=NOON) is None


def test_a_link_into_a_suspended_organisation_is_dead(cast):
    invited(cast, at=None)
    cast.home.is_active = False
    cast.home.save()
    assert Client().get(links()[0]).status_code == 404


def test_a_disabled_account_is_not_opened_by_an_invitation(cast):
    bora = factories.UserFactory(email="bora@example.org")
    leaving.disable(person=bora, by=cast.admin)
    invited(cast, at=None)
    answer = Client().post(links()[0])

    assert answer.status_code == 422
    assert not User.objects.get(pk=bora.pk).is_active
    assert list(bora.memberships.all()) == []


@pytest.mark.parametrize(
    "spoofed", [{"X-Forwarded-Host": "e.x"}, {"Forwarded": "host=e.x"}, {"Origin": "http://e.x"}]
)
def test_the_link_has_the_configured_origin_whatever_the_request_says(cast, spoofed):
    client = Client()
    client.force_login(cast.manager)
    client.post(
        f"/workspace/people/invite/{cast.home.slug}/",
        {"name": "Bora", "email": "bora@example.org", "role": "manager", "language": "sq"},
        headers=spoofed,
    )
    assert OutgoingMail.objects.get().text.count("http://127.0.0.1:8000/login/join/") == 1
    assert "e.x/" not in OutgoingMail.objects.get().text


@pytest.mark.parametrize("password", ["shkurt", "popnetwork2027", "bora@example.org", ""])
def test_a_weak_password_is_refused_and_the_link_stays_alive(cast, password):
    invited(cast, at=None)
    before = everything()
    assert join(links()[0], new_password=password).status_code == 422
    assert everything() == before
    assert join(links()[0]).status_code == 302


# --- Who may invite whom --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "where", "role"),
    [
        ("coordinator", "home", "coordinator"),
        ("manager", "peer", "coordinator"),
        ("outsider", "home", "coordinator"),
        ("manager", None, ""),
        ("outsider", None, ""),
    ],
)
def test_nobody_invites_into_another_organisation_or_above_herself(cast, who, where, role):
    before = everything()
    with pytest.raises(PermissionDenied):
        inviting.invite(
            by=getattr(cast, who), organisation=where and getattr(cast, where), role=role,
            email="bora@example.org", name="Bora", language="sq",
        )  # fmt: skip
    assert everything() == before


@pytest.mark.parametrize("role", ["network admin", "owner", "\x00", "manager "])
def test_no_other_role_can_be_given(cast, role):
    with pytest.raises(ValidationError):
        invited(cast, role=role)


def test_the_answer_is_the_same_whether_or_not_the_address_has_an_account(cast):
    factories.UserFactory(email="e-njohur@example.org")
    answers = []
    for email in ("e-njohur@example.org", "e-panjohur@example.org"):
        client = Client()
        client.force_login(cast.manager)
        answer = client.post(
            f"/workspace/people/invite/{cast.home.slug}/",
            {"name": "Bora", "email": email, "role": "coordinator", "language": "sq"},
        )
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
    assert answers[0] == answers[1]
    assert OutgoingMail.objects.count() == 2


def test_whoever_is_there_already_or_was_invited_is_not_invited_again(cast):
    invited(cast)
    for email in ("bora@example.org", cast.coordinator.email.upper()):
        with pytest.raises(Refused):
            invited(cast, email=email, at=NOON + DAY)
    assert Invitation.objects.count() == 1


def test_one_that_ran_out_does_not_stand_in_the_way(cast):
    invited(cast)
    invited(cast, at=NOON + 7 * DAY)
    assert Invitation.objects.open().count() == 1
    assert Invitation.objects.count() == 2


def test_nobody_fills_mailboxes_through_the_portal(cast):
    for number in range(30):
        invited(cast, email=f"bora{number}@example.org")
    with pytest.raises(Refused):
        invited(cast, email="tepër@example.org".replace("ë", "e"))
    invited(cast, email="tjeter@example.org", by=cast.admin)
    assert Invitation.objects.count() == 31


def test_no_name_or_address_of_somebody_invited_stands_in_the_audit_list(cast):
    invited(cast)
    assert events() == [("invited", "coordinator")]


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ""}, {"name": "\x00"}, {"name": "ë" * 100_000}, {"email": "pa adresë"},
        {"email": "a@b.c\nBcc: d@e.f"}, {"email": ""}, {"role": "network admin"}, {"role": ""},
        {"language": "it"}, {"email": ["a@b.c", "x"]},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(cast, odd):
    client = Client()
    client.force_login(cast.manager)
    said = {"name": "Bora", "email": "bora@example.org", "role": "manager", "language": "sq"}
    before = everything()
    answer = client.post(f"/en/workspace/people/invite/{cast.home.slug}/", said | odd)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{next(iter(odd))}' in html
    assert ("name" in odd) or 'value="Bora"' in html
    assert everything() == before


def test_joining_needs_the_token_of_the_form(cast):
    invited(cast, at=None)
    strict = Client(enforce_csrf_checks=True)
    said = {"name": "Bora", "language": "sq", "new_password": PASSPHRASE}
    for headers in ({}, {"Origin": "https://e.x"}):
        assert strict.post(links()[0], said, headers=headers).status_code == 403
    assert not User.objects.filter(email="bora@example.org").exists()
