"""What the database refuses to store about rounds, claims, the ledger and published results."""

import datetime

import pytest

from tests import factories as make
from tests.constraints import again, assert_breaks, constraints_of, models_of

CONSTRAINTS = constraints_of(
    models_of("monitoring", "rounds", "claims", "chain", "showcase", "responses")
)
DAY = datetime.date(2026, 9, 30)
AS_PUBLISHED = {"method_version": "0", "evidence_until": None, "reviewing": None}
EXCLUDED = {"status": "", "excluded_on": DAY, "exclusion_sq": "E kaluar me ligj"}
FILE = {"link": "", "sha256": "a" * 64, "size": 7, "content_type": "image/jpeg"}
WITHHELD = {"link": "", "title": "", "withheld_reason": "Tregon një fëmijë"}


def monitored_and_reviewed_by_the_same():
    organisation = make.OrganisationFactory()
    make.ScorecardFactory(monitoring=organisation, reviewing=organisation)


CASES = [
    ("round_slug_is_unique_in_its_term", lambda: again(make.RoundFactory(), name_sq="Tjetër")),
    ("round_method_is_known", lambda: make.RoundFactory(method_version="2")),
    ("round_has_its_dates", lambda: make.RoundFactory(begins=None)),
    ("round_has_its_dates", lambda: make.RoundFactory(ends=None)),
    ("round_has_its_dates", lambda: make.RoundFactory(evidence_until=None)),
    ("round_has_its_dates", lambda: make.RoundFactory(submit_by=None)),
    ("round_ends_after_it_begins", lambda: make.RoundFactory(ends=datetime.date(2025, 9, 1))),
    (
        "round_dates_are_in_order",
        lambda: make.RoundFactory(evidence_until=datetime.date(2025, 8, 31)),
    ),
    ("round_dates_are_in_order", lambda: make.RoundFactory(submit_by=datetime.date(2026, 9, 14))),
    ("round_is_named", lambda: make.RoundFactory(slug="viti i parë")),
    ("round_has_its_own_address", lambda: make.RoundFactory(slug="media")),
    ("round_is_named", lambda: make.RoundFactory(name_sq="")),
    ("round_reply_days_are_1_to_90", lambda: make.RoundFactory(reply_days=0)),
    ("round_reply_days_are_1_to_90", lambda: make.RoundFactory(reply_days=91)),
    (
        "round_closed_when_and_by_whom",
        lambda: make.RoundFactory(closed_at=datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC)),
    ),
    ("round_closed_when_and_by_whom", lambda: make.RoundFactory(closed_by=make.UserFactory())),
    ("extension_has_a_reason", lambda: make.RoundExtensionFactory(reason_sq="")),
    (
        "extension_moves_the_deadline_later",
        lambda: make.RoundExtensionFactory(old_submit_by=DAY, new_submit_by=DAY),
    ),
    ("reopening_has_a_reason", lambda: make.RoundReopeningFactory(reason_sq="")),
    (
        "reopening_follows_the_closing",
        lambda: make.RoundReopeningFactory(
            reopened_at=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
        ),
    ),
    ("reopening_one_per_closing", lambda: again(make.RoundReopeningFactory())),
    ("claim_is_by_a_known_side", lambda: make.ClaimFactory(claimed_by="media")),
    ("claim_says_who_what_where", lambda: make.ClaimFactory(who_sq="")),
    ("claim_says_who_what_where", lambda: make.ClaimFactory(text_sq="")),
    ("claim_says_who_what_where", lambda: make.ClaimFactory(source="")),
    ("claim_says_who_what_where", lambda: make.ClaimFactory(slug="80 %")),
    ("claim_figure_is_a_percentage", lambda: make.ClaimFactory(figure="100.01")),
    ("claim_figure_is_a_percentage", lambda: make.ClaimFactory(figure=-1)),
    ("claim_counts_are_whole", lambda: make.ClaimFactory(full=3)),
    ("claim_counts_are_whole", lambda: make.ClaimFactory(full=3, none=2)),
    ("claim_date_is_a_date", lambda: make.ClaimFactory(said_on="dje")),
    (
        "ledger_no_fork",
        lambda: make.LedgerEntryFactory.create_batch(2, subject="prova/2023/viti-1/scorecard"),
    ),
    ("ledger_counts_from_one", lambda: make.LedgerEntryFactory(seq=0)),
    ("ledger_kind_is_known_word", lambda: make.LedgerEntryFactory(kind="edit")),
    ("ledger_hashes_are_hashes", lambda: make.LedgerEntryFactory(hash="A" * 64)),
    ("ledger_hashes_are_hashes", lambda: make.LedgerEntryFactory(prev="0" * 63)),
    ("ledger_entry_is_text_about_something", lambda: make.LedgerEntryFactory(entry="")),
    (
        "ledger_entry_is_text_about_something",
        lambda: make.LedgerEntryFactory(subject=""),
    ),
    (
        "scorecard_revision_is_unique",
        lambda: again(make.ScorecardFactory(), entry=make.LedgerEntryFactory()),
    ),
    (
        "scorecard_correction_names_its_cause",
        lambda: make.ScorecardFactory(revision=2, supersedes=make.ScorecardFactory()),
    ),
    (
        "scorecard_correction_names_its_cause",
        lambda: make.ScorecardFactory(revision=2, cause_sq="Gabim"),
    ),
    ("scorecard_correction_names_its_cause", lambda: make.ScorecardFactory(cause_sq="Gabim")),
    ("scorecard_correction_names_its_cause", lambda: make.ScorecardFactory(revision=0)),
    ("scorecard_was_reviewed_by_another_organisation", monitored_and_reviewed_by_the_same),
    (
        "scorecard_is_by_a_method_or_has_its_source",
        lambda: make.ScorecardFactory(**AS_PUBLISHED),
    ),
    (
        "scorecard_is_by_a_method_or_has_its_source",
        lambda: make.ScorecardFactory(method_version="2"),
    ),
    (
        "scorecard_is_by_a_method_or_has_its_source",
        lambda: make.ScorecardFactory(evidence_until=None),
    ),
    ("scorecard_is_by_a_method_or_has_its_source", lambda: make.ScorecardFactory(reviewing=None)),
    (
        "line_one_per_scorecard_and_commitment",
        lambda: again(make.ScorecardLineFactory(), position=9),
    ),
    (
        "line_position_is_unique",
        lambda: again(make.ScorecardLineFactory(), commitment=make.CommitmentFactory()),
    ),
    ("line_has_a_status_or_is_excluded", lambda: make.ScorecardLineFactory(status="")),
    ("line_has_a_status_or_is_excluded", lambda: make.ScorecardLineFactory(status="half")),
    ("line_has_a_status_or_is_excluded", lambda: make.ScorecardLineFactory(excluded_on=DAY)),
    (
        "line_has_a_status_or_is_excluded",
        lambda: make.ScorecardLineFactory(**(EXCLUDED | {"exclusion_sq": ""})),
    ),
    ("line_stage_is_known_word", lambda: make.ScorecardLineFactory(stage="dreamt")),
    (
        "line_withdrawn_counts_as_not_addressed",
        lambda: make.ScorecardLineFactory(withdrawn_on=DAY, status="partial"),
    ),
    ("line_is_named", lambda: make.ScorecardLineFactory(title_sq="")),
    ("line_is_named", lambda: make.ScorecardLineFactory(reference="")),
    ("line_words_are_known", lambda: make.ScorecardLineFactory(pillar="health")),
    ("line_words_are_known", lambda: make.ScorecardLineFactory(kind="road")),
    ("line_words_are_known", lambda: make.ScorecardLineFactory(previous="half")),
    ("line_has_both_codes_or_none", lambda: make.ScorecardLineFactory(first_code="full")),
    ("line_has_both_codes_or_none", lambda: make.ScorecardLineFactory(second_code="full")),
    (
        "shown_evidence_position_is_unique",
        lambda: again(make.ScorecardEvidenceFactory(), title="Tjetër"),
    ),
    (
        "shown_evidence_class_is_known_word",
        lambda: make.ScorecardEvidenceFactory(evidence_class="rumour"),
    ),
    ("shown_evidence_withheld_shows_nothing", lambda: make.ScorecardEvidenceFactory(title="")),
    *[
        (
            "shown_evidence_withheld_shows_nothing",
            lambda field=field, value=value: make.ScorecardEvidenceFactory(
                **(WITHHELD | {field: value})
            ),
        )
        for field, value in {
            "title": "Foto e një fëmije",
            "publisher": "Shkolla",
            "dated": "2026-05",
            "place": "Provë",
            "page": "4",
            "shows": "Një fëmijë",
            "link": "https://example.org/",
        }.items()
    ],
    (
        "shown_evidence_withheld_shows_nothing",
        lambda: make.ScorecardEvidenceFactory(**(FILE | {"withheld_reason": "x", "title": ""})),
    ),
    (
        "shown_evidence_file_is_fully_described",
        lambda: make.ScorecardEvidenceFactory(**(FILE | {"size": None})),
    ),
    (
        "shown_evidence_file_is_fully_described",
        lambda: make.ScorecardEvidenceFactory(**(FILE | {"sha256": "A" * 64})),
    ),
    ("shown_evidence_file_is_fully_described", lambda: make.ScorecardEvidenceFactory(size=7)),
    (
        "shown_evidence_is_a_file_or_a_link",
        lambda: make.ScorecardEvidenceFactory(**(FILE | {"link": "https://example.org/"})),
    ),
    (
        "shown_evidence_link_is_a_web_address",
        lambda: make.ScorecardEvidenceFactory(link="javascript:alert(1)"),
    ),
    ("shown_evidence_date_is_a_date", lambda: make.ScorecardEvidenceFactory(dated="2026-14")),
    ("shown_evidence_language_is_known", lambda: make.ScorecardEvidenceFactory(language="it")),
    (
        "shown_evidence_withheld_shows_nothing",
        lambda: make.ScorecardEvidenceFactory(**WITHHELD, text_alternative="Një fëmijë"),
    ),
    ("shown_letter_position_is_unique", lambda: again(make.ScorecardReplyLetterFactory())),
    ("shown_letter_file_is_fully_described", lambda: make.ScorecardReplyLetterFactory(sha256="")),
    ("shown_letter_file_is_fully_described", lambda: make.ScorecardReplyLetterFactory(size=0)),
    ("shown_letter_file_is_fully_described", lambda: make.ScorecardReplyLetterFactory(title="")),
    ("shown_reply_says_something", lambda: make.ScorecardReplyFactory(text="")),
    ("shown_reply_language_is_known", lambda: make.ScorecardReplyFactory(language="it")),
    ("shown_reply_capacity_is_known_word", lambda: make.ScorecardReplyFactory(capacity="Ana")),
    ("retraction_has_a_reason", lambda: make.RetractionFactory(reason_sq="")),
]


def test_every_constraint_has_a_case():
    assert {name for name, _ in CASES} == set(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "break_it"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(name, break_it):
    assert_breaks(*CONSTRAINTS[name], break_it)


@pytest.mark.django_db
def test_what_is_right_in_every_form_is_stored():
    make.ScorecardFactory(**AS_PUBLISHED, source="Raporti i vitit të parë")
    make.ScorecardFactory(revision=2, supersedes=make.ScorecardFactory(), cause_sq="Gabim")
    make.ScorecardLineFactory(**EXCLUDED)
    make.ScorecardLineFactory(withdrawn_on=DAY, status="none")
    make.ScorecardLineFactory(first_code="full", second_code="partial", previous="none")
    make.ScorecardEvidenceFactory(**FILE)
    make.ScorecardEvidenceFactory(**WITHHELD)
    make.ScorecardEvidenceFactory(evidence_class="search", link="")
    make.ClaimFactory(full=3, partial=5, none=1)
    make.RoundFactory(
        method_version="0", begins=None, ends=None, evidence_until=None, submit_by=None
    )
