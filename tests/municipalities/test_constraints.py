"""What the database refuses to store about places, organisations and people."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

NOON = datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC)
CONSTRAINTS = constraints_of(
    models_of("municipalities", "doorkeeping", "interests", "mail", "people", "places")
)

CASES = [
    ("municipality_is_named", lambda: make.MunicipalityFactory(name_sq="")),
    ("municipality_is_named", lambda: make.MunicipalityFactory(slug="")),
    ("municipality_is_named", lambda: make.MunicipalityFactory(slug="vau i dejës/2")),
    ("municipality_county_is_one_of_twelve", lambda: make.MunicipalityFactory(county="q52")),
    (
        "municipality_point_is_whole_and_in_albania",
        lambda: make.MunicipalityFactory(latitude="41.3275"),
    ),
    (
        "municipality_point_is_whole_and_in_albania",
        lambda: make.MunicipalityFactory(latitude="19.8187", longitude="41.3275"),
    ),
    ("municipality_population_has_its_census", lambda: make.MunicipalityFactory(population=900)),
    ("municipality_population_has_its_census", lambda: make.MunicipalityFactory(census_year=2023)),
    (
        "municipality_population_has_its_census",
        lambda: make.MunicipalityFactory(population=0, census_year=2023),
    ),
    ("municipality_dates_are_dates", lambda: make.MunicipalityFactory(joined="2019-13")),
    ("municipality_dates_are_dates", lambda: make.MunicipalityFactory(left="maj 2023")),
    (
        "municipality_website_is_a_web_address",
        lambda: make.MunicipalityFactory(website="javascript:alert(1)"),
    ),
    (
        "municipality_leaves_after_joining",
        lambda: make.MunicipalityFactory(joined="2019-05", left="2018"),
    ),
    (
        "unit_name_is_unique_in_its_municipality",
        lambda: again(make.AdministrativeUnitFactory(), character="urban"),
    ),
    ("unit_character_is_known_word", lambda: make.AdministrativeUnitFactory(character="coastal")),
    ("unit_is_named", lambda: make.AdministrativeUnitFactory(name="")),
    ("mayor_begins_office_once", lambda: again(make.MayorFactory(), basis="acting")),
    ("mayor_basis_is_known_word", lambda: make.MayorFactory(basis="appointed")),
    ("mayor_dates_are_dates", lambda: make.MayorFactory(since="")),
    ("mayor_dates_are_dates", lambda: make.MayorFactory(since="16.06.2023")),
    ("mayor_dates_are_dates", lambda: make.MayorFactory(until="2027-06-40")),
    ("mayor_leaves_after_beginning", lambda: make.MayorFactory(since="2023-06", until="2023-05")),
    ("mayor_has_name_and_source", lambda: make.MayorFactory(name="")),
    ("mayor_has_name_and_source", lambda: make.MayorFactory(source="")),
    ("organisation_is_named", lambda: make.OrganisationFactory(name_sq="")),
    ("organisation_is_named", lambda: make.OrganisationFactory(slug="a b")),
    (
        "organisation_website_is_a_web_address",
        lambda: make.OrganisationFactory(website="ftp://example.org/"),
    ),
    ("organisation_founded_in_a_year_of_ours", lambda: make.OrganisationFactory(founded=19)),
    (
        "organisation_one_leads_the_network",
        lambda: make.OrganisationFactory.create_batch(2, is_lead=True),
    ),
    ("organisation_dates_are_dates", lambda: make.OrganisationFactory(joined="maj 2019")),
    (
        "organisation_dates_are_dates",
        lambda: make.OrganisationFactory(left="2023-13", is_active=False),
    ),
    (
        "organisation_leaves_after_joining",
        lambda: make.OrganisationFactory(joined="2019-05", left="2018", is_active=False),
    ),
    ("organisation_that_left_is_not_active", lambda: make.OrganisationFactory(left="2023")),
    ("coverage_is_recorded_once", lambda: again(make.CoverageFactory())),
    ("coverage_since_is_a_date", lambda: make.CoverageFactory(since="7.8.2019")),
    ("former_coverage_is_recorded_once", lambda: again(make.FormerCoverageFactory(), since="2018")),
    ("former_coverage_dates_are_dates", lambda: make.FormerCoverageFactory(since="dje")),
    ("former_coverage_dates_are_dates", lambda: make.FormerCoverageFactory(since="", until="")),
    (
        "former_coverage_ends_after_it_begins",
        lambda: make.FormerCoverageFactory(since="2019-09", until="2019-08"),
    ),
    ("user_email_is_in_lower_case", lambda: make.UserFactory(email="Ana@example.org")),
    ("user_language_is_known", lambda: make.UserFactory(language="it")),
    ("user_is_named", lambda: make.UserFactory(name="")),
    ("user_is_named", lambda: make.UserFactory(email="")),
    (
        "user_disabled_is_not_active",
        lambda: make.UserFactory(disabled_on=NOON.date(), is_active=True),
    ),
    (
        "user_anonymised_was_disabled",
        lambda: make.UserFactory(anonymised_on=NOON.date(), is_active=False),
    ),
    ("membership_is_held_once", lambda: again(make.MembershipFactory(), role="manager")),
    ("attempt_says_what_and_who", lambda: make.AttemptFactory(what="")),
    ("attempt_says_what_and_who", lambda: make.AttemptFactory(who="")),
    ("mail_is_addressed", lambda: make.OutgoingMailFactory(key="")),
    ("mail_is_addressed", lambda: make.OutgoingMailFactory(to="")),
    ("mail_is_addressed", lambda: make.OutgoingMailFactory(subject="")),
    ("mail_language_is_known", lambda: make.OutgoingMailFactory(language="it")),
    ("mail_keeps_its_text_until_it_is_sent", lambda: make.OutgoingMailFactory(text="")),
    ("mail_keeps_its_text_until_it_is_sent", lambda: make.OutgoingMailFactory(sent_at=NOON)),
    ("interest_kind_is_known", lambda: make.DeclaredInterestFactory(kind="friend")),
    (
        "interest_ends_after_it_begins",
        lambda: make.DeclaredInterestFactory(
            begins=datetime.date(2026, 5, 2), ends=datetime.date(2026, 5, 1)
        ),
    ),
    ("membership_role_is_known", lambda: make.MembershipFactory(role="owner")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until"),
    [("2023-06", "2023-06"), ("2023-06-16", "2023"), ("2023-06-16", "2023-06"), ("2023", "2024")],
)
def test_a_mayor_may_leave_on_a_day_known_less_precisely_than_the_first(since, until):
    mayor = make.MayorFactory(since=since, until=until)
    mayor.full_clean()
