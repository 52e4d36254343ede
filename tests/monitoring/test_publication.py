"""Publishing copies, scores and seals; corrections are new revisions; retraction keeps a stub."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from monitoring import actions, ledger, payloads
from monitoring.models import (
    LedgerEntry,
    Scorecard,
    ScorecardLine,
)
from monitoring.querysets import WrittenOnce
from monitoring.sealing import ClockIsBehind
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def test_publishing_counts_what_was_found():
    story = Story(statuses=("full", "partial", "none", "unassessed", "unassessable")).published()

    card = story.scorecard
    assert (card.full, card.partial, card.none, card.unassessed, card.unassessable) == (1,) * 5
    assert [line.status for line in card.lines.order_by("position")] == list(story.statuses)


def test_publishing_seals_the_counts_in_the_ledger():
    story = Story().published()

    entry = story.scorecard.entry
    assert entry.kind == "publish"
    assert entry.hash == LedgerEntry.objects.head().hash
    assert ledger.verify([ledger.jsonl_line(entry.entry, entry.hash, entry.payload)]).entries == 1


def test_the_rows_say_what_was_sealed():
    story = Story().published()

    rebuilt = ledger.canonical(payloads.of_scorecard(story.scorecard))

    assert rebuilt == story.scorecard.entry.payload


def test_published_words_stay_when_the_facts_change_afterwards():
    story = Story().published()
    before = payloads.of_scorecard(story.scorecard)
    commitment = story.commitments[0]

    commitment.title_sq = "Fjalë të tjera"
    commitment.save()

    assert payloads.of_scorecard(Scorecard.objects.get()) == before


@pytest.mark.parametrize(
    ("since", "title"),
    [("2026-09-15", "Fjalët e reja"), ("2026-09-16", "Fjalët e mëparshme")],
)
def test_a_wording_amended_after_the_rounds_date_is_not_yet_the_rounds_wording(since, title):
    story = Story(statuses=("full",))
    commitment = story.commitments[0]
    factories.AmendmentFactory(commitment=commitment, since=since)
    commitment.title_sq = "Fjalët e reja"
    commitment.save()

    assert story.published().scorecard.lines.get().title_sq == title


def test_a_bundle_takes_its_status_from_its_points():
    story = Story(statuses=("full", "none"))
    points = [factories.CommitmentFactory(parent=story.commitments[0]) for _ in range(2)]
    story.opened()
    found = {f.commitment_id: f for f in story.report.findings.all()}
    assert set(found) == {story.commitments[1].pk, *(p.pk for p in points)}
    story.find(found[points[0].pk], "full")
    story.find(found[points[1].pk], "none")
    story.find(found[story.commitments[1].pk], "none")

    story.published()

    assert (story.scorecard.partial, story.scorecard.none) == (1, 1)
    lines = story.scorecard.lines.order_by("position").values_list("number", "status")
    assert list(lines) == [("1", "partial"), ("1.1", "full"), ("1.2", "none"), ("2", "none")]


def test_an_excluded_commitment_leaves_the_counts_and_stays_in_the_list():
    story = Story(statuses=("full", "partial"))
    factories.ExclusionFactory(
        commitment=story.commitments[1],
        approved_at=BEGIN,
        reason_sq="Kaloi me ligj te qeverisja qendrore.",
    )

    story.published()

    card = story.scorecard
    assert (card.full, card.partial, card.excluded) == (1, 0, 1)
    line = card.lines.get(commitment=story.commitments[1])
    assert (line.status, line.exclusion_sq) == ("", "Kaloi me ligj te qeverisja qendrore.")


def test_an_exclusion_with_one_approval_changes_nothing():
    story = Story(statuses=("full", "partial"))
    factories.ExclusionFactory(commitment=story.commitments[1], approved_at=None)

    story.published()

    assert (story.scorecard.partial, story.scorecard.excluded) == (1, 0)


def test_a_commitment_withdrawn_by_the_municipality_alone_counts_as_not_addressed():
    story = Story(statuses=("full", ""))
    commitment = story.commitments[1]
    commitment.withdrawn_on = datetime.date(2026, 3, 1)
    commitment.withdrawn_source = "Vendim i shpikur"
    commitment.save()
    story.opened()
    story.find(story.report.findings.in_order().first(), "full")

    story.published()

    assert (story.scorecard.full, story.scorecard.none) == (1, 1)
    assert story.scorecard.lines.get(number="2").withdrawn_on == datetime.date(2026, 3, 1)


def test_a_line_remembers_the_status_of_the_round_before():
    story = Story(statuses=("none", "full")).published()

    story.next_round(statuses=("partial", "full"))

    assert list(story.scorecard.lines.values_list("previous", "status")) == [
        ("none", "partial"),
        ("full", "full"),
    ]


def test_withheld_evidence_leaves_only_its_class_and_reason():
    story = Story(statuses=("none",)).opened()
    finding = story.find(story.report.findings.get(), "none")
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="independent",
        title="Intervistë me KANARINË", publisher="KANARINË", link="https://example.org/KANARINE",
        shows="KANARINË", place="KANARINË", visibility="withheld",
        withheld_reason="Mbron një person privat.",
    )  # fmt: skip

    story.published()

    sealed = story.scorecard.entry.payload
    assert "Mbron një person privat." in sealed
    assert "KANARIN" not in sealed.upper()
    shown = story.scorecard.lines.get().evidence.get(evidence_class="independent")
    assert (shown.title, shown.publisher, shown.link, shown.shows, shown.place) == ("",) * 5


def test_no_name_or_address_of_a_person_is_in_the_ledger():
    story = Story().published()
    people = [story.author, story.colleague, story.reviewer, story.admin]

    sealed = "".join(LedgerEntry.objects.values_list("payload", flat=True))

    assert [p for p in people if p.name in sealed or p.email in sealed] == []


@pytest.mark.parametrize("files", [1, 12])
def test_publishing_asks_the_same_number_of_questions_whatever_it_cites(
    files, django_assert_num_queries
):
    """QUALITY P-12. SQLite takes hundreds of values in one statement; so few fit one."""
    story = Story(statuses=("none",) * 3).filled()
    for _ in range(files):
        factories.EvidenceFactory(finding=story.report.findings.first(), as_file=True)
    story.coded()
    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures="none")
    actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)

    lock_of_the_ledger = connection.vendor == "postgresql"
    with django_assert_num_queries(52 + lock_of_the_ledger):
        story.publish()


def test_a_retraction_keeps_the_rows_and_adds_an_entry():
    story = Story().published()

    actions.retract(report=story.report, by=story.admin, reason_sq="U botua për bashkinë e gabuar.")

    assert Scorecard.objects.count() == 1
    assert list(Scorecard.objects.standing()) == []
    assert list(LedgerEntry.objects.in_order().values_list("kind", flat=True)) == [
        "publish",
        "retract",
    ]


def test_a_scorecard_is_retracted_once():
    story = Story().published()
    reason = "U botua për bashkinë e gabuar."
    actions.retract(report=story.report, by=story.admin, reason_sq=reason)

    with pytest.raises(actions.Conflict):
        actions.retract(report=story.report, by=story.admin, reason_sq=reason)

    assert LedgerEntry.objects.count() == 2


def test_a_publication_with_a_clock_behind_the_ledger_leaves_nothing():
    story = Story().invited()
    Story().published()

    with pytest.raises(ClockIsBehind):
        story.publish(at=BEGIN + 20 * DAY)

    story.report.refresh_from_db()
    assert story.report.status == "approved"
    assert Scorecard.objects.count() == 1


def test_a_clock_a_few_seconds_behind_takes_the_time_of_the_last_entry():
    first = Story().published()
    second = Story().invited()

    second.publish(at=BEGIN + 30 * DAY - datetime.timedelta(seconds=4))

    assert second.scorecard.published_at == first.scorecard.published_at


@pytest.mark.parametrize("model", [Scorecard, ScorecardLine, LedgerEntry])
def test_published_rows_refuse_to_be_saved_updated_or_deleted(model):
    Story().published()
    row = model.objects.first()

    for change in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(WrittenOnce):
            change()
    with pytest.raises(WrittenOnce):
        model.objects.update(pk=1)


def test_the_database_itself_refuses_two_scorecards_of_one_revision():
    story = Story().published()
    card = story.scorecard

    with pytest.raises(IntegrityError), transaction.atomic():
        card.pk = None
        card._state.adding = True
        card.entry = factories.LedgerEntryFactory()
        card.save()


SHOWCASE = [
    "monitoring_ledgerentry",
    "monitoring_scorecard",
    "monitoring_scorecardline",
    "monitoring_scorecardevidence",
    "monitoring_reportevent",
]


@pytest.mark.parametrize("table", SHOWCASE)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_postgresql_itself_refuses_to_change_what_was_published(table, change):
    """SQLite has no such guard (migration 0002 says why): there verify_ledger finds the change."""
    Story().published()

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
                cursor.execute(change.format(table))
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
