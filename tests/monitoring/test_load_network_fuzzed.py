"""Whatever a file holds: it is loaded whole, or refused with sentences, and never a traceback."""

import copy

import pytest
from django.core.management import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.record import checked
from municipalities.facts_file import FactsRefused
from tests.monitoring.network_files import everything_stored, load, small_file, written

FILE = small_file()
DELETED = object()
WRONG = [DELETED, None, True, -1, 10**30, 1.5, "", "x", "A" * 1000, "\ud800", [], [None], {}]


def paths(value, path=()):
    """The way to every value; of a list only into its first item."""
    if path:
        yield path
    if isinstance(value, dict):
        for key in value:
            yield from paths(value[key], (*path, key))
    if isinstance(value, list) and value:
        yield from paths(value[0], (*path, 0))


def changed(content, path, value):
    *way, last = path
    file = copy.deepcopy(content)
    at = file
    for step in way:
        at = at[step]
    if value is DELETED:
        del at[last]
    else:
        at[last] = value
    return file


PATHS = list(paths(FILE))


@pytest.mark.long
@pytest.mark.parametrize("section", list(FILE))
def test_no_wrong_value_anywhere_is_more_than_a_refusal(tmp_path, section):
    passed = refused = 0
    for path in PATHS:
        if path[0] == section:
            for value in WRONG:
                try:
                    checked(written(tmp_path, changed(FILE, path, value)))
                    passed += 1
                except FactsRefused as refusal:
                    assert all(refusal.reasons) and refusal.reasons
                    refused += 1

    assert refused > passed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text() | st.sampled_from(["fier", "vlore", "2019-2023", "fier-2019", "2019-2020"]),
    lambda items: st.lists(items, max_size=4) | st.dictionaries(st.text(), items, max_size=4),
    max_leaves=12,
)  # fmt: skip
FUZZED = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@FUZZED
@given(st.dictionaries(st.sampled_from(list(FILE)), JSON))
def test_sections_of_any_json_are_no_more_than_a_refusal(tmp_path, sections):
    try:
        checked(written(tmp_path, FILE | sections))
    except FactsRefused as refusal:
        assert refusal.reasons


@pytest.mark.django_db
@FUZZED
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(WRONG) | JSON), max_size=2))
def test_a_fuzzed_file_is_loaded_twice_as_once_or_changes_nothing(tmp_path, changes):
    file = FILE
    for path, value in changes:
        try:
            file = changed(file, path, value)
        except (LookupError, TypeError):
            continue  # an earlier change took that place away
    path = written(tmp_path, file)
    with transaction.atomic():
        before = everything_stored()
        try:
            load(path)
        except CommandError as refusal:
            assert str(refusal).startswith("Nothing was loaded; ")
            assert everything_stored() == before
        else:
            once = everything_stored()
            load(path)
            assert everything_stored() == once != before
        transaction.set_rollback(True)
