"""The server is killed while people upload and submit: what was acknowledged is there (R-01, R-02).

Three times in the suite; `KILLS=50 pytest tests/drills` is the drill of the quality bars.
"""

import hashlib
import http.client
import os
import random
import threading
import time

import pytest
from django.db import connection

from tests.drills.visitor import Visitor
from tests.monitoring import evidence_samples as samples
from tests.portal import Portal

KILLS = int(os.environ.get("KILLS", "3"))


@pytest.fixture
def portal(tmp_path, django_db_setup, django_db_blocker):
    """Its database lies beside that of the tests."""
    url, name = f"sqlite:///{tmp_path}/portal.sqlite3", f"drill_{os.getpid()}"
    if connection.vendor == "postgresql":
        url = "{}/{}".format(os.environ["DATABASE_URL"].rpartition("/")[0], name)
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    made = Portal(tmp_path, url)
    made.lay_out()
    yield made
    made.kill()
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Person(threading.Thread):
    """Works on her drafts until told to stop, and remembers what she was told had worked."""

    def __init__(self, portal, drafts, password):
        super().__init__(daemon=True)
        self.portal, self.drafts, self.password = portal, drafts, password
        self.sent, self.uploaded, self.moves = 0, set(), 0
        self.over = threading.Event()

    def run(self):
        visitor = None
        while not self.over.is_set():
            try:
                draft = self.draft()
                if visitor is None or visitor.email != draft["email"]:
                    visitor = Visitor(self.portal.address).sign_in(draft["email"], self.password)
                self.work(visitor, draft)
            except (OSError, http.client.HTTPException, AssertionError):
                # The server is gone, or a page came in half: nothing was acknowledged.
                visitor = None
                time.sleep(0.1)


class Uploader(Person):
    def draft(self):
        """Each person may upload sixty files an hour: another draft after fifty."""
        return self.drafts[self.sent // 50 % len(self.drafts)]

    def work(self, visitor, draft):
        name = f"foto-{self.sent}.jpg"
        size = (60 + self.sent % 200, 40 + self.sent // 200)
        picture = samples.saved(
            samples.picture(size), "JPEG", comment=f"{draft['email']} {name}".encode()
        )
        finding = draft["findings"][self.sent // 15 % len(draft["findings"])]
        self.sent += 1
        page = visitor.send(
            visitor.open(finding), "save", [("files", name, picture)], {"send": "yes"}
        )
        if page.status in (200, 422) and name in page.text:
            self.uploaded.add(hashlib.sha256(picture).hexdigest())


class Submitter(Person):
    """Submits and withdraws in turn."""

    def draft(self):
        return self.drafts[0]

    def work(self, visitor, draft):
        page = visitor.open(draft["report"])
        action = {"draft": "submit", "submitted": "withdraw"}[page.state]
        page = visitor.press(page, action)
        if page.state == {"submit": "submitted", "withdraw": "draft"}[action]:
            self.moves += 1


def wait_for_news(people):
    """Until something more was acknowledged, so that no kill is wasted on an idle server."""
    known = [(len(person.uploaded), person.moves) for person in people]
    for _ in range(300):
        if known != [(len(person.uploaded), person.moves) for person in people]:
            return
        time.sleep(0.1)
    raise RuntimeError("Nothing was acknowledged for half a minute.")


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_before_a_kill_is_there_after_it(portal):
    chance = random.Random(7)
    half = 1 + KILLS // 10
    made = portal.stage("drafts", 2 * half + 1)
    drafts, password = made["drafts"], made["password"]
    people = [
        Uploader(portal, drafts[:half], password),
        Uploader(portal, drafts[half:-1], password),
        Submitter(portal, drafts[-1:], password),
    ]
    portal.start()
    for person in people:
        person.start()
    for _ in range(KILLS):
        wait_for_news(people)
        time.sleep(chance.random())
        portal.kill()
        portal.start()
    wait_for_news(people)
    for person in people:
        person.over.set()
    for person in people:
        person.join(timeout=40)
    portal.kill()

    found = portal.stage("look")
    uploaded = set().union(*(person.uploaded for person in people))
    moved = sum(person.moves for person in people)
    print(f"{KILLS} kills, {len(uploaded)} files and {moved} moves acknowledged")
    assert len(uploaded) + moved >= KILLS
    assert uploaded - set(found["originals"]) == set()
    assert found["without_file"] == []
    steps = [step for _status, steps in found["reports"].values() for step in steps]
    assert sum(action in ("submit", "withdraw") for action, _ in steps) >= moved
    assert all(status == steps[-1][1] for status, steps in found["reports"].values())
