"""What holds for every test: steady examples, no network, one file at a time put away."""

import ipaddress
import socket

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests import empty_database

# The same examples on every run and machine: a red test can be repeated, and CI is no lottery.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

_connect = socket.socket.connect


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


def _connect_to_this_machine_only(self, address):
    """Refuse every address but this machine's own: no test may depend on the world."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
        raise PermissionError(f"A test tried to reach {address[0]}; tests stay on this machine.")
    return _connect(self, address)


OF_THE_DATABASE = {"django_db_setup", "db", "transactional_db", "live_server"}


def pytest_addoption(parser):
    parser.addoption(
        "--only", choices=("database", "no-database"),
        help="the tests that may touch the database, or those that pytest-django lets not",
    )  # fmt: skip


def pytest_collection_modifyitems(config, items):
    """Told by what a test asks for: without it, pytest-django refuses every statement."""
    if wanted := config.getoption("--only"):
        sorted_out = {True: [], False: []}
        for item in items:
            sorted_out[touches_the_database(item) == (wanted == "database")].append(item)
        config.hook.pytest_deselected(items=sorted_out[False])
        items[:] = sorted_out[True]


def touches_the_database(test) -> bool:
    asks = OF_THE_DATABASE & set(test.fixturenames)
    return bool(asks or test.get_closest_marker("django_db"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """A database of this worker's own: a copy of the empty one, gone afterwards."""
    with django_db_blocker.unblock():
        empty_database.prepare()
        made = setup_databases(
            verbosity=0, interactive=False, keepdb=connection.vendor == "sqlite",
            serialized_aliases=(),
        )  # fmt: skip
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    with pytest.MonkeyPatch.context() as everywhere:
        everywhere.setattr(socket.socket, "connect", _connect_to_this_machine_only)
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_found_once():
    """Each client makes its own middleware, which would look at every static file again."""
    found, look = {}, WhiteNoiseMiddleware.add_files_from_finders

    def told(middleware):
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files |= found

    with pytest.MonkeyPatch.context() as everywhere:
        everywhere.setattr(WhiteNoiseMiddleware, "add_files_from_finders", told)
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test begins without the pages of the one before, whose rows had the same numbers."""
    cache.clear()
