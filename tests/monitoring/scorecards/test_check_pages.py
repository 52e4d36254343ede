"""Check it yourself: the how-to for three systems, and one file against its fingerprint."""

import hashlib

import pytest
from django.conf import settings
from django.core.cache import cache

from monitoring import actions
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

SHA = hashlib.sha256(b"photo-1").hexdigest()
SYSTEMS = {
    "certutil -hashfile": "SHA256",
    "cd ~/Downloads && shasum -a 256": "",
    "cd ~/Downloads && sha256sum": "",
}


@pytest.fixture
def story():
    return Story().published()


def cite(line, **fields):
    """The line cites the file."""
    return factories.ScorecardEvidenceFactory(
        line=line, position=9, sha256=SHA, size=7, content_type="image/jpeg", link="",
        **({"title": "Foto e rrugës"} | fields),
    )  # fmt: skip


def test_the_page_has_a_way_for_a_figure_a_file_the_ledger_and_a_copy(client):
    found = read(client, "/en/check/")
    for heading in (
        "One percentage, with pencil and paper",
        "One file of evidence",
        "The whole ledger",
        "A copy of the whole site",
    ):
        assert heading in found.words
    links = {address for _words, address in found.links}
    assert {"/ledger/ledger.py", "/data/v1/ledger.jsonl", "/en/ledger/", "/en/method/"} <= links


def test_every_system_has_its_command_for_a_file_and_for_the_ledger(client):
    words = read(client, "/en/check/").words
    for command, option in SYSTEMS.items():
        assert f'{command} "the-file" {option}'.strip() in words
    for python in ("py ledger.py", "cd ~/Downloads && python3 ledger.py"):
        assert f"{python} ledger.jsonl" in words


def test_a_file_is_named_with_its_fingerprint_its_commands_and_where_it_is_cited(client, story):
    line = story.scorecard.lines.first()
    cite(line)

    found = read(client, f"/en/check/{SHA}/")

    assert SHA in found.words
    for command, option in SYSTEMS.items():
        assert f'{command} "foto-e-rruges.jpg" {option}'.strip() in found.words
    links = {address for _words, address in found.links}
    place = f"{story.municipality.slug}/{story.contract.term.slug}/{story.round.slug}"
    assert {
        f"/evidence/{SHA}/foto-e-rruges.jpg",
        f"/en/municipalities/{place}/",
        f"/en/commitments/{line.reference}/",
    } <= links
    assert "sealed in entry 1 of the ledger" in found.words


def test_a_letter_of_the_municipality_is_found_too(client, story):
    reply = factories.ScorecardReplyFactory(scorecard=story.scorecard)
    factories.ScorecardReplyLetterFactory(reply=reply, sha256=SHA, title="Përgjigje")
    assert "letter of the municipality" in read(client, f"/en/check/{SHA}/").words


@pytest.mark.parametrize("sha256", [SHA, SHA.upper(), "0" * 63, "x", "a" * 500, "%00"], ids=len)
def test_a_file_that_nothing_published_cites_is_not_found(client, story, sha256):
    finding = Story().opened().report.findings.first()
    factories.EvidenceFactory(finding=finding, as_file=True, sha256=SHA)
    read(client, f"/en/check/{sha256}/", status=404)


def test_the_file_of_what_was_retracted_is_not_found_any_more(client, story):
    cite(story.scorecard.lines.first())
    read(client, f"/check/{SHA}/")
    actions.retract(
        report=story.report, by=story.admin, at=BEGIN + 90 * DAY,
        reason_sq="U botua nën emrin e një bashkie tjetër.",
    )  # fmt: skip
    read(client, f"/check/{SHA}/", status=404)


def test_the_part_for_the_browser_is_hidden_until_the_script_shows_it(client, story):
    cite(story.scorecard.lines.first())
    page = client.get(f"/check/{SHA}/").content.decode()
    assert f'<div class="fingerprint" hidden data-fingerprint="{SHA}"' in page
    assert "<form" not in page


def test_the_script_sends_nothing():
    script = (settings.BASE_DIR / "static/js/fingerprint.js").read_text()
    for way_out in ("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "http", "innerHTML"):
        assert way_out not in script
    assert len(script) < 3000


def test_a_commitment_leads_to_the_check_of_its_file(client, story):
    line = story.scorecard.lines.first()
    cite(line)
    found = read(client, f"/en/commitments/{line.reference}/")
    assert f"/en/check/{SHA}/" in {address for _words, address in found.links}


def test_a_file_of_the_demonstration_stands_under_its_ribbon(client):
    term = factories.TermFactory(is_demonstration=True)
    card = factories.ScorecardFactory(contract__term=term)
    cite(factories.ScorecardLineFactory(scorecard=card))
    page = client.get(f"/en/check/{SHA}/").content.decode()
    assert '<meta name="robots" content="noindex">' in page and 'class="ribbon"' in page


@pytest.mark.parametrize("number", [1, 10])
def test_it_costs_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    for _ in range(number):
        cite(factories.ScorecardLineFactory())
    client.get(f"/check/{SHA}/")
    cache.clear()
    with django_assert_num_queries(4):  # version twice, items, letters
        client.get(f"/check/{SHA}/")


def test_the_how_to_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/check/")
