"""Building the demonstration: once, whole, only where it may be, and the same every time."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from contracts.models import Amendment, Commitment, Sector, Signature, SocialContract, Term
from monitoring.demonstration import script, seeding
from monitoring.demonstration.seeding import NotSeeded, Size
from monitoring.models import (
    Case,
    Document,
    Evidence,
    Finding,
    InformationRequest,
    LedgerEntry,
    Report,
    ReportEvent,
    Round,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    SecondCode,
)
from monitoring.record import load_network
from monitoring.scorecards import rendered
from monitoring.sealing import seal
from municipalities.models import Coverage, Municipality, Organisation, OutgoingMail, User
from municipalities.record import PATH
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def record(django_db_setup, django_db_blocker):
    """The network's record, loaded once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_network(path=PATH, at=datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def run(*arguments):
    """What the command prints."""
    printed = io.StringIO()
    call_command("seed_demo", *arguments, stdout=printed)
    return printed.getvalue()


def test_without_a_demonstration_there_are_no_accounts_to_print():
    with pytest.raises(CommandError, match="There is no demonstration yet. Run seed_demo first."):
        run("--accounts")


def test_outside_a_demonstration_nothing_is_put_in(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="This is no demonstration") as refused:
        run()

    assert refused.value.returncode == 1
    assert not Term.objects.filter(is_demonstration=True).exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--municipalities", "0"), "--municipalities must be from 1 to 10,000."),
        (("--municipalities", "10001"), "--municipalities must be from 1 to 10,000."),
        (("--rounds", "41"), "--rounds must be from 1 to 40."),
        (("--commitments", "0"), "--commitments must be from 1 to 200."),
    ],
)
def test_a_size_that_cannot_be_is_refused(arguments, sentence):
    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == sentence


def test_an_incomplete_record_is_refused_and_nothing_is_left_behind(media):
    Coverage.objects.filter(municipality__slug="korce").delete()

    with pytest.raises(NotSeeded, match="The municipality korce or the organisation"):
        seeding.seed(Size())

    assert not Term.objects.filter(is_demonstration=True).exists()
    assert not User.objects.exists()


def test_the_same_seed_gives_the_same_ledger_and_another_seed_another(media):
    def head_after(seed):
        with transaction.atomic():
            seeding.seed(Size(municipalities=2, rounds=2, commitments=2, seed=seed))
            head = LedgerEntry.objects.head()
            transaction.set_rollback(True)
        return head.seq, head.hash

    first = head_after(7)

    assert head_after(7) == first
    assert head_after(8) != first


def test_in_a_ledger_with_later_entries_everything_is_published_after_them(media):
    later = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    before = seal(kind="publish", subject="a/b/c", rev=1, payload={"schema": "x-1"}, at=later)

    seeding.seed(Size(municipalities=2, rounds=2, commitments=1))

    after = LedgerEntry.objects.filter(seq__gt=before.seq).values_list("at", flat=True)
    assert set(after) == {later}


def test_nobody_is_told_by_mail_of_the_invented_past(media):
    waiting = factories.OutgoingMailFactory()

    run("--municipalities", "1", "--rounds", "1", "--commitments", "5")

    assert list(OutgoingMail.objects.all()) == [waiting]


def test_what_was_amended_has_its_paper_and_letters_went_out_in_the_demonstration_alone(media):
    run("--municipalities", "7", "--rounds", "2", "--commitments", "2")

    amendment = Amendment.objects.get(commitment__contract__term__is_demonstration=True)
    paper = Document.objects.public().get(amendment=amendment)
    assert (paper.title[:9], paper.dated) == ("Shembull:", amendment.since.isoformat())
    letters = list(InformationRequest.objects.select_related("report__round__term").order_by("pk"))
    assert [(each.answered_on is None, each.sent_on is None) for each in letters] == [
        (False, False), (True, False)
    ]  # fmt: skip
    assert {each.report.round.term.is_demonstration for each in letters} == {True}
    assert {words[:9] for each in letters for words in (each.office, each.letter)} == {"Shembull:"}
    assert not Evidence.objects.filter(evidence_class="search", finding__report__in=[
        each.report for each in letters
    ], title__contains="pa përgjigje").exists()  # fmt: skip


def test_citizens_told_something_and_most_of_it_is_decided_the_same_way_each_time(media):
    def cases():
        with transaction.atomic():
            seeding.seed(Size(municipalities=5, rounds=1, commitments=1))
            found = list(Case.objects.order_by("pk").values_list("number", "outcome"))
            transaction.set_rollback(True)
        return found

    first = cases()

    assert [outcome for _number, outcome in first] == ["taken_up", "declined", "known", "", ""]
    assert cases() == first


def test_a_contract_can_be_excluded_as_a_whole(media):
    seeding.seed(Size(municipalities=13, rounds=1, commitments=1))

    shown = Scorecard.objects.get(municipality__slug="shembull-13")
    assert (shown.counts.total, shown.excluded) == (0, 1)
    assert shown.score.fulfilment is None
    assert list(rendered.problems()) == []


# --- In bulk ------------------------------------------------------------------------------------

KNOWN_BY = {
    Term: "slug",
    Round: "slug",
    Sector: "slug",
    User: "email",
    Organisation: "slug",
    Municipality: "slug",
    SocialContract: "code",
    Commitment: "reference",
    Finding: "commitment__reference",
    ScorecardLine: "reference",
    Report: "revision",
    Scorecard: "revision",
    LedgerEntry: "hash",
}
OF_A_MUNICIPALITY = {
    Coverage: "municipality",
    SocialContract: "municipality",
    Signature: "contract__municipality",
    Commitment: "contract__municipality",
    Report: "contract__municipality",
    Finding: "report__contract__municipality",
    Evidence: "finding__report__contract__municipality",
    SecondCode: "finding__report__contract__municipality",
    ReportEvent: "report__contract__municipality",
    Scorecard: "municipality",
    ScorecardLine: "scorecard__municipality",
    ScorecardEvidence: "line__scorecard__municipality",
}


def rows_of(slug):
    """All that is stored about a municipality, without numbers that only a database knows."""
    municipality = Municipality.objects.get(slug=slug)
    found = {Municipality: _rows(Municipality.objects.filter(pk=municipality.pk))}
    for model, path in OF_A_MUNICIPALITY.items():
        found[model] = _rows(model.objects.filter(**{path: municipality}))
    return found


def _rows(queryset):
    names = []
    for field in queryset.model._meta.concrete_fields:
        known_by = KNOWN_BY.get(field.related_model)
        if not field.primary_key and field.name != "reply_key":
            names.append(f"{field.name}__{known_by}" if known_by else field.name)
    return list(queryset.order_by("pk").values_list(*names))


def test_a_municipality_copied_in_bulk_equals_one_that_was_played(media, monkeypatch):
    """In a small world: three real ones, three kinds of further ones, two that repeat those."""
    monkeypatch.setattr(script, "THE_TWELVE", script.THE_TWELVE[:3])
    monkeypatch.setattr(script, "VARIETY", 3)

    def built(copy_after):
        with transaction.atomic():
            seeding.seed(Size(municipalities=9, rounds=2, commitments=3), copy_after=copy_after)
            entries = LedgerEntry.objects.in_order().values_list("entry", "hash", "payload")
            found = rows_of("shembull-8"), rows_of("shembull-9"), list(entries)
            transaction.set_rollback(True)
        return found

    copied = built(copy_after=7)

    assert [model for model, rows in copied[0].items() if not rows] == []
    assert copied == built(copy_after=9)
