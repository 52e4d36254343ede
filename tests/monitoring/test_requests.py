"""Requests for information: counted days, the register, and silence that becomes evidence."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from monitoring import actions
from monitoring.models import Evidence, InformationRequest, LegalDeadline
from monitoring.refusals import Conflict, NotAllowed, Refused
from monitoring.requests import deadlines, letters
from monitoring.requests import registering as register
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2026, 9, 21)
LATER = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def the_law():
    for what, days in (("information_request", 10), ("information_extension", 5)):
        factories.LegalDeadlineFactory(what=what, days=days)


@pytest.fixture
def story():
    return Story(statuses=("none", "full")).opened()


def written(story, **more):
    finding = story.report.findings.in_order().first()
    said = {"office": "Bashkia", "letter": "Kërkojmë kopje.", "by": story.author} | more
    return register.write_letter(report=story.report, commitment=finding.commitment, **said)


def sent(story, **more):
    said = {"sent_on": MONDAY, "how": "postë, nr. 12", "by": story.author, "version": 0} | more
    return register.record_sent(request=written(story), **said)


# --- What the law counts ------------------------------------------------------------------------


def test_the_law_on_information_gives_ten_working_days_and_five_more():
    rows = LegalDeadline.objects.order_by("-days").values_list("what", "days", "in_working_days")
    assert list(rows) == [("information_request", 10, True), ("information_extension", 5, True)]
    assert all("119/2014" in each.source for each in LegalDeadline.objects.all())


def test_an_official_holiday_is_no_working_day_and_one_on_a_sunday_takes_none():
    sunday, holiday = datetime.date(2026, 9, 27), datetime.date(2026, 9, 29)
    before = deadlines.answer_due(MONDAY)
    for day in (sunday, holiday, MONDAY):
        factories.OfficialHolidayFactory(day=day)
    assert (before, deadlines.answer_due(MONDAY)) == (
        datetime.date(2026, 10, 5), datetime.date(2026, 10, 6),
    )  # fmt: skip

    LegalDeadline.objects.update(in_working_days=False)
    assert deadlines.answer_due(MONDAY) == datetime.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("sent_on", "due"),
    [
        ("2026-09-21", "2026-10-05"),  # Monday to Monday
        ("2026-09-25", "2026-10-09"),  # Friday to Friday
        ("2026-09-26", "2026-10-09"),  # a Saturday counts as the Friday before
        ("2026-09-27", "2026-10-09"),
    ],
)
def test_weekends_are_not_counted(sent_on, due):
    day = datetime.date.fromisoformat(sent_on)
    assert deadlines.answer_due(day) == datetime.date.fromisoformat(due)


def test_days_that_are_no_working_days_are_all_counted():
    deadline = LegalDeadline(days=10, in_working_days=False)
    assert deadlines.counted_from(MONDAY, deadline) == MONDAY + datetime.timedelta(days=10)


def test_without_a_recorded_deadline_nothing_is_counted():
    LegalDeadline.objects.all().delete()
    with pytest.raises(Refused, match="asnjë afat ligjor"):
        deadlines.answer_due(MONDAY)


# --- The letter ---------------------------------------------------------------------------------


def test_the_letter_is_albanian_and_names_the_commitment_and_the_law(story, settings):
    commitment = story.report.findings.in_order().first().commitment
    letter = letters.letter_about(story.report, commitment)
    for words in (
        commitment.title_sq, story.municipality.name_sq, story.home.name_sq, "119/2014",
        "10 ditëve të punës",
    ):  # fmt: skip
        assert words in letter
    assert "&" not in letter
    assert letters.office_of(story.report).endswith(f"Bashkia {story.municipality.name_sq}")


def test_the_same_letter_twice_is_one(story):
    assert written(story) == written(story)
    assert InformationRequest.objects.count() == 1


def test_only_those_who_write_the_report_write_its_letters(story):
    for person in (story.reviewer, story.stranger, story.admin):
        with pytest.raises(NotAllowed):
            written(story, by=person)
    assert written(story, by=story.colleague).organisation == story.home


def test_a_letter_is_about_a_commitment_of_the_same_contract(story):
    with pytest.raises(NotAllowed):
        register.write_letter(
            report=story.report, commitment=factories.CommitmentFactory(), by=story.author,
            office="Bashkia", letter="Kërkojmë kopje.",
        )  # fmt: skip


def test_a_letter_changes_until_it_is_sent(story):
    request = written(story)
    words = {"office": "Bashkia", "letter": "Kërkojmë dy kopje."}
    changed = register.change_letter(request=request, by=story.author, version=0, **words)
    assert (changed.letter, changed.lock_version) == ("Kërkojmë dy kopje.", 1)
    register.record_sent(request=changed, by=story.author, version=1, sent_on=MONDAY, how="postë")
    with pytest.raises(Conflict):
        register.change_letter(
            request=changed, by=story.author, version=2, office="Bashkia", letter="Tjetër."
        )


# --- The register -------------------------------------------------------------------------------


def test_sending_begins_the_time_that_the_law_gives(story):
    request = sent(story)
    assert (request.sent_on, request.due_on) == (MONDAY, datetime.date(2026, 10, 5))
    assert sent(story) == request  # the button pressed twice
    assert request.lock_version == 1


def test_where_holidays_fall_in_between_a_later_day_is_given(story):
    assert sent(story, due_on=datetime.date(2026, 10, 7)).due_on == datetime.date(2026, 10, 7)


def test_a_day_that_is_still_to_come_is_refused(story):
    with pytest.raises(ValidationError):
        sent(story, on=MONDAY - datetime.timedelta(days=1))
    assert InformationRequest.objects.get().sent_on is None


def test_who_saw_an_older_version_notes_nothing(story):
    request = sent(story)
    with pytest.raises(Conflict):
        register.record_answer(
            request=request, by=story.author, version=0, answered_on=MONDAY, answer="Po."
        )
    assert InformationRequest.objects.get().answered_on is None


def test_more_time_is_given_as_far_as_the_law_allows(story):
    request = sent(story)
    longest = datetime.date(2026, 10, 12)
    by = {"by": story.author, "version": 1}
    with pytest.raises(ValidationError, match="12"):
        register.extend_deadline(request=request, due_on=longest + datetime.timedelta(days=1), **by)
    with pytest.raises(ValidationError):
        register.extend_deadline(request=request, due_on=MONDAY, **by)
    assert register.extend_deadline(request=request, due_on=longest, **by).due_on == longest


def test_an_answer_is_noted_once(story):
    request = sent(story)
    answer = {"answered_on": MONDAY, "answer": "Bashkia dërgoi vendimin."}
    register.record_answer(request=request, by=story.author, version=1, **answer)
    register.record_answer(request=request, by=story.author, version=1, **answer)
    with pytest.raises(Conflict):
        register.record_answer(
            request=request, by=story.author, version=2, answered_on=MONDAY, answer="Tjetër."
        )
    assert InformationRequest.objects.get().answer == "Bashkia dërgoi vendimin."


# --- Silence ------------------------------------------------------------------------------------


def test_silence_becomes_a_search_among_the_evidence_with_one_click(story):
    request = sent(story)

    for _press in range(2):
        register.record_silence(request=request, by=story.author, version=1, at=LATER)

    item = Evidence.objects.get()
    assert (item.finding.commitment, item.evidence_class) == (request.commitment, "search")
    assert (item.dated, item.place, item.link, item.sha256) == ("2026-10-05", "Bashkia", "", "")
    assert "21 shtator 2026" in item.shows and "postë, nr. 12" in item.shows
    assert InformationRequest.objects.get().silence_recorded_by == story.author


def test_silence_within_the_round_carries_a_report_that_nothing_was_done(story):
    request = sent(story, sent_on=story.round.evidence_until - datetime.timedelta(days=30))
    register.record_silence(request=request, by=story.author, version=1, at=LATER)
    first, second = story.report.findings.in_order()
    actions.save_finding(
        finding=first, by=story.author, version=first.lock_version, status="none",
        stage="no_step", rationale_sq="Nuk u gjet asnjë hap.", at=LATER,
    )  # fmt: skip
    story.find(second, "full")
    actions.submit(report=story.report, by=story.author, at=LATER)
    assert story.report.status == "submitted"


@pytest.mark.parametrize("when", ["before it was sent", "in time", "on the last day"])
def test_there_is_no_silence_while_there_is_time(story, when):
    request = written(story) if when == "before it was sent" else sent(story)
    at = {"in time": BEGIN + 2 * DAY, "on the last day": BEGIN + 15 * DAY}.get(when, LATER)
    with pytest.raises(Refused):
        register.record_silence(
            request=request, by=story.author, version=request.lock_version, at=at
        )
    assert Evidence.objects.count() == 0


def test_after_an_answer_there_is_no_silence(story):
    request = sent(story)
    register.record_answer(
        request=request, by=story.author, version=1, answered_on=MONDAY, answer="Po."
    )
    with pytest.raises(Conflict):
        register.record_silence(request=request, by=story.author, version=2, at=LATER)
    assert Evidence.objects.count() == 0


def test_silence_is_evidence_of_a_draft_alone_and_nothing_is_half_noted():
    story = Story(statuses=("none", "full")).filled()
    request = sent(story)
    story.submitted()
    before = Evidence.objects.count()
    with pytest.raises(Conflict):
        register.record_silence(request=request, by=story.author, version=1, at=LATER)
    assert Evidence.objects.count() == before
    assert InformationRequest.objects.get().silence_recorded_at is None


def test_an_answer_that_came_too_late_is_noted_beside_the_silence(story):
    request = sent(story)
    register.record_silence(request=request, by=story.author, version=1, at=LATER)
    late = datetime.date(2026, 10, 20)
    register.record_answer(
        request=request, by=story.author, version=2, answered_on=late, answer="Po."
    )
    request = InformationRequest.objects.get()
    assert request.answered_on == late and request.silence_recorded_at
