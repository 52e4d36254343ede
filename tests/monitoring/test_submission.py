"""No status without evidence (METHOD §3): what a report lacks, and the refusal that names it."""

import pytest

from monitoring import actions
from monitoring.completeness import gaps
from monitoring.models import EvidenceClass, Finding
from tests import factories
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db

CARRIES = {
    "full": {"official", "observation"},
    "partial": {"official", "observation", "independent"},
    "none": {"official", "observation", "independent", "statement", "search"},
}


def finding_of(story, status):
    finding = story.report.findings.get()
    return actions.save_finding(
        finding=finding, by=story.author, version=finding.lock_version, status=status,
        stage="planned", rationale_sq="Një fjali.",
    )  # fmt: skip


def add(story, finding, evidence_class, **fields):
    return actions.add_evidence(
        finding=finding, by=story.author, evidence_class=evidence_class, title="Provë",
        **({"link": "https://example.org/prova"} | fields),
    )  # fmt: skip


@pytest.mark.parametrize("status", CARRIES)
@pytest.mark.parametrize("evidence_class", EvidenceClass.values)
def test_which_class_of_evidence_carries_which_status(status, evidence_class):
    story = Story(statuses=("full",)).opened()
    add(story, finding_of(story, status), evidence_class)

    fields = [gap.field for gap in gaps(story.report)]

    assert fields == ([] if evidence_class in CARRIES[status] else ["evidence"])


def test_a_municipalitys_statement_alone_never_lifts_a_status():
    story = Story(statuses=("full",)).opened()
    finding = finding_of(story, "partial")
    for _ in range(3):
        add(story, finding, "statement")

    with pytest.raises(actions.Incomplete) as refusal:
        actions.submit(report=story.report, by=story.author)

    assert [gap.field for gap in refusal.value.gaps] == ["evidence"]
    story.report.refresh_from_db()
    assert story.report.status == "draft"


@pytest.mark.parametrize(
    ("dated", "fields"),
    [
        ("2026-09-15", []),
        ("2026-09", []),
        ("2026", []),
        ("", []),
        ("2026-09-16", ["evidence"]),
        ("2026-10", ["evidence"]),
        ("2027", ["evidence"]),
    ],
)
def test_evidence_dated_after_the_rounds_date_does_not_count(dated, fields):
    story = Story(statuses=("full",)).opened()
    add(story, finding_of(story, "full"), "official", dated=dated)

    assert [gap.field for gap in gaps(story.report)] == fields


def test_an_untouched_draft_lacks_a_status_for_every_commitment():
    story = Story().opened()

    assert [gap.field for gap in gaps(story.report)] == ["status"] * 5


def test_the_refusal_names_every_commitment_and_what_is_missing():
    story = Story(statuses=("full", "full", "none")).opened()
    first, second, third = story.report.findings.in_order()
    actions.save_finding(finding=second, by=story.author, version=0, status="unassessed")
    actions.save_finding(finding=third, by=story.author, version=0, status="none")

    with pytest.raises(actions.Incomplete) as refusal:
        actions.submit(report=story.report, by=story.author)

    assert [(g.finding.commitment.number, g.field) for g in refusal.value.gaps] == [
        ("1", "status"),
        ("2", "reason_sq"),
        ("3", "stage"),
        ("3", "rationale_sq"),
        ("3", "evidence"),
    ]
    assert str(refusal.value).count("\n") == 5


@pytest.mark.parametrize("status", ["unassessed", "unassessable"])
def test_a_status_without_assessment_needs_a_reason_and_no_evidence(status):
    story = Story(statuses=(status,)).opened()
    finding = story.report.findings.get()
    finding = actions.save_finding(finding=finding, by=story.author, version=0, status=status)
    assert [gap.field for gap in gaps(story.report)] == ["reason_sq"]

    actions.save_finding(
        finding=finding, by=story.author, version=1, status=status, reason_sq="Pa kohë."
    )

    assert gaps(story.report) == []


def test_excluded_and_withdrawn_commitments_need_no_assessment():
    story = Story(statuses=("full", "full"))
    factories.ExclusionFactory(commitment=story.commitments[0], approved_at=BEGIN)
    withdrawn = story.commitments[1]
    withdrawn.withdrawn_on, withdrawn.withdrawn_source = "2026-01-15", "Vendim i shpikur"
    withdrawn.save()
    story.opened()

    assert gaps(story.report) == []


def test_an_incomplete_draft_can_be_saved_again_and_again():
    story = Story(statuses=("full",)).opened()
    finding = story.report.findings.get()

    for version, text in enumerate(["", "Një", "Një fjali"]):
        finding = actions.save_finding(
            finding=finding, by=story.author, version=version, status="", rationale_sq=text
        )

    assert Finding.objects.get().rationale_sq == "Një fjali"


def test_saving_an_old_version_is_refused_and_shows_what_stands():
    story = Story(statuses=("full",)).opened()
    finding = story.report.findings.get()
    actions.save_finding(
        finding=finding, by=story.colleague, version=0, status="none", rationale_sq="E para"
    )

    with pytest.raises(actions.StaleFinding) as refusal:
        actions.save_finding(
            finding=finding, by=story.author, version=0, status="full", rationale_sq="E dyta"
        )

    assert refusal.value.theirs.rationale_sq == "E para"
    assert Finding.objects.get().rationale_sq == "E para"


def test_a_finding_keeps_the_history_of_who_wrote_what():
    story = Story(statuses=("full",)).opened()
    finding = story.report.findings.get()
    actions.save_finding(
        finding=finding, by=story.author, version=0, status="none", rationale_sq="E para"
    )
    actions.save_finding(
        finding=finding, by=story.colleague, version=1, status="full", rationale_sq="E dyta"
    )

    kept = Finding.history.filter(id=finding.pk).order_by("history_id")
    assert [(row.rationale_sq, row.saved_by) for row in kept] == [
        ("E para", story.author),
        ("E dyta", story.colleague),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"link": "javascript:alert(1)"},
        {"link": "ftp://example.org/x"},
        {"link": ""},
        {"evidence_class": "hearsay"},
        {"title": ""},
        {"dated": "2026-13"},
        {"visibility": "withheld"},
        {"link": "https://example.org/" + "x" * 2000},
    ],
)
def test_evidence_that_breaks_a_rule_is_refused_and_not_stored(fields):
    from django.core.exceptions import ValidationError

    story = Story(statuses=("full",)).opened()
    finding = story.report.findings.get()
    whole = {
        "evidence_class": "official", "title": "Provë", "link": "https://example.org/",
    } | fields  # fmt: skip

    with pytest.raises(ValidationError):
        actions.add_evidence(finding=finding, by=story.author, **whole)

    assert finding.evidence.count() == 0


def test_removed_evidence_leaves_the_finding_without_it():
    story = Story(statuses=("full",)).filled()
    evidence = story.report.findings.get().evidence.get()

    actions.remove_evidence(evidence=evidence, by=story.colleague)

    assert [gap.field for gap in gaps(story.report)] == ["evidence"]


@pytest.mark.parametrize("case", ["other term", "not begun", "before the portal", "no list"])
def test_a_report_is_not_opened_where_it_makes_no_sense(case):
    story = Story()
    at = BEGIN
    if case == "other term":
        story.round = factories.RoundFactory()
    elif case == "not begun":
        at = BEGIN.replace(year=2020)
    elif case == "before the portal":
        story.round = factories.RoundFactory(term=story.contract.term, method_version="0")
    else:
        story.contract = factories.SocialContractFactory(
            municipality=factories.MunicipalityFactory(), term=story.contract.term
        )
        story.home = factories.OrganisationFactory(covers=[story.contract.municipality])
        story.author = factories.UserFactory(coordinates=story.home)

    with pytest.raises(actions.Refused) as refusal:
        actions.open_report(
            contract=story.contract, round=story.round, by=story.author, organisation=story.home,
            at=at,
        )  # fmt: skip
    assert type(refusal.value) is actions.Refused


def test_there_is_one_open_report_per_contract_and_round():
    story = Story().opened()

    with pytest.raises(actions.Conflict):
        actions.open_report(
            contract=story.contract, round=story.round, by=story.colleague,
            organisation=story.home, at=BEGIN,
        )  # fmt: skip
