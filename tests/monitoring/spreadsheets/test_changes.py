"""The dry run: what would change, what is wrong with which row, and what that does to the score."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from monitoring import actions
from monitoring.models import Finding
from monitoring.spreadsheets import changes
from tests import factories
from tests.monitoring.spreadsheets.files import PLACE, edited, opened, saved, table_of
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db

LINK = (
    (2, "evidence_class", "Official act"),
    (2, "title", "Vendim"),
    (2, "link", "https://example.org/1"),
)


def run_of(report, *edits) -> changes.DryRun:
    with override("en"):
        return changes.dry_run(report, table_of(edited(report, *edits)))


def faults(run) -> list[tuple]:
    return [(each.row, each.cell, each.sentence) for each in run.problems]


def first(report) -> Finding:
    return report.findings.in_order().first()


@pytest.fixture
def story():
    return Story(statuses=("full", "partial", "none", "none", "full")).filled()


def test_only_what_differs_is_a_change(story):
    run = run_of(story.report, (3, "rationale_sq", "Tani ndryshe."), (4, "stage", "planned"))

    assert [
        (change.row, [(d.heading, d.before, d.after) for d in change.differences])
        for change in run.changes
    ] == [
        (3, [("Rationale in Albanian", "Arsyetim i provës: partial.", "Tani ndryshe.")]),
        (4, [("Stage reached", "no step found", "planned")]),
    ]
    assert run.problems == []
    assert run.can_be_imported


def test_a_row_that_is_left_out_and_a_column_that_is_left_out_stay_as_they_are(story):
    book = opened(edited(story.report, (6, "reason_en", "")))
    page = book["Gjetjet – Findings"]
    page.delete_rows(2, 3)
    page.delete_cols(PLACE["rationale_sq"], 2)

    run = changes.dry_run(story.report, table_of(saved(book)))

    assert (run.changes, run.problems) == ([], [])


def test_an_emptied_cell_empties_the_field(story):
    (change,) = run_of(story.report, (2, "rationale_sq", None)).changes

    assert change.words["rationale_sq"] == ""
    assert change.words["status"] == "full"


def test_a_piece_of_evidence_is_added_and_the_same_one_only_once(story):
    run = run_of(story.report, *LINK, (2, "dated", "7.8.2026"))
    (change,) = run.changes
    assert change.evidence == {
        "evidence_class": "official", "title": "Vendim", "publisher": "", "dated": "2026-08-07",
        "place": "", "page": "", "shows": "", "link": "https://example.org/1",
    }  # fmt: skip
    assert change.words == {}

    actions.import_findings(report=story.report, by=story.author, changes=run.changes)

    assert run_of(story.report, *LINK, (2, "dated", "2026-08-07")).changes == []
    assert first(story.report).evidence.count() == 2


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(3, "reference", "tirane-9")],
         [(3, "B3", "“tirane-9” is no commitment of this report.")]),
        ([(3, "reference", "")],
         [(3, "B3", "The reference is missing, so nobody knows which commitment this row is "
                    "about.")]),
        ([(3, "version", "")],
         [(3, "W3", "The version is missing. Download the spreadsheet again and copy your words "
                    "into it.")]),
        ([(3, "version", "r999999v1")], [(3, "W3", "This row was exported from another report.")]),
        ([(2, "title", "Vendim"), (2, "link", "https://example.org")], [(2, "O2", None)]),
        ([*LINK, (2, "title", "")], [(2, "P2", None)]),
        ([*LINK, (2, "link", "")],
         [(2, "V2", "Give the link. Evidence that is a file is added in the portal.")]),
        ([*LINK, (2, "link", "ftp://e.x/a")],
         [(2, "V2", "A link begins with http:// or https://.")]),
        ([*LINK, (2, "link", "javascript:alert(1)")],
         [(2, "V2", "A link begins with http:// or https://.")]),
        ([*LINK, (2, "dated", "32.13.2026")], [(2, "R2", None)]),
        ([*LINK, (2, "title", "a" * 201)], [(2, "P2", None)]),
        ([(2, "rationale_sq", "a" * 32_767), (4, "status", "maybe")], [(4, "I4", None)]),
    ],
)  # fmt: skip
def test_every_fault_is_said_with_its_row_and_cell(story, edits, expected):
    run = run_of(story.report, *edits)

    found = faults(run)
    assert [fault[:2] for fault in found] == [fault[:2] for fault in expected]
    for (_row, _cell, sentence), (*_where, words) in zip(found, expected, strict=True):
        assert sentence and words in (None, sentence)
    assert not run.can_be_imported


def test_an_unknown_word_is_said_together_with_the_known_ones(story):
    ((_row, _cell, sentence),) = faults(run_of(story.report, (2, "status", "pothuajse")))

    assert sentence == (
        "“pothuajse” is not known. Choose one of: Fully addressed, Partially addressed, "
        "Not addressed, Not yet assessed, Cannot be assessed."
    )


def test_a_search_without_result_needs_no_link(story):
    edits = ((4, "evidence_class", "Kërkim pa rezultat"), (4, "title", "Regjistri i prokurimeve"))

    (change,) = run_of(story.report, *edits).changes

    assert (change.evidence["evidence_class"], change.evidence["link"]) == ("search", "")


def test_the_same_commitment_twice_names_the_row_where_it_stands_first(story):
    reference = first(story.report).commitment.reference

    run = run_of(story.report, (5, "reference", reference))

    assert faults(run) == [(5, "B5", "This commitment stands in row 2 already.")]


def test_at_most_100_faults_are_listed_and_all_are_counted():
    story = Story(statuses=("none",) * 120).opened()

    run = run_of(story.report, *((row, "status", "?") for row in range(2, 122)))

    assert (len(run.problems), run.problems_in_all) == (100, 120)


# --- Somebody else was faster (R-07) --------------------------------------------------------------


def save(story, **words):
    finding = first(story.report)
    stands = {name: getattr(finding, name) for name in ("status", "stage", "rationale_sq")}
    actions.save_finding(
        finding=finding, by=story.colleague, version=finding.lock_version, **(stands | words)
    )


def test_what_somebody_wrote_after_the_export_is_not_overwritten(story):
    content = edited(story.report, (2, "rationale_sq", "Nga fleta."))
    save(story, rationale_sq="Nga portali.")

    with override("en"):
        run = changes.dry_run(story.report, table_of(content))

    assert run.changes == []
    ((row, cell, sentence),) = faults(run)
    assert (row, cell) == (2, "K2")
    assert "“Nga portali.”" in sentence
    assert "“Nga fleta.”" in sentence


def test_a_row_that_nobody_touched_leaves_what_was_written_since(story):
    content = edited(story.report, (3, "rationale_sq", "Nga fleta."))
    save(story, rationale_sq="Nga portali.")

    run = changes.dry_run(story.report, table_of(content))

    assert [change.row for change in run.changes] == [3]
    assert run.problems == []


def test_new_evidence_in_the_portal_does_not_stand_in_the_way_of_new_words(story):
    content = edited(story.report, (2, "rationale_sq", "Nga fleta."))
    actions.add_evidence(
        finding=first(story.report), by=story.colleague, evidence_class="official",
        title="Tjetër vendim", link="https://example.org/2",
    )  # fmt: skip

    run = changes.dry_run(story.report, table_of(content))

    assert [change.words["rationale_sq"] for change in run.changes] == ["Nga fleta."]


def test_both_wrote_the_same_words_and_nothing_is_left_to_do(story):
    content = edited(story.report, (2, "rationale_sq", "Njësoj."))
    save(story, rationale_sq="Njësoj.")

    run = changes.dry_run(story.report, table_of(content))

    assert (run.changes, run.problems) == ([], [])


# --- What it does to the figures ------------------------------------------------------------------


def test_the_readings_are_given_before_and_after():
    story = Story(statuses=("full", "partial", "none", "none", "full")).filled()

    run = run_of(story.report, (4, "status", "full"), (4, "stage", "in_use"))

    assert (run.before.score.fulfilment, run.after.score.fulfilment) == (
        Fraction(1, 2), Fraction(7, 10),
    )  # fmt: skip
    assert (run.before.score.strict, run.after.score.strict) == (Fraction(2, 5), Fraction(3, 5))
    assert (run.before.gaps, run.after.gaps) == ([], [])


def test_what_would_be_missing_is_known_before_the_import():
    story = Story(statuses=("none", "none")).opened()

    run = run_of(story.report, *LINK, (2, "status", "full"), (3, "status", "full"))

    assert (run.before.undecided, run.after.undecided) == (2, 0)
    assert [gap.field for gap in run.before.gaps] == ["status", "status"]
    assert [(gap.finding.commitment.number, gap.field) for gap in run.after.gaps] == [
        ("1", "stage"), ("1", "rationale_sq"), ("2", "stage"), ("2", "rationale_sq"),
        ("2", "evidence"),
    ]  # fmt: skip
    assert run.before.score.fulfilment is None


def test_points_roll_up_and_what_is_obsolete_or_withdrawn_counts_as_the_method_says():
    story = Story(statuses=("full", "full", "full", "full"))
    bundle, obsolete, withdrawn, _plain = story.commitments
    for _ in range(2):
        factories.CommitmentFactory(parent=bundle)
    exclusion = factories.ExclusionFactory(commitment=obsolete)
    exclusion.approved_at = BEGIN
    exclusion.save()
    withdrawn.withdrawn_on, withdrawn.withdrawn_source = story.round.begins, "Vendim"
    withdrawn.save()
    story.opened()

    run = run_of(
        story.report,
        *((row, "status", word) for row, word in ((2, "full"), (3, "none"), (6, "full"))),
    )

    counts = run.after.score.counts
    assert (counts.full, counts.partial, counts.none, counts.unassessed) == (1, 1, 1, 0)


@pytest.mark.parametrize("rows", [1, 10])
def test_a_dry_run_asks_the_same_number_of_questions_however_long_the_report_is(rows):
    story = Story(statuses=("full",) * rows).filled()
    table = table_of(edited(story.report, *((row + 2, "stage", "planned") for row in range(rows))))
    for finding in story.report.findings.all():
        actions.save_finding(finding=finding, by=story.author, version=finding.lock_version,
                             status="full", rationale_sq="Tjetër.")  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        changes.dry_run(story.report, table)

    assert len(asked) == 11
