"""What the database refuses to store about invitations, lost second factors and the audit list."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from municipalities.models import AuditEntry
from municipalities.querysets import OnlyAddedTo
from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

NOON = datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC)
CONSTRAINTS = constraints_of(models_of("municipalities", "invitations", "audit"))


def as_network_admin(**changes):
    return make.InvitationFactory(**({"organisation": None, "role": ""} | changes))


def accepted(**changes):
    person = make.UserFactory()
    return make.InvitationFactory(**({"accepted_at": NOON, "accepted_by": person} | changes))


def done(**changes):
    return make.FactorResetFactory(
        **({"was_done": True, "decided_at": NOON, "decided_by": make.UserFactory()} | changes)
    )


def asked_by_herself():
    person = make.UserFactory()
    make.FactorResetFactory(person=person, asked_by=person)


def done_by_who_asked():
    asks = make.UserFactory()
    done(asked_by=asks, decided_by=asks)


def done_by_herself():
    person = make.UserFactory()
    done(person=person, decided_by=person)


CASES = [
    ("invitation_names_organisation_and_role", lambda: make.InvitationFactory(role="")),
    ("invitation_names_organisation_and_role", lambda: make.InvitationFactory(role="owner")),
    ("invitation_names_organisation_and_role", lambda: as_network_admin(role="manager")),
    ("invitation_is_addressed", lambda: make.InvitationFactory(email="Ana@example.org")),
    ("invitation_is_addressed", lambda: make.InvitationFactory(email="")),
    ("invitation_is_addressed", lambda: make.InvitationFactory(name="")),
    ("invitation_is_addressed", lambda: make.InvitationFactory(key="")),
    ("invitation_language_is_known", lambda: make.InvitationFactory(language="it")),
    ("invitation_accepted_when_and_by_whom", lambda: make.InvitationFactory(accepted_at=NOON)),
    ("invitation_accepted_when_and_by_whom", lambda: accepted(accepted_at=None)),
    ("invitation_revoked_when_and_by_whom", lambda: make.InvitationFactory(revoked_at=NOON)),
    (
        "invitation_is_accepted_or_revoked",
        lambda: accepted(revoked_at=NOON, revoked_by=make.UserFactory()),
    ),
    (
        "invitation_one_open_per_organisation_and_address",
        lambda: again(make.InvitationFactory(), key="other"),
    ),
    ("invitation_one_open_as_network_admin", lambda: again(as_network_admin(), key="other")),
    ("factor_reset_has_a_reason", lambda: make.FactorResetFactory(reason="")),
    ("factor_reset_decided_when_and_by_whom", lambda: make.FactorResetFactory(decided_at=NOON)),
    ("factor_reset_is_asked_by_another", asked_by_herself),
    ("factor_reset_is_done_by_two", done_by_who_asked),
    ("factor_reset_is_done_by_two", done_by_herself),
    ("factor_reset_is_done_by_two", lambda: make.FactorResetFactory(was_done=True)),
    ("factor_reset_one_open_per_person", lambda: again(make.FactorResetFactory(), reason="Po.")),
    ("audit_event_is_known_word", lambda: make.AuditEntryFactory(event="looked")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    invitation = accepted()
    again(invitation, key="k2", accepted_at=None, accepted_by=None)
    as_network_admin()
    revoked = make.InvitationFactory(revoked_at=NOON, revoked_by=make.UserFactory())
    again(revoked, key="k3", revoked_at=None, revoked_by=None)
    done()
    first = make.FactorResetFactory(decided_at=NOON, decided_by=make.UserFactory())
    make.FactorResetFactory(person=first.person)
    make.AuditEntryFactory(by=None)


@pytest.mark.django_db
def test_no_entry_of_the_audit_list_is_changed_or_deleted():
    entry = make.AuditEntryFactory()
    entry.detail = "tjetër"
    for act in (entry.save, entry.delete):
        with pytest.raises(ValidationError):
            act()
    for act in (
        lambda: AuditEntry.objects.update(detail="tjetër"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.bulk_update([entry], ["detail"]),
    ):
        with pytest.raises(OnlyAddedTo):
            act()
    assert AuditEntry.objects.get().detail == ""
