"""How open municipalities are, side by side: what is known, what is not, and of which record."""

import datetime
import re
from types import SimpleNamespace

import pytest

from monitoring.demonstration import secretariat
from monitoring.demonstration.dates import Year
from monitoring.scorecards import openness
from municipalities.models import (
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from tests import factories as make
from tests.monitoring.workspace.people import Browser

pytestmark = pytest.mark.django_db

NOT_KNOWN = "not known"


@pytest.fixture
def term():
    return make.TermFactory(
        slug="2023-2027", begins=datetime.date(2023, 5, 14), ends=datetime.date(2027, 5, 9)
    )


@pytest.fixture
def town():
    return make.MunicipalityFactory(slug="prove", name_sq="Provë", name_en="Trial")


def rows_of(client, section, address="/en/openness/") -> dict[str, list[str]]:
    """Municipality -> the words of its cells, of one table of the page."""
    page = client.get(address)
    assert page.status_code == 200
    table = re.search(rf'<h2 id="{section}">.*?</table>', page.content.decode(), re.DOTALL)[0]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        words = [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells]
        found[words[0]] = words[1:]
    return found


# --- What is known and what is not --------------------------------------------------------------


def test_what_nobody_found_out_is_not_known_in_every_table(client, term, town):
    for section in ("plans", "transparency", "consultations", "budgets"):
        assert rows_of(client, section) == {"Trial": [NOT_KNOWN]}
    assert rows_of(client, "councils") == {"Trial": [NOT_KNOWN, NOT_KNOWN, NOT_KNOWN]}


def test_a_number_that_is_nought_is_shown_and_one_that_is_missing_is_not_known(client, term, town):
    make.PublicConsultationFactory(
        municipality=town, year=2025, acts=0, comments=3, source="Raport vjetor"
    )
    assert rows_of(client, "consultations") == {
        "Trial": ["2025", "0", NOT_KNOWN, "3", NOT_KNOWN, "Raport vjetor"]
    }


def test_every_kind_is_told_in_words_with_day_and_source(client, term, town):
    make.IntegrityPlanFactory(
        municipality=town, state="adopted", first_year=2024, last_year=2027, reviewed_on="2025-03",
    )  # fmt: skip
    make.TransparencyFactory(
        municipality=town, programme="yes", register="no", calendar="partly", broadcast="live",
        broadcast_where="YouTube", decisions="yes", decisions_since="2021",
    )  # fmt: skip
    make.ParticipatoryBudgetFactory(
        municipality=town, hearings=12, participants=400, women=210, received=40, accepted=10,
        budgeted=6, amount_budgeted=12_500_000,
    )  # fmt: skip
    council = make.CouncilFactory(municipality=town, seats=31, women=15)
    make.CouncilGroupFactory(council=council, party="Partia A", seats=16)
    make.AdministrativeUnitFactory(municipality=town, character="urban")
    make.AdministrativeUnitFactory.create_batch(2, municipality=town)
    source = "Shpikur për provë"
    looked_up = f"1 October 2026; {source}"

    assert rows_of(client, "plans") == {"Trial": ["adopted", "2024–2027", "March 2025", looked_up]}
    assert rows_of(client, "transparency") == {
        "Trial": ["yes", "no", "partly", NOT_KNOWN, "live, YouTube", "yes, since 2021", looked_up]
    }
    assert rows_of(client, "budgets") == {
        "Trial": [
            "2025", "12", "400 (210, not known)", "40 → 10 → 6 → not known",
            "12,500,000, not known", source,
        ]
    }  # fmt: skip
    assert rows_of(client, "councils") == {
        "Trial": [NOT_KNOWN, "1, 2", "31 (15), 14 May 2023", "Partia A: 16", source]
    }


def test_plans_are_counted_with_those_that_nobody_knows(term, town):
    make.IntegrityPlanFactory(municipality=town, state="adopted")
    make.IntegrityPlanFactory(municipality=make.MunicipalityFactory(), state="none")
    make.MunicipalityFactory.create_batch(3)
    states = openness.of_term(term, 1, 2).plans
    assert [number for _state, number in states] == [1, 1, 3]


# --- Of which time and which record -------------------------------------------------------------


def test_the_newest_of_the_term_is_shown_and_nothing_of_another_term(term, town):
    before = make.TermFactory(
        slug="2019-2023", begins=datetime.date(2019, 6, 30), ends=datetime.date(2023, 5, 14)
    )
    for day, state in (
        ("2022-05-01", "none"),
        ("2024-05-01", "drafting"),
        ("2026-05-01", "adopted"),
    ):
        make.IntegrityPlanFactory(
            municipality=town, as_of=datetime.date.fromisoformat(day), state=state
        )
    for elected in ("2019-06-30", "2023-05"):
        make.CouncilFactory(municipality=town, elected_on=elected)
    for year in (2018, 2021, 2025):
        make.PublicConsultationFactory(municipality=town, year=year)

    [now], [then] = (openness.of_term(each, 1, 100).page for each in (term, before))
    assert (now.plan.state, then.plan.state) == ("adopted", "none")
    assert (now.council.elected_on, then.council.elected_on) == ("2023-05", "2019-06-30")
    assert (now.consultation.year, then.consultation.year) == (2025, 2021)


def test_the_record_and_the_demonstration_never_stand_beside_each_other(client, term, town):
    invented = make.TermFactory(slug="demo", is_demonstration=True)
    place = make.MunicipalityFactory(slug="shembull", is_demonstration=True, name_en="Example")
    make.IntegrityPlanFactory(municipality=place, source="E trilluar")
    make.IntegrityPlanFactory(municipality=town, source="E njohur")

    record = client.get("/openness/2023-2027/").content.decode()
    demonstration = client.get("/openness/demo/").content.decode()
    assert ("E njohur" in record, "E trilluar" in record) == (True, False)
    assert ("E njohur" in demonstration, "E trilluar" in demonstration) == (False, True)
    assert openness.of_municipality(town, invented) is None
    assert openness.of_municipality(place, term) is None


def test_a_demonstration_without_invented_municipalities_says_so(client, town):
    make.TermFactory(slug="demo", is_demonstration=True)
    page = client.get("/en/openness/demo/").content.decode()
    assert "The demonstration invents nothing about the openness of real municipalities." in page
    assert "<table" not in page


# --- On the page of the municipality ------------------------------------------------------------


def test_the_page_of_the_municipality_tells_the_same_and_leads_to_all(client, term, town):
    contract = make.SocialContractFactory(municipality=town, term=term)
    make.IntegrityPlanFactory(municipality=town, state="drafting", source="Vendim i sajuar")
    page = Browser("en").open(f"/en/municipalities/{contract.municipality.slug}/")
    assert "being drafted" in page.text
    assert "Vendim i sajuar" in page.text
    assert {"/en/openness/", "/en/openness/2023-2027/"} <= set(page.links)


def test_a_new_version_of_a_fact_moves_both_pages_and_a_notice_moves_none(client, term, town):
    make.SocialContractFactory(municipality=town, term=term)
    plan = make.IntegrityPlanFactory(municipality=town)
    addresses = ["/openness/", "/municipalities/prove/"]
    before = [client.get(address).headers["ETag"] for address in addresses]
    plan.state = "adopted"
    plan.save()
    after = [client.get(address).headers["ETag"] for address in addresses]
    make.AnnouncementFactory()
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False]
    assert [client.get(address).headers["ETag"] for address in addresses] == after


# --- Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 10])
def test_it_costs_five_queries_for_one_municipality_and_for_ten(
    client, term, number, django_assert_num_queries
):
    for _each in range(number):
        place = make.MunicipalityFactory()
        make.CouncilGroupFactory(council=make.CouncilFactory(municipality=place))
        make.IntegrityPlanFactory(municipality=place)
        make.ParticipatoryBudgetFactory(municipality=place)
    with django_assert_num_queries(5):  # version twice, terms, municipalities, groups
        client.get("/openness/")
    with django_assert_num_queries(1):
        client.get("/openness/")


def test_the_demonstration_invents_facts_of_invented_municipalities_alone():
    place = SimpleNamespace(municipality=make.MunicipalityFactory(is_demonstration=True), number=12)
    real = SimpleNamespace(municipality=make.MunicipalityFactory(), number=0)
    keeper = make.UserFactory(
        coordinates=make.OrganisationFactory(covers=[place.municipality, real.municipality])
    )
    cast = SimpleNamespace(author=lambda number: keeper, secretary=keeper)
    secretariat.look_up([real, place], cast, Year(2026))
    models = (IntegrityPlan, Transparency, PublicConsultation, ParticipatoryBudget)
    assert [model.objects.get().municipality for model in models] == [place.municipality] * 4
