"""The shape of the house (DESIGN §2): who may know whom, and that nothing is left out."""

import fnmatch
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, models, transaction

from tests import factories
from tests.constraints import again, models_of

ROOT = Path(__file__).resolve().parent.parent
STOREYS = ("municipalities", "contracts", "monitoring")  # lowest first
MODELS = [model for app in STOREYS for model in models_of(app)]
FACTORIES = {
    factory._meta.model: factory
    for name, factory in vars(factories).items()
    if name.endswith("Factory")
}
FOLDERS = {
    "popnet", "municipalities", "contracts", "monitoring", "templates", "static", "tests",
    "docs", "requirements", ".ci",
}  # fmt: skip
# Files of monitoring/models/ that hold what the public never sees.
WORKSHOP = ("workshop", "proof", "answers", "cases", "requests", "rota")
LONGEST_FILE = 350
MAY_BE_LONGER = {"monitoring/ledger.py": "citizens run it by itself, so it cannot be split"}

# Times that need no person beside them, and why.
WITHOUT_A_PERSON = {
    "Freeze.frozen_at": "the report that was submitted says who",
    "Attempt.at": "a keyed hash says who, so that rows count and do not tell",
    "Case.received_at": "a citizen who need not say who she is",
    "Case.erased_at": "manage.py erase_cases",
    "DeclaredInterest.declared_at": "the person whose tie it is",
    "OutgoingMail.put_at": "its key says what it is about",
    "OutgoingMail.claimed_at": "manage.py send_mail",
    "OutgoingMail.sent_at": "manage.py send_mail",
    "Exclusion.approved_at": "its two approvals say who",
    "SecondCode.coded_at": "the reviewer is who",
    "Reply.received_at": "the municipality wrote it; for a letter filed_by is required",
    "LedgerEntry.at": "no names in what is published (METHOD §7)",
    "Scorecard.published_at": "no names in what is published; the report knows",
    "StandingResult.published_at": "a copy of the scorecard's",
    "Follower.asked_at": "no account: whoever holds the mailbox",
    "Follower.confirmed_at": "no account: whoever holds the mailbox",
    "Retraction.retracted_at": "no names in what is published; the report's event knows",
}
# A person who is missing beside a time that is known, and why.
NOBODY_MAY_HAVE_DONE_IT = {
    "ReportEvent.by": "empty when the municipality replied through its link",
    "AuditEntry.by": "empty when nobody is signed in: a sign-in that failed",
}


def named(model, field):
    return f"{model.__name__}.{field.name}"


def files_of_ours(pattern):
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line]
    return [
        path
        for path in ROOT.rglob(pattern)
        if not any(
            fnmatch.fnmatch(part, name)
            for part in path.relative_to(ROOT).parts
            for name in [*ignored, ".git"]
        )
    ]


# --- Who may know whom ----------------------------------------------------------------------------


def test_imports_go_down_and_the_public_door_cannot_reach_the_workshop():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


RELATIONS = [
    (model, field)
    for model in MODELS
    for field in model._meta.get_fields()
    if field.is_relation and not field.auto_created and field.related_model in MODELS
]


@pytest.mark.parametrize(("model", "field"), RELATIONS, ids=[named(*r) for r in RELATIONS])
def test_a_foreign_key_points_down(model, field):
    storey, other = model._meta.app_label, field.related_model._meta.app_label
    assert STOREYS.index(other) <= STOREYS.index(storey)


def test_nothing_public_points_at_the_workshop():
    workshop = set(models_of("monitoring", *WORKSHOP))
    public = set(models_of("monitoring")) - workshop
    assert {model.__name__ for model in public} == {
        "Claim", "Document", "Follower", "LedgerEntry", "PublishedWords",
        "Retraction", "Round", "RoundExtension", "RoundReopening", "Scorecard", "ScorecardEvidence",
        "ScorecardLine", "ScorecardReply", "ScorecardReplyLetter", "StandingResult",
    }  # fmt: skip
    found = [named(m, f) for m, f in RELATIONS if m in public and f.related_model in workshop]
    assert found == []


def test_what_is_published_names_nobody():
    """No coordinator, reviewer or citizen stands in what stays for ever (METHOD §7)."""
    showcase = models_of("monitoring", "showcase", "responses", "chain", "claims")
    found = [
        named(m, f)
        for m, f in RELATIONS
        if m in showcase and f.related_model.__name__ in ("User", "Membership")
    ]
    assert found == []


# --- Nothing is left out --------------------------------------------------------------------------


def test_every_model_has_exactly_one_factory():
    assert set(FACTORIES) == set(MODELS)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_factory_makes_rows_that_are_valid_by_themselves(model):
    for row in (FACTORIES[model](), FACTORIES[model]()):
        row.refresh_from_db()
        row.full_clean()


def leaves(condition):
    """Every (lookup, value) pair of a condition, however nested."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from leaves(child)
        else:
            yield child


def checked(model):
    """For each check constraint of the model, its pairs."""
    return [
        list(leaves(constraint.condition))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]


TIMES = [
    (model, field)
    for model in MODELS
    for field in model._meta.fields
    if isinstance(field, models.DateTimeField)
    and (field.name == "at" or field.name.endswith("_at"))
]


def who(model, when):
    """The field that says who did what ``when`` dates, or None."""
    name = when.name.removesuffix("at") + "by"
    return next((field for field in model._meta.fields if field.name == name), None)


@pytest.mark.parametrize(("model", "when"), TIMES, ids=[named(*time) for time in TIMES])
def test_when_and_who_are_both_known_or_both_unknown(model, when):
    by = who(model, when)
    if named(model, when) in WITHOUT_A_PERSON:
        assert by is None
    elif named(model, by) in NOBODY_MAY_HAVE_DONE_IT:
        assert by.null and not when.null
    else:
        pair = {f"{when.name}__isnull", f"{by.name}__isnull"}
        tied = any(pair == {lookup for lookup, _ in pairs} for pairs in checked(model))
        assert tied or not (when.null or by.null)


def test_every_person_who_did_something_is_dated():
    people = {
        named(model, field)
        for model in MODELS
        for field in model._meta.fields
        if field.name == "by" or field.name.endswith("_by")
        if field.related_model is not None and field.related_model.__name__ == "User"
    }
    dated = {named(model, who(model, when)) for model, when in TIMES if who(model, when)}
    # A letter is filed when the reply is received.
    assert people - dated == {"Reply.filed_by"}


CHOICES = [(model, field) for model in MODELS for field in model._meta.fields if field.choices]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), CHOICES, ids=[named(*choice) for choice in CHOICES])
def test_the_database_knows_the_words_of_an_enum_and_no_other(model, field):
    known = set()
    for lookup, value in (pair for pairs in checked(model) for pair in pairs):
        if lookup == field.name:
            known.add(value)
        elif lookup == f"{field.name}__in":
            known.update(value)
    assert {str(word) for word in known} - {""} == {str(word) for word, _ in field.choices}
    with pytest.raises(IntegrityError), transaction.atomic():
        FACTORIES[model](**{field.name: "?"})


UNIQUE = [
    (model, field)
    for model in MODELS
    for field in model._meta.fields
    if field.unique and not field.primary_key and not field.null
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), UNIQUE, ids=[named(*unique) for unique in UNIQUE])
def test_a_unique_field_takes_no_value_twice(model, field):
    """Among them the seq and prev of the ledger: a fork cannot be stored (METHOD §7)."""
    factory = FACTORIES[model]
    first = factory()
    with pytest.raises(IntegrityError, match=field.column), transaction.atomic():
        if factory._meta.django_get_or_create:
            again(first)
        else:
            factory(**{field.name: getattr(first, field.name)})


# --- The folders ----------------------------------------------------------------------------------


def test_the_top_level_folders_are_given_and_closed():
    found = {path.relative_to(ROOT).parts[0] for path in files_of_ours("*") if path.is_file()}
    assert {name for name in found if (ROOT / name).is_dir()} == FOLDERS


def test_no_file_is_too_long_to_be_read_in_one_sitting():
    too_long = {
        name: length
        for path in files_of_ours("*.py")
        if "migrations" not in path.parts
        and (name := str(path.relative_to(ROOT))) not in MAY_BE_LONGER
        and (length := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert too_long == {}


def test_no_file_hides_under_a_name_that_says_nothing():
    nameless = {"utils", "core", "common", "helpers", "services", "misc", "lib"}
    found = [str(p.relative_to(ROOT)) for p in files_of_ours("*.py") if p.stem in nameless]
    found += [str(p) for p in ROOT.iterdir() if p.is_dir() and p.name in nameless]
    assert found == []
