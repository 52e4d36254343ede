"""Corrections: a new revision that names its cause, begun as a copy; the old one stays."""

import pytest

from monitoring import actions, ledger, payloads
from monitoring.models import LedgerEntry, Report, Scorecard
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def test_a_correction_is_a_new_revision_that_names_its_cause():
    story = Story(statuses=("none",) * 5).published()
    old = story.scorecard

    story.corrected(statuses=("full",) + ("none",) * 4)

    assert story.scorecard.revision == 2
    assert story.scorecard.supersedes == old
    assert story.scorecard.cause_en == "A decision of the council had been missed."
    assert story.scorecard.entry.kind == "correct"
    assert (old.full, story.scorecard.full) == (0, 1)
    assert list(Scorecard.objects.standing()) == [story.scorecard]


def test_the_old_scorecard_is_the_same_to_the_byte_after_a_correction():
    story = Story().published()
    old = story.scorecard
    before = (old.entry.payload, ledger.canonical(payloads.of_scorecard(old)))

    story.corrected(statuses=("full",) * 5)

    old = Scorecard.objects.get(pk=old.pk)
    assert (old.entry.payload, ledger.canonical(payloads.of_scorecard(old))) == before


def test_the_old_scorecard_stands_until_the_correction_is_published():
    story = Story().published()

    actions.open_correction(
        report=story.report, by=story.author, cause_sq="Një vendim nuk ishte parë."
    )

    assert list(Scorecard.objects.standing()) == [story.scorecard]
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("cause", ["", "gabim", "   një shkak i     "])
def test_a_correction_without_a_real_reason_is_refused(cause):
    story = Story().published()

    with pytest.raises(actions.Refused, match="20"):
        actions.open_correction(report=story.report, by=story.author, cause_sq=cause)

    assert Report.objects.count() == 1


def test_a_second_correction_of_the_same_revision_is_a_conflict():
    story = Story().published()
    cause = "Një vendim i këshillit nuk ishte parë."
    actions.open_correction(report=story.report, by=story.author, cause_sq=cause)

    with pytest.raises(actions.Conflict):
        actions.open_correction(report=story.report, by=story.colleague, cause_sq=cause)

    assert Report.objects.count() == 2


def test_a_correction_starts_as_a_copy_with_every_word_of_the_evidence_and_a_history():
    story = Story(statuses=("none",)).filled()
    item = factories.EvidenceFactory(
        finding=story.report.findings.get(), as_file=True, text_alternative="Një rrugë e shtruar.",
        language="en", original_size=9, publisher="Bashkia", dated="2026-08", place="Njësia 1",
        page="3", shows="Rruga.",
    )  # fmt: skip
    story.coded()
    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures="none")
    actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    story.publish()

    draft = actions.open_correction(
        report=story.report, by=story.author, cause_sq="Një vendim nuk ishte parë."
    )

    finding = draft.findings.get()
    copy = finding.evidence.get(sha256=item.sha256)
    own = {"id", "finding_id"}
    columns = [f.attname for f in item._meta.concrete_fields if f.attname not in own]
    assert {name: getattr(copy, name) for name in columns} == {
        name: getattr(item, name) for name in columns
    }
    assert [h.history_user for h in (*finding.history.all(), *copy.history.all())] == [
        story.author, story.author,
    ]  # fmt: skip
    assert (finding.lock_version, finding.rationale_sq) == (0, "Arsyetim i provës: none.")
