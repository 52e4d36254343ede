"""What the secretariat does in a year, at its browser: no developer, no script, no Django admin.

Everybody begins at the front door of the workspace and goes on by the links of the pages; what is
chosen is read from the page, by the words that stand beside it. Only places, member organisations
with a coordinator each, sectors, the term and the first network admin were there before.
"""

import re

import pytest
from time_machine import travel

from monitoring.models import Report, ReviewDuty, Round
from municipalities.models import Membership, Organisation, OutgoingMail, User
from popnet.admin import PortalAdminSite
from tests import before_the_round as before
from tests import factories
from tests.monitoring.workspace.people import Browser
from tests.stories import BEGIN
from tests.ways import follow, value_of, way

pytestmark = pytest.mark.django_db

PASSPHRASE = "katër dele të bardha në mal"


@pytest.fixture(autouse=True)
def one_moment():
    with travel(BEGIN, tick=False):
        yield


@pytest.fixture(autouse=True)
def the_django_admin_is_locked(monkeypatch):
    monkeypatch.setattr(PortalAdminSite, "has_permission", lambda site, request: False)


@pytest.fixture
def place():
    return factories.MunicipalityFactory(slug="sajuara", name_sq="Sajuara", name_en="Sajuara")


@pytest.fixture
def twelve():
    """The member organisations before, each with somebody who can review."""
    organisations = factories.OrganisationFactory.create_batch(12)
    for each in organisations:
        factories.UserFactory(coordinates=each)
    return organisations


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027", label_sq="2023–2027", label_en="2023–2027")


def test_a_thirteenth_organisation_works_from_its_joining_to_a_draft_that_changes_hands(
    place, twelve, term
):
    factories.SectorFactory(name_sq="Shërbimet", name_en="Services")
    secretary = Browser("en").sign_in(factories.UserFactory(network_admin=True))
    assert secretary.client.get("/en/admin/contracts/").status_code == 404

    new = a_thirteenth_organisation_joins(secretary, covers="Sajuara")
    assert list(new.municipalities.all()) == [place]
    assert Organisation.objects.members().count() == 13
    ana = invited(secretary, "Ana", "ana@example.org")
    bora = invited(secretary, "Bora", "bora@example.org")
    everybody = Membership.objects.filter(organisation=new)
    assert sorted(everybody.values_list("user__name", "role")) == [
        ("Ana", "coordinator"), ("Bora", "coordinator"),
    ]  # fmt: skip

    before.an_election_is_recorded(secretary, term="2023–2027")
    before.three_candidates_answer(ana)
    before.it_is_published(secretary)
    shown = Browser("en").open("/en/elections/zgjedhjet-2023/sajuara/").text
    assert re.findall(r'<p class="candidate-name">([^<]+)', shown) == list(before.ANSWERS)

    before.its_contract_is_imported(ana)
    before.it_is_signed(secretary)
    public = Browser("en").open("/en/municipalities/sajuara/2023-2027/").text
    assert [title in public for title in before.COMMITMENTS] == [True, True, True]

    before.a_need_is_tied_to_what_came_of_it(ana, secretary)
    assert before.the_way_of_a_need("/en/activities/fokus-grup-i-sajuar-2023/") == [
        "/en/needs/zgjedhjet-2023/sajuara/1/", "/en/commitments/sajuara-2023-1/",
    ]  # fmt: skip

    a_round_is_opened(secretary, term="2023–2027")
    reviews = the_rota_is_accepted(secretary)
    assert reviews in twelve

    a_draft_is_begun(ana)
    she_leaves(ana)
    her_colleague_goes_on(bora)


# --- Who belongs to it ----------------------------------------------------------------------------


def a_thirteenth_organisation_joins(secretary, *, covers) -> Organisation:
    page = way(secretary, "/workspace/network/", "/workspace/organisations/", "/new-organisation/")
    page = secretary.send(
        "join", joined="9.2026", name_sq="Qendra e Trembëdhjetë", name_en="The Thirteenth Centre",
        town="Sajuara", municipalities=value_of(page, "municipalities", covers),
    )  # fmt: skip
    assert "It belongs to the network. Now invite its people." in page.text
    return Organisation.objects.get(name_en="The Thirteenth Centre")


def invited(secretary, name, email) -> Browser:
    """She opens the link of the mail at a browser of her own, sets a password and signs in."""
    way(
        secretary, "/workspace/network/", "/workspace/organisations/",
        "/organisations/qendra-e-trembedhjete/", "/invite/",
    )  # fmt: skip
    secretary.send("invite", name=name, email=email, role="coordinator", language="en")
    mail = OutgoingMail.objects.get(to=email)
    own = Browser("en")
    own.open(re.search(r"http://127\.0\.0\.1:8000(/en/login/join/\S+)", mail.text)[1])
    own.send("join", new_password=PASSPHRASE)
    follow(own, "/login/")
    page = own.send("login", username=email, password=PASSPHRASE)
    assert page.address == "/en/workspace/"
    return own


# --- A round --------------------------------------------------------------------------------------


def a_round_is_opened(secretary, *, term):
    page = way(secretary, "/workspace/network/", "/workspace/rounds/", "/rounds/open/")
    page = secretary.send(
        "open-round", term=value_of(page, "term", term), name_sq="Viti 3", name_en="Year 3",
        begins="1.9.2025", ends="31.8.2026", evidence_until="15.9.2026", submit_by="30.9.2026",
        reply_days="14",
    )  # fmt: skip
    assert "The round is open. Next: who reviews whom." in page.text
    assert [each.name_en for each in Round.objects.all()] == ["Year 3"]


def the_rota_is_accepted(secretary) -> Organisation:
    """The rota is asked, its proposal taken as it is; who reviews stands on the round's board."""
    home = f"/rounds/{Round.objects.get().pk}/"
    way(secretary, "/workspace/network/", "/workspace/rounds/", home, "/rota/")
    page = secretary.send("propose", button={"propose": "yes"})
    assert "Proposal, not accepted yet" in page.text
    assert not ReviewDuty.objects.in_force().exists()
    page = secretary.send("accept")
    assert "These duties are in force." in page.text
    duty = ReviewDuty.objects.in_force().get()
    assert duty.author.name_en == "The Thirteenth Centre"
    board = way(secretary, "/workspace/network/", "/workspace/rounds/", home)
    row = board.text.partition(">Sajuara<")[2].partition("</tr>")[0]
    assert re.findall(r"Reviewed by\">\s*(?:<span[^>]*>)?([^<]+?)\s*<", row) == [
        duty.organisation.name_sq
    ]
    assert "by the rota" in row
    return duty.organisation


# --- A draft that changes hands -------------------------------------------------------------------


def a_draft_is_begun(coordinator):
    coordinator.start("/workspace/")
    page = coordinator.send("open")
    assert page.state == "draft"
    follow(coordinator, "/workspace/findings/")
    coordinator.send(
        "save", status="partial", stage="under_way", rationale_sq="Gjysma e tubave u vu, e sajuar."
    )
    report = Report.objects.get()
    statuses = report.findings.in_order().values_list("status", flat=True)
    assert list(statuses) == ["partial", "", ""]


def she_leaves(coordinator):
    way(coordinator, "/workspace/account/", "/leave/")
    page = coordinator.send("leave")
    assert page.response.status_code == 200
    address = f"/en/workspace/reports/{Report.objects.get().pk}/"
    assert coordinator.open(address).response.status_code == 404
    assert not User.objects.get(name="Ana").memberships.exists()


def her_colleague_goes_on(colleague):
    """What was written is there, and the next finding is written where she stopped."""
    page = way(colleague, "/workspace/reports/")
    assert page.state == "draft"
    links = {link for link in page.links if re.search(r"/findings/\d+/$", link)}
    findings = sorted(links, key=lambda link: int(link.split("/")[-2]))
    first = colleague.open(findings[0])
    assert first.form("save").fields["rationale_sq"] == "Gjysma e tubave u vu, e sajuar."
    colleague.send("save", rationale_sq="Gjysma e tubave u vu; pjesa tjetër pret, e sajuar.")
    colleague.open(findings[1])
    colleague.send("save", status="none", stage="no_step", rationale_sq="Asgjë nuk nisi, e sajuar.")
    written = Report.objects.get().findings.in_order()
    assert list(written.values_list("status", "rationale_sq")) == [
        ("partial", "Gjysma e tubave u vu; pjesa tjetër pret, e sajuar."),
        ("none", "Asgjë nuk nisi, e sajuar."),
        ("", ""),
    ]
