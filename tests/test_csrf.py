"""Every form that is sent carries its token; one address is open, and this says which (S-24)."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from popnet.management.commands.routes import routes
from tests.monitoring.scorecards.public_addresses import PARAMETER

# RFC 8058: the mail program of somebody who leaves has no page of ours and no cookie (decision
# 0019). Nobody signs in by it, and the key in the address is all that it is worth.
WITHOUT_A_TOKEN = {"leave"}


def patterns(under=None):
    for each in under or get_resolver().url_patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each.url_patterns)


def test_one_view_alone_is_exempt():
    exempt = {p.name for p in patterns() if getattr(p.callback, "csrf_exempt", False)}
    assert exempt == WITHOUT_A_TOKEN


@pytest.mark.django_db
def test_whoever_needs_no_sign_in_needs_the_token_nevertheless():
    """Each is asked without a token, with one of nobody, and from a page of elsewhere."""
    open_doors = [r for r in routes() if r.policy == "anybody" and "POST" in r.methods]
    taken = set()
    for route in open_doors:
        address = PARAMETER.sub("1", route.path)
        for headers in ({}, {"Origin": "https://e.x"}, {"X-CSRFToken": "x" * 32}):
            answer = Client(enforce_csrf_checks=True).post(address, {"a": "b"}, headers=headers)
            if answer.status_code != 403:
                taken.add(route.path)
    assert taken == {"/follow/leave/<slug:key>/", "/en/follow/leave/<slug:key>/"}
