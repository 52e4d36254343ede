"""Whoever decides about an organisation proves afresh who she is; nothing is typed twice (S-21)."""

import pytest

from municipalities.models import AuditEntry, Coverage, Organisation
from tests import factories
from tests.monitoring.workspace.people import Page
from tests.municipalities.signing_in.codes import set_up

pytestmark = pytest.mark.django_db

DECISIONS = {
    "new-organisation/": {"name_sq": "Qendra", "town": "Has", "joined": "2026"},
    "organisations/shtepia/leave/": {"on": "2026"},
    "organisations/shtepia/suspend/": {},
    "organisations/shtepia/reinstate/": {},
    "organisations/shtepia/lead/": {},
    "organisations/shtepia/cover/": {"since": "2026"},
    "organisations/shtepia/covers/prova/end/": {"until": "2026"},
}


@pytest.mark.parametrize("address", DECISIONS)
def test_each_decision_asks_for_a_fresh_code_and_keeps_what_was_typed(settings, address):
    settings.SECOND_FACTOR = True
    place = factories.MunicipalityFactory(slug="prova")
    factories.OrganisationFactory(slug="shtepia", covers=[place])
    browser, _phone, _codes = set_up(factories.UserFactory(network_admin=True))
    session = browser.client.session
    session["proved_at"] = 0
    session.save()
    token = browser.start("/workspace/people/").form("logout").fields["csrfmiddlewaretoken"]
    before = list(Organisation.objects.values()), list(Coverage.objects.values())

    said = DECISIONS[address]
    answer = browser.client.post(f"/en/workspace/{address}", said | {"csrfmiddlewaretoken": token})
    asked = next(form for form in Page(answer).forms if "proof_code" in form.fields)
    assert answer.status_code == 403
    assert said.items() <= asked.fields.items()
    assert (list(Organisation.objects.values()), list(Coverage.objects.values())) == before
    assert not AuditEntry.objects.filter(event__startswith="organisation").exists()
