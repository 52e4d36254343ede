"""A crowd writes in (QUALITY S-50, S-51): it is held up, and nothing that is public moves."""

import pytest
from django.core.cache import cache
from django.test import Client
from time_machine import travel

from monitoring.cases import telling
from monitoring.models import Case, LedgerEntry
from monitoring.scorecards.telling import TellForm
from tests import factories
from tests.monitoring.scorecards.public_addresses import pages_of
from tests.monitoring.scorecards.telling_form import A_MINUTE_LATER, GIVEN_OUT, address_of
from tests.stories import Story

pytestmark = pytest.mark.django_db

# What differs from one request to the next whatever happened in between.
PER_REQUEST = {"Date", "X-Request-Id"}


def as_the_public_sees_it(addresses) -> dict:
    """Address -> status, headers and bytes, made anew for somebody who keeps nothing."""
    cache.clear()
    seen = {}
    with travel(A_MINUTE_LATER, tick=False):
        for address in addresses:
            response = Client().get(address)
            content = response.getvalue() if response.streaming else response.content
            headers = {name: value for name, value in response.items() if name not in PER_REQUEST}
            seen[address] = (response.status_code, headers, content)
    return seen


def crowd(commitments) -> list[int]:
    """150 messages within a minute from 30 addresses, 30 of them the same words; every one says
    by a forged header that it comes from somewhere else."""
    statuses = []
    for number in range(150):
        text = "Votoni kundër!" if number % 5 == 0 else f"Votoni kundër, herën e {number}-të!"
        commitment = commitments[number % len(commitments)]
        with travel(GIVEN_OUT, tick=False):
            stamp = TellForm(commitment=commitment).next_stamp
        with travel(A_MINUTE_LATER, tick=False):
            response = Client().post(
                address_of(commitment),
                {"kind": "evidence", "text": text, "stamp": stamp},
                headers={"X-Forwarded-For": f"203.0.113.{number}"},
                REMOTE_ADDR=f"198.51.100.{number % 30}",
            )
        statuses.append(response.status_code)
    return statuses


def test_a_crowd_is_held_up_and_moves_no_public_byte_and_no_validator(monkeypatch):
    monkeypatch.setattr(telling, "IN_ALL", ("tell: all", 80))  # 300 is tested in test_telling.py
    story = Story(statuses=("full", "partial", "none")).published()
    factories.CaseFactory(is_decided=True, commitment=story.commitments[0])
    addresses = pages_of(story.scorecard)
    assert {"/", "/cases/", f"/commitments/{story.commitments[0].reference}/"} <= set(addresses)
    before, head = as_the_public_sees_it(addresses), LedgerEntry.objects.head().hash

    statuses = crowd(story.commitments)

    waiting = Case.objects.waiting()
    assert (statuses.count(302), statuses.count(429)) == (80, 70)
    assert waiting.count() == 80
    assert max(waiting.filter(commitment=each).count() for each in story.commitments) <= 30
    says = set(waiting.values_list("commitment", "fingerprint"))
    assert waiting.folded().count() == len(says) < 70, "the same words are one line of the queue"
    assert as_the_public_sees_it(addresses) == before
    assert LedgerEntry.objects.head().hash == head
