"""What the database refuses to store about what citizens told."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "cases"))
NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)


def erased(**changes):
    fields = {"text": "", "fingerprint": "0" * 64, "erased_at": NOON, "is_decided": True}
    return make.CaseFactory(**(fields | changes))


CASES = [
    ("case_kind_is_known_word", lambda: make.CaseFactory(kind="complaint")),
    ("case_language_is_known", lambda: make.CaseFactory(language="it")),
    ("case_is_numbered", lambda: make.CaseFactory(number="")),
    ("case_is_numbered", lambda: make.CaseFactory(fingerprint="abc")),
    (
        "case_decided_when_and_by_whom",
        lambda: make.CaseFactory(is_decided=True, decided_by=None),
    ),
    ("case_decided_when_and_by_whom", lambda: make.CaseFactory(decided_by=make.UserFactory())),
    ("case_decided_has_outcome_and_reason", lambda: make.CaseFactory(outcome="known")),
    ("case_decided_has_outcome_and_reason", lambda: make.CaseFactory(reason_sq="Dihej.")),
    ("case_decided_has_outcome_and_reason", lambda: make.CaseFactory(reason_en="Known.")),
    (
        "case_decided_has_outcome_and_reason",
        lambda: make.CaseFactory(is_decided=True, outcome=""),
    ),
    (
        "case_decided_has_outcome_and_reason",
        lambda: make.CaseFactory(is_decided=True, outcome="liked"),
    ),
    (
        "case_decided_has_outcome_and_reason",
        lambda: make.CaseFactory(is_decided=True, reason_sq=""),
    ),
    ("case_keeps_its_text_until_it_is_erased", lambda: make.CaseFactory(text="")),
    ("case_keeps_its_text_until_it_is_erased", lambda: erased(text="Rruga u hap.")),
    ("case_keeps_its_text_until_it_is_erased", lambda: erased(contact="ana@example.org")),
    ("case_keeps_its_text_until_it_is_erased", lambda: erased(is_decided=False)),
    ("case_file_once_per_case", lambda: again(make.CaseFileFactory(), name="tjetër.jpg")),
    ("case_file_is_fully_described", lambda: make.CaseFileFactory(sha256="photo-1")),
    ("case_file_is_fully_described", lambda: make.CaseFileFactory(size=0)),
    ("case_file_is_fully_described", lambda: make.CaseFileFactory(content_type="")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.CaseFactory(contact="ana@example.org", kind="correction", language="en")
    make.CaseFactory(is_decided=True)
    make.CaseFactory(is_decided=True, reason_en="", outcome="rejected")
    erased()
    make.CaseFileFactory()
