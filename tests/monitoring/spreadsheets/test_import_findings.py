"""actions.import_findings: everything or nothing, once, by the author of a draft (S-41)."""

import pytest

from monitoring import actions
from monitoring.models import Evidence, Finding, ReportEvent
from monitoring.spreadsheets import changes
from tests.monitoring.spreadsheets.files import edited, table_of
from tests.monitoring.workspace.addresses import everything
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db


def changes_of(report, *edits):
    run = changes.dry_run(report, table_of(edited(report, *edits)))
    assert run.problems == []
    return run.changes


def edits_of(rows):
    return [(row, "rationale_sq", f"Rreshti {row}.") for row in range(2, rows + 2)]


def test_every_change_is_saved_with_one_event_for_all():
    story = Story(statuses=("full", "none", "partial")).filled()
    found = changes_of(
        story.report,
        (2, "rationale_sq", "Nga fleta."),
        (4, "evidence_class", "statement"), (4, "title", "Njoftim"), (4, "link", "https://example.org/n"),
    )  # fmt: skip

    actions.import_findings(report=story.report, by=story.author, changes=found, at=BEGIN)

    first, _second, third = story.report.findings.in_order()
    assert (first.rationale_sq, first.status, first.saved_by) == (
        "Nga fleta.", "full", story.author,
    )  # fmt: skip
    assert [item.title for item in third.evidence.all()] == ["Vendim i këshillit", "Njoftim"]
    assert third.rationale_sq == "Arsyetim i provës: partial."
    event = story.report.events.last()
    assert (event.action, event.by, event.at, event.note) == (
        "import_findings", story.author, BEGIN, "1, 3",
    )  # fmt: skip
    assert ReportEvent.objects.filter(action="import_findings").count() == 1


def test_if_one_cannot_be_saved_none_is():
    story = Story(statuses=("full", "none", "partial")).filled()
    found = changes_of(story.report, *edits_of(3))
    last = story.report.findings.in_order().last()
    actions.save_finding(
        finding=last, by=story.colleague, version=last.lock_version, status="none"
    )  # fmt: skip
    before = everything()

    with pytest.raises(actions.StaleFinding):
        actions.import_findings(report=story.report, by=story.author, changes=found)

    assert everything() == before


def test_if_the_last_evidence_is_unfit_nothing_is_saved():
    story = Story(statuses=("full", "none")).filled()
    found = changes_of(story.report, (2, "rationale_sq", "Po."), (3, "rationale_sq", "Po."))
    found[1].evidence.update(evidence_class="official", title="Vendim", link="")
    before = everything()

    with pytest.raises(actions.Refused) as refusal:
        actions.import_findings(report=story.report, by=story.author, changes=found)

    assert " 3: " in str(refusal.value)
    assert everything() == before


@pytest.mark.parametrize("state", ["submitted", "in_review", "approved", "published"])
def test_only_a_draft_takes_an_import(state):
    story = Story(statuses=("full",)).filled()
    found = changes_of(story.report, *edits_of(1))
    getattr(story, state)()
    before = everything()

    with pytest.raises(actions.Conflict):
        actions.import_findings(report=story.report, by=story.author, changes=found)

    assert everything() == before


@pytest.mark.parametrize("who", ["reviewer", "admin", "stranger"])
def test_only_the_authors_organisation_imports(who):
    story = Story(statuses=("full",)).filled()
    found = changes_of(story.report, *edits_of(1))

    with pytest.raises(actions.NotAllowed):
        actions.import_findings(report=story.report, by=getattr(story, who), changes=found)


def test_changes_of_another_report_are_not_taken():
    story, other = (Story(statuses=("full",)).filled() for _ in range(2))
    found = changes_of(other.report, *edits_of(1))
    before = everything()

    with pytest.raises(actions.NotAllowed):
        actions.import_findings(report=story.report, by=story.author, changes=found)

    assert everything() == before


def test_an_import_of_nothing_is_refused():
    story = Story(statuses=("full",)).filled()

    with pytest.raises(actions.Refused):
        actions.import_findings(report=story.report, by=story.author, changes=[])


def test_who_imported_wrote_the_report_and_cannot_review_it():
    """QUALITY S-09."""
    from monitoring.permissions import reports_written_by

    story = Story(statuses=("full",)).filled()
    found = changes_of(story.report, *edits_of(1))
    actions.import_findings(report=story.report, by=story.colleague, changes=found)

    assert reports_written_by(story.colleague, [story.report]) == {story.report.pk}


def test_500_rows_are_imported_and_one_bad_row_of_500_imports_nothing():
    """QUALITY S-41."""
    story = Story(statuses=("none",) * 500).opened()
    words = [*((row, "status", "none") for row in range(2, 502)), *edits_of(500)]

    bad = changes.dry_run(
        story.report, table_of(edited(story.report, *words, (250, "stage", "në hënë")))
    )
    assert [(each.row, each.cell) for each in bad.problems] == [(250, "J250")]
    assert not bad.can_be_imported

    found = changes_of(story.report, *words)
    actions.import_findings(report=story.report, by=story.author, changes=found)
    assert Finding.objects.filter(report=story.report, status="none").count() == 500
    assert Evidence.objects.count() == 0
