"""What the secretariat records of others' claims, a round at a glance, and the guides."""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from monitoring.claiming import record_claim
from monitoring.models import Claim
from monitoring.workspace import round_overview
from monitoring.workspace.guides import GUIDES
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def contract():
    return make.SocialContractFactory()


def said(contract, **more) -> dict:
    return {
        "term": contract.term, "municipality": contract.municipality, "claimed_by": "municipality",
        "who_sq": "nënkryetari i trilluar", "text_sq": "80 për qind u krye.", "period": "2025",
        "figure": Decimal("80.5"), "source": "Shpikur për provë",
    } | more  # fmt: skip


# --- Claims -------------------------------------------------------------------------------------


def test_a_claim_is_recorded_once_with_an_address_of_its_own(admin, contract):
    first = record_claim(by=admin, **said(contract))
    again = record_claim(by=admin, **said(contract))
    other = record_claim(by=admin, **said(contract, text_sq="82 për qind u krye."))
    base = f"{contract.municipality.slug}-2025"
    assert (first.pk, first.slug, other.slug) == (again.pk, base, f"{base}-2")


def test_nobody_but_a_network_admin_records_a_claim(contract):
    with pytest.raises(PermissionDenied):
        manager = make.UserFactory(manages=make.OrganisationFactory(is_lead=True))
        record_claim(by=manager, **said(contract))


@pytest.mark.parametrize(
    "more",
    [
        lambda: {"round": make.RoundFactory()},
        lambda: {"municipality": make.MunicipalityFactory(is_demonstration=True)},
        lambda: {"source": ""},
        lambda: {"full": 3},
        lambda: {"figure": Decimal("100.5")},
        lambda: {"said_on": "2025-13"},
    ],
    ids=["another term's round", "invented", "no source", "half counts", "over 100", "no date"],
)
def test_what_cannot_be_a_claim_is_refused(admin, contract, more):
    with pytest.raises(ValidationError):
        record_claim(by=admin, **said(contract, **more()))
    assert Claim.objects.count() == 0


def test_a_claim_is_seen_before_it_is_public_and_then_stands_on_the_page(admin, contract):
    browser = Browser("en").sign_in(admin)
    browser.start("/workspace/claims/")
    typed = {
        "term": str(contract.term.pk), "municipality": str(contract.municipality.pk),
        "claimed_by": "municipality", "who_sq": "nënkryetari i trilluar",
        "text_sq": "80 për qind u krye.", "figure": "80.5", "period": "2025",
        "said_on": "5.2025", "source": "Shpikur për provë",
    }  # fmt: skip
    page = browser.send("claim", **typed)
    assert "80.5\xa0%" in page.text
    assert Claim.objects.count() == 0

    browser.send("claim", button={"confirmed": "yes"})
    assert Claim.objects.get().said_on == "2025-05"
    public = browser.start(f"/municipalities/{contract.municipality.slug}/")
    assert "80 për qind u krye." in public.text


def test_change_leads_back_to_the_form_with_every_word(admin, contract):
    browser = Browser("en").sign_in(admin)
    browser.start("/workspace/claims/")
    browser.send(
        "claim", term=str(contract.term.pk), claimed_by="network", who_sq="Rrjeti",
        text_sq="Fjalët", period="2025", source="x",
    )  # fmt: skip
    page = browser.send("claim", button={"change": "yes"})
    assert page.form("claim").fields["text_sq"] == "Fjalët"
    assert Claim.objects.count() == 0


def test_a_faulty_claim_names_its_fields(admin):
    browser = Browser().sign_in(admin)
    browser.start("/workspace/claims/")
    page = browser.send("claim", figure="shumë", text_sq="Fjalët")
    assert page.response.status_code == 422
    assert page.form("claim").fields["text_sq"] == "Fjalët"
    assert [f'href="#id_{name}"' in page.text for name in ("term", "figure", "source")] == [
        True
    ] * 3


# --- Overview -----------------------------------------------------------------------------------


def test_a_draft_shows_its_state_and_no_figure_and_a_published_one_its_counts():
    published = Story(statuses=("full", "partial", "none", "none", "none")).published()
    draft = Story(statuses=("full",), term=published.contract.term).filled()
    draft.report.round_id = published.round.pk
    draft.report.save(update_fields=["round_id"])

    found = round_overview.of(published.round)
    rows = {row.contract.pk: row for row in found.rows}
    done, begun = rows[published.contract.pk], rows[draft.contract.pk]
    assert (done.counts.full, done.counts.partial, done.counts.none) == (1, 1, 3)
    assert (done.fulfilment, done.days_late, found.published) == (30, 0, 1)
    assert (begun.counts, begun.fulfilment, begun.submitted) == (None, None, None)
    assert found.fulfilment == 30


def test_a_report_that_was_late_says_by_how_many_days():
    story = Story(statuses=("full",)).submitted()
    story.round.submit_by = story.report.submitted_at.date() - datetime.timedelta(days=3)
    story.round.save()
    [row] = round_overview.of(story.round).rows
    assert row.days_late == 3


def test_counts_that_others_published_become_no_percentage_of_ours():
    scorecard = make.ScorecardFactory(
        method_version="0", source="Shpikur", full=5, partial=0, none=0
    )
    found = round_overview.of(scorecard.round)
    assert (found.rows[0].counts.full, found.rows[0].fulfilment) == (5, None)
    assert found.pooled.total == 0


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_workbook_has_every_heading_in_both_languages_and_no_formula(language):
    story = Story(statuses=("full", "partial", "none", "none", "none"))
    story.municipality.name_sq = "=1+1"
    story.municipality.save()
    story.published()
    answer = signed_in(story.admin).get(f"{language}/workspace/overview/{story.round.pk}/xlsx/")
    page = openpyxl.load_workbook(io.BytesIO(answer.content))["Raundi – Round"]
    head, row = ([cell.value for cell in cells] for cells in page.iter_rows())
    assert len(head) == len(row) == 18
    assert (row[0], page["A2"].data_type, row[7:15]) == ("=1+1", "s", [1, 1, 3, 0, 0, 0, 30, 100])


@pytest.mark.parametrize("number", [1, 10])
def test_the_overview_asks_the_same_however_many_there_are(number):
    first = Story(statuses=("full",)).published()
    for _each in range(number - 1):
        story = Story(statuses=("full",), term=first.contract.term, beside=first)
        story.round = first.round
        story.published()
    client = signed_in(first.admin)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/workspace/overview/{first.round.pk}/").status_code == 200
    assert len(asked) == 6  # session, person, round, contracts, reports, scorecards


@pytest.mark.parametrize(
    "path", ["overview/", "overview/{round}/", "overview/{round}/xlsx/", "claims/"]
)
def test_the_overview_and_claims_are_for_network_admins(path):
    story = Story(statuses=("full",)).published()
    address = f"/workspace/{path}".format(round=story.round.pk)
    manager = make.UserFactory(manages=story.home)
    people = (story.admin, story.author, manager, story.stranger)
    assert [signed_in(who).get(address).status_code for who in people] == [200, 404, 404, 404]


def test_a_round_that_is_none_is_a_404(admin):
    for number in ("0", "9" * 30):
        assert signed_in(admin).get(f"/workspace/overview/{number}/").status_code == 404


# --- Guides -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", GUIDES)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_guide_opens_with_its_pictures_in_its_language(role, language):
    reader = Browser(language).sign_in(make.UserFactory())
    page = reader.start(f"/workspace/guide/{role}/")
    assert page.response.status_code == 200
    with translation.override(language):
        files = [step.file for step in GUIDES[role].steps if step.picture]
    assert files
    for file in files:
        assert f'src="/static/{file}"' in page.text
        assert finders.find(file)


def test_the_guides_are_reached_from_the_desk():
    reader = Browser().sign_in(make.UserFactory(coordinates=make.OrganisationFactory()))
    reader.start("/workspace/")
    reader.open(reader.page.link("/workspace/guide/"))
    roles = [a for a in reader.page.links if re.match("/workspace/guide/.", a)]
    assert roles == [f"/workspace/guide/{role}/" for role in GUIDES]


def test_a_guide_that_is_none_is_a_404(admin):
    assert signed_in(admin).get("/workspace/guide/owner/").status_code == 404
