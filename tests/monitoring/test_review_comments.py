"""Comments of the reviewer, persons in pictures, and who is kept from a review (METHOD §6)."""

import pytest

from monitoring import actions
from monitoring.models import Finding, ReportEvent, ReviewComment
from municipalities.models import DeclaredInterest
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

ANSWER = "none"


def picture(story, **fields):
    return factories.EvidenceFactory(
        finding=story.report.findings.in_order().first(), as_file=True, **fields
    )


def comment(story, text="Cila datë?", **fields):
    finding = fields.pop("finding", None) or story.report.findings.in_order().first()
    by = fields.pop("by", story.reviewer)
    return actions.comment(finding=finding, by=by, text=text, **fields)


def test_a_comment_stands_at_its_finding_and_its_evidence():
    story = Story(statuses=("full", "none")).in_review()
    finding = story.report.findings.in_order()[1]
    item = finding.evidence.get()

    given = comment(story, finding=finding, evidence=item, at=BEGIN + 2 * DAY)

    assert (given.finding, given.evidence, given.written_by, given.written_at, given.text) == (
        finding, item, story.reviewer, BEGIN + 2 * DAY, "Cila datë?",
    )  # fmt: skip


def test_evidence_of_another_finding_is_not_commented_on_here():
    """QUALITY S-06."""
    story = Story(statuses=("full", "none")).in_review()
    first, second = story.report.findings.in_order()

    with pytest.raises(actions.Refused):
        comment(story, finding=first, evidence=second.evidence.get())

    assert ReviewComment.objects.count() == 0


def test_the_same_comment_twice_is_one_and_another_is_added():
    story = Story(statuses=("full",)).in_review()

    for text in ("Cila datë?", "Cila datë?", "Cili vendim?"):
        comment(story, text)

    assert [c.text for c in ReviewComment.objects.all()] == ["Cila datë?", "Cili vendim?"]
    assert ReportEvent.objects.filter(action="comment").count() == 2


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_comment_is_refused(text):
    story = Story(statuses=("full",)).in_review()

    with pytest.raises(actions.Refused):
        comment(story, text)


def test_comments_are_kept_while_the_report_goes_back_and_forth():
    story = Story(statuses=("full",)).in_review()
    item = story.report.findings.get().evidence.get()
    comment(story, evidence=item)
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shih komentin.")
    actions.remove_evidence(evidence=item, by=story.author)
    finding = story.report.findings.get()
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title="Akti i plotë",
        link="https://example.org/akti",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author)

    kept = ReviewComment.objects.get()
    assert (kept.finding, kept.evidence, kept.text) == (finding, None, "Cila datë?")


def test_public_pictures_are_not_approved_without_a_word_on_the_persons_in_them():
    story = Story(statuses=("full",)).filled()
    picture(story)
    story.coded()

    for answer in ("", "maybe"):
        with pytest.raises(actions.Refused):
            actions.approve(report=story.report, by=story.reviewer, persons_in_pictures=answer)
    story.report.refresh_from_db()
    assert (story.report.status, story.report.persons_in_pictures) == ("submitted", "")
    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures="agreed")

    assert (story.report.status, story.report.persons_in_pictures) == ("approved", "agreed")


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": "withheld", "withheld_reason": "Fytyra fëmijësh."},
        {"content_type": "application/pdf"},
    ],
)
def test_what_is_withheld_or_no_picture_raises_no_question(fields):
    story = Story(statuses=("full",)).filled()
    picture(story, **fields)
    story.coded()

    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures="none")

    assert (story.report.status, story.report.persons_in_pictures) == ("approved", "")


# --- Who is kept from a review (QUALITY S-09) -----------------------------------------------------


def joins_the_authors(story):
    story.reviewer.memberships.all().delete()
    factories.MembershipFactory(user=story.reviewer, organisation=story.home)


def belongs_to_both(story):
    factories.MembershipFactory(user=story.reviewer, organisation=story.home)


def wrote_in_it(story):
    """She saved a finding once, for the organisation that she has left since."""
    finding = story.report.findings.first()
    finding.saved_by, finding.saved_at = story.reviewer, BEGIN
    finding.save()


def declared_an_interest(story):
    DeclaredInterest.objects.create(
        user=story.reviewer, municipality=story.municipality, kind="family", declared_at=BEGIN,
    )  # fmt: skip


EXCLUDED = [joins_the_authors, belongs_to_both, wrote_in_it, declared_an_interest]


def takes(story):
    actions.take_review(report=story.report, by=story.reviewer, organisation=story.peer)


def is_assigned(story):
    actions.assign_review(
        report=story.report, reviewer=story.reviewer, organisation=story.peer, by=story.admin
    )


def codes(story):
    actions.code_blind(finding=story.report.findings.first(), by=story.reviewer, status="none")


def approves(story):
    actions.approve(report=story.report, by=story.reviewer, persons_in_pictures=ANSWER)


def returns(story):
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shto datën.")


BEFORE = {takes: "submitted", is_assigned: "submitted", codes: "in_review", comment: "in_review",
          approves: "coded", returns: "coded"}  # fmt: skip


@pytest.mark.parametrize("why", EXCLUDED, ids=lambda why: why.__name__)
@pytest.mark.parametrize("does", BEFORE, ids=lambda does: does.__name__)
def test_nobody_reviews_what_is_her_own_affair(does, why):
    story = getattr(Story(statuses=("full",)), BEFORE[does])()
    why(story)
    events = ReportEvent.objects.count()

    with pytest.raises(actions.Refused):
        does(story)

    assert ReportEvent.objects.count() == events
    assert Finding.objects.filter(second_codes__status="none").count() == 0
    assert ReviewComment.objects.count() == 0


@pytest.mark.parametrize("does", BEFORE, ids=lambda does: does.__name__)
def test_whoever_has_no_part_in_it_does(does):
    story = getattr(Story(statuses=("full",)), BEFORE[does])()

    does(story)
