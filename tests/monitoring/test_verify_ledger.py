"""Whatever is changed behind the portal's back is found and named (QUALITY L-02, R-10)."""

import io
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from monitoring import actions, evidence, ledger, verification
from monitoring.models import LedgerEntry, Report, Scorecard, ScorecardEvidence
from tests.monitoring.evidence_samples import jpeg
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings, tmp_path):
    """Entries: 1 publication, 2 reply, 3 correction of it, 4 another publication, 5 retraction."""
    settings.MEDIA_ROOT = tmp_path
    story = Story(statuses=("full", "none")).filled()
    actions.add_evidence(
        finding=story.report.findings.in_order()[0], by=story.author, evidence_class="observation",
        title="Foto", file=evidence.take_in(jpeg(), name="foto.jpg"), at=BEGIN,
    )  # fmt: skip
    story.invited()
    actions.record_reply(
        report=story.report, text="Bashkia sqaron.", capacity="mayor", token=story.token,
        at=BEGIN + 3 * DAY,
    )  # fmt: skip
    story.publish().corrected(statuses=("partial", "none"))
    other = Story(statuses=("full",)).invited()
    other.publish(at=BEGIN + 90 * DAY)
    actions.retract(
        report=other.report, by=other.admin, reason_sq="U botua për bashkinë e gabuar.",
        at=BEGIN + 91 * DAY,
    )  # fmt: skip
    return story


@contextmanager
def tampered(*statements):
    """As somebody with the database in hand: no model and no trigger stops it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)
                assert cursor.rowcount != 0, "the mutation changed nothing"
        yield
        transaction.set_rollback(True)


def found():
    return [str(problem) for problem in verification.problems()]


def test_an_untouched_site_has_no_problem(site):
    assert LedgerEntry.objects.count() == 5
    assert found() == []


CARD, LINE, ITEM = (
    "monitoring_scorecard",
    "monitoring_scorecardline",
    "monitoring_scorecardevidence",
)
FIRST_CARD = f"id = (SELECT min(id) FROM {CARD})"
FIRST_LINE = f"id = (SELECT min(id) FROM {LINE})"
FIRST_ITEM = f"id = (SELECT min(id) FROM {ITEM})"
ENTRY = "monitoring_ledgerentry"
COPIED = 'round_id, "full", partial, "none", unassessed, unassessable, excluded, published_at'
STANDS_AGAIN = f"""
    INSERT INTO monitoring_standingresult (scorecard_id, contract_id, term_id, {COPIED})
    SELECT s.id, k.id, k.term_id, {COPIED} FROM {CARD} s
    JOIN contracts_socialcontract k ON k.id = s.contract_id
    WHERE s.entry_id = (SELECT id FROM {ENTRY} WHERE seq = 4)
"""
MUTATIONS = {
    # what somebody changes: (the statement, the entry and the field that must be named)
    "a live count": (f"UPDATE {CARD} SET \"full\" = 2 WHERE {FIRST_CARD}", (1, "counts.full")),
    "the excluded": (f"UPDATE {CARD} SET excluded = 1 WHERE {FIRST_CARD}", (1, "excluded")),
    "the method": (
        f"UPDATE {CARD} SET method_version = '0', source = 'x' WHERE {FIRST_CARD}", (1, "method"),
    ),
    "the evidence date": (
        f"UPDATE {CARD} SET evidence_until = '2020-01-01' WHERE {FIRST_CARD}",
        (1, "evidence_until"),
    ),
    "the final mark": (f"UPDATE {CARD} SET is_final = true WHERE {FIRST_CARD}", (1, "final")),
    "the completeness of the list": (
        f"UPDATE {CARD} SET list_complete = false WHERE {FIRST_CARD}", (1, "list_complete"),
    ),
    "the summary": (f"UPDATE {CARD} SET summary_en = 'x' WHERE {FIRST_CARD}", (1, "summary.en")),
    "the time of publication": (
        f"UPDATE {CARD} SET published_at = '2020-01-01 00:00:00+00:00' WHERE {FIRST_CARD}",
        (1, "published_at"),
    ),
    "the reviewer": (
        f"UPDATE {CARD} SET reviewing_id = (SELECT max(id) FROM municipalities_organisation) "
        f"WHERE {FIRST_CARD}", (1, "reviewing"),
    ),
    "the monitoring organisation": (
        f"UPDATE {CARD} SET monitoring_id = reviewing_id, reviewing_id = monitoring_id "
        f"WHERE {FIRST_CARD}", (1, "monitoring"),
    ),
    "the municipality": (
        f"UPDATE {CARD} SET municipality_id = (SELECT max(municipality_id) FROM {CARD}) "
        f"WHERE {FIRST_CARD}", (1, "municipality"),
    ),
    "the cause of a correction": (
        f"UPDATE {CARD} SET cause_sq = 'x' WHERE revision = 2", (3, "cause.sq"),
    ),
    "which revision is superseded": (
        f"UPDATE {CARD} SET supersedes_id = (SELECT max(id) FROM {CARD}) WHERE revision = 2",
        (3, "supersedes"),
    ),
    "a revision number": (f"UPDATE {CARD} SET revision = 3 WHERE revision = 2", (3, "rev")),
    "a live status": (f"UPDATE {LINE} SET status = 'partial' WHERE {FIRST_LINE}",
                      (1, "lines[0].status")),
    "a live title": (f"UPDATE {LINE} SET title_sq = 'x' WHERE {FIRST_LINE}",
                     (1, "lines[0].title.sq")),
    "a live wording": (f"UPDATE {LINE} SET text_en = 'x' WHERE {FIRST_LINE}",
                       (1, "lines[0].text.en")),
    "a rationale": (f"UPDATE {LINE} SET rationale_sq = 'x' WHERE {FIRST_LINE}",
                    (1, "lines[0].rationale.sq")),
    "a stage": (f"UPDATE {LINE} SET stage = 'planned' WHERE {FIRST_LINE}",
                (1, "lines[0].stage")),
    "a sector": (
        f"UPDATE {LINE} SET sector_id = (SELECT max(sector_id) FROM {LINE}) WHERE {FIRST_LINE}",
        (1, "lines[0].sector"),
    ),
    "a status of the round before": (f"UPDATE {LINE} SET previous = 'none' WHERE {FIRST_LINE}",
                                     (1, "lines[0].previous")),
    "a blind code": (f"UPDATE {LINE} SET second_code = 'none' WHERE {FIRST_LINE}",
                     (1, "lines[0].codes[1]")),
    "an exclusion": (
        f"UPDATE {LINE} SET excluded_on = '2026-01-01', exclusion_sq = 'x', status = '' "
        f"WHERE {FIRST_LINE}", (1, "lines[0].status"),
    ),
    "the order of lines": (
        f"UPDATE {LINE} SET position = position + 100 WHERE {FIRST_LINE}", (1, "lines[0].number"),
    ),
    "which commitment a line links to": (
        f"UPDATE {LINE} SET commitment_id = (SELECT max(commitment_id) FROM {LINE}) "
        f"WHERE {FIRST_LINE}", (1, "commitment of"),
    ),
    "the class of evidence": (
        f"UPDATE {ITEM} SET evidence_class = 'statement' WHERE {FIRST_ITEM}",
        (1, "evidence[0].class"),
    ),
    "the link of evidence": (
        f"UPDATE {ITEM} SET link = 'https://example.com/' WHERE {FIRST_ITEM}",
        (1, "evidence[0].url"),
    ),
    "the fingerprint of a file": (
        f"UPDATE {ITEM} SET sha256 = '{'0' * 64}' WHERE sha256 <> ''", (1, "file.sha256"),
    ),
    "a line removed": (
        f"DELETE FROM {LINE} WHERE id = (SELECT max(id) FROM {LINE} WHERE number = '2')",
        (3, "lines has 1 items"),
    ),
    "a piece of evidence removed": (
        f"DELETE FROM {ITEM} WHERE {FIRST_ITEM}", (1, "evidence has"),
    ),
    "a reply": ("UPDATE monitoring_scorecardreply SET text = 'x'", (2, "text.sq")),
    "who replied": ("UPDATE monitoring_scorecardreply SET capacity = 'council'", (2, "capacity")),
    "the answer to a reply": ("UPDATE monitoring_scorecardreply SET answer_sq = 'x'",
                              (2, "answer.sq")),
    "a reply removed": ("DELETE FROM monitoring_scorecardreply", (2, "nothing on the site shows")),
    "the reason of a retraction": ("UPDATE monitoring_retraction SET reason_sq = 'x'",
                                   (5, "reason.sq")),
    "a retraction removed": ("DELETE FROM monitoring_retraction",
                             (5, "nothing on the site shows")),
    "a payload": (f"UPDATE {ENTRY} SET payload = replace(payload, 'vendim', 'vendime') "
                  "WHERE seq = 1", (1, "payload")),
    "a payload erased without ground": (f"UPDATE {ENTRY} SET payload = NULL WHERE seq = 1",
                                        (1, "payload")),
    "an entry": (f"UPDATE {ENTRY} SET entry = replace(entry, '\"rev\":1', '\"rev\":2') "
                 "WHERE seq = 1", (1, "")),
    "a hash": (f"UPDATE {ENTRY} SET hash = '{'0' * 64}' WHERE seq = 2", (2, "hash")),
    "a column of an entry": (f"UPDATE {ENTRY} SET kind = 'retract' WHERE seq = 3",
                             (3, "column kind")),
    "the subject column": (f"UPDATE {ENTRY} SET subject = 'x' WHERE seq = 3",
                           (3, "column subject")),
    "the time column": (f"UPDATE {ENTRY} SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3",
                        (3, "column at")),
    "the order of entries": (f"UPDATE {ENTRY} SET seq = 9 WHERE seq = 2", (2, "entry was removed")),
    "the first entry removed": (f"DELETE FROM {ENTRY} WHERE seq = 1", (1, "entry was removed")),
    "a middle entry removed": (f"DELETE FROM {ENTRY} WHERE seq = 3", (3, "entry was removed")),
    "the last entry removed": (f"DELETE FROM {ENTRY} WHERE seq = 5", (0, "ledger entry")),
}  # fmt: skip


@pytest.mark.parametrize("what", MUTATIONS)
def test_a_change_behind_the_portals_back_is_found_and_named(site, what):
    statement, (seq, field) = MUTATIONS[what]

    with tampered(statement):
        named = found()

    assert [p for p in named if field in p and (not seq or p.startswith(f"entry {seq}: "))], named


def test_an_inserted_scorecard_without_entry_is_found(site):
    card = Scorecard.objects.first()
    columns = [f.column for f in Scorecard._meta.concrete_fields if f.column not in ("id",)]
    quoted = ", ".join(f'"{c}"' for c in columns)
    values = ", ".join(
        {"entry_id": "999", "revision": "7", "supersedes_id": "id", "cause_sq": "'x'"}.get(
            c, f'"{c}"'
        )
        for c in columns
    )

    with tampered(
        f"INSERT INTO {CARD} ({quoted}) SELECT {values} FROM {CARD} WHERE id = {card.pk}"
    ):
        assert any("999" in problem for problem in found())


def test_a_changed_byte_in_a_published_file_is_found(site):
    path = evidence.public_path(ScorecardEvidence.objects.exclude(sha256="").first().sha256)
    path.chmod(0o640)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    assert [p for p in found() if "missing or was changed" in p and path.name in p]


def test_a_removed_published_file_is_found(site):
    evidence.public_path(ScorecardEvidence.objects.exclude(sha256="").first().sha256).unlink()

    assert [p for p in found() if "missing or was changed" in p]


def test_a_truncated_chain_is_found_by_whoever_remembers_its_head(site):
    head = LedgerEntry.objects.head()
    since = f"{head.seq}:{head.hash}"

    with tampered(
        "DELETE FROM monitoring_retraction", f"DELETE FROM {ENTRY} WHERE seq = 5", STANDS_AGAIN
    ):
        assert found() == []
        assert len([*verification.problems(since)]) == 1


def test_the_command_says_good_and_prints_the_checkpoint(site, settings):
    out = io.StringIO()

    call_command("verify_ledger", stdout=out)

    head = LedgerEntry.objects.head()
    assert out.getvalue().splitlines() == [
        f"good: 5 entries, head {head.hash}",
        settings.PUBLIC_ORIGIN,
        "5",
        head.hash,
    ]


def test_the_command_names_what_is_broken_and_exits_with_1(site):
    out = io.StringIO()

    with (
        tampered(f"UPDATE {LINE} SET title_sq = 'Tjetër titull' WHERE {FIRST_LINE}"),
        pytest.raises(CommandError) as error,
    ):
        call_command("verify_ledger", stdout=out)

    assert error.value.returncode == 1
    assert 'entry 1: lines[0].title.sq is "Tjetër titull"' in out.getvalue()


def test_a_since_that_cannot_be_read_exits_with_2(site):
    with pytest.raises(CommandError) as error:
        call_command("verify_ledger", since="yesterday", stdout=io.StringIO())

    assert error.value.returncode == 2


def test_the_exported_chain_passes_the_stand_alone_verifier(site):
    assert ledger.verify(verification.lines()).entries == 5


def test_drafts_leave_no_trace_in_the_ledger(site):
    before = [*verification.lines()]

    draft = Story(statuses=("full",)).filled()
    actions.write_summary(
        report=draft.report,
        by=draft.author,
        version=Report.objects.get(pk=draft.report.pk).lock_version,
        sq="KANARINË",
    )

    assert [*verification.lines()] == before
