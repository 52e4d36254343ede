"""At most two long downloads at once for one address; short ones always (QUALITY P-09)."""

import pytest

from monitoring.scorecards.open_data import at_once
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/data/v1/scorecards.csv"


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(at_once, "LONG", 1)
    factories.ScorecardFactory()


def begin(client, **how):
    """A download of which nothing was read yet."""
    return client.get(ADDRESS, **how)


def test_the_third_download_of_one_address_is_told_when_to_come_back(client):
    running = [begin(client), begin(client)]
    third = begin(client)
    assert [each.status_code for each in running] == [200, 200]
    assert (third.status_code, third["Retry-After"]) == (429, "10")
    assert third["Cache-Control"] == "no-store"
    assert third["Access-Control-Allow-Origin"] == "*"
    assert third["Content-Type"] == "text/plain; charset=utf-8"
    assert "ETag" not in third or third["ETag"] != running[0]["ETag"]


def test_another_address_is_not_kept_waiting(client):
    running = [begin(client), begin(client)]
    assert begin(client, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert len(running) == 2


def test_when_one_has_ended_there_is_room_again(client):
    first, second = begin(client), begin(client)
    first.getvalue()
    assert begin(client).status_code == 200
    assert second.status_code == 200


def test_when_a_reader_has_left_there_is_room_again(rf):
    stopped = []

    def pieces():
        try:
            yield from [b"one", b"two", b"three"]
        finally:
            stopped.append(True)

    def answer():
        return at_once.streamed(rf.get(ADDRESS), pieces(), "text/plain")

    first, second = answer(), answer()
    assert next(first.streaming_content) == b"one"
    assert answer().status_code == 429
    stopped.clear()
    first.close()  # as the server does when it cannot send any more
    assert stopped == [True]
    assert answer().status_code == second.status_code == 200


def test_what_is_known_already_needs_no_place(client):
    tag = begin(client)["ETag"]
    running = [begin(client), begin(client)]
    assert begin(client, headers={"If-None-Match": tag}).status_code == 304
    assert len(running) == 2


def test_a_short_answer_needs_no_place(client, monkeypatch):
    monkeypatch.setattr(at_once, "LONG", 10**6)
    answers = [begin(client) for _ in range(5)]
    assert [each.status_code for each in answers] == [200] * 5


def test_a_disk_that_cannot_be_written_to_keeps_nobody_from_reading(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.write_text("")
    answers = [begin(client) for _ in range(5)]
    assert [each.status_code for each in answers] == [200] * 5
    assert answers[0].getvalue() == answers[4].getvalue()


def test_nothing_that_is_kept_tells_an_address(client, tmp_path):
    running = begin(client, REMOTE_ADDR="192.0.2.7")
    (file,) = (tmp_path / "downloads").iterdir()
    assert file.read_bytes() == b""
    assert "192" not in file.name.split("-")[1]
    assert int(file.name.split("-")[0]) < at_once.ADDRESSES
    assert running.status_code == 200
