"""What the database refuses to store about reports, findings, evidence, codes and replies."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(models_of("monitoring", "workshop", "proof", "answers"))
NOON = datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC)


def submitted(**changes):
    fields = {"status": "submitted", "submitted_at": NOON, "submitted_by": make.UserFactory()}
    return make.ReportFactory(**(fields | changes))


def approved(**changes):
    reviewer = make.UserFactory()
    fields = {
        "status": "approved",
        "reviewer": reviewer,
        "reviewing_organisation": make.OrganisationFactory(),
        "approved_at": NOON,
        "approved_by": reviewer,
    }
    return submitted(**(fields | changes))


def invited(**changes):
    fields = {
        "reply_invited_at": NOON,
        "reply_invited_by": make.UserFactory(),
        "reply_until": datetime.date(2026, 10, 15),
        "reply_key": "k" * 32,
    }
    return approved(**(fields | changes))


def published(**changes):
    fields = {
        "status": "published",
        "published_at": NOON,
        "published_by": make.UserFactory(),
        "scorecard": make.ScorecardFactory(),
    }
    return approved(**(fields | changes))


def correction(**changes):
    return make.ReportFactory(
        **({"revision": 2, "corrects": published(), "cause_sq": "Gabim"} | changes)
    )


def reviewed_by_its_own_organisation():
    organisation = make.OrganisationFactory()
    submitted(
        organisation=organisation,
        reviewer=make.UserFactory(),
        reviewing_organisation=organisation,
    )


def reviewed_by_whoever(did):
    author = make.UserFactory()
    submitted(**{did: author}, reviewer=author, reviewing_organisation=make.OrganisationFactory())


CASES = [
    ("report_revision_is_unique", lambda: again(published(), scorecard=make.ScorecardFactory())),
    (
        "report_one_open_per_contract_and_round",
        lambda: again(
            make.ReportFactory(), revision=2, corrects=published(), cause_sq="Gabim në numër"
        ),
    ),
    ("report_status_is_known_word", lambda: submitted(status="returned")),
    ("report_submitted_when_and_by_whom", lambda: make.ReportFactory(submitted_at=NOON)),
    (
        "report_submitted_when_and_by_whom",
        lambda: make.ReportFactory(submitted_by=make.UserFactory()),
    ),
    ("report_approved_when_and_by_whom", lambda: approved(approved_by=None)),
    ("report_approved_when_and_by_whom", lambda: approved(status="submitted", approved_at=None)),
    ("report_published_when_and_by_whom", lambda: published(published_by=None)),
    (
        "report_published_when_and_by_whom",
        lambda: make.ReportFactory(published_by=make.UserFactory()),
    ),
    ("report_reply_invited_when_and_by_whom", lambda: invited(reply_invited_by=None)),
    (
        "report_reply_invited_when_and_by_whom",
        lambda: approved(reply_invited_by=make.UserFactory()),
    ),
    ("report_reply_invitation_has_end_and_key", lambda: invited(reply_until=None)),
    ("report_reply_invitation_has_end_and_key", lambda: invited(reply_key="")),
    ("report_reply_invitation_has_end_and_key", lambda: approved(reply_until=NOON.date())),
    ("report_reply_invitation_has_end_and_key", lambda: approved(reply_key="k" * 32)),
    ("report_reviewer_has_an_organisation", lambda: submitted(reviewer=make.UserFactory())),
    (
        "report_reviewer_has_an_organisation",
        lambda: submitted(reviewing_organisation=make.OrganisationFactory()),
    ),
    ("report_is_reviewed_by_another_organisation", reviewed_by_its_own_organisation),
    ("report_is_not_reviewed_by_its_author", lambda: reviewed_by_whoever("opened_by")),
    ("report_is_not_reviewed_by_its_author", lambda: reviewed_by_whoever("submitted_by")),
    ("report_is_approved_by_its_reviewer", lambda: approved(approved_by=make.UserFactory())),
    (
        "report_is_approved_by_its_reviewer",
        lambda: approved(reviewer=None, reviewing_organisation=None),
    ),
    ("report_past_draft_was_submitted", lambda: make.ReportFactory(status="submitted")),
    (
        "report_approved_has_its_stamp",
        lambda: approved(approved_at=None, approved_by=None),
    ),
    ("report_approved_has_its_stamp", lambda: approved(status="submitted")),
    ("report_published_has_stamp_and_scorecard", lambda: published(scorecard=None)),
    (
        "report_published_has_stamp_and_scorecard",
        lambda: published(published_at=None, published_by=None),
    ),
    ("report_published_has_stamp_and_scorecard", lambda: published(status="approved")),
    ("report_correction_names_its_cause", lambda: correction(cause_sq="")),
    ("report_correction_names_its_cause", lambda: correction(corrects=None)),
    ("report_correction_names_its_cause", lambda: correction(revision=1)),
    ("report_correction_names_its_cause", lambda: make.ReportFactory(cause_sq="Gabim")),
    ("finding_one_per_report_and_commitment", lambda: again(make.FindingFactory(), status="full")),
    ("finding_status_is_known_word", lambda: make.FindingFactory(status="half")),
    ("finding_stage_is_known_word", lambda: make.FindingFactory(stage="dreamt")),
    ("finding_saved_when_and_by_whom", lambda: make.FindingFactory(saved_at=NOON)),
    ("finding_saved_when_and_by_whom", lambda: make.FindingFactory(saved_by=make.UserFactory())),
    ("evidence_class_is_known_word", lambda: make.EvidenceFactory(evidence_class="rumour")),
    ("evidence_has_a_title", lambda: make.EvidenceFactory(title="")),
    (
        "evidence_is_a_file_or_a_link",
        lambda: make.EvidenceFactory(as_file=True, link="https://example.org/"),
    ),
    ("evidence_is_a_file_or_a_link", lambda: make.EvidenceFactory(link="")),
    ("evidence_file_is_fully_described", lambda: make.EvidenceFactory(as_file=True, size=None)),
    ("evidence_file_is_fully_described", lambda: make.EvidenceFactory(as_file=True, size=0)),
    (
        "evidence_file_is_fully_described",
        lambda: make.EvidenceFactory(as_file=True, content_type=""),
    ),
    (
        "evidence_file_is_fully_described",
        lambda: make.EvidenceFactory(as_file=True, original_sha256=""),
    ),
    (
        "evidence_file_is_fully_described",
        lambda: make.EvidenceFactory(as_file=True, sha256="photo-1"),
    ),
    ("evidence_file_is_fully_described", lambda: make.EvidenceFactory(size=7)),
    (
        "evidence_link_is_a_web_address",
        lambda: make.EvidenceFactory(link="javascript:alert(document.domain)"),
    ),
    ("evidence_withheld_has_its_reason", lambda: make.EvidenceFactory(visibility="withheld")),
    ("evidence_withheld_has_its_reason", lambda: make.EvidenceFactory(withheld_reason="Private")),
    ("evidence_withheld_has_its_reason", lambda: make.EvidenceFactory(visibility="secret")),
    ("evidence_date_is_a_date", lambda: make.EvidenceFactory(dated="2026-02-0")),
    (
        "second_code_one_per_finding_and_reviewer",
        lambda: again(make.SecondCodeFactory(), status="full"),
    ),
    ("second_code_status_is_known_word", lambda: make.SecondCodeFactory(status="")),
    ("second_code_status_is_known_word", lambda: make.SecondCodeFactory(author_status="half")),
    ("second_code_outcome_has_its_sentence", lambda: make.SecondCodeFactory(outcome="kept")),
    ("second_code_outcome_has_its_sentence", lambda: make.SecondCodeFactory(outcome_note="Sepse")),
    (
        "second_code_outcome_has_its_sentence",
        lambda: make.SecondCodeFactory(outcome="lost", outcome_note="Sepse"),
    ),
    ("evidence_language_is_known", lambda: make.EvidenceFactory(language="it")),
    (
        "evidence_file_is_fully_described",
        lambda: make.EvidenceFactory(as_file=True, original_size=None),
    ),
    ("evidence_file_is_fully_described", lambda: make.EvidenceFactory(original_size=9)),
    ("kept_file_waits_once_per_finding", lambda: again(make.KeptFileFactory(), name="b.jpg")),
    ("kept_file_is_fully_described", lambda: make.KeptFileFactory(sha256="")),
    ("kept_file_is_fully_described", lambda: make.KeptFileFactory(original_sha256="?")),
    ("kept_file_is_fully_described", lambda: make.KeptFileFactory(size=0)),
    ("kept_file_is_fully_described", lambda: make.KeptFileFactory(name="")),
    ("download_names_its_file", lambda: make.OriginalDownloadFactory(original_sha256="")),
    ("comment_says_something", lambda: make.ReviewCommentFactory(text="")),
    ("letter_is_attached_once_to_a_reply", lambda: again(make.ReplyLetterFactory(), title="B")),
    ("letter_file_is_fully_described", lambda: make.ReplyLetterFactory(content_type="")),
    ("letter_file_is_fully_described", lambda: make.ReplyLetterFactory(original_size=0)),
    ("letter_file_is_fully_described", lambda: make.ReplyLetterFactory(title="")),
    (
        "report_reply_link_revoked_when_and_by_whom",
        lambda: invited(reply_revoked_at=NOON),
    ),
    (
        "report_reply_link_revoked_when_and_by_whom",
        lambda: invited(reply_revoked_by=make.UserFactory()),
    ),
    (
        "report_reply_contact_belongs_to_an_invitation",
        lambda: make.ReportFactory(reply_contact="Bashkia"),
    ),
    (
        "report_reply_contact_belongs_to_an_invitation",
        lambda: make.ReportFactory(reply_email="bashkia@example.org"),
    ),
    (
        "report_reply_contact_belongs_to_an_invitation",
        lambda: make.ReportFactory(reply_revoked_at=NOON, reply_revoked_by=make.UserFactory()),
    ),
    (
        "report_persons_in_pictures_is_known_word",
        lambda: make.ReportFactory(persons_in_pictures="some"),
    ),
    ("reply_says_something", lambda: make.ReplyFactory(text="")),
    ("reply_language_is_known", lambda: make.ReplyFactory(language="it")),
    ("reply_capacity_is_known_word", lambda: make.ReplyFactory(capacity="citizen")),
    ("reply_letter_was_filed_by_somebody", lambda: make.ReplyFactory(through="letter")),
    (
        "reply_letter_was_filed_by_somebody",
        lambda: make.ReplyFactory(filed_by=make.UserFactory()),
    ),
    ("reply_letter_was_filed_by_somebody", lambda: make.ReplyFactory(through="phone")),
    (
        "reply_answered_when_and_by_whom",
        lambda: make.ReplyFactory(answered_at=NOON, answer_sq="Faleminderit"),
    ),
    ("reply_answered_when_and_by_whom", lambda: make.ReplyFactory(answered_by=make.UserFactory())),
    (
        "reply_answer_has_words",
        lambda: make.ReplyFactory(answered_at=NOON, answered_by=make.UserFactory()),
    ),
    ("reply_answer_has_words", lambda: make.ReplyFactory(answer_sq="Faleminderit")),
    ("event_action_is_known_word", lambda: make.ReportEventFactory(action="delete")),
    ("event_statuses_are_known_words", lambda: make.ReportEventFactory(to_status="returned")),
    ("event_statuses_are_known_words", lambda: make.ReportEventFactory(from_status="returned")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.ReportFactory()
    submitted()
    invited(
        reply_contact="Kabineti", reply_email="kabineti@example.org",
        reply_revoked_at=NOON, reply_revoked_by=make.UserFactory(),
    )  # fmt: skip
    published(persons_in_pictures="agreed")
    correction()
    make.KeptFileFactory()
    make.OriginalDownloadFactory()
    make.ReplyLetterFactory()
    item = make.EvidenceFactory(language="en", text_alternative="A new road")
    make.ReviewCommentFactory(finding=item.finding, evidence=item)
    make.EvidenceFactory(as_file=True)
    make.EvidenceFactory(evidence_class="search", link="")
    make.EvidenceFactory(visibility="withheld", withheld_reason="Tregon një fëmijë")
    make.SecondCodeFactory(outcome="kept", outcome_note="Sepse ura nuk është hapur")
    make.ReplyFactory(through="letter", filed_by=make.UserFactory())
    make.ReplyFactory(answered_at=NOON, answered_by=make.UserFactory(), answer_sq="Faleminderit")
    make.ReportEventFactory(by=None, action="record_reply", to_status="approved")
