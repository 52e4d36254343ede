"""What the database refuses to store about terms, contracts and commitments."""

import datetime

import pytest

from contracts.models import Commitment
from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("contracts", "agreed", "promised"))


def make_a_point_of_itself():
    row = make.CommitmentFactory()
    Commitment.objects.filter(pk=row.pk).update(parent=row)


CASES = [
    ("term_ends_after_it_begins", lambda: make.TermFactory(ends=datetime.date(2023, 6, 1))),
    ("term_one_demonstration", lambda: make.TermFactory.create_batch(2, is_demonstration=True)),
    ("term_is_named", lambda: make.TermFactory(label_sq="")),
    ("term_is_named", lambda: make.TermFactory(slug="2023–2027")),
    ("sector_pillar_is_one_of_four", lambda: make.SectorFactory(pillar="health")),
    ("sector_is_named", lambda: make.SectorFactory(name_sq="")),
    ("sector_is_named", lambda: make.SectorFactory(slug="")),
    (
        "contract_one_per_municipality_and_term",
        lambda: again(make.SocialContractFactory(), code="another"),
    ),
    ("contract_list_status_is_known_word", lambda: make.SocialContractFactory(list_status="half")),
    ("contract_dates_are_dates", lambda: make.SocialContractFactory(begins="2021-00")),
    ("contract_dates_are_dates", lambda: make.SocialContractFactory(ends="23")),
    ("contract_dates_are_dates", lambda: make.SocialContractFactory(signed_on="9 maj 2023")),
    (
        "contract_ends_after_it_begins",
        lambda: make.SocialContractFactory(begins="2021", ends="2020-12-31"),
    ),
    (
        "contract_document_is_a_web_address",
        lambda: make.SocialContractFactory(document="data:text/html,hello"),
    ),
    ("contract_has_code_and_source", lambda: make.SocialContractFactory(code="")),
    ("contract_has_code_and_source", lambda: make.SocialContractFactory(code="vlorë 2023")),
    ("contract_has_code_and_source", lambda: make.SocialContractFactory(source="")),
    ("signature_capacity_is_known_word", lambda: make.SignatureFactory(capacity="prefect")),
    ("signature_is_of_somebody", lambda: make.SignatureFactory(name="")),
    ("signature_date_is_a_date", lambda: make.SignatureFactory(signed_on="2023-5")),
    ("signature_is_recorded_once", lambda: again(make.SignatureFactory(), party="Tjetër")),
    (
        "commitment_number_is_unique_in_its_contract",
        lambda: again(make.CommitmentFactory(), reference="another"),
    ),
    ("commitment_number_is_a_number", lambda: make.CommitmentFactory(number="7a", reference="x")),
    ("commitment_number_is_a_number", lambda: make.CommitmentFactory(number="1.", reference="x")),
    ("commitment_is_named", lambda: make.CommitmentFactory(title_sq="")),
    ("commitment_is_named", lambda: make.CommitmentFactory(reference="")),
    ("commitment_is_named", lambda: make.CommitmentFactory(reference="vlore/2023/7")),
    ("commitment_is_no_point_of_itself", make_a_point_of_itself),
    ("commitment_kind_is_known_word", lambda: make.CommitmentFactory(kind="road")),
    ("commitment_competence_is_known_word", lambda: make.CommitmentFactory(competence="")),
    ("commitment_wording_is_known_word", lambda: make.CommitmentFactory(wording="summary")),
    ("commitment_pillar_is_one_of_four", lambda: make.CommitmentFactory(pillar="health")),
    ("commitment_priority_is_1_to_3", lambda: make.CommitmentFactory(citizens_priority=0)),
    ("commitment_priority_is_1_to_3", lambda: make.CommitmentFactory(citizens_priority=4)),
    (
        "commitment_withdrawal_has_its_source",
        lambda: make.CommitmentFactory(withdrawn_on=datetime.date(2025, 1, 1)),
    ),
    (
        "commitment_withdrawal_has_its_source",
        lambda: make.CommitmentFactory(withdrawn_source="Vendimi 12"),
    ),
    ("commitment_due_is_a_date", lambda: make.CommitmentFactory(due_on="fundi i 2026-s"[:10])),
    (
        "amendment_one_per_commitment_and_day",
        lambda: again(make.AmendmentFactory(), old_title_sq="Tjetër"),
    ),
    ("amendment_has_source_and_text", lambda: make.AmendmentFactory(source="")),
    ("amendment_has_source_and_text", lambda: make.AmendmentFactory(old_title_sq="")),
    ("exclusion_has_a_reason", lambda: make.ExclusionFactory(reason_sq="")),
    (
        "exclusion_one_approval_an_organisation",
        lambda: again(make.ExclusionApprovalFactory(), approved_by=make.UserFactory()),
    ),
    (
        "exclusion_one_approval_a_person",
        lambda: again(make.ExclusionApprovalFactory(), organisation=make.OrganisationFactory()),
    ),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_commitments_without_a_number_do_not_collide():
    contract = make.SocialContractFactory()
    make.CommitmentFactory(contract=contract, number="", reference="one")
    make.CommitmentFactory(contract=contract, number="", reference="two")
    assert contract.commitments.count() == 2


@pytest.mark.django_db
def test_an_organisation_may_sign_without_naming_a_person():
    row = make.SignatureFactory(
        name="", capacity="organisation", organisation=make.OrganisationFactory()
    )
    row.full_clean()
