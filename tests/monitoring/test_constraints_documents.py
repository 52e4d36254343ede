"""What the database refuses to store about documents beside facts."""

import pytest

from tests import factories as make
from tests.constraints import assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "documents"))

CASES = [
    ("document_is_about_one_thing", lambda: make.DocumentFactory(contract=None)),
    (
        "document_is_about_one_thing",
        lambda: make.DocumentFactory(logo_of=make.OrganisationFactory()),
    ),
    (
        "document_is_about_one_thing",
        lambda: make.DocumentFactory(activity=make.ActivityFactory()),
    ),
    ("document_has_a_title", lambda: make.DocumentFactory(title="")),
    ("document_has_a_title", lambda: make.DocumentFactory(dated="dje")),
    ("document_language_is_known", lambda: make.DocumentFactory(language="it")),
    ("document_file_is_fully_described", lambda: make.DocumentFactory(sha256="skanim-1")),
    ("document_file_is_fully_described", lambda: make.DocumentFactory(size=0)),
    ("document_file_is_fully_described", lambda: make.DocumentFactory(content_type="")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.DocumentFactory()
    make.DocumentFactory(contract=None, amendment=make.AmendmentFactory(), dated="")
    make.DocumentFactory(contract=None, activity=make.ActivityFactory(), dated="2024-03-09")
    make.DocumentFactory(contract=None, logo_of=make.OrganisationFactory(), language="en")
