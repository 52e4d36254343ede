"""After everything that people do at the doors, no list and no log holds what opens them (S-55)."""

import logging
import re

import pytest
from django.test import Client

from municipalities.models import AuditEntry, OutgoingMail, Session
from municipalities.people import roles
from tests import factories
from tests.monitoring.workspace.people import Browser
from tests.municipalities.signing_in.codes import given_the_password, set_up

pytestmark = pytest.mark.django_db

GIVEN, MISTYPED = "pesë dele të zeza në fushë", "katër dele të bardha në mal"


def links() -> list[str]:
    texts = OutgoingMail.objects.values_list("text", flat=True)
    return [link for text in texts for link in re.findall(r"http://127\.0\.0\.1:8000(\S+)", text)]


def test_neither_the_audit_list_nor_the_log_holds_a_password_a_code_a_link_or_a_cookie(
    cast, clock, settings, caplog
):
    caplog.set_level(logging.DEBUG)
    settings.SECOND_FACTOR = True
    Client().post("/login/", {"username": cast.manager.email, "password": MISTYPED})
    browser, phone, papers = set_up(cast.manager)
    browser.start(f"/workspace/people/invite/{cast.home.slug}/")
    browser.send("invite", name="Bora", email="bora@example.org", role="coordinator")
    invitation = next(link for link in links() if "/join/" in link)
    Client().post(invitation, {"name": "Bora", "language": "sq", "new_password": GIVEN})
    Client().post("/login/forgotten/", {"email": "bora@example.org"})
    clock.shift(60)
    later = given_the_password(cast.manager)
    later.send("second-factor", proof_code="000000")
    clock.shift(60)
    code = phone.code()
    later.send("second-factor", proof_code=code)
    role = factories.MembershipFactory(organisation=cast.home, role="coordinator")
    roles.change_role(membership=role, role="manager", by=cast.admin)
    Browser().start("/workspace/")

    told = {entry.event for entry in AuditEntry.objects.all()}
    assert {"sign_in_failed", "factor_changed", "signed_in", "invited", "joined",
            "role_given"} <= told  # fmt: skip
    secrets = [
        MISTYPED, GIVEN, factories.PASSWORD, code, *papers,
        *(part for link in links() for part in link.split("/") if len(part) > 20),
        *Session.objects.values_list("session_key", flat=True),
        *(each.value for each in browser.client.cookies.values() if len(each.value) > 20),
    ]  # fmt: skip
    assert len(secrets) > 14
    written = caplog.text + repr(list(AuditEntry.objects.values()))
    assert [secret for secret in secrets if secret in written] == []
