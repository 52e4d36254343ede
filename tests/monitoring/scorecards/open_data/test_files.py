"""Open data: exactly the declared keys, nothing mixed, nothing recomputed, checkable by itself."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.conf import settings

from monitoring import actions, ledger
from monitoring.models import METHOD_VERSION, LedgerEntry
from monitoring.scorecards.open_data import reading, results, writing
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

KEYS = [
    "municipality", "term", "round", "revision", "contract", "method", "evidence_until",
    "published_at", "full", "partial", "none", "unassessed", "unassessable", "excluded",
    "fulfilment", "coverage", "low", "high", "strict", "at_least_partly", "headline", "final",
    "list_complete", "cause_sq", "cause_en", "summary_sq", "summary_en", "source", "monitoring",
    "reviewing", "superseded", "demonstration", "sequence", "hash", "url",
]  # fmt: skip
FIGURES = ["fulfilment", "coverage", "low", "high", "strict", "at_least_partly"]
DATA = ["/data/v1/scorecards.json", "/data/v1/ledger.jsonl", "/ledger/checkpoint.txt"]


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def listed(client, address="/data/v1/scorecards.json"):
    response = client.get(address)
    assert response.status_code == 200
    found = json.loads(body(response))
    assert list(found) == ["scorecards"]
    return found["scorecards"]


def row(**fields):
    return results.scorecards.object_of(as_of_now(factories.ScorecardFactory(**fields)))


def as_of_now(scorecard):
    seq = LedgerEntry.objects.head().seq
    return type(scorecard).objects.as_of(seq).filter(pk=scorecard.pk)


def of(scorecard) -> str:
    """The address of the JSON of one scorecard."""
    contract = scorecard.contract
    place = f"{contract.municipality.slug}/{contract.term.slug}/{scorecard.round.slug}"
    return f"/data/v1/scorecards/{place}/r{scorecard.revision}.json"


def test_a_published_scorecard_is_listed_with_its_counts_and_what_follows_from_them(client):
    card = Story(statuses=("full", "full", "partial", "none", "none")).published().scorecard

    assert listed(client) == [
        {
            "municipality": card.municipality.slug,
            "term": card.contract.term.slug,
            "round": card.round.slug,
            "revision": 1,
            "contract": card.contract.code,
            "method": "1",
            "evidence_until": "2026-09-15",
            "published_at": "2026-10-20T09:00:00Z",
            "full": 2,
            "partial": 1,
            "none": 2,
            "unassessed": 0,
            "unassessable": 0,
            "excluded": 0,
            "fulfilment": 50,
            "coverage": 100,
            "low": 50,
            "high": 50,
            "strict": 40,
            "at_least_partly": 60,
            "headline": True,
            "final": False,
            "list_complete": True,
            "cause_sq": None,
            "cause_en": None,
            "summary_sq": None,
            "summary_en": None,
            "source": None,
            "monitoring": card.monitoring.slug,
            "reviewing": card.reviewing.slug,
            "superseded": False,
            "demonstration": False,
            "sequence": 1,
            "hash": card.entry.hash,
            "url": f"{settings.PUBLIC_ORIGIN}/municipalities/{card.municipality.slug}/"
            f"{card.contract.term.slug}/{card.round.slug}/",
        }
    ]


def test_every_row_has_exactly_the_declared_keys_in_their_order(client):
    Story().published()
    Story().published()
    assert [list(each) for each in listed(client)] == [KEYS, KEYS]


def test_figures_are_those_that_the_stand_alone_verifier_computes():
    counts = {"full": 3, "partial": 5, "none": 1, "unassessed": 2, "unassessable": 0}
    found = row(**counts)
    assert {name: found[name] for name in FIGURES} == ledger.figures(counts)
    assert [found[name] for name in FIGURES] == [61, 82, 50, 68, 27, 73]


def test_where_nothing_was_assessed_no_figure_says_zero():
    found = row(full=0, partial=0, none=0, unassessed=11)
    assert [found[name] for name in FIGURES] == [None, 0, 0, 100, None, None]
    assert found["headline"] is False


def test_too_little_assessed_gives_figures_without_a_headline():
    found = row(full=1, partial=3, none=0, unassessed=0)
    assert (found["fulfilment"], found["headline"]) == (63, False)


def test_what_was_published_before_the_portal_has_counts_and_no_figure_of_ours():
    found = row(method_version="0", source="Raport i shpikur", evidence_until=None, reviewing=None)
    assert [found[name] for name in FIGURES] == [None] * 6
    assert [found["full"], found["partial"], found["none"]] == [3, 5, 1]
    assert (found["method"], found["evidence_until"], found["headline"]) == ("0", None, False)


def test_a_correction_leaves_both_revisions_and_flags_the_old_one(client):
    story = Story().published().corrected(("full", "full", "full", "full", "full"))

    rows = listed(client)

    assert [(r["revision"], r["superseded"], r["fulfilment"]) for r in rows] == [
        (1, True, 40),
        (2, False, 100),
    ]
    assert rows[1]["url"].endswith(f"/{story.round.slug}/r2/")


def test_a_retracted_scorecard_is_in_no_list_and_has_no_file_of_its_own(client):
    story, other = Story().published(), Story().published()
    assert client.get(of(story.scorecard)).status_code == 200
    actions.retract(
        report=story.report, by=story.admin, at=BEGIN + 90 * DAY,
        reason_sq="U botua nën emrin e një bashkie tjetër.",
    )  # fmt: skip

    assert [r["municipality"] for r in listed(client)] == [other.municipality.slug]
    assert client.get(of(story.scorecard)).status_code == 404


def test_real_and_demonstration_rows_never_stand_in_one_file(client, settings):
    demonstration = factories.TermFactory(is_demonstration=True)
    invented = Story(term=demonstration).published()
    real = Story().published()
    older = Story(term=factories.TermFactory(begins="2019-06-01", ends="2023-05-31")).published()

    def municipalities(address="/data/v1/scorecards.json"):
        return {(r["municipality"], r["demonstration"]) for r in listed(client, address)}

    settings.DEMO = True
    assert municipalities() == {(invented.municipality.slug, True)}
    settings.DEMO = False
    assert municipalities() == {(real.municipality.slug, False), (older.municipality.slug, False)}
    for story in (invented, real, older):
        slug = story.contract.term.slug
        address = f"/data/v1/terms/{slug}/scorecards.json"
        assert municipalities(address) == {(story.municipality.slug, story is invented)}


def test_an_unknown_term_is_not_found(client):
    factories.TermFactory()
    assert client.get("/data/v1/terms/1999-2003/scorecards.json").status_code == 404


def test_a_portal_without_anything_published_lists_nothing(client):
    assert listed(client) == []


def test_rows_stand_in_the_order_in_which_they_were_sealed(client, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 2)
    cards = [factories.ScorecardFactory() for _ in range(5)]
    assert [r["hash"] for r in listed(client)] == [card.entry.hash for card in cards]


@pytest.mark.parametrize("number", [1, 10])
def test_the_list_takes_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    for _ in range(number):
        factories.ScorecardFactory()
    with django_assert_num_queries(4):  # version, head, term, one batch
        assert len(json.loads(body(client.get("/data/v1/scorecards.json")))["scorecards"]) == number


def test_one_scorecard_comes_with_its_entry_and_the_sealed_payload_as_hashed(client):
    card = Story().published().scorecard

    text = client.get(of(card)).content.decode()

    found = json.loads(text)
    assert list(found) == ["scorecard", "entry", "hash", "payload"]
    assert found["scorecard"] == listed(client)[0]
    assert ledger.entry_hash(found["entry"]) == found["hash"] == card.entry.hash
    assert f'"payload":{card.entry.payload}}}\n' in text
    assert ledger.sha256_hex(card.entry.payload) == found["entry"]["payload_sha256"]


@pytest.mark.parametrize("revision", ["0", "2", "9" * 30])
def test_a_revision_that_does_not_exist_is_not_found(client, revision):
    card = Story().published().scorecard
    assert client.get(of(card).replace("r1.json", f"r{revision}.json")).status_code == 404


def test_the_ledger_can_be_verified_by_the_downloaded_program_alone(client, tmp_path):
    Story().published().corrected()
    (tmp_path / "ledger.py").write_bytes(client.get("/ledger/ledger.py").content)
    (tmp_path / "ledger.jsonl").write_bytes(body(client.get("/data/v1/ledger.jsonl")))
    _origin, size, head = client.get("/ledger/checkpoint.txt").content.decode().splitlines()

    done = subprocess.run(
        [sys.executable, "-I", "ledger.py", "ledger.jsonl", "--since", f"{size}:{head}"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"good: 2 entries, 2 scorecards recomputed, head {head}\n"


def test_the_ledger_has_one_line_an_entry_in_batches_and_pieces_of_any_size(client, monkeypatch):
    entries = [factories.LedgerEntryFactory() for _ in range(7)]
    expected = "".join(ledger.jsonl_line(e.entry, e.hash, e.payload) + "\n" for e in entries)
    for batch in (1, 3, 7, 200):
        monkeypatch.setattr(reading, "BATCH", batch)
        assert body(client.get("/data/v1/ledger.jsonl")).decode() == expected
    assert b"".join(writing.in_pieces(expected.splitlines(True), 10)).decode() == expected


def test_an_entry_made_after_the_answer_began_waits_for_the_next_one(client):
    first = factories.LedgerEntryFactory()
    response = client.get("/data/v1/ledger.jsonl")
    factories.LedgerEntryFactory()

    assert body(response).count(b"\n") == 1
    assert response["ETag"] == f'"{first.hash}"'


def test_an_erased_payload_is_null(client):
    entry = ledger.make_entry(
        kind="reply", subject="prova/x", rev=1, payload_sha256="0" * 64, prev=ledger.GENESIS,
        seq=1, at="2026-11-23T09:00:00Z",
    )  # fmt: skip
    LedgerEntry.objects.create(
        seq=1, prev=ledger.GENESIS, hash=ledger.entry_hash(entry), kind="reply",
        subject="prova/x", rev=1, at=factories.showcase.PUBLISHED,
        entry=ledger.canonical(entry), payload=None,
    )  # fmt: skip
    assert json.loads(body(client.get("/data/v1/ledger.jsonl")))["payload"] is None


def test_the_checkpoint_is_three_lines_that_parse(client):
    assert client.get("/ledger/checkpoint.txt").content.decode() == (
        f"{settings.PUBLIC_ORIGIN}\n0\n{ledger.GENESIS}\n"
    )
    entry = factories.LedgerEntryFactory()
    found = ledger.Checkpoint.parse(client.get("/ledger/checkpoint.txt").content.decode())
    assert found == ledger.Checkpoint(settings.PUBLIC_ORIGIN, 1, entry.hash)


def test_the_verifier_is_the_file_itself(client):
    response = client.get("/ledger/ledger.py")
    with open(ledger.__file__, "rb") as file:
        assert response.content == file.read()
    assert response["Content-Disposition"] == 'attachment; filename="ledger.py"'


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/data/v1/scorecards.json", "application/json; charset=utf-8"),
        ("/data/v1/ledger.jsonl", "application/jsonl; charset=utf-8"),
        ("/ledger/checkpoint.txt", "text/plain; charset=utf-8"),
        ("/ledger/ledger.py", "text/x-python; charset=utf-8"),
    ],
)
def test_files_say_what_they_are(client, address, content_type):
    assert client.get(address)["Content-Type"] == content_type


def test_data_is_open_to_scripts_of_other_sites_and_nothing_else_is(client):
    card = Story().published().scorecard
    for address in [*DATA, of(card), f"/data/v1/terms/{card.contract.term.slug}/scorecards.json"]:
        response = client.get(address)
        assert response["Access-Control-Allow-Origin"] == "*"
        known = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert (known.status_code, known["Access-Control-Allow-Origin"]) == (304, "*")
    for address in ("/ledger/ledger.py", "/method/", "/nothing/", "/data/v1/nothing.json"):
        assert "Access-Control-Allow-Origin" not in client.get(address)


@pytest.mark.parametrize("address", [*DATA, "/ledger/ledger.py"])
def test_an_unchanged_file_is_not_sent_again(client, django_assert_max_num_queries, address):
    Story().published()
    response = client.get(address)
    with django_assert_max_num_queries(1):
        known = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (known.status_code, body(known), known["ETag"]) == (304, b"", response["ETag"])


@pytest.mark.parametrize("address", DATA)
def test_a_publication_changes_the_validator(client, address):
    Story().published()
    before = client.get(address)["ETag"]
    Story().published()
    assert client.get(address)["ETag"] != before
    assert client.get(address, headers={"If-None-Match": before}).status_code == 200


def test_the_validator_of_the_verifier_is_its_hash(client):
    response = client.get("/ledger/ledger.py")
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'


def test_method_of_the_data_is_the_method_in_force():
    assert row()["method"] == METHOD_VERSION
