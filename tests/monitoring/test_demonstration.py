"""The demonstration term: everything that it shows, and that all of it says what it is."""

import datetime
import io
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from contracts.models import Amendment, Commitment, Exclusion, Signature, Term
from monitoring import evidence, ledger
from monitoring.demonstration import accounts, seeding
from monitoring.demonstration.seeding import Size
from monitoring.demonstration.wording import MARK_EN, MARK_SQ
from monitoring.models import (
    Claim,
    Evidence,
    EvidenceClass,
    Finding,
    LedgerEntry,
    Reply,
    Report,
    Retraction,
    ReviewComment,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    ScorecardReply,
    SecondCode,
    Stage,
    Status,
)
from municipalities.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db

LAST, NOW = "2024-2025", "2025-2026"


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """The usual demonstration, built once for this module, whose tests only look at it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        seeding.seed(Size())
        yield Term.objects.get(slug="demonstrim")
        transaction.set_rollback(True)


def run(*arguments):
    """What the command prints."""
    printed = io.StringIO()
    call_command("seed_demo", *arguments, stdout=printed)
    return printed.getvalue()


def scorecard(slug, round=LAST, revision=1):
    return Scorecard.objects.get(
        municipality__slug=slug, round__slug=round, revision=revision,
        contract__term__is_demonstration=True,
    )  # fmt: skip


def counts(shown):
    return (shown.full, shown.partial, shown.none, shown.unassessed, shown.unassessable)


def report(slug):
    return Report.objects.get(contract__code=f"{slug}-demo", round__slug=NOW)


# --- What it shows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("vlore", (3, 5, 1, 1, 1)),
        ("fier", (3, 4, 4, 0, 0)),
        ("tirane", (2, 3, 1, 5, 0)),
        ("elbasan", (0, 0, 11, 0, 0)),
        ("kukes", (0, 0, 0, 11, 0)),
        ("pogradec", (1, 3, 0, 0, 0)),
        ("korce", (3, 2, 4, 0, 0)),
    ],
)
def test_a_municipality_shows_the_counts_of_its_part(demonstration, slug, expected):
    assert counts(scorecard(slug)) == expected


def test_figures_without_a_headline_are_among_them(demonstration):
    shown = {slug: scorecard(slug).score.has_headline for slug in ("vlore", "tirane", "pogradec")}

    assert shown == {"vlore": True, "tirane": False, "pogradec": False}
    assert scorecard("kukes").score.fulfilment is None
    assert scorecard("elbasan").score.fulfilment == 0


def test_one_municipality_has_no_contract_one_no_list_and_one_no_report(demonstration):
    contracts = {c.municipality.slug: c for c in demonstration.contracts.all()}

    assert "vau-i-dejes" not in contracts
    assert len(contracts) == 11
    assert contracts["kamez"].list_status == "unpublished"
    assert not contracts["kamez"].commitments.exists()
    assert contracts["puke"].commitments.count() == 11
    assert not contracts["puke"].reports.exists()


def test_what_was_published_is_corrected_retracted_and_replied_to(demonstration):
    corrected = scorecard("durres", revision=2)
    retracted = scorecard("tirane", round="2023-2024")

    assert counts(corrected.supersedes) == (3, 3, 5, 0, 0)
    assert counts(corrected) == counts(scorecard("fier"))
    assert corrected.cause_sq.startswith(MARK_SQ)
    assert retracted.retraction.reason_sq.startswith(MARK_SQ)
    replies = scorecard("fier").replies.all()
    assert [reply.line is None for reply in replies] == [True, False, False]
    assert all(reply.answer_sq for reply in replies)


def test_a_contract_has_an_amended_a_withdrawn_and_two_obsolete_commitments(demonstration):
    before, last = scorecard("korce", "2023-2024"), scorecard("korce")

    assert last.excluded == 2
    assert before.excluded == 0
    assert [line.number for line in last.lines.filter(excluded_on=None, withdrawn_on=None)] == [
        "1", "2", "3", "5", "6", "7", "8", "10",
    ]  # fmt: skip
    assert last.lines.get(number="9").status == "none"
    assert before.lines.get(number="2").title_sq != last.lines.get(number="2").title_sq


def test_the_open_round_has_a_report_in_every_state(demonstration):
    states = {
        r.contract.municipality.slug: r.status for r in Report.objects.filter(round__slug=NOW)
    }

    assert states == {
        "vlore": "draft", "fier": "submitted", "durres": "submitted", "shkoder": "published",
        "tirane": "draft", "elbasan": "draft", "korce": "approved", "kukes": "approved",
    }  # fmt: skip
    assert not report("tirane").findings.exclude(status="").exists()
    filled = report("vlore").findings.exclude(status="").count()
    assert 0 < filled < report("vlore").findings.count()
    coded = SecondCode.objects.filter(finding__report=report("durres")).count()
    assert 0 < coded < report("durres").findings.count()
    assert report("fier").reviewer is None
    assert report("elbasan").events.last().action == "return_to_author"
    assert report("korce").reply_until == datetime.date(2026, 11, 4)
    assert [reply.answer_sq for reply in report("kukes").replies.all()] == [""]


def test_the_first_result_of_the_last_round_is_final(demonstration):
    assert scorecard("shkoder", round=NOW).is_final
    assert not scorecard("shkoder").is_final


def test_a_bundle_takes_its_status_from_its_points(demonstration):
    bundle = scorecard("vlore").lines.get(number="1")

    assert bundle.status == "partial"
    assert [point.status for point in bundle.points.order_by("position")] == [
        "partial", "full", "none", "full", "partial",
    ]  # fmt: skip


def test_every_word_of_the_method_is_used(demonstration):
    def used(queryset, name):
        return set(queryset.values_list(name, flat=True)) - {""}

    lines = ScorecardLine.objects.filter(scorecard__contract__term=demonstration)
    items = ScorecardEvidence.objects.filter(line__scorecard__contract__term=demonstration)

    assert used(lines, "status") == set(Status.values)
    assert used(Finding.objects.all(), "stage") == set(Stage.values)
    assert used(lines, "kind") == set(Commitment.Kind.values)
    assert used(items, "evidence_class") == set(EvidenceClass.values)
    assert used(items, "content_type") == {"image/jpeg", "image/png", "image/webp",
                                           "application/pdf"}  # fmt: skip
    assert items.exclude(withheld_reason="").exists()


def test_results_move_forward_and_back(demonstration):
    moves = set(scorecard("shkoder").lines.values_list("previous", "status"))

    assert {("partial", "full"), ("full", "partial"), ("partial", "none")} <= moves


def test_some_differences_between_author_and_reviewer_are_kept_and_some_given_up(demonstration):
    settled = SecondCode.objects.exclude(outcome="").values_list("outcome", flat=True)

    assert set(settled) == {"kept", "given_up"}


def test_some_texts_are_long_and_some_exist_in_albanian_only(demonstration):
    lines = ScorecardLine.objects.filter(scorecard__contract__term=demonstration)

    assert max(len(line.title_sq) for line in lines) > 250
    assert lines.filter(title_en="").exists()
    assert lines.exclude(title_en="").exists()
    assert not lines.filter(scorecard=scorecard("pogradec")).exclude(rationale_en="").exists()


# --- That it says so ----------------------------------------------------------------------------


def test_every_text_begins_by_saying_that_it_is_an_example(demonstration):
    texts = {
        Commitment: ("title", "text"),
        Amendment: ("old_title", "old_text"),
        Exclusion: ("reason",),
        Report: ("summary", "cause"),
        Finding: ("rationale", "reason"),
        Reply: ("answer",),
        Scorecard: ("summary", "cause"),
        ScorecardLine: ("title", "text", "rationale", "reason", "exclusion"),
        ScorecardReply: ("answer",),
        Retraction: ("reason",),
        Claim: ("who", "text"),
    }
    invented = {
        Commitment: {"contract__term": demonstration},
        Scorecard: {"contract__term": demonstration},
        ScorecardLine: {"scorecard__contract__term": demonstration},
        Claim: {"term": demonstration},
    }
    for model, names in texts.items():
        rows = model.objects.filter(**invented.get(model, {}))
        assert rows.exists(), model
        for name in names:
            for language, mark in (("sq", MARK_SQ), ("en", MARK_EN)):
                found = chain.from_iterable(rows.values_list(f"{name}_{language}"))
                assert [text for text in found if text and not text.startswith(mark)] == []
    for model, name in ((Evidence, "title"), (Evidence, "shows"), (Reply, "text"),
                        (ReviewComment, "text"), (SecondCode, "outcome_note")):  # fmt: skip
        found = [text for text in model.objects.values_list(name, flat=True) if text]
        assert found
        assert [text for text in found if not text.startswith(MARK_SQ)] == []


def test_no_person_and_no_party_is_in_it(demonstration):
    names = [
        signature.name
        for signature in Signature.objects.filter(contract__term=demonstration)
        if not signature.organisation
    ]

    assert set(names) == {"Shembull: kandidatura A", "Shembull: kandidatura B"}
    assert not Signature.objects.filter(contract__term=demonstration).exclude(party="").exists()
    assert demonstration.label_sq == "Demonstrim – të dhëna të trilluara"
    assert demonstration.label_en == "Demonstration – invented data"


def test_what_is_sealed_says_that_it_is_a_demonstration(demonstration):
    sealed = LedgerEntry.objects.filter(scorecard__contract__term=demonstration)

    assert sealed.count() == 20
    assert all('"demonstration":true' in entry.payload for entry in sealed)


# --- That it holds ------------------------------------------------------------------------------


def test_the_verifier_that_anyone_can_run_finds_the_ledger_good(demonstration, tmp_path):
    exported = tmp_path / "ledger.jsonl"
    lines = [ledger.jsonl_line(e.entry, e.hash, e.payload) for e in LedgerEntry.objects.in_order()]
    exported.write_text("\n".join(lines) + "\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, Path(project.BASE_DIR) / "monitoring" / "ledger.py", exported],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"good: {len(lines)} entries")


def test_every_published_file_is_there_and_unchanged(demonstration):
    shown = ScorecardEvidence.objects.exclude(sha256="").values_list("sha256", "size").distinct()

    assert len(shown) > 5
    assert all(evidence.matches(sha256, size) for sha256, size in shown)


def test_everything_was_published_before_today(demonstration):
    assert LedgerEntry.objects.head().at < datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


# --- Accounts -----------------------------------------------------------------------------------


def test_there_is_one_account_per_role_and_organisation_and_two_network_admins(demonstration):
    held = Membership.objects.values_list("organisation__slug", "role", "user__email")
    admins = User.objects.filter(is_network_admin=True)

    expected = [
        (slug, role, f"{role}@{slug}.demo")
        for slug in Organisation.objects.values_list("slug", flat=True)
        for role in ("coordinator", "manager")
    ]
    assert sorted(held) == sorted(expected)
    assert len(expected) == 24
    assert [(a.email, a.memberships.count()) for a in admins.order_by("pk")] == [
        ("network@pop.demo", 0),
        ("network2@pop.demo", 0),
    ]
    assert set(User.objects.values_list("language", flat=True)) == {"sq", "en"}


def test_everybody_signs_in_with_the_one_password(demonstration):
    assert all(person.check_password("demonstrim-2027") for person in User.objects.all())


def test_the_accounts_can_be_printed_again(demonstration):
    printed = run("--accounts")

    assert "'demonstrim-2027'" in printed
    assert [line.split()[0] for line in printed.splitlines() if ".demo" in line] == [
        email for email, _role, _organisation in accounts.table()
    ]


# --- Built once --------------------------------------------------------------------------------


def test_a_second_run_changes_nothing_and_says_so(demonstration):
    def state():
        return LedgerEntry.objects.head().hash, User.objects.count(), Finding.objects.count()

    before = state()
    assert run().startswith("The demonstration is already there; nothing was changed.\n")
    assert state() == before


def test_another_demonstration_beside_it_is_refused(demonstration):
    before = LedgerEntry.objects.count()

    with pytest.raises(CommandError, match="start with a new database"):
        run("--seed", "2")

    assert LedgerEntry.objects.count() == before
