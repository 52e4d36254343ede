"""A lost second factor is removed by two people (QUALITY S-20)."""

import pytest
from django.core.exceptions import PermissionDenied
from django_otp.plugins.otp_totp.models import TOTPDevice

from municipalities.models import AuditEntry, FactorReset, OutgoingMail, Session
from municipalities.people.factor_resets import ask_for_reset, decide_reset
from municipalities.refusals import Refused
from municipalities.signing_in import factors
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

REASON = "U takua në zyrë dhe u njoh."


@pytest.fixture
def lost(cast):
    for person in (cast.coordinator, cast.admin, cast.manager):
        TOTPDevice.objects.create(user=person, name="app", confirmed=True)
    return cast


def asked(cast, person="coordinator", by="manager") -> FactorReset:
    return ask_for_reset(person=getattr(cast, person), by=getattr(cast, by), reason=REASON)


def test_a_manager_asks_and_a_network_admin_does_it(lost):
    hers = signed_in(lost.coordinator)
    browser = Browser("en").sign_in(lost.manager)
    browser.start(f"/workspace/people/{lost.coordinator.pk}/")
    browser.send("ask-for-reset", reason=REASON)
    assert factors.has_one(lost.coordinator)

    other = Browser("en").sign_in(lost.admin)
    page = other.start("/workspace/people/")
    assert REASON in page.text
    page = other.send("decide-reset", button={"what": "do"})
    assert "Her second factor is removed." in page.text
    assert not factors.has_one(lost.coordinator)
    assert list(Session.objects.of(lost.coordinator)) == []
    assert hers.get("/workspace/").status_code == 302
    assert OutgoingMail.objects.filter(to=lost.coordinator.email).count() == 1
    events = AuditEntry.objects.filter(event__startswith="factor_reset").order_by("pk")
    assert [(e.event, e.by, e.person) for e in events] == [
        ("factor_reset_asked", lost.manager, lost.coordinator),
        ("factor_reset_done", lost.admin, lost.coordinator),
    ]


def test_who_asked_does_not_do_it_and_nobody_does_it_for_herself(lost):
    reset = asked(lost, by="admin")
    with pytest.raises(Refused):
        decide_reset(reset=reset, do_it=True, by=lost.admin)
    own = asked(lost, person="admin", by="second")
    with pytest.raises(Refused):
        decide_reset(reset=own, do_it=True, by=lost.admin)
    assert [factors.has_one(lost.coordinator), factors.has_one(lost.admin)] == [True, True]

    decide_reset(reset=reset, do_it=True, by=lost.second)
    assert not factors.has_one(lost.coordinator)


def test_who_asked_may_take_it_back(lost):
    decide_reset(reset=asked(lost, by="admin"), do_it=False, by=lost.admin)
    assert factors.has_one(lost.coordinator)
    assert asked(lost).pk


@pytest.mark.parametrize(
    ("person", "by"),
    [
        ("coordinator", "outsider"),
        ("manager", "coordinator"),
        ("admin", "manager"),
        ("coordinator", "coordinator"),
    ],
)
def test_only_whoever_answers_for_her_asks(lost, person, by):
    before = everything()
    with pytest.raises(PermissionDenied):
        asked(lost, person=person, by=by)
    assert everything() == before


def test_only_network_admins_decide_and_once(lost):
    reset = asked(lost)
    with pytest.raises(PermissionDenied):
        decide_reset(reset=reset, do_it=True, by=lost.manager)
    decide_reset(reset=reset, do_it=False, by=lost.admin)
    with pytest.raises(Refused):
        decide_reset(reset=FactorReset.objects.get(), do_it=True, by=lost.second)
    assert factors.has_one(lost.coordinator)


def test_it_is_asked_for_once_and_only_of_who_has_one(lost):
    asked(lost)
    with pytest.raises(Refused):
        asked(lost, by="admin")
    with pytest.raises(Refused):
        asked(lost, person="second", by="admin")
    with pytest.raises(Refused):
        asked(lost, person="manager", by="manager")


def test_a_reason_that_is_missing_is_asked_for_beside_its_field(lost):
    client = signed_in(lost.manager)
    for odd in ("", "\x00", "ë" * 301):
        answer = client.post(
            f"/en/workspace/people/{lost.coordinator.pk}/second-factor/", {"reason": odd}
        )
        assert answer.status_code == 422
        assert 'href="#id_reason"' in answer.content.decode()
    assert list(FactorReset.objects.all()) == []
