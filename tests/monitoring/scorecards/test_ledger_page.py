"""The ledger for readers: the checkpoint, the promise, how to check, every entry with its link."""

import pytest
from django.conf import settings

from monitoring import actions, ledger
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def page(client, query=""):
    return read(client, f"/en/ledger/{query}")


def test_an_empty_ledger_says_so_and_has_a_checkpoint_all_the_same(client):
    words = page(client).words
    assert "Nothing has been published yet; the ledger has no entry." in words
    assert f"{settings.PUBLIC_ORIGIN} 0 {ledger.GENESIS}" in words


def test_the_checkpoint_on_the_page_is_the_one_in_the_file(client):
    Story().published()
    lines = client.get("/ledger/checkpoint.txt").content.decode().splitlines()
    found = page(client)
    assert " ".join(lines) in found.words
    assert f"python3 ledger.py ledger.jsonl --since {lines[1]}:{lines[2]}" in found.words


def test_the_page_says_what_the_ledger_shows_and_what_it_does_not(client):
    words = page(client).words
    for promise in (
        "that a published result or file was later changed, removed or moved;",
        "in which order things were published;",
        "that a correction was made openly, as a new revision beside the old one.",
    ):
        assert words.index("It shows, to anyone who kept") < words.index(promise)
        assert words.index(promise) < words.index("It does not show:")
    for limit in (
        "that a finding is right, or that a photo was genuine before it was uploaded;",
        "the exact time of a publication, beyond what the clock of the server said;",
        "an untruth told consistently from the first day;",
        "different pages shown to different people, unless they compare their checkpoints.",
    ):
        assert words.index("It does not show:") < words.index(limit)
    assert "And it prevents nothing" in words


def test_everything_needed_for_a_check_can_be_downloaded(client):
    links = {address for _words, address in page(client).links}
    for address in ("/ledger/ledger.py", "/data/v1/ledger.jsonl", "/ledger/checkpoint.txt"):
        assert address in links
        assert client.get(address).status_code == 200


def test_every_kind_of_entry_leads_to_its_scorecard(client):
    story = Story().invited()
    factories.ReplyFactory(report=story.report)
    story.publish().corrected()
    actions.retract(
        report=story.report, by=story.admin, at=BEGIN + 90 * DAY,
        reason_sq="U botua nën emrin e një bashkie tjetër.",
    )  # fmt: skip
    address = (
        f"/en/municipalities/{story.municipality.slug}/{story.contract.term.slug}"
        f"/{story.round.slug}/"
    )
    words = f"{story.municipality.name_en}, {story.round.name_en}"

    found = page(client)

    assert [row[:3] for row in found.rows[1:]] == [
        ["4", "retraction 19 December 2026, 10:00", f"{words}, revision 2"],
        ["3", "correction 9 December 2026, 10:00", f"{words}, revision 2"],
        ["2", "reply of the municipality 20 October 2026, 11:00", f"{words}, revision 1"],
        ["1", "publication 20 October 2026, 11:00", f"{words}, revision 1"],
    ]
    assert [link for link in found.links if link[0] == words] == [
        (words, f"{address}r2/"),
        (words, f"{address}r2/"),
        (words, address),
        (words, address),
    ]


def test_an_entry_about_no_scorecard_shows_its_subject(client):
    entry = factories.LedgerEntryFactory(kind="restore", subject="portal/restore")
    row = page(client).rows[1]
    assert row[2:] == ["portal/restore", entry.hash]


def test_an_entry_of_the_demonstration_says_that_it_is_invented(client):
    term = factories.TermFactory(is_demonstration=True)
    factories.ScorecardFactory(contract__term=term)
    factories.ScorecardFactory()
    about = [row[2] for row in page(client).rows[1:]]
    assert ["demonstration, invented" in cell for cell in about] == [False, True]


def test_entries_are_paged_newest_first(client):
    entries = [factories.LedgerEntryFactory() for _ in range(26)]
    first, second = page(client), page(client, "?page=2")
    assert [row[3] for row in first.rows[1:]] == [e.hash for e in reversed(entries[1:])]
    assert [row[3] for row in second.rows[1:]] == [entries[0].hash]


@pytest.mark.parametrize("number", ["0", "2", "x", "9" * 30])
def test_a_page_that_does_not_exist_is_not_found(client, number):
    read(client, f"/ledger/?page={number}", status=404)


def test_no_sealed_text_is_read_for_the_page(client, django_assert_num_queries):
    Story().published()
    with django_assert_num_queries(5) as asked:
        page(client)
    assert not [q["sql"] for q in asked.captured_queries if '"payload"' in q["sql"]]


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_takes_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    for _ in range(number):
        card = factories.ScorecardFactory()
        factories.ScorecardReplyFactory(scorecard=card)
        factories.RetractionFactory(scorecard=card)
    with django_assert_num_queries(5):  # version twice, checkpoint, how many, the page
        assert len(page(client).rows) > number
