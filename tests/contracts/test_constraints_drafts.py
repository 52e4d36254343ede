"""What the database refuses to store about contracts that are being prepared."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("contracts", "drafts"))
NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)


def signed(**changes):
    said = {
        "contract": make.SocialContractFactory(), "signed_at": NOON, "signed_by": make.UserFactory()
    }  # fmt: skip
    return make.ContractDraftFactory(**(said | changes))


CASES = [
    (
        "contract_draft_one_per_term",
        lambda: again(make.ContractDraftFactory(), code="tjeter-2027"),
    ),
    ("contract_draft_has_a_code", lambda: make.ContractDraftFactory(code="")),
    ("contract_draft_has_a_code", lambda: make.ContractDraftFactory(code="dy fjalë")),
    ("contract_draft_signed_when_and_by_whom", lambda: signed(signed_by=None)),
    ("contract_draft_signed_is_a_contract", lambda: signed(contract=None)),
    (
        "contract_draft_signed_is_a_contract",
        lambda: signed(signed_at=None, signed_by=None),
    ),
    (
        "draft_commitment_number_is_unique",
        lambda: again(make.DraftCommitmentFactory(), title_sq="Tjetër"),
    ),
    (
        "draft_commitment_number_is_a_number",
        lambda: make.DraftCommitmentFactory(number="1.5.2", place_in_list=1),
    ),
    ("draft_commitment_number_is_a_number", lambda: make.DraftCommitmentFactory(number="")),
    ("draft_commitment_is_named", lambda: make.DraftCommitmentFactory(title_sq="")),
    ("draft_commitment_kind_is_known_word", lambda: make.DraftCommitmentFactory(kind="promise")),
    (
        "draft_commitment_competence_is_known_word",
        lambda: make.DraftCommitmentFactory(competence="nobody"),
    ),
    ("draft_commitment_pillar_is_one_of_four", lambda: make.DraftCommitmentFactory(pillar="sport")),
    (
        "draft_commitment_priority_is_1_to_3",
        lambda: make.DraftCommitmentFactory(citizens_priority=4),
    ),
    ("draft_commitment_due_is_a_date", lambda: make.DraftCommitmentFactory(due_on="2027-13")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_each_is_refused(name, break_it):
    model, constraint = CONSTRAINTS[name]
    assert_breaks(model, constraint, break_it)
