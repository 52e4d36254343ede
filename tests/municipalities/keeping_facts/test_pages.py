"""The pages where facts are kept: whose they are, what they say back, and what they refuse."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.keeping_facts.kinds import KINDS
from municipalities.models import (
    AdministrativeUnit,
    Council,
    IntegrityPlan,
    Mayor,
    Municipality,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from tests import factories as make
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

# What is typed of each kind, in the ways of Albania.
TYPED = {
    "mayors": {"name": "Kryetare e Sajuar", "since": "6.2023", "basis": "elected"},
    "councils": {"elected_on": "14.5.2023", "seats": "31", "women": "15",
                 "groups": "Partia A: 16\n\nPartia B 15"},
    "units": {"name": "Njësia e Sajuar", "character": "urban"},
    "integrity-plans": {"as_of": "7.8.2026", "state": "adopted", "first_year": "2024",
                        "last_year": "2027", "link": "example.org/plani"},
    "transparency": {"as_of": "7.8.2026", "programme": "yes", "register": "partly",
                     "calendar": "no", "agenda": "unknown", "broadcast": "live",
                     "decisions": "yes", "decisions_since": "2021"},
    "consultations": {"year": "2025", "acts": "4", "comments": "12", "accepted": "3"},
    "budgets": {"year": "2025", "received": "40", "accepted": "12", "budgeted": "6",
                "amount_budgeted": "12500000"},
}  # fmt: skip
SOURCED = {kind for kind in TYPED if kind != "units"}
MODELS = (
    AdministrativeUnit, Council, IntegrityPlan, Mayor, ParticipatoryBudget, PublicConsultation,
    Transparency,
)  # fmt: skip


@pytest.fixture
def place():
    return make.MunicipalityFactory(slug="prove", name_sq="Provë", name_en="Trial")


@pytest.fixture
def keeper(place):
    return make.UserFactory(coordinates=make.OrganisationFactory(covers=[place]))


def addresses(place):
    plan = make.IntegrityPlanFactory(municipality=place)
    of_place = f"/workspace/facts/{place.slug}/"
    return [
        of_place,
        f"{of_place}mayors/new/",
        f"{of_place}place/{place.pk}/",
        f"{of_place}integrity-plans/{plan.pk}/",
        f"{of_place}integrity-plans/{plan.pk}/versions/",
    ]


def stored() -> list:
    return [sorted(map(repr, model.objects.values_list())) for model in MODELS]


# --- Doors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        lambda place: make.UserFactory(),
        lambda place: make.UserFactory(coordinates=make.OrganisationFactory()),
        lambda place: make.UserFactory(manages=make.OrganisationFactory(is_lead=True)),
        lambda place: make.UserFactory(
            coordinates=make.OrganisationFactory(covers=[place], is_active=False)
        ),
    ],
    ids=["in no organisation", "covers another", "manages the lead", "suspended"],
)
def test_to_everybody_else_there_is_nothing(place, who):
    client = signed_in(who(place))
    for address in addresses(place):
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code in (404, 405)


def test_whoever_is_not_signed_in_is_asked_to(place):
    for address in [*addresses(place), "/workspace/facts/"]:
        assert Client().get(address).headers["Location"].startswith("/login/?next=/workspace/facts")


def test_whoever_covers_it_and_a_network_admin_come_in(place, keeper):
    for person in (keeper, make.UserFactory(network_admin=True)):
        client = signed_in(person)
        for address in [*addresses(place), "/workspace/facts/"]:
            assert client.get(address).status_code == 200
        IntegrityPlan.objects.all().delete()


def test_the_list_has_the_municipalities_that_the_person_keeps(place, keeper):
    make.MunicipalityFactory(slug="tjeter")
    mine = Browser().sign_in(keeper).start("/workspace/facts/").links
    all_of_them = Browser().sign_in(make.UserFactory(network_admin=True)).start("/workspace/facts/")
    assert [a for a in mine if a.startswith("/workspace/facts/p")] == ["/workspace/facts/prove/"]
    assert "/workspace/facts/tjeter/" in all_of_them.links


def test_a_fact_of_another_municipality_is_not_reached_through_mine(place, keeper):
    other = make.IntegrityPlanFactory()
    client = signed_in(keeper)
    path = f"/workspace/facts/prove/integrity-plans/{other.pk}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"state": "adopted"}).status_code == 404


# --- Recording ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_fact_is_recorded_with_its_source_and_told_back(place, keeper, kind, language):
    browser = Browser(language).sign_in(keeper)
    browser.start("/workspace/facts/prove/")
    browser.open(browser.page.link(f"/{kind}/new/"))

    source = {"source": "Vendim i sajuar nr. 4"} if kind in SOURCED else {}
    page = browser.send("record-fact", **TYPED[kind], **source)

    assert page.address == f"{browser.prefix}/workspace/facts/prove/"
    row = KINDS[kind].model.objects.get()
    assert row.municipality == place
    assert row.history.get().history_user == keeper
    if source:
        assert source["source"] in page.text


def test_what_was_typed_is_stored_as_it_was_meant(place, keeper):
    browser = Browser().sign_in(keeper)
    for kind, typed in TYPED.items():
        browser.start(f"/workspace/facts/prove/{kind}/new/")
        browser.send("record-fact", **typed, **({"source": "x"} if kind in SOURCED else {}))

    council, plan, looked = Council.objects.get(), IntegrityPlan.objects.get(), Transparency
    assert council.elected_on == "2023-05-14"
    assert list(council.groups.values_list("party", "seats")) == [
        ("Partia A", 16),
        ("Partia B", 15),
    ]
    assert (plan.first_year, plan.link) == (2024, "https://example.org/plani")
    assert looked.objects.get().decisions_since == "2021"
    assert PublicConsultation.objects.get().hearings is None
    assert ParticipatoryBudget.objects.get().amount_budgeted == 12_500_000
    assert Mayor.objects.get().since == "2023-06"


def test_the_population_is_changed_and_cannot_be_added_a_second_time(place, keeper):
    browser = Browser().sign_in(keeper)
    browser.start(f"/workspace/facts/prove/place/{place.pk}/")
    browser.send("record-fact", population="104827", census_year="2023", population_source="Censi")
    place.refresh_from_db()
    assert (place.population, place.census_year) == (104827, 2023)
    assert signed_in(keeper).get("/workspace/facts/prove/place/new/").status_code == 404


def test_a_faulty_form_names_its_field_and_keeps_every_word(place, keeper):
    browser = Browser().sign_in(keeper)
    browser.start("/workspace/facts/prove/councils/new/")
    page = browser.send(
        "record-fact", elected_on="31.2.2023", seats="shumë", groups="Partia A\nPartia B: 3",
    )  # fmt: skip
    assert page.response.status_code == 422
    assert page.form("record-fact").fields | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "", "version": "0", "elected_on": "31.2.2023", "seats": "shumë",
        "women": "", "source": "", "groups": "Partia A\nPartia B: 3",
    }  # fmt: skip
    for field in ("id_elected_on", "id_seats", "id_source", "id_groups"):
        assert f'href="#{field}"' in page.text
    assert stored() == [[] for _ in MODELS]


def test_what_the_database_would_refuse_is_said_as_a_sentence(place, keeper):
    make.PublicConsultationFactory(municipality=place, year=2025)
    browser = Browser("en").sign_in(keeper)
    browser.start("/workspace/facts/prove/consultations/new/")
    page = browser.send("record-fact", year="2025", comments="1", accepted="2", source="x")
    assert page.response.status_code == 422
    assert "No more comments can be accepted than received." in page.text
    assert PublicConsultation.objects.count() == 1


def test_of_two_who_write_at_once_the_second_sees_both_and_decides(place, keeper):
    plan = make.IntegrityPlanFactory(municipality=place, state="none")
    address = f"/workspace/facts/prove/integrity-plans/{plan.pk}/"
    mine, theirs = Browser("en").sign_in(keeper), Browser("en").sign_in(keeper)
    mine.start(address)
    theirs.start(address)
    theirs.send("record-fact", state="drafting")

    page = mine.send("record-fact", state="adopted", source="Imja")
    assert page.response.status_code == 409
    assert "being drafted" in page.text
    assert page.form("record-fact").fields["source"] == "Imja"
    assert IntegrityPlan.objects.get().state == "drafting"

    mine.send("record-fact")
    assert IntegrityPlan.objects.get().state == "adopted"


def test_the_same_form_sent_twice_records_once(place, keeper):
    browser = Browser().sign_in(keeper)
    page = browser.start("/workspace/facts/prove/mayors/new/")
    browser.send("record-fact", **TYPED["mayors"], source="x")
    browser.page = page
    assert browser.send("record-fact", **TYPED["mayors"], source="x").response.status_code == 422
    assert Mayor.objects.count() == 1


def test_every_version_is_shown_with_who_and_what_it_changed(place, keeper):
    browser = Browser("en").sign_in(keeper)
    browser.start("/workspace/facts/prove/integrity-plans/new/")
    browser.send("record-fact", **TYPED["integrity-plans"], source="Parë")
    plan = IntegrityPlan.objects.get()
    browser.start(f"/workspace/facts/prove/integrity-plans/{plan.pk}/")
    browser.send("record-fact", state="drafting", last_year="2028")

    page = browser.start(f"/workspace/facts/prove/integrity-plans/{plan.pk}/versions/")
    assert page.text.count(keeper.name) == 3  # the two versions, and the masthead
    assert "“adopted” became “being drafted”" in page.text
    assert "“2027” became “2028”" in page.text


# --- Odd input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd", ["\0", "9" * 5000, "-1", "\ud800".encode("utf-8", "replace"), "<b>"]
)
@pytest.mark.parametrize("kind", TYPED)
def test_odd_words_are_refused_and_never_a_fault(place, keeper, kind, odd):
    client = signed_in(keeper)
    page = client.get(f"/workspace/facts/prove/{kind}/new/")
    names = ["version", *page.context["form"].fields]
    answer = client.post(
        f"/workspace/facts/prove/{kind}/new/", {name: [odd, odd] for name in names}
    )
    assert answer.status_code in (422, 302)


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "prove/nothing/new/", "prove/mayors/999999999999999999999/",
     "prove/place/1234567/", "prove/mayors/1/versions/"],
)  # fmt: skip
def test_an_address_of_nothing_is_a_404(place, keeper, path):
    for person in (keeper, make.UserFactory(network_admin=True)):
        assert signed_in(person).get(f"/workspace/facts/{path}").status_code == 404


# --- Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_of_a_municipality_asks_the_same_however_much_is_known(place, keeper, number):
    for each in range(number):
        make.CouncilGroupFactory(
            council=make.CouncilFactory(municipality=place, elected_on=str(2000 + each))
        )
        make.MayorFactory(municipality=place)
        make.AdministrativeUnitFactory(municipality=place)
        make.ParticipatoryBudgetFactory(municipality=place, year=2010 + each)
        make.PublicConsultationFactory(municipality=place, year=2010 + each)
    assert Municipality.objects.count() == 1
    client = signed_in(keeper)
    client.get("/workspace/facts/prove/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/workspace/facts/prove/").status_code == 200
    assert len(asked) == 13  # session, person, municipality, and ten of facts
