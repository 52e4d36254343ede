"""What holds for every test: steady examples, no network, one file at a time put away."""

import ipaddress
import socket

import pytest
from django.core.cache import cache
from hypothesis import settings

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


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", _connect_to_this_machine_only)


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test begins without the pages of the one before, whose rows had the same numbers."""
    cache.clear()
