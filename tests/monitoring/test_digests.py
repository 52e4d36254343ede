"""The weekly digest: what changed and why, told once to whoever follows it, and no draft."""

import datetime

import pytest
from django.core.management import call_command
from time_machine import travel

from monitoring import actions, following
from monitoring.following import digests
from monitoring.models.followers import Follower
from municipalities.models import OutgoingMail
from tests import factories
from tests.monitoring.followers import ADDRESS, asked_and_confirmed, digest, put_in, trace_of
from tests.races import at_once
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 12, 31, 9, tzinfo=datetime.UTC)
REASON = "U botua nën emrin e një bashkie tjetër."


@pytest.fixture(autouse=True)
def clock(settings):
    settings.DEMO = False
    settings.PUBLIC_ORIGIN = "https://pop.example"
    with travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def town():
    return factories.MunicipalityFactory(slug="fier", name_sq="Fieri", name_en="Fier")


def words_of(row) -> str:
    return " ".join(row.text.replace("\xa0", " ").split())


def test_a_result_is_told_to_who_follows_the_municipality_once(town):
    asked_and_confirmed(town)
    asked_and_confirmed(factories.MunicipalityFactory(), "beni@example.org")
    story = Story(municipality=town).published()

    (row,) = digest()

    assert (row.to, row.subject) == (ADDRESS, "What changed: Fier")
    words = words_of(row)
    assert f"20 October 2026 – Fier, {story.round.name_en}: new result" in words
    assert "Fulfilment 40 % (2 of 5). Read strictly 20 % (1 of 5)" in words
    address = f"/en/municipalities/fier/{story.contract.term.slug}/{story.round.slug}/"
    assert f"\nhttps://pop.example{address}\n" in row.text
    assert set(Follower.objects.values_list("told_up_to", flat=True)) == {1}
    assert digest() == []


def test_a_week_without_news_brings_no_mail(town):
    asked_and_confirmed(town)
    factories.ScorecardFactory()
    assert digest() == []
    assert Follower.objects.get().told_up_to == 1


def test_a_correction_is_told_with_its_cause_and_both_figures(town):
    story = Story(municipality=town).published()
    asked_and_confirmed(town)
    story.corrected(("full", "full", "partial", "none", "none"))
    words = words_of(digest()[0])
    assert (
        f"Fier, {story.round.name_en}: corrected result Cause: A decision of the council" in words
    )
    assert "Now: Of 5 assessed commitments, 2 are fully" in words
    assert "Before: Of 5 assessed commitments, 1 are fully" in words


def test_what_was_published_and_retracted_in_one_week_tells_no_figure(town):
    asked_and_confirmed(town)
    story = Story(municipality=town).published()
    actions.retract(report=story.report, by=story.admin, reason_sq=REASON, at=BEGIN + 90 * DAY)
    words = words_of(digest()[0])
    assert "%" not in words and "Fulfilment" not in words
    assert words.count(f"Reason: {REASON}") == 2
    assert "new result (retracted since)" in words


def test_a_reply_is_told_with_the_answer(town):
    asked_and_confirmed(town)
    card = factories.ScorecardFactory(contract__municipality=town)
    factories.ScorecardReplyFactory(scorecard=card, text="Rruga u hap.", answer_en="Thank you.")
    words = words_of(digest()[0])
    assert (
        "reply of the municipality In the name of the mayor, about the result as a whole: " in words
    )
    assert "Rruga u hap. Answer of the reviewer: Thank you." in words


def lines_in(row) -> list[str]:
    return [line for line in row.text.splitlines() if line.startswith("- ") or "No status" in line]


def test_who_follows_a_commitment_reads_its_status_and_nothing_of_others():
    story = Story()
    asked_and_confirmed(story.commitments[1])
    story.published()
    (row,) = digest()
    commitment = story.commitments[1]
    assert row.subject == f"What changed: {story.municipality.name_en}: {commitment.title_en}"
    assert lines_in(row) == [f"- {commitment.title_en}: Partially addressed (under way)"]
    assert "Fulfilment" not in row.text


def test_who_follows_a_commitment_is_told_what_a_correction_changed_and_why():
    story = Story().published()
    changed, unchanged = story.commitments[1], story.commitments[0]
    asked_and_confirmed(changed)
    asked_and_confirmed(unchanged, "beni@example.org")
    story.corrected(("full", "full", "partial", "none", "none"))
    told = {row.to: row for row in digest()}
    assert lines_in(told[ADDRESS]) == [
        f"- {changed.title_en}: Fully addressed (in use), before: Partially addressed"
    ]
    assert lines_in(told["beni@example.org"]) == ["No status of it changed."]
    for row in told.values():
        assert "Cause: A decision of the council had been missed." in row.text


def test_the_next_round_tells_what_the_status_was_before():
    story = Story().published()
    commitment = story.commitments[0]
    asked_and_confirmed(commitment)
    with travel(BEGIN + 400 * DAY, tick=False):
        story.next_round(("none", "partial", "partial", "none", "none"))
        assert lines_in(digest()[0]) == [
            f"- {commitment.title_en}: Not addressed (no step found), before: Fully addressed"
        ]


def test_replies_about_other_commitments_are_not_told():
    story = Story().published()
    own, other = story.commitments[:2]
    asked_and_confirmed(own)
    lines = {line.commitment_id: line for line in story.scorecard.lines.all()}
    for commitment, text in ((own, "Për të parin."), (other, "KANARINË")):
        factories.ScorecardReplyFactory(
            scorecard=story.scorecard, line=lines[commitment.pk], text=text
        )
    words = words_of(digest()[0])
    assert "Për të parin." in words
    assert "KANARINË" not in words


def test_who_follows_a_sector_reads_of_it_in_every_municipality():
    sector = factories.SectorFactory(name_en="Waste")
    term = factories.TermFactory()
    stories = [Story(term=term), Story(term=term)]
    for story in stories:
        story.commitments[0].sector = sector
        story.commitments[0].save()
    asked_and_confirmed(sector)
    for story in stories:
        story.published()
    (row,) = digest()
    assert row.subject == "What changed: Waste, all municipalities"
    assert lines_in(row) == [
        f"- {story.commitments[0].title_en}: Fully addressed (in use)" for story in stories
    ]


@pytest.mark.parametrize("demo", [False, True])
def test_a_digest_tells_the_record_of_the_installation_and_never_both(town, settings, demo):
    settings.DEMO = demo
    asked_and_confirmed(town)
    real = factories.TermFactory(begins=datetime.date(2023, 6, 1))
    invented = factories.TermFactory(is_demonstration=True)
    stories = [Story(municipality=town, term=term).published() for term in (real, invented)]
    (row,) = digest()
    told = [story.contract.term.slug in row.text for story in stories]
    assert told == [not demo, demo]
    assert ("The demonstration: everything in it is invented." in row.text) is demo


def test_a_draft_is_told_to_nobody(town):
    """QUALITY S-05."""
    asked_and_confirmed(town)
    story = Story(municipality=town).invited()
    asked_and_confirmed(story.commitments[0], "beni@example.org")
    assert digest() == []


def test_markup_and_line_ends_in_words_stay_words(town):
    """QUALITY S-44, S-48."""
    asked_and_confirmed(town)
    card = factories.ScorecardFactory(contract__municipality=town)
    factories.ScorecardReplyFactory(scorecard=card, text="<b>{{ 7|add:7 }}</b> & “Bashkia”")
    town.name_en = "Fier\r\nBcc: e@example.org"
    town.save()
    (row,) = digest()
    assert "<b>{{ 7|add:7 }}</b> & “Bashkia”" in row.text
    assert row.subject == "What changed: Fier Bcc: e@example.org"


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_tell_it_once(town):
    follower = asked_and_confirmed(town)
    Story(municipality=town).published()
    OutgoingMail.objects.all().delete()
    (first,), (second,) = digests.due(), digests.due()
    factories.ScorecardFactory(contract__municipality=town)
    (third,) = digests.due()
    assert at_once(first, second, third) == [None] * 3
    call_command("send_digests")
    rows = put_in()
    assert {row.to for row in rows} == {follower.email}
    assert sum(row.text.count(": new result") for row in rows) == 2
    assert len({row.text for row in rows}) == len(rows)


def test_what_is_published_while_digests_are_sent_is_told_the_next_time(town):
    asked_and_confirmed(town)
    factories.ScorecardFactory(contract__municipality=town)
    (tell,) = digests.due()
    factories.ScorecardFactory(contract__municipality=town)
    OutgoingMail.objects.all().delete()
    tell()
    assert [row.text.count(": new result") for row in put_in()] == [1]
    assert [row.text.count(": new result") for row in digest()] == [1]
    assert digest() == []


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_the_digest_is_written_leaves_no_trace(town):
    for _ in range(20):
        follower = factories.FollowerFactory(municipality=town, email=ADDRESS)
        factories.ScorecardFactory(contract__municipality=town)
        (tell,) = digests.due()
        assert at_once(tell, lambda key=follower.key: following.leave(key=key)) == [None, None]
        assert trace_of() == 0


@pytest.mark.parametrize("number", [1, 10])
def test_a_digest_takes_the_same_number_of_queries_for_1_and_10_followers(
    town, number, django_assert_num_queries
):
    for place in range(number):
        factories.FollowerFactory(municipality=town, email=f"p{place}@example.org")
    Story(municipality=town).published()
    (tell,) = digests.due()
    with django_assert_num_queries(9):
        tell()
    assert len(put_in()) == number
